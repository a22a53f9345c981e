"""The real desk, used by a separate program that knows it only by the names of things, as a screen reader does."""

import json
from collections.abc import Iterator
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

import pytest

from peerdesk.desktop.preferences import Preferences
from tests.assistive.client.wanted import Wanted
from tests.assistive.machine import APP_ENVIRONMENT, Machine, app_command
from tests.assistive.people import PASSPHRASE, a_ward

pytestmark = pytest.mark.timeout(300)

WANTED = Wanted(
    application="peerdesk",
    passphrase=PASSPHRASE,
    handle="Blue Heron 27",
    memory="Quetzalcanary came through on the bus.",
    search="quetzal",
    reader="Tomas",
)
SCREENS = [
    "unlock",
    "today",
    "sync and trust",
    "crisis numbers",
    "quick note",
    "quick note, every part open",
    "saved",
    "found",
    "note",
    "share sheet",
    "shared",
    "locked",
]


@dataclass
class Told:
    """What the program told: for each screen what had no name, and at the end what it had heard and read."""

    trouble: str
    gaps: dict[str, list[str]] = field(default_factory=dict)
    facts: dict[str, Any] = field(default_factory=dict)
    kept: list[tuple[str, str]] = field(default_factory=list)
    reviewed: list[tuple[str, str]] = field(default_factory=list)


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory, machine: Machine) -> Iterator[Told]:
    """Play the journey once, on a display and a bus of its own, against a real server."""
    with a_ward(tmp_path_factory.mktemp("ward")) as ward:
        Preferences(look="light", language="en").write(ward.home)
        known = play(machine, ward.home)
        known.kept, known.reviewed = ward.kept(), ward.reviewed()
        yield known


def play(machine: Machine, home: Path) -> Told:
    with machine.running("desk", app_command(home), **APP_ENVIRONMENT):
        done = machine.client("journey", json.dumps(asdict(WANTED)))
    known = Told(trouble="" if done.returncode == 0 else f"{done.stderr}\nThe desk printed:\n{machine.printed('desk')}")
    for line in done.stdout.splitlines():
        facts = json.loads(line)
        if "screen" in facts:
            known.gaps[facts["screen"]] = facts["gaps"]
        else:
            known.facts.update(facts)
    return known


def test_a_whole_evening_is_worked_by_names_alone(told: Told) -> None:
    if told.trouble:
        pytest.fail(told.trouble, pytrace=False)
    assert list(told.gaps) == SCREENS


@pytest.mark.parametrize("screen", SCREENS)
def test_whatever_takes_the_focus_has_a_name(told: Told, screen: str) -> None:
    assert told.gaps.get(screen, "this screen was not reached") == []


def test_saving_finding_and_sharing_are_said_aloud_once_and_in_order(told: Told) -> None:
    said = told.facts.get("said", [])
    assert said == [
        "Opening your notes",
        "Note saved on this computer. Undo",
        "1 found for “quetzal”",
        "Shared with Tomas",
        "Your notes are locked",
    ]


def test_the_preview_reads_what_leaves_and_nothing_of_what_stays(told: Told) -> None:
    read = told.facts.get("preview", [])
    assert [word for word in ("Blue Heron 27", "We met", "Listened", "You and Tomas Okafor") if word not in read] == []
    stays = read[read.index("Tomas will not see") :]
    assert "Your note" in stays
    assert not any("Quetzalcanary" in word for word in read)


def test_what_was_written_is_kept_whole(told: Told) -> None:
    assert told.kept == [(WANTED.handle, WANTED.memory)]


def test_what_was_confirmed_reaches_the_supervisor_and_the_note_does_not(told: Told) -> None:
    assert told.reviewed == [("Blue Heron 27", "")]


def test_a_passphrase_that_is_typed_can_be_read_nowhere(told: Told) -> None:
    assert told.facts.get("passphrase_shown") == []


def test_after_lock_no_word_of_a_note_and_no_handle_is_left_in_the_tree(told: Told) -> None:
    assert told.facts.get("left_after_lock") == []
