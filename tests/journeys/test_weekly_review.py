"""Tomas's weekly review: what was shared and no more, those who asked to talk first, and Devon sees what became of it.

They have talked for 45 minutes; Tomas logs it, both sign, and the hours of the month have 0.75 more. Through real
windows here, and by real commands in `test_weekly_review_at_a_terminal`.
"""

import os
import re
import subprocess
import sys
from contextlib import ExitStack
from datetime import timedelta
from pathlib import Path
from typing import Final

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog, QLabel, QTextEdit, QWidget

from peerdesk.desktop.demo_windows import WatchedDesk
from peerdesk.desktop.routes_supervisor import SupervisorRoutes
from peerdesk.desktop.screens.session_sheets import ReadSheet, SessionSheet
from peerdesk.domain.ids import RecordId
from peerdesk.domain.supervision_log import SessionDraft
from peerdesk.work.copies import disclosures
from peerdesk.work.encounters import encounter_detail, encounter_page
from peerdesk.work.reading import standing
from peerdesk.work.supervision_log import find_partner, log_session
from tests.desktop.screens.test_paused_shares import said
from tests.desktop.screens.test_quick_note import vault_of
from tests.desktop.screens.test_supervision import press, routes
from tests.desktop.test_nothing_left import found_in_memory
from tests.journeys.quarter import CANARY, DEVON, FLAGGED, PEERS, SHARED, TOMAS, Quarter
from tests.support.hospital import PASSPHRASE, clock
from tests.work.test_taking_back import everything_in

MONTHS: Final = "Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec"
NO_FIGURE: Final = re.compile(rf"(?:Quiet River|Amber Wren|Red Maple) \d+|\d{{1,2}}:\d\d|\d{{1,2}} (?:{MONTHS})\w*")
"""The handles on notes, times of day, and days."""
ALLOWED: Final = re.compile(r"last session: \d+ days? ago|\bversion \d+|  ·  \d+ min$")
"""The only numbers that may stand beside a peer: how long ago the last session was, which text they have, and how long
a session was in the log that the two of them keep."""
A_WHILE_AGO: Final = timedelta(days=20)
MARISOL: Final = PEERS[0]

READER = """
import os, sys
from datetime import UTC, datetime
from pathlib import Path
from peerdesk.vault.opening import open_vault
from peerdesk.work.supervision import open_item, review_queue
(folder,) = (Path(sys.argv[1]) / "vaults").iterdir()
vault = open_vault(folder, passphrase=sys.stdin.readline().strip(), rng=os.urandom, allow_test_profile=True)
kept = [open_item(vault, one.received.item.id, datetime.now(UTC), os.urandom) for one in review_queue(vault)]
print(len(kept), flush=True)
sys.stdin.readline()
"""
"""A program that reads everything that a supervisor was given, and keeps it in its memory."""


def sync(desk: WatchedDesk) -> None:
    # Two desks are open, and a key goes to the window in front.
    desk.door.frame.activateWindow()
    desk.wait(desk.door.frame.isActiveWindow, "the window to come forward")
    desk.press("F5")
    desk.settle()


def supervisor(desk: WatchedDesk) -> SupervisorRoutes:
    routes = desk.routes
    assert isinstance(routes, SupervisorRoutes)
    return routes


def everything_shown(desk: WatchedDesk) -> list[str]:
    texts = [one.toPlainText() for one in desk.door.frame.findChildren(QTextEdit) if one.isVisible()]
    rows = [row.read_aloud() for row in supervisor(desk).review.list.rows.rows]
    return [*said(desk.door.frame), *texts, *rows]


def test_tomas_reviews_and_devon_sees_what_became_of_it(
    quarter: Quarter, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = states(quarter)
    met_a_while_ago(quarter)
    with ExitStack() as stack:
        tomas = quarter.desk(stack, TOMAS)
        rows = [row for row in supervisor(tomas).review.list.rows.rows if not row.section]
        assert len(rows) == SHARED + len(PEERS) - 1
        asked = {row.title for row in rows[:FLAGGED]}
        assert asked == {f"Quiet River {n}" for n in range(SHARED - FLAGGED, SHARED)}
        tomas.press("J", "T", "J", "L", "C")
        tomas.settle()
        target = QApplication.focusWidget()
        assert target is not None
        QTest.keyClicks(target, "Let's talk on Tuesday")
        tomas.press("Ctrl+Return")
        tomas.settle()
        log_the_talk(tomas)
        nothing_private_is_there(tomas)
        nobody_is_ranked(tomas)
        sync(tomas)
        devon = quarter.desk(stack, DEVON)
        sign_the_talk(devon)
        devon_sees_it(devon, quarter, before)
        sync(devon)
        sync(tomas)
        both_have_signed(tomas)
        assert saved(tomas, tmp_path / "hours.csv", monkeypatch) == saved(devon, tmp_path / "mine.csv", monkeypatch)


def met_a_while_ago(quarter: Quarter) -> None:
    vault, now = quarter.vault(TOMAS), clock()
    draft = SessionDraft(minutes=30, on=(now.astimezone().date() - A_WHILE_AGO).isoformat())
    log_session(vault, draft, find_partner(vault, MARISOL, now), now, os.urandom)
    vault.close()


def log_the_talk(tomas: WatchedDesk) -> None:
    """45 minutes with Devon, and what they were about; half an hour of this month is there already."""
    tomas.press("Alt+2")
    page = routes(tomas).page
    page.people.set_code(str(page.people.itemData(page.people.findText(DEVON))))
    page.people.picked.emit(page.people.code())
    tomas.settle()
    assert "0.50 hours" in said(tomas.door.frame)
    press(tomas, "Log a session")
    sheet = routes(tomas).sheet
    assert isinstance(sheet, SessionSheet)
    sheet.minutes.spin.setValue(45)
    for topic in ("hard_encounter", "boundaries"):
        sheet.topics.toggle(topic)
    tomas.press("Ctrl+Return")
    tomas.settle()
    assert {"1.25 hours", "Devon has not signed yet"} <= set(said(tomas.door.frame))


def sign_the_talk(devon: WatchedDesk) -> None:
    devon.show("supervision")
    devon.settle()
    press(devon, "Read and sign")
    sheet = routes(devon).sheet
    assert isinstance(sheet, ReadSheet)
    assert "One to one  ·  Hard encounter, Boundaries" in said(sheet)
    sheet.agree.click()
    devon.settle()


def both_have_signed(tomas: WatchedDesk) -> None:
    tomas.show("supervision")
    assert {"1.25 hours", "All of it is signed by both."} <= set(said(tomas.door.frame))


def saved(desk: WatchedDesk, file: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """Days and minutes leave, and nothing else."""
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(file), "*.csv"))
    desk.show("supervision")
    press(desk, "Save as CSV")
    text = file.read_text(encoding="utf-8")
    today = clock().astimezone().date().isoformat()
    assert sorted(text.splitlines()) == sorted(["date,minutes", f"{today},30", f"{today},45"])
    return text


def nothing_private_is_there(tomas: WatchedDesk) -> None:
    """Of notes that nobody shared there is no word, and no number that they are in."""
    assert not any(CANARY in words for words in everything_shown(tomas))
    assert CANARY not in everything_in(vault_of(tomas))
    with vault_of(tomas).read() as tx:
        assert len(tx.shared_items.received(100)) == SHARED + len(PEERS) - 1


def nobody_is_ranked(tomas: WatchedDesk) -> None:
    """No page of a supervisor's has a number beside a peer: days, times of day and the handles on notes are none."""
    peers = re.compile("|".join(part for name in PEERS for part in name.split()))
    for place in ("review", "supervision", "report", "library", "trust"):
        tomas.show(place)
        tomas.settle()
        beside = [words for words in everything_shown(tomas) if peers.search(words)]
        assert beside or place == "report"
        assert [words for words in beside if any(map(str.isdigit, NO_FIGURE.sub("", words)))] == []
        assert lonely_numbers_beside(tomas, peers) == []
        in_order = [names for names in lists_of_peers(tomas) if len(names) > 1]
        assert in_order == [sorted(PEERS)] * len(in_order)
        # By how long ago it was, Marisol would be first or last; by who joined first, she would be first as well.
        assert len(in_order) == (place in {"supervision", "trust"})
    tomas.show("supervision")
    assert "last session: 20 days ago" in said(tomas.door.frame)
    people = routes(tomas).page.people
    assert [people.itemText(at) for at in range(people.count())] == sorted(PEERS)
    # One peer's hours at a time, and nobody else's.
    assert sum(words.endswith("hours") for words in said(tomas.door.frame)) == 1


def lonely_numbers_beside(tomas: WatchedDesk, peers: re.Pattern[str]) -> list[str]:
    """Return what has a number and stands in one row or list with a peer's name."""
    labels = [one for one in tomas.door.frame.findChildren(QLabel) if one.isVisible() and peers.search(one.text())]
    return [
        other.text()
        for row in (one.parentWidget() for one in labels)
        if row is not None
        for other in row.findChildren(QLabel, options=Qt.FindChildOption.FindDirectChildrenOnly)
        if other.isVisible() and any(map(str.isdigit, NO_FIGURE.sub("", ALLOWED.sub("", other.text()))))
    ]


def lists_of_peers(tomas: WatchedDesk) -> list[list[str]]:
    """Return the peers' names that stand in one list, from above, for each list."""
    lists: dict[QWidget, list[QLabel]] = {}
    for one in tomas.door.frame.findChildren(QLabel):
        holder = one.parentWidget()
        if holder is not None and one.isVisible() and one.text() in PEERS:
            lists.setdefault(holder, []).append(one)
    return [[one.text() for one in sorted(labels, key=lambda one: one.y())] for labels in lists.values()]


def states(quarter: Quarter) -> dict[RecordId, bytes]:
    """Return the state of every note of Devon's, shared or not, as the name that all its versions give it."""
    vault = quarter.vault(DEVON)
    found = {row.id: standing(vault, row.id) for row in encounter_page(vault, limit=200)}
    vault.close()
    assert {*quarter.devon.shared, *quarter.devon.private} <= set(found)
    return found


def devon_sees_it(devon: WatchedDesk, quarter: Quarter, before: dict[RecordId, bytes]) -> None:
    vault = vault_of(devon)
    # Nothing that a supervisor does touches a note.
    assert {note: standing(vault, note) for note in before} == before
    opened = [one.note for one in disclosures(vault) if one.share.openings]
    assert set(opened) <= set(quarter.devon.shared)
    assert len(opened) >= FLAGGED
    details = [encounter_detail(vault, note) for note in quarter.devon.shared]
    assert [said.text for one in details for said in one.comments] == ["Let's talk on Tuesday"]
    assert sorted(said.kind.value for one in details for said in one.acknowledgements) == ["talk", "thank"]
    talked = next(one for one in details if one.comments)
    devon.show("notes", talked.encounter.id)
    words = said(devon.door.frame)
    assert any(line.startswith("Opened by Tomas") for line in words)
    assert "Let's talk on Tuesday" in words


def test_the_memory_of_a_program_that_read_it_all_knows_no_word_of_what_was_not_shared(quarter: Quarter) -> None:
    command = [sys.executable, "-c", READER, str(quarter.home(TOMAS))]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as reader:
        assert reader.stdin is not None
        assert reader.stdout is not None
        reader.stdin.write(PASSPHRASE + "\n")
        reader.stdin.flush()
        assert int(reader.stdout.readline()) == SHARED + len(PEERS) - 1
        wanted = {"shared": b"Quiet River 3", "not shared": CANARY.encode(), "of a quarter": b"canary-5512"}
        # Where memory cannot be looked into, what lies in the vault is looked through above.
        known = found_in_memory(reader.pid, wanted) if sys.platform == "linux" else {"shared"}
        reader.stdin.write("\n")
        reader.stdin.flush()
    assert known == {"shared"}
