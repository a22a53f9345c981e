"""Tomas's weekly review: what was shared and no more, those who asked to talk first, and Devon sees what became of it.

They have talked for 45 minutes; Tomas logs it, both sign, and the hours of the month have 0.75 more. Through real
windows here, and by real commands in `test_weekly_review_at_a_terminal`.
"""

import os
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog, QTextEdit

from peerdesk.desktop.demo_windows import WatchedDesk
from peerdesk.desktop.routes_supervisor import SupervisorRoutes
from peerdesk.desktop.screens.session_sheets import ReadSheet, SessionSheet
from peerdesk.domain.encounter import EncounterDraft
from peerdesk.domain.ids import RecordId
from peerdesk.domain.supervision_log import SessionDraft
from peerdesk.domain.vocabulary import Role
from peerdesk.work.copies import disclosures
from peerdesk.work.encounters import encounter_detail, keep_encounter
from peerdesk.work.reading import standing
from peerdesk.work.sharing import share
from tests.desktop.desks import open_desk
from tests.desktop.screens.test_paused_shares import said
from tests.desktop.screens.test_quick_note import vault_of
from tests.desktop.screens.test_road import Line
from tests.desktop.screens.test_supervision import press, routes
from tests.support.hospital import PASSPHRASE, Hospital, a_hospital, clock
from tests.work.test_supervision_log import log, sign
from tests.work.test_taking_back import everything_in
from tests.work.ward import Pair

SHARED, FLAGGED, PRIVATE = 11, 2, 3
CANARY = "zebra-canary-7712"


class Week:
    """Devon keeps fourteen notes and shares eleven; of two the wish is to talk. Ruth shares one."""

    def __init__(self, hospital: Hospital) -> None:
        self.hospital = hospital
        pair = Pair(hospital)
        self.shared = [self._keep(pair, f"Quiet River {n}", asks=n >= SHARED - FLAGGED) for n in range(SHARED)]
        self.private = [self._keep(pair, f"{CANARY} {n}", asks=False) for n in range(PRIVATE)]
        for note in self.shared:
            share(pair.devon, note, pair.reader, clock())
        ruth = hospital.join("Ruth Lind", Role.PEER, "Tomas Okafor")
        draft = EncounterDraft(setting="ed", outcome="left", handle="Amber Wren 9", memory=CANARY)
        other = keep_encounter(ruth, draft, clock(), os.urandom).id
        share(ruth, other, pair.reader, clock())
        for vault in (pair.devon, ruth, pair.tomas, pair.devon):
            hospital.sync(vault)
        # Half an hour of this month is in the log already.
        sign(pair.tomas, self._logged_before(pair))
        for vault in (pair.tomas, pair.devon):
            hospital.sync(vault)
        self.before = {note: standing(pair.devon, note) for note in (*self.shared, *self.private)}
        for vault in (pair.devon, pair.tomas):
            vault.close()

    def _logged_before(self, pair: Pair) -> RecordId:
        session = log(pair.devon, SessionDraft(minutes=30))
        for vault in (pair.devon, pair.tomas):
            self.hospital.sync(vault)
        return session

    def _keep(self, pair: Pair, handle: str, *, asks: bool) -> RecordId:
        draft = EncounterDraft(
            setting="ed",
            outcome="met",
            support=("listened",),
            handle=handle,
            memory=CANARY,
            words=CANARY,
            bring_to_supervision=asks,
            prompt="Can we look at this one?" if asks else "",
        )
        return pair.note(draft)

    def desk(self, stack: ExitStack, name: str) -> WatchedDesk:
        home = self.hospital.folder / "homes" / name
        desk = stack.enter_context(open_desk(home, PASSPHRASE, remotes=Line(self.hospital)))
        sync(desk)
        return desk


@pytest.fixture
def week(tmp_path: Path, qapp: QApplication) -> Iterator[Week]:
    qapp.processEvents()
    with a_hospital(tmp_path) as hospital:
        yield Week(hospital)


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
    week: Week, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with ExitStack() as stack:
        tomas = week.desk(stack, "Tomas Okafor")
        rows = [row for row in supervisor(tomas).review.list.rows.rows if not row.section]
        assert len(rows) == SHARED + 1
        asked = {row.title for row in rows[:FLAGGED]}
        assert asked == {f"Quiet River {n}" for n in range(SHARED - FLAGGED, SHARED)}
        tomas.press("T", "J", "L", "C")
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
        devon = week.desk(stack, "Devon Achebe")
        sign_the_talk(devon)
        devon_sees_it(devon, week)
        sync(devon)
        sync(tomas)
        both_have_signed(tomas)
        assert saved(tomas, tmp_path / "hours.csv", monkeypatch) == saved(devon, tmp_path / "mine.csv", monkeypatch)


def log_the_talk(tomas: WatchedDesk) -> None:
    """45 minutes with Devon, and what they were about; half an hour of this month is there already."""
    tomas.press("Alt+2")
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
    assert not any(CANARY in words for words in everything_shown(tomas))
    assert CANARY not in everything_in(vault_of(tomas))
    with vault_of(tomas).read() as tx:
        assert len(tx.shared_items.received(100)) == SHARED + 1


def nobody_is_ranked(tomas: WatchedDesk) -> None:
    """No page of a supervisor's puts a number of notes beside a peer, or two peers' hours side by side."""
    for place in ("review", "trust", "supervision"):
        tomas.show(place)
        counts = {str(SHARED), f"{SHARED} new", f"{SHARED} notes"}
        assert not counts & set(said(tomas.door.frame))
        assert not any("Devon" in words and str(SHARED) in words for words in everything_shown(tomas))
    assert not any("Ruth" in words for words in said(tomas.door.frame))


def devon_sees_it(devon: WatchedDesk, week: Week) -> None:
    vault = vault_of(devon)
    # Nothing that a supervisor does touches a note.
    assert {note: standing(vault, note) for note in week.before} == week.before
    opened = [one.note for one in disclosures(vault) if one.share.openings]
    assert set(opened) <= set(week.shared)
    assert len(opened) >= FLAGGED
    details = [encounter_detail(vault, note) for note in week.shared]
    assert [said.text for one in details for said in one.comments] == ["Let's talk on Tuesday"]
    assert sorted(said.kind.value for one in details for said in one.acknowledgements) == ["talk", "thank"]
    talked = next(one for one in details if one.comments)
    devon.show("notes", talked.encounter.id)
    words = said(devon.door.frame)
    assert any(line.startswith("Opened by Tomas") for line in words)
    assert "Let's talk on Tuesday" in words
