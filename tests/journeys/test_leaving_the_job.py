"""A peer leaves the job: three of five follow-ups go to another peer, and the notes stay where they are.

Marisol asks five people whether another peer may be in touch. Three agree. Ruth accepts those three. The officer notes
that Marisol has left. Once at the command line with a server of its own process, and once in windows.
"""

import csv
import json
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QWidget

from peerdesk.crypto.passphrase import FLOOR
from peerdesk.desktop.demo_windows import WatchedDesk
from peerdesk.desktop.screens.handover_card import HandoverCard
from peerdesk.domain.handover import HandoffState
from peerdesk.work.encounters import encounter_detail, encounter_page
from peerdesk.work.handing_over import all_given, waiting
from peerdesk.work.officer import init_organisation
from peerdesk.work.supervision import review_queue
from tests.cli.conftest import OFFICER, TOMAS, Said, Terminal
from tests.desktop.desks import open_desk, peer
from tests.desktop.screens.test_quick_note import vault_of
from tests.desktop.screens.test_road import Line
from tests.support.hospital import PASSPHRASE
from tests.work.two_peers import SECRET, Two, two_peers

MARISOL, RUTH = "candle orchard velvet morning tide", "paper lantern windy quiet bridge"
HANDLES = ("Amber Fox 1", "Blue Heron 27", "Calm Otter 8", "Quiet Wren 3", "Red Maple 4")
AGREED = HANDLES[:3]
CANARY = "canary-5d1e"


class Ward:
    """Three people at one hospital, each with a terminal of their own, and the officer's."""

    def __init__(self, terminal: Terminal) -> None:
        self.terminal = terminal
        init_organisation(terminal.folder / "org", "Harbor Point", OFFICER, datetime.now(UTC), profile=FLOOR)
        terminal.start_server()
        terminal.join("Tomas Okafor", "t", TOMAS, "supervisor")
        terminal.join("Marisol Vega", "m", MARISOL, "peer", "Tomas Okafor")
        terminal.join("Ruth Lind", "r", RUTH, "peer", "Tomas Okafor")

    def marisol(self, *words: str, text: str = "") -> Said:
        return self.terminal.type("--home", "m", *words, "--json", passphrase=MARISOL, text=text)

    def ruth(self, *words: str) -> Said:
        return self.terminal.type("--home", "r", *words, "--json", passphrase=RUTH)

    def tomas(self, *words: str) -> Said:
        return self.terminal.type("--home", "t", *words, "--json", passphrase=TOMAS)

    def officer(self, *words: str) -> Said:
        place = ("--org", "org", "--server", self.terminal.url)
        return self.terminal.type("org", *words, *place, "--json", passphrase=OFFICER)

    def on_the_server(self) -> bytes:
        files = (path for path in (self.terminal.folder / "srv").rglob("*") if path.is_file())
        return b"".join(path.read_bytes() for path in files)


@pytest.fixture
def ward(tmp_path: Path) -> Iterator[Ward]:
    terminal = Terminal(folder=tmp_path)
    try:
        yield Ward(terminal)
    finally:
        if terminal.server is not None:
            terminal.stop_server()


def five_notes() -> str:
    notes = (
        {"setting": "ed", "outcome": "met", "support": ["time"], "handle": handle, "follow_up": "7d", "memory": CANARY}
        for handle in HANDLES
    )
    return "".join(json.dumps(note) + "\n" for note in notes)


def test_at_the_command_line_three_of_five_go_and_the_notes_stay(ward: Ward) -> None:
    assert ward.marisol("note", "add", "--stdin", text=five_notes()).status == 0
    planned = {one["handle"]: one["id"] for one in ward.marisol("followup", "list").json()["follow_ups"]}
    assert set(planned) == set(HANDLES)
    to_ruth = ("--to", "Ruth Lind", "--prompt", "Ask at the desk")
    assert ward.marisol("handoff", "add", planned[HANDLES[4]], *to_ruth).refusal()["error"] == "missing_answer"
    for handle in AGREED:
        assert ward.marisol("handoff", "add", planned[handle], *to_ruth, "--agreed").status == 0
    assert ward.marisol("sync").status == 0

    assert ward.ruth("sync").status == 0
    came = ward.ruth("handoff", "list").json()["offered"]
    assert {one["offer"]["handle"] for one in came} == set(AGREED)
    assert CANARY not in json.dumps(came)
    for one in came:
        assert ward.ruth("handoff", "accept", one["id"]).json()["answer"] == "accepted"
    assert ward.ruth("sync").json()["proof"] is True

    assert ward.marisol("sync").json()["proof"] is True
    given = ward.marisol("handoff", "list").json()["given"]
    assert [one["state"] for one in given] == ["accepted"] * 3
    day = ward.marisol("leaving", "show").json()
    assert (day["notes"], day["copies"], day["waiting"], day["theirs"], day["unsent"]) == (5, 0, 2, 3, 0)
    assert ward.marisol("leaving", "counts", "--out", "mine.csv").json()["file"] == "mine.csv"
    with (ward.terminal.folder / "mine.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.reader(file))
    assert ["notes", "all", "5"] in rows
    assert not any(handle in cell for row in rows for cell in row for handle in HANDLES)

    assert ward.officer("left", "Marisol Vega").json()["changed"] is True
    refused = ward.marisol("sync")
    assert refused.status == 1
    assert refused.refusal()["error"] == "server_refused"
    assert ward.tomas("sync").status in {0, 4}
    assert ward.tomas("review", "list").json()["items"] == []
    assert {one["handle"] for one in ward.ruth("followup", "list").json()["follow_ups"]} == set(AGREED)
    stored = ward.on_the_server()
    assert not any(word.encode() in stored for word in (CANARY, *HANDLES))
    ward.terminal.stop_server()
    notes = ward.marisol("note", "list").json()["notes"]
    assert {one["handle"] for one in notes} == set(HANDLES)
    assert ward.marisol("note", "show", notes[0]["id"]).json()["memory"] == CANARY


@pytest.fixture
def two(tmp_path: Path, qapp: QApplication) -> Iterator[Two]:
    assert qapp is QApplication.instance()
    with two_peers(tmp_path) as found:
        yield found


def visible(page: QWidget, words: str) -> list[QAbstractButton]:
    return [one for one in page.findChildren(QAbstractButton) if one.isVisible() and one.text() == words]


def desk_card(desk: WatchedDesk) -> HandoverCard:
    (card,) = [one for one in peer(desk).today.findChildren(HandoverCard) if one.isVisible()]
    return card


def sync(desk: WatchedDesk) -> None:
    desk.press("F5")
    desk.settle()


def test_in_windows_three_of_five_go_and_the_notes_stay(two: Two) -> None:
    for handle in HANDLES:
        two.follow_up(handle)
    two.marisol.close()
    two.ruth.close()
    homes, line = two.hospital.folder / "homes", Line(two.hospital)
    with open_desk(homes / "Marisol Vega", PASSPHRASE, remotes=line) as desk:
        visible(desk_card(desk), "Hand over…")[0].click()
        sheet = peer(desk).day.handovers.sheet
        assert sheet is not None
        for pick in sheet.picks[:3]:
            pick.agreed.click()
        desk.settle()
        desk.press("Ctrl+Return")
        desk.settle()
        sync(desk)
        assert [one.state for one in all_given(vault_of(desk))] == [HandoffState.SENT] * 3
    with open_desk(homes / "Ruth Lind", PASSPHRASE, remotes=line) as desk:
        sync(desk)
        for _ in range(3):
            visible(desk_card(desk), "Accept")[0].click()
            desk.settle()
        sync(desk)
        assert {one.handle for one in waiting(vault_of(desk))} == set(AGREED)
        assert SECRET not in repr([label.text() for label in desk.door.frame.findChildren(QLabel)])
    with open_desk(homes / "Marisol Vega", PASSPHRASE, remotes=line) as desk:
        sync(desk)
        assert [one.state for one in all_given(vault_of(desk))] == [HandoffState.ACCEPTED] * 3
        two.leaves(vault_of(desk))
        sync(desk)
        shown = [label.text() for label in desk.door.frame.findChildren(QLabel) if label.isVisible()]
        assert any("hospital's list" in words for words in shown)
    line.is_cut = True
    with open_desk(homes / "Marisol Vega", PASSPHRASE, remotes=line) as desk:
        rows = encounter_page(vault_of(desk))
        assert {row.handle for row in rows} == set(HANDLES)
        assert encounter_detail(vault_of(desk), rows[0].id).encounter.memory == SECRET
    two.hospital.sync(two.tomas)
    assert review_queue(two.tomas) == ()
