"""Supervision in windows: one of the two writes a session down, the other reads and signs exactly that."""

import os
from collections.abc import Iterator
from contextlib import AbstractContextManager
from datetime import date, timedelta
from pathlib import Path

import pytest
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QFileDialog, QLabel

from peerdesk.desktop.demo_windows import WatchedDesk
from peerdesk.desktop.routes_peer import PeerRoutes
from peerdesk.desktop.routes_supervision import SupervisionRoutes
from peerdesk.desktop.screens.session_sheets import ReadSheet, SessionSheet
from peerdesk.desktop.widgets.badges import Badge
from peerdesk.domain.supervision_log import SessionDraft, Signed
from peerdesk.domain.vocabulary import Role
from peerdesk.work.supervision_log import change_session, find_partner, log_session, sessions_with
from tests.desktop.desks import beyond, clipped, nameless, open_desk, small, squeezed
from tests.desktop.screens.test_quick_note import vault_of
from tests.desktop.screens.test_road import Line
from tests.support.hospital import PASSPHRASE, SUPERVISED, Hospital, a_hospital, clock
from tests.work.test_supervision_log import log, sign, with_other
from tests.work.ward import Pair

DEVON, TOMAS = "Devon Achebe", "Tomas Okafor"


@pytest.fixture
def pair(tmp_path: Path) -> Iterator[Pair]:
    with a_hospital(tmp_path, joined=SUPERVISED) as hospital:
        pair = Pair(hospital)
        pair.meet()
        yield pair


def desk_of(hospital: Hospital, name: str, **how: object) -> AbstractContextManager[WatchedDesk]:
    return open_desk(hospital.folder / "homes" / name, PASSPHRASE, remotes=Line(hospital), **how)


def routes(desk: WatchedDesk) -> SupervisionRoutes:
    return desk.routes.further.supervision if isinstance(desk.routes, PeerRoutes) else desk.routes.supervision


def said(desk: WatchedDesk) -> list[str]:
    return [one.text() for one in routes(desk).page.findChildren(QLabel) if one.isVisible()]


def press(desk: WatchedDesk, words: str) -> None:
    page = routes(desk).page
    button = next(one for one in page.findChildren(QAbstractButton) if one.isVisible() and one.text() == words)
    button.click()
    desk.settle()


def form(desk: WatchedDesk) -> SessionSheet:
    sheet = routes(desk).sheet
    assert isinstance(sheet, SessionSheet)
    return sheet


def reading(desk: WatchedDesk) -> ReadSheet:
    sheet = routes(desk).sheet
    assert isinstance(sheet, ReadSheet)
    return sheet


def sync(desk: WatchedDesk) -> None:
    desk.press("F5")
    desk.settle()


def test_a_supervisor_logs_and_the_peer_signs_what_was_shown(pair: Pair) -> None:
    hospital = pair.hospital
    for vault in (pair.devon, pair.tomas):
        vault.close()
    with desk_of(hospital, TOMAS) as tomas:
        tomas.press("Alt+2")
        tomas.settle()
        assert "No session is logged yet" in said(tomas)
        assert nameless(tomas.door.frame) == []
        press(tomas, "Log a session")
        sheet = form(tomas)
        assert nameless(sheet) == []
        sheet.topics.toggle("boundaries")
        sheet.next_steps.setFocus()
        QTest.keyClicks(sheet.next_steps, "Ask for a quiet room")
        tomas.press("Ctrl+Return")
        tomas.settle()
        assert routes(tomas).sheet is None
        assert {"Devon has not signed yet", "Agreed: Ask for a quiet room", "0.75 hours"} <= set(said(tomas))
        sync(tomas)
    with desk_of(hospital, DEVON) as devon:
        sync(devon)
        assert devon.routes._desk.rail._items["supervision"].accessibleDescription() == "1 to sign"
        devon.show("supervision")
        devon.settle()
        assert "Waits for you to sign" in said(devon)
        press(devon, "Read and sign")
        shown = {one.text() for one in reading(devon).findChildren(QLabel) if one.isVisible()}
        assert {"With Tomas Okafor", "Agreed: Ask for a quiet room"} <= shown
        reading(devon).agree.click()
        devon.settle()
        assert {"Signed by both", "All of it is signed by both."} <= set(said(devon))
        sync(devon)
    with desk_of(hospital, TOMAS) as tomas:
        sync(tomas)
        tomas.show("supervision")
        assert {"Signed by both", "0.75 hours", "All of it is signed by both."} <= set(said(tomas))


def test_what_was_changed_while_it_was_read_is_not_signed(pair: Pair) -> None:
    session = log(pair.tomas)
    pair.meet()
    pair.devon.close()
    with desk_of(pair.hospital, DEVON) as devon:
        devon.show("supervision")
        press(devon, "Read and sign")
        change_session(pair.tomas, session, SessionDraft(minutes=90), clock())
        pair.hospital.sync(pair.tomas)
        pair.hospital.sync(vault_of(devon))
        reading(devon).agree.click()
        devon.settle()
        assert [one.signed for one in with_other(vault_of(devon))] == [Signed.NOT_YET]
        assert devon.routes._desk.toast.isVisible()


def test_a_session_is_changed_and_a_mistake_taken_away(pair: Pair) -> None:
    signed = log(pair.devon)
    pair.meet()
    sign(pair.tomas, signed)
    pair.meet()
    pair.devon.close()
    with desk_of(pair.hospital, DEVON) as devon:
        devon.show("supervision")
        press(devon, "Change")
        form(devon).minutes.spin.setValue(60)
        form(devon)._keep.click()
        devon.settle()
        assert {"Changed since Tomas signed", "1.00 hours"} <= set(said(devon))
        press(devon, "Log a session")
        form(devon).next_steps.set_text("x" * 281)
        devon.press("Ctrl+Return")
        assert "1 character too many" in {one.text() for one in form(devon).findChildren(QLabel) if one.isVisible()}
        form(devon).next_steps.set_text("")
        devon.press("Ctrl+Return")
        devon.settle()
        assert "1.75 hours" in said(devon)
        press(devon, "Take away")
        reading(devon).agree.click()
        devon.settle()
        assert "1.00 hours" in said(devon)
        assert [one.session.id for one in with_other(vault_of(devon))] == [signed]


def test_the_file_has_days_and_minutes(pair: Pair, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    signed = log(pair.tomas, SessionDraft(minutes=45, topics=("boundaries",), next_steps="=1+1", on="2026-11-20"))
    log(pair.tomas)
    pair.meet()
    sign(pair.devon, signed)
    pair.devon.close()
    file = tmp_path / "hours.csv"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(file), "*.csv"))
    with desk_of(pair.hospital, DEVON) as devon:
        devon.show("supervision")
        press(devon, "Save as CSV")
    assert file.read_text(encoding="utf-8") == "date,minutes\n2026-11-20,45\n"


def test_a_supervisor_of_several_sees_one_at_a_time_and_no_list_of_people_with_numbers(pair: Pair) -> None:
    ruth = pair.hospital.join("Ruth Lind", Role.PEER, TOMAS)
    for vault in (ruth, pair.tomas):
        pair.hospital.sync(vault)
    for name, minutes in ((DEVON, 45), ("Ruth Lind", 180)):
        log_with(pair, name, minutes)
    pair.tomas.close()
    with desk_of(pair.hospital, TOMAS) as tomas:
        tomas.show("supervision")
        page = routes(tomas).page
        assert [page.people.itemText(at) for at in range(page.people.count())] == [DEVON, "Ruth Lind"]
        assert "0.75 hours" in said(tomas)
        assert not any("3.00" in words for words in said(tomas))
        page.people.set_code(str(page.people.itemData(1)))
        page.people.picked.emit(page.people.code())
        tomas.settle()
        assert "3.00 hours" in said(tomas)
        assert not any("0.75" in words for words in said(tomas))


def log_with(pair: Pair, name: str, minutes: int) -> None:
    person = find_partner(pair.tomas, name, clock())
    log_session(pair.tomas, SessionDraft(minutes=minutes), person, clock(), os.urandom)
    assert sessions_with(pair.tomas, person, clock())


def test_the_form_says_that_the_other_one_has_written_that_day_down(pair: Pair) -> None:
    today = clock().astimezone().date()
    log(pair.tomas, SessionDraft(minutes=50))
    pair.meet()
    pair.devon.close()
    with desk_of(pair.hospital, DEVON) as devon:
        devon.show("supervision")
        press(devon, "Log a session")
        assert any(said.startswith("There is one of that day already") for said in shown_in(form(devon)))
        form(devon).day.set_code((today - timedelta(days=1)).isoformat())
        assert not any(said.startswith("There is one of that day already") for said in shown_in(form(devon)))


def shown_in(sheet: SessionSheet) -> list[str]:
    return [one.text() for one in sheet.findChildren(QLabel) if not one.isHidden()]


def test_older_sessions_come_when_they_are_asked_for(pair: Pair) -> None:
    for number in range(45):
        log(pair.tomas, SessionDraft(minutes=30, on=(date(2025, 1, 6) + timedelta(weeks=number)).isoformat()))
    pair.tomas.close()
    with desk_of(pair.hospital, TOMAS) as tomas:
        tomas.show("supervision")
        assert badges(tomas) == 40
        press(tomas, "Show older sessions")
        assert badges(tomas) == 45


def badges(desk: WatchedDesk) -> int:
    return len([one for one in routes(desk).page.findChildren(Badge) if one.isVisible()])


@pytest.mark.parametrize(("days", "told"), [(13, False), (14, True)])
def test_after_two_weeks_the_page_says_how_long_it_was(pair: Pair, days: int, *, told: bool) -> None:
    log(pair.tomas, SessionDraft(minutes=30, on=(clock().astimezone().date() - timedelta(days=days)).isoformat()))
    pair.meet()
    for name, vault in ((TOMAS, pair.tomas), (DEVON, pair.devon)):
        vault.close()
        with desk_of(pair.hospital, name) as desk:
            desk.show("supervision")
            desk.settle()
            assert ("The last one was 14 days ago." in said(desk)) == told


def test_what_a_supervisor_searches_for_is_shown_where_it_is_found(pair: Pair) -> None:
    pair.tomas.close()
    with desk_of(pair.hospital, TOMAS) as tomas:
        tomas.show("supervision")
        tomas.press("Ctrl+F")
        QTest.keyClicks(tomas.search_field(), "heron")
        tomas.settle()
        assert tomas.routes.place == "review"
        assert (tomas.search_field().text(), tomas.search_field().hasFocus()) == ("heron", True)


def test_a_vault_of_no_hospital_has_no_page_for_it(tmp_path: Path) -> None:
    with open_desk(tmp_path) as alone:
        assert "supervision" not in alone.routes._desk.rail._items
        alone.press(f"Alt+{len(alone.routes._desk.rail._items)}")
        alone.settle()
        assert alone.routes.place == "trust"


@pytest.mark.parametrize(
    ("language", "percent", "size"), [("en", 100, (900, 600)), ("es", 100, (1280, 800)), ("es", 200, (1366, 768))]
)
def test_nothing_is_cut_off(pair: Pair, language: str, percent: int, size: tuple[int, int]) -> None:
    topics = ("follow_ups", "equity", "role", "staff_relations")
    draft = SessionDraft(minutes=45, topics=topics, next_steps="Talk with the unit about a quiet room on nights " * 4)
    for vault in (pair.tomas, pair.devon):
        log(vault, draft)
    pair.meet()
    pair.devon.close()
    with desk_of(pair.hospital, DEVON, language=language, percent=percent, size=size) as devon:
        devon.show("supervision")
        for root in (routes(devon).page, opened_form(devon)):
            assert (clipped(root), beyond(root), squeezed(root), small(root)) == ([], [], [], [])


def opened_form(desk: WatchedDesk) -> SessionSheet:
    routes(desk).page.log.click()
    desk.settle()
    return form(desk)
