"""Deleting can be undone; erasing cannot: words, follow-ups and copies are gone from every computer and the server."""

import os
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from peerdesk.domain.encounter import EncounterDraft
from peerdesk.domain.errors import NotFoundError
from peerdesk.domain.ids import RecordId
from peerdesk.vault.vault import Vault
from peerdesk.wire.revision import is_blanked, parse_revision
from peerdesk.work.deleting import deleted_notes, erase_note
from peerdesk.work.encounters import (
    delete_encounter,
    encounter_detail,
    encounter_page,
    keep_encounter,
    search,
    undelete_encounter,
)
from peerdesk.work.reading import day
from peerdesk.work.sharing import share
from peerdesk.work.supervision import review_queue
from tests.support.hospital import clock
from tests.support.two_computers import TwoComputers, two_computers

CANARY = "Quetzalcanary"
LONG_AGO = datetime(2001, 3, 4, 5, 6, tzinfo=UTC)


@pytest.fixture
def two(tmp_path: Path) -> Iterator[TwoComputers]:
    with two_computers(tmp_path) as found:
        yield found


def listed(vault: Vault) -> list[RecordId]:
    return [one.row.id for one in deleted_notes(vault)]


def test_a_deleted_note_is_listed_on_every_computer_with_when_until_it_comes_back(two: TwoComputers) -> None:
    note, other = two.note(), two.note()
    delete_encounter(two.ward, note, LONG_AGO)
    assert listed(two.ward) == [note]
    two.meet()
    for vault in (two.ward, two.laptop):
        (found,) = deleted_notes(vault)
        assert (found.row.id, found.deleted_at) == (note, LONG_AGO)
        assert [row.id for row in encounter_page(vault)] == [other]
    undelete_encounter(two.laptop, note, clock())
    two.meet()
    assert listed(two.ward) == listed(two.laptop) == []
    assert {row.id for row in encounter_page(two.ward)} == {note, other}


def test_an_erased_note_is_gone_everywhere_with_its_follow_up_and_its_copy(two: TwoComputers) -> None:
    note = two.note(memory=CANARY, follow_up="1d", handle="Blue Heron 27")
    with two.tomas.read() as tx:
        share(two.ward, note, tx.person, clock(), include_memory=True)
    two.meet()
    two.hospital.sync(two.tomas)
    assert len(review_queue(two.tomas)) == 1
    erase_note(two.ward, note)
    with two.ward.read() as tx:
        assert tx.shared_items.given(note) == ()
    two.meet()
    two.hospital.sync(two.tomas)
    assert review_queue(two.tomas) == ()
    for vault in (two.ward, two.laptop):
        assert encounter_page(vault) == ()
        assert search(vault, CANARY) == ()
        assert day(vault, datetime(2099, 1, 1, tzinfo=UTC).date()).follow_ups == ()
        with pytest.raises(NotFoundError):
            encounter_detail(vault, note)
        with vault.read() as tx:
            frames = [version.frame for version in tx.histories.versions(note)]
        assert frames
        assert all(is_blanked(parse_revision(frame)) for frame in frames)


def test_a_note_that_never_left_is_gone_at_once_and_nothing_is_sent(two: TwoComputers) -> None:
    note = keep_encounter(two.ward, EncounterDraft(setting="ed", outcome="left"), clock(), os.urandom).id
    delete_encounter(two.ward, note, clock())
    erase_note(two.ward, note)
    assert listed(two.ward) == []
    assert two.hospital.sync(two.ward).pushed == 0


def test_erasing_twice_says_that_it_is_not_there(two: TwoComputers) -> None:
    note = two.note()
    erase_note(two.ward, note)
    with pytest.raises(NotFoundError):
        erase_note(two.ward, note)
    with pytest.raises(NotFoundError):
        undelete_encounter(two.ward, note, clock())


def test_no_time_that_passes_takes_a_deleted_note_away(two: TwoComputers) -> None:
    note = two.note()
    delete_encounter(two.ward, note, LONG_AGO)
    for _ in range(3):
        two.meet()
    assert listed(two.ward) == listed(two.laptop) == [note]
