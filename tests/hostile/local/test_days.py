"""Days at the edge of the calendar, nights with an hour twice, and a computer that travels: one order, and no fault."""

import json
import os
import subprocess
import sys
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from peerdesk.domain.encounter import EncounterDraft
from peerdesk.work.encounters import keep_encounter
from peerdesk.work.reading import encounter_page
from tests.cli.conftest import DEVON, Terminal, base_environment
from tests.desktop.desks import open_desk, peer
from tests.support.vaults import a_vault

D = ("--home", "d")
EDGES = ["1601-01-01", "9999-12-31", "0001-01-01", "2024-02-29"]
NO_DAYS = ["2023-02-29", "2026-13-01", "10000-01-01", "2026-1-1", "-0001-01-01", "tomorrow", "2026-11-21T10:00"]
ZONES = ["Pacific/Kiritimati", "Pacific/Niue"]
"""A day apart at every moment."""
DAY_IN_TWO_HOURS = datetime(2026, 11, 1, 5, 30, tzinfo=UTC)
"""Half past one at night in New York, an hour before it is half past one again."""


def listed(terminal: Terminal, zone: str) -> list[tuple[str, str]]:
    """Return what a process in a zone lists, in its order."""
    done = subprocess.run(
        [sys.executable, "-m", "peerdesk", *D, "note", "list", "--limit", "1000", "--json"],
        cwd=terminal.folder,
        env={**base_environment(), "TZ": zone, "PEERDESK_PASSPHRASE_FILE": str(terminal.folder / "passphrase.txt")},
        capture_output=True,
        check=True,
        timeout=60,
    )
    return [(note["id"], note["on"]) for note in json.loads(done.stdout)["notes"]]


@pytest.mark.parametrize("day", NO_DAYS)
def test_what_is_no_day_is_turned_away(here: Terminal, day: str) -> None:
    said = here.type(
        *D, "note", "add", "--setting", "ed", "--outcome", "later", f"--on={day}", "--json", passphrase=DEVON
    )
    assert (said.status, said.refusal()["error"]) == (1, "bad_date")


def test_days_at_the_edge_of_the_calendar_keep_their_place_wherever_the_computer_is(here: Terminal) -> None:
    for day in [*EDGES, "2026-11-21"]:
        words = ("--setting", "ed", "--outcome", "later", "--on", day, "--follow-up", "2024-02-29")
        assert here.type(*D, "note", "add", *words, passphrase=DEVON).status == 0
    first, other = (listed(here, zone) for zone in ZONES)
    assert {day for _, day in first} >= set(EDGES)
    assert [day for _, day in first] == sorted((day for _, day in first), reverse=True)
    assert other == first


def test_notes_of_an_hour_that_comes_twice_keep_the_order_in_which_they_were_kept(home: Path) -> None:
    with a_vault(home) as vault:
        kept = [
            keep_encounter(vault, EncounterDraft(setting="ed", outcome="later"), at, os.urandom).id
            for at in (DAY_IN_TWO_HOURS + timedelta(minutes=20 * n) for n in range(9))
        ]
        assert [row.id for row in encounter_page(vault)] == kept[::-1]


@pytest.mark.usefixtures("qapp")
def test_the_window_shows_a_note_of_any_day(home: Path) -> None:
    with open_desk(home) as desk:
        session = desk.door.session
        assert session is not None
        for day in EDGES:
            draft = EncounterDraft(setting="ed", outcome="later", happened_on=day, follow_up="2024-02-29")
            kept = keep_encounter(session.bench.vault, draft, session.bench.now(), os.urandom)
            session.announcer.tell(kept.changes)
            desk.show("today")
            desk.show("notes", kept.id)
            desk.door.frame.grab()
        days = [row.happened_on for row in peer(desk).list_model._page]
        assert days == sorted(map(date.fromisoformat, EDGES), reverse=True)
