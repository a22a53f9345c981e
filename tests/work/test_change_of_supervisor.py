"""Another supervisor: nothing is shared by it, the peer chooses note by note, and takes back all of a former one's."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import pytest

from peerdesk.domain.changes import Changes
from peerdesk.domain.errors import DiskFullError, NotFoundError
from peerdesk.domain.ids import PersonId, RecordId
from peerdesk.domain.vocabulary import Role
from peerdesk.vault.transaction import Transaction
from peerdesk.vault.vault import Vault
from peerdesk.wire import ids as wire_ids
from peerdesk.wire.directory_body import Supervisor
from peerdesk.wire.supervision import ENDED
from peerdesk.work import holdings
from peerdesk.work.attention import NEW_SUPERVISOR, SUPERVISION_ENDED, Act, Need, needs
from peerdesk.work.copies import TakenBack
from peerdesk.work.deleting import erase_note
from peerdesk.work.encounters import delete_encounter, encounter_detail
from peerdesk.work.holdings import find_holder, holders, offers, take_all_back
from peerdesk.work.sharing import share, stop_within
from peerdesk.work.supervision import review_queue
from tests.support.hospital import a_hospital, clock
from tests.work.ward import Pair, officer_says


@dataclass
class Change:
    """Devon had shared three notes with Tomas; then Ana took over."""

    pair: Pair
    ana: Vault
    ana_id: PersonId
    notes: tuple[RecordId, ...]

    def needs(self, reason: str) -> list[Need]:
        self.pair.hospital.sync(self.pair.devon)
        return [one for one in needs(self.pair.devon) if one.reason == reason]

    def offered(self) -> set[RecordId]:
        return {row.id for row in offers(self.pair.devon, self.ana_id, clock())}


def take_over(pair: Pair, notes: tuple[RecordId, ...], *, beside: bool = False) -> Change:
    ana = pair.hospital.join("Ana Ruiz", Role.SUPERVISOR)
    with ana.read() as tx, pair.devon.read() as mine:
        ana_id, devon = tx.person, wire_ids.PersonId(mine.person)
    for supervisor, until in ((ana_id, None), (pair.reader, None if beside else ENDED)):
        body = Supervisor(peer=devon, supervisor=wire_ids.PersonId(supervisor), until=until, cover=False)
        officer_says(pair.hospital, body)
    pair.hospital.sync(pair.devon)
    return Change(pair, ana, ana_id, notes)


@pytest.fixture
def change(tmp_path: Path) -> Iterator[Change]:
    with a_hospital(tmp_path) as hospital:
        pair = Pair(hospital)
        yield take_over(pair, tuple(pair.shared()[0] for _ in range(3)))


def test_nothing_is_shared_by_the_change_and_the_peer_is_asked(change: Change) -> None:
    change.pair.hospital.sync(change.pair.devon)
    change.pair.hospital.sync(change.ana)
    assert review_queue(change.ana) == ()
    (asked,) = change.needs(NEW_SUPERVISOR)
    assert asked.acts == (Act.CHOOSE, Act.SEEN)
    (ended,) = change.needs(SUPERVISION_ENDED)
    assert (ended.acts, ended.number) == ((Act.TAKE_BACK, Act.SEEN), 3)


def test_what_the_new_one_receives_is_chosen_note_by_note(change: Change) -> None:
    devon = change.pair.devon
    assert change.offered() == set(change.notes)
    share(devon, change.notes[1], change.ana_id, clock())
    assert change.offered() == {change.notes[0], change.notes[2]}
    change.pair.hospital.sync(devon)
    change.pair.hospital.sync(change.ana)
    assert len(review_queue(change.ana)) == 1


def test_a_deleted_note_and_a_private_one_are_not_offered(change: Change) -> None:
    private = change.pair.note()
    delete_encounter(change.pair.devon, change.notes[0])
    erase_note(change.pair.devon, change.notes[1])
    assert change.offered() == {change.notes[2]}
    assert private not in change.offered()


def test_all_that_a_former_supervisor_has_is_taken_back_in_one_act(change: Change) -> None:
    devon = change.pair.devon
    share(devon, change.notes[0], change.ana_id, clock())
    former, current = holders(devon, clock())
    assert (former.name, former.supervises, len(former.notes)) == ("Tomas Okafor", False, 3)
    assert (current.name, current.supervises, len(current.notes)) == ("Ana Ruiz", True, 1)
    assert find_holder(devon, "tomas okafor", clock()) == former
    take_all_back(devon, former.person, clock())
    assert [one.name for one in holders(devon, clock())] == ["Ana Ruiz"]
    change.pair.meet()
    assert review_queue(change.pair.tomas) == ()
    for note in change.notes:
        (state,) = (one for one in encounter_detail(devon, note).shares if one.person == former.person)
        assert state.taken_back is TakenBack.CONFIRMED
    # What was taken back can still be offered to the new one: that is a choice of its own.
    assert change.offered() == {change.notes[1], change.notes[2]}
    with pytest.raises(NotFoundError):
        take_all_back(devon, former.person, clock())


def test_taking_back_is_all_or_nothing(change: Change, monkeypatch: pytest.MonkeyPatch) -> None:
    seen: list[RecordId] = []

    def fails_at_the_last(tx: Transaction, note: RecordId, ending: tuple[PersonId, ...], now: datetime) -> Changes:
        seen.append(note)
        if len(seen) == len(change.notes):
            raise DiskFullError
        return stop_within(tx, note, ending, now)

    monkeypatch.setattr(holdings, "stop_within", fails_at_the_last)
    with pytest.raises(DiskFullError):
        take_all_back(change.pair.devon, change.pair.reader, clock())
    assert len(find_holder(change.pair.devon, "Tomas Okafor", clock()).notes) == 3
