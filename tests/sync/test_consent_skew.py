"""A no reaches an older PeerDesk unread, is kept there as it came, and holds as soon as that one is updated."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import pytest

from peerdesk.domain.errors import NotAllowedError
from peerdesk.sync import payload
from peerdesk.sync.reasons import Reason, SetAsideError
from peerdesk.sync.shapes import SQUEEZED
from peerdesk.vault.vault import Vault
from peerdesk.work.attention import needs
from peerdesk.work.consents import all_consents, find_individual
from peerdesk.work.encounters import change_encounter
from peerdesk.work.ledger import ledger_lines
from peerdesk.work.sharing import find_reader, share
from peerdesk.work.supervision import review_queue
from peerdesk.work.withdrawing import Wish, withdraw
from tests.support.hospital import Hospital, a_hospital, clock
from tests.support.two_computers import TwoComputers
from tests.vectors.payload.make import about_consent
from tests.work.test_withdrawing import RELEASE, WHO, signed


@contextmanager
def older() -> Iterator[None]:
    """Let PeerDesk be one from before there were permissions."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(payload, "LATEST", SQUEEZED)
        yield


@pytest.fixture
def hospital(tmp_path: Path) -> Iterator[Hospital]:
    with a_hospital(tmp_path) as found:
        yield found


def synced_by_an_older_one(hospital: Hospital, vault: Vault) -> None:
    with older():
        hospital.sync(vault)


@pytest.mark.invariant(21)
@pytest.mark.parametrize("kind", sorted(about_consent()))
def test_an_older_peerdesk_keeps_what_is_said_of_consent_for_later(kind: str) -> None:
    stamp = payload.Stamp(b"n" * 16, b"t" * 8, 1)
    with older(), pytest.raises(SetAsideError) as caught:
        payload.from_plain(about_consent()[kind], revision=b"v" * 32, parents=(), stamp=stamp)
    assert caught.value.reason is Reason.NEWER


@pytest.mark.invariant(21)
def test_a_no_is_unread_at_an_older_peerdesk_takes_the_copy_back_all_the_same_and_holds_once_it_is_updated(
    hospital: Hospital,
) -> None:
    both = TwoComputers(hospital)
    reader = find_reader(both.ward, "Tomas Okafor", clock())
    note = both.note(handle=WHO)
    share(both.ward, note, reader, clock())
    signed(both.ward, replace(RELEASE, handle=WHO))
    both.meet()
    withdraw(both.ward, find_individual(both.ward, WHO), Wish(), clock(), os.urandom)
    hospital.sync(both.ward)
    synced_by_an_older_one(hospital, both.laptop)
    assert needs(both.laptop)
    change_encounter(both.laptop, note, {"memory": "meanwhile"}, clock(), os.urandom)
    synced_by_an_older_one(hospital, both.laptop)
    hospital.sync(both.tomas)
    assert review_queue(both.tomas) == ()
    both.meet()
    assert not needs(both.laptop)
    with pytest.raises(NotAllowedError):
        share(both.laptop, note, reader, clock())
    assert all_consents(both.laptop, clock()) == all_consents(both.ward, clock())
    assert ledger_lines(both.laptop) == ledger_lines(both.ward) != ()
