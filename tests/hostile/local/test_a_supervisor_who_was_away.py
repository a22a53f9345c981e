"""A supervisor whose computer was off for a month: its first contact takes away what was taken back meanwhile."""

import os
from datetime import timedelta

from peerdesk.vault.vault import Vault
from peerdesk.work.copies import TakenBack
from peerdesk.work.encounters import encounter_detail
from peerdesk.work.supervision import open_item, review_queue
from peerdesk.work.syncing import sync_now
from tests.support.hospital import clock
from tests.work.test_taking_back import SECRET, everything_in
from tests.work.test_withdrawing import said, signed
from tests.work.ward import Pair

A_MONTH = timedelta(days=30)


def sync_later(pair: Pair, vault: Vault) -> None:
    assert sync_now(vault, pair.hospital.remotes, clock() + A_MONTH, os.urandom).proof


def test_a_month_later_it_is_gone_with_the_first_contact_and_the_peer_has_the_receipt(pair: Pair) -> None:
    signed(pair.devon)
    note, copy = pair.shared(include_memory=True)
    open_item(pair.tomas, copy, clock(), os.urandom)
    pair.meet()
    assert SECRET in everything_in(pair.tomas)
    said(pair.devon)
    pair.hospital.sync(pair.devon)
    # Without a contact nothing is claimed, however long it takes.
    sync_later(pair, pair.devon)
    (share,) = encounter_detail(pair.devon, note).shares
    assert share.taken_back is TakenBack.ASKED
    assert len(review_queue(pair.tomas)) == 1
    sync_later(pair, pair.tomas)
    assert review_queue(pair.tomas) == ()
    assert SECRET not in everything_in(pair.tomas)
    sync_later(pair, pair.devon)
    (share,) = encounter_detail(pair.devon, note).shares
    assert share.taken_back is TakenBack.CONFIRMED
    assert share.removed_at is not None
    assert share.removed_at > share.openings[0] + A_MONTH
