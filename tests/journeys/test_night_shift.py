"""A night shift at a shared workstation, with the network out and the power cut in the middle of a note.

Real windows in a process of their own, that is killed; real commands after it; a real server that comes back at four.
"""

import sys
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from peerdesk.crypto.passphrase import FLOOR
from peerdesk.work.encounters import change_encounter, encounter_detail, encounter_page
from peerdesk.work.officer import init_organisation
from peerdesk.work.unlock import choose, unlock
from tests.cli.conftest import DEVON, MARISOL, OFFICER, Terminal
from tests.journeys.night_shift import CANARY
from tests.journeys.played import WARD, files_with, played

DEVON_NAME, RUTH_NAME = "Devon Achebe", "Ruth Lind"
KEYS, CLICKS, DECLINED_CLICKS, SHIFT_CLICKS, SECONDS = 6, 4, 3, 3, 20.0
"""What a note may take at most."""


@pytest.fixture
def town(tmp_path: Path) -> Iterator[Terminal]:
    """Harbor Point: Devon and Ruth work at the same computer."""
    terminal = Terminal(folder=tmp_path, in_process=True)
    init_organisation(tmp_path / "org", "Harbor Point", OFFICER, datetime.now(UTC), profile=FLOOR)
    terminal.start_server()
    terminal.join(DEVON_NAME, WARD, DEVON, "peer")
    terminal.join(RUTH_NAME, WARD, MARISOL, "peer")
    yield terminal
    terminal.stop_server()


def at(town: Terminal, *words: str, passphrase: str = DEVON, who: str = DEVON_NAME) -> Any:
    return town.type("--home", WARD, "--as", who, *words, "--json", passphrase=passphrase).json()


def test_a_night_with_no_network_and_a_cut_of_power(town: Terminal, capsys: pytest.CaptureFixture[str]) -> None:
    address = town.url.removeprefix("http://")
    town.stop_server()
    took = played(town, "night_shift", "typing")
    assert_budgets(took)
    with capsys.disabled():
        for name, one in took.items():
            sys.stdout.write(f"\n{name}: {one['keys']} keys, {one['clicks']} clicks, {one['seconds']:.2f} s (model)")

    # What the machine holds after the cut: four notes and the draft, and nothing that anybody could read.
    assert files_with(CANARY.split(maxsplit=1)[0], town.folder / WARD, town.folder / "tmp") == []
    assert all(title == "" or "J." not in title for one in took.values() for title in one["titles"])
    notes = at(town, "note", "list")["notes"]
    assert sorted(note["outcome"] for note in notes) == ["brief", "declined", "met", "met"]
    (jot,) = at(town, "jot", "list")["jots"]
    assert jot["memory"].startswith(CANARY)
    met = next(note for note in notes if note["handle"] == "J.")
    shown = at(town, "note", "show", met["id"])
    assert (shown["setting"], shown["support"], shown["supplies"]) == (
        "ed",
        ["time", "listened"],
        {"naloxone_nasal": 1},
    )
    assert at(town, "shift", "show")["shift"]["setting"] == "ed"

    # Ruth, at the same computer, sees her own and opens nothing of Devon's.
    assert at(town, "note", "list", passphrase=MARISOL, who=RUTH_NAME)["notes"] == []
    refused = town.type("--home", WARD, "--as", DEVON_NAME, "note", "list", "--json", passphrase=MARISOL)
    assert refused.refusal()["error"] == "wrong_passphrase"

    assert_order_without_a_clock(town.folder / WARD)

    # At ten past four the network is back.
    town.start_server(address)
    synced = at(town, "sync")
    assert (synced["proof"], synced["waiting"]) == (True, 0)
    assert files_with(CANARY.split(maxsplit=1)[0], town.folder / "srv") == []
    assert files_with("naloxone", town.folder / "srv") == []
    # The draft went nowhere, and is finished now.
    done = at(town, "jot", "finish", jot["id"], "--support", "listened")
    assert at(town, "note", "show", done["id"])["memory"].startswith(CANARY)
    assert at(town, "jot", "list")["jots"] == []


def assert_budgets(took: dict[str, dict[str, Any]]) -> None:
    assert took["shift"]["clicks"] <= SHIFT_CLICKS
    assert (took["shortest"]["keys"], took["shortest"]["clicks"]) == (KEYS, 0)
    assert took["declined"]["clicks"] <= DECLINED_CLICKS
    assert took["declined"]["keys"] == 0
    assert took["brief"]["keys"] < KEYS
    written = sorted(took[name]["seconds"] for name in ("met", "declined", "brief", "shortest"))
    assert (written[1] + written[2]) / 2 <= SECONDS


def assert_order_without_a_clock(home: Path) -> None:
    """Change a note twice, the second time with a clock two hours slow: what was said last stands."""
    with unlock(choose(home, DEVON_NAME), DEVON) as vault:
        note = encounter_page(vault)[0].id
        now = datetime.now(UTC)
        change_encounter(vault, note, {"memory": "before"}, now, bytes)
        change_encounter(vault, note, {"memory": "after"}, now - timedelta(hours=2), bytes)
        assert encounter_detail(vault, note).encounter.memory == "after"
