"""The last day: what becomes of each thing, numbers with nobody in them, and what a supervisor is left with."""

import csv
import io
import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from peerdesk.domain.encounter import EncounterDraft
from peerdesk.domain.errors import NotEnrolledError, ServerError
from peerdesk.domain.leaving import Tally
from peerdesk.work.encounters import encounter_page, keep_encounter
from peerdesk.work.leaving import as_csv, last_day, portfolio
from peerdesk.work.sharing import find_reader, share
from peerdesk.work.supervision import review_queue
from peerdesk.work.taking_over import accept, offers
from tests.support.hospital import clock
from tests.support.vaults import a_vault
from tests.work.two_peers import QUOTE, SECRET, Two, two_peers


@pytest.fixture
def two(tmp_path: Path) -> Iterator[Two]:
    with two_peers(tmp_path) as found:
        yield found


def test_each_thing_is_counted_with_what_becomes_of_it(two: Two) -> None:
    for handle in ("J.", "Red Maple 4", "Quiet Fox 3"):
        two.follow_up(handle)
    first = two.hand(two.follow_up("Blue Heron 27"))
    two.hand(two.follow_up("Calm Otter 8"))
    note = encounter_page(two.marisol)[0].id
    share(two.marisol, note, find_reader(two.marisol, "Tomas Okafor", clock()), clock())
    assert last_day(two.marisol).unsent > 0
    two.meet()
    accept(two.ruth, first, clock(), os.urandom)
    two.hospital.sync(two.ruth)
    two.hospital.sync(two.marisol)
    day = last_day(two.marisol)
    assert (day.notes, day.copies, day.readers) == (5, 1, ("Tomas Okafor",))
    assert (day.waiting, day.offered, day.theirs, day.unsent) == (3, 1, 1, 0)
    assert not day.hospital_reads


def test_the_numbers_hold_nobody_no_word_and_no_day(two: Two) -> None:
    two.follow_up("Blue Heron 27")
    draft = EncounterDraft(setting="clinic", outcome="declined", supplies={"naloxone_nasal": 3}, handle="J.")
    keep_encounter(two.marisol, draft, clock(), os.urandom)
    found = portfolio(two.marisol)
    assert Tally(part="notes", code="all", count=2) in found
    assert Tally(part="supplies", code="naloxone_nasal", count=3) in found
    assert Tally(part="support", code="time", count=1) in found
    assert Tally(part="follow_up", code="planned", count=1) in found
    rows = list(csv.reader(io.StringIO(as_csv(found))))
    assert rows[0] == ["part", "answer", "count"]
    assert all(row[2].isdigit() for row in rows[1:])
    text = as_csv(found)
    assert not any(word in text for word in ("Heron", "J.", SECRET, QUOTE, "20", "Marisol"))


def test_a_sudden_exit_leaves_the_supervisor_with_what_was_shared_and_no_more(two: Two) -> None:
    two.follow_up("Blue Heron 27")
    shared = encounter_page(two.marisol)[0].id
    share(two.marisol, shared, find_reader(two.marisol, "Tomas Okafor", clock()), clock())
    two.follow_up("Red Maple 4")
    two.meet()
    two.leaves(two.marisol)
    with pytest.raises(ServerError):
        two.hospital.sync(two.marisol)
    two.hospital.sync(two.tomas)
    (item,) = review_queue(two.tomas)
    projection = item.received.item.projection
    assert (projection.handle, projection.memory) == ("Blue Heron 27", "")
    assert projection.follow_up_due is not None
    assert offers(two.ruth).waiting == ()


def test_what_was_offered_can_be_accepted_after_its_giver_left(two: Two) -> None:
    handed = two.hand(two.follow_up())
    two.meet()
    two.leaves(two.marisol)
    two.hospital.sync(two.ruth)
    accept(two.ruth, handed, clock(), os.urandom)
    assert two.hospital.sync(two.ruth).proof


def test_whoever_left_keeps_their_notes_and_reads_that_they_have_left(two: Two) -> None:
    two.follow_up("Blue Heron 27")
    two.meet()
    two.leaves(two.marisol)
    two.hospital.sync(two.ruth)
    with pytest.raises(ServerError):
        two.hospital.sync(two.marisol)
    assert [row.handle for row in encounter_page(two.marisol)] == ["Blue Heron 27"]
    assert last_day(two.marisol).notes == 1


def test_a_vault_of_no_hospital_has_nothing_to_leave(home: Path) -> None:
    with a_vault(home) as vault, pytest.raises(NotEnrolledError):
        last_day(vault)
