"""A whole shift through an assistive technology: by names, actions and texts alone, and what was done is said aloud."""

import json
from dataclasses import asdict, dataclass, field
from pathlib import Path

import pytest

from peerdesk.desktop.preferences import Preferences
from peerdesk.work.handing_over import all_given
from peerdesk.work.reading import encounter_page
from peerdesk.work.referrals import referral_list
from peerdesk.work.shifts import shift_now
from peerdesk.work.unlock import choose, unlock
from tests.assistive.client.wanted import Wanted
from tests.assistive.machine import APP_ENVIRONMENT, Machine, app_command
from tests.assistive.people import PASSPHRASE, Ward, a_ward

pytestmark = pytest.mark.timeout(300)

WANTED = Wanted(
    application="peerdesk",
    passphrase=PASSPHRASE,
    handle="Blue Heron 27",
    memory="Quetzalcanary came through on the bus.",
    search="rang about the ride",
    reader="Tomas",
)
STEPS = (
    *("unlock", "begin", "write_whole", "write_brief", "write_declined", "jot", "finish_the_jot", "undo", "bring_back"),
    *("plan", "refer", "hand_over", "share", "sync", "lock", "unlock", "end"),
    "go_on_after_all",
)


@dataclass
class Told:
    """What the program told: the steps that it did, what had no name after each, what it heard, and the preview."""

    trouble: str
    steps: list[str] = field(default_factory=list)
    gaps: dict[str, list[str]] = field(default_factory=dict)
    said: list[str] = field(default_factory=list)
    preview: list[str] = field(default_factory=list)


def play(machine: Machine, home: Path) -> Told:
    with machine.running("shift", app_command(home), **APP_ENVIRONMENT):
        done = machine.client("shift", json.dumps(asdict(WANTED)))
    trouble = f"{done.stderr}\nThe desk printed:\n{machine.printed('shift')}" if done.returncode else ""
    told = Told(trouble=trouble)
    for facts in map(json.loads, done.stdout.splitlines()):
        told.said = facts.get("said", told.said)
        told.preview = facts.get("preview", told.preview)
        if "screen" in facts:
            told.steps.append(facts["screen"])
            told.gaps[facts["screen"]] = facts["gaps"]
    return told


def test_a_whole_shift_is_worked_by_names_alone_and_said_aloud(
    machine: Machine, tmp_path_factory: pytest.TempPathFactory
) -> None:
    with a_ward(tmp_path_factory.mktemp("shift"), with_colleague=True) as ward:
        Preferences(look="light", language="en").write(ward.home)
        told = play(machine, ward.home)
        if told.trouble:
            pytest.fail(f"{told.steps}\n{told.trouble}", pytrace=False)
        assert tuple(told.steps) == STEPS
        assert told.gaps == {step: [] for step in STEPS}
        what_was_said(told)
        what_is_kept(ward)


def what_was_said(told: Told) -> None:
    saved = "Note saved on this computer. Undo"
    assert told.said == [
        "Opening your notes",
        "New notes begin where you are now",
        *([saved] * 3),
        "Kept as a jot on this computer",
        saved,
        "Note deleted. Undo",
        "The note is back",
        "Offered. It is theirs once they accept, and yours to take back until then.",
        "1 found for “Blue Heron 27”",
        "Shared with Tomas",
        "Synced. Everything is up to date.",
        "Your notes are locked",
        "Opening your notes",
        "The shift is over. Undo",
        "Undone",
    ]
    assert WANTED.memory not in told.preview
    assert WANTED.handle in told.preview


def what_is_kept(ward: Ward) -> None:
    with unlock(choose(ward.home), PASSPHRASE) as vault:
        assert sorted(row.outcome for row in encounter_page(vault)) == ["brief", "declined", "met", "met"]
        assert len(all_given(vault)) == 1
        assert [one.how_to_find for one in referral_list(vault)] == ["Bed 4"]
        assert shift_now(vault).current is not None
    assert ward.reviewed() == [(WANTED.handle, "")]
