"""What waits of a removed computer's work: what is decided, what that builds on, and that looking costs little."""

import os
import time
from dataclasses import replace

from peerdesk.domain.ids import RevisionId
from peerdesk.vault.heaps import OF_REMOVED
from peerdesk.vault.opened_revision import OpenedRevision
from peerdesk.vault.undecided import MOST
from peerdesk.vault.vault import Vault
from peerdesk.vault.writers import BEYOND_CUT_OFF
from tests.support.vaults import new_id
from tests.vault.pulled import Computer, apply_all
from tests.vault.test_evidence import FIELDS
from tests.vault.test_heaps import MANY, junk, leave, space_of


def apart(one: OpenedRevision) -> OpenedRevision:
    return replace(one, reason=BEYOND_CUT_OFF, head=None, record_kind=None)


def own(vault: Vault) -> Computer:
    with vault.read() as tx:
        return Computer(tx.person, tx.own_space)


def waiting(vault: Vault) -> list[RevisionId]:
    with vault.read() as tx:
        return [one.revision for one in tx.heaps.one_by_one.undecided(tx.heaps.left_at(OF_REMOVED))]


def decide(vault: Vault, *some: RevisionId, yes: bool) -> None:
    with vault.write() as tx:
        tx.heaps.one_by_one.decide(some, yes=yes)


def has_no(vault: Vault) -> bool:
    with vault.read() as tx:
        return tx.heaps.one_by_one.has_no(tx.heaps.left_at(OF_REMOVED))


def test_what_was_decided_waits_no_more_nor_does_what_it_was_made_from(vault: Vault) -> None:
    lost, note = own(vault), new_id()
    first = lost.says(note, FIELDS)
    assert first.head is not None
    second, other = lost.says(note, {"memory": "more"}, (first.head,)), lost.says(new_id(), FIELDS)
    apply_all(vault, lost.space, [apart(first), apart(second), apart(other)])
    assert waiting(vault) == [other.revision, second.revision, first.revision]
    decide(vault, second.revision, yes=True)
    assert (waiting(vault), has_no(vault)) == ([other.revision], False)
    decide(vault, other.revision, yes=False)
    assert (waiting(vault), has_no(vault)) == ([], True)


def test_a_version_that_counts_and_names_one_decides_it_and_one_that_is_apart_does_not(vault: Vault) -> None:
    lost, home, note = own(vault), own(vault), new_id()
    first = lost.says(note, FIELDS)
    assert first.head is not None
    claimed = lost.says(note, {"memory": "claims to be made from it"}, (first.head,))
    apply_all(vault, lost.space, [apart(first), apart(claimed)])
    assert waiting(vault) == [claimed.revision, first.revision]
    apply_all(vault, lost.space, [home.says(note, {"memory": "taken up at home"}, (first.head,))], 2)
    assert waiting(vault) == [claimed.revision]


def test_what_was_left_in_peace_as_a_whole_is_not_asked_about_and_what_comes_later_is(vault: Vault) -> None:
    lost = own(vault)
    apply_all(vault, lost.space, [apart(lost.says(new_id(), FIELDS))])
    leave(vault, OF_REMOVED)
    assert waiting(vault) == []
    later = lost.says(new_id(), FIELDS)
    apply_all(vault, lost.space, [apart(later)], 1)
    assert waiting(vault) == [later.revision]


def test_nothing_of_somebody_elses_and_no_key_is_among_it(vault: Vault) -> None:
    lost = own(vault)
    foreign = replace(lost, person=type(lost.person)(os.urandom(16)))
    apply_all(vault, lost.space, [apart(foreign.says(new_id(), FIELDS))])
    assert waiting(vault) == []


def test_twenty_thousand_that_a_lying_server_sends_cost_little_to_look_through(vault: Vault) -> None:
    apply_all(vault, space_of(vault), junk(vault, MANY, (BEYOND_CUT_OFF,)))
    begun = time.process_time()
    found = waiting(vault)
    spent = time.process_time() - begun
    assert len(found) == MOST
    assert spent < 0.5
