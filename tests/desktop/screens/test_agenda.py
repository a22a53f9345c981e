"""The agenda in windows: the peer's own until they add it, in their order, and taken back; a supervisor only ticks."""

import os
from collections.abc import Iterator
from pathlib import Path
from typing import TypeVar

import pytest
from PySide6.QtWidgets import QAbstractButton, QLabel, QWidget

from peerdesk.desktop.demo_windows import WatchedDesk
from peerdesk.desktop.routes_agenda import AgendaRoutes
from peerdesk.desktop.screens.agenda_card import AgendaCard
from peerdesk.desktop.screens.agenda_sheets import EntrySheet, MeetingSheet, TopicSheet
from peerdesk.desktop.widgets.badges import Badge
from peerdesk.domain.wellbeing import CheckInDraft
from peerdesk.work.agenda_received import received_agenda
from peerdesk.work.wellbeing import add_check_in
from tests.desktop.desks import beyond, clipped, nameless, open_desk, peer, small
from tests.desktop.screens.test_quick_note import vault_of
from tests.desktop.screens.test_road import Line
from tests.desktop.screens.test_supervision import DEVON, TOMAS, desk_of, routes, sync
from tests.support.hospital import PASSPHRASE, SUPERVISED, a_hospital, clock
from tests.work.test_agenda import add, put
from tests.work.test_taking_back import everything_in
from tests.work.ward import Pair

Kind = TypeVar("Kind", bound=QWidget)


@pytest.fixture
def pair(tmp_path: Path) -> Iterator[Pair]:
    with a_hospital(tmp_path, joined=SUPERVISED) as hospital:
        pair = Pair(hospital)
        pair.meet()
        yield pair


def agenda(desk: WatchedDesk) -> AgendaRoutes:
    return routes(desk).agenda


def card(desk: WatchedDesk) -> AgendaCard:
    found = agenda(desk).card
    assert found is not None
    return found


def sheet(desk: WatchedDesk, kind: type[Kind]) -> Kind:
    found = agenda(desk).sheet
    assert isinstance(found, kind)
    return found


def words(root: QWidget) -> list[str]:
    return [one.text() for one in root.findChildren(QLabel) if one.isVisible()]


def press(desk: WatchedDesk, label: str, row: int = 0) -> None:
    held = card(desk)._rows[row] if card(desk)._rows else card(desk)
    found = [one for one in (held, card(desk)) for one in one.findChildren(QAbstractButton)]
    next(one for one in found if one.isVisible() and one.text() == label).click()
    desk.settle()


def lines(desk: WatchedDesk) -> list[str]:
    return [one.line for one in card(desk)._view.items]


def test_a_topic_is_private_until_it_is_added_and_what_is_read_was_shown(pair: Pair) -> None:
    pair.devon.close()
    with desk_of(pair.hospital, DEVON) as devon:
        devon.show("supervision")
        assert "Nothing to bring yet" in words(card(devon))
        card(devon).add.setFocus()
        press(devon, "Add a topic")
        form = sheet(devon, TopicSheet)
        assert nameless(form) == []
        devon.press("Ctrl+Return")
        devon.settle()
        assert form.isVisible()
        form.topics.toggle("boundaries")
        form.line.set_text("Asked to watch somebody")
        devon.press("Ctrl+Return")
        devon.settle()
        assert "Private until added" in words(card(devon))
        assert devon.door.frame.focusWidget() is card(devon).add
        press(devon, "Add to agenda")
        shown = sheet(devon, EntrySheet)
        assert {"Tomas will read exactly this", "Boundaries", "Asked to watch somebody"} <= set(words(shown))
        shown.decide.click()
        devon.settle()
        assert "On the agenda for Tomas" in words(card(devon))
        sync(devon)
        pair.hospital.sync(pair.tomas)
        assert [one.entry.line for one in received_agenda(pair.tomas)] == ["Asked to watch somebody"]
        press(devon, "Take back")
        assert "Taken back: Tomas's computer was asked" in words(card(devon))
        sync(devon)
        pair.hospital.sync(pair.tomas)
        sync(devon)
        assert received_agenda(pair.tomas) == ()
        assert "Taken back: gone from Tomas's computer" in words(card(devon))
        press(devon, "Change")
        sheet(devon, TopicSheet).remove_asked.emit()
        devon.settle()
        assert lines(devon) == []
        devon.press("Ctrl+Z")
        devon.settle()
        assert lines(devon) == ["Asked to watch somebody"]


def test_the_order_is_changed_by_keys_and_the_focus_stays_with_what_moved(pair: Pair) -> None:
    for line in ("one", "two", "three"):
        put(pair.devon, line)
    pair.devon.close()
    with desk_of(pair.hospital, DEVON) as devon:
        devon.show("supervision")
        third = card(devon)._view.items[2].key
        assert card(devon).focus(third)
        for _ in range(2):
            devon.press("Alt+Up")
            devon.settle()
        assert lines(devon) == ["three", "one", "two"]
        assert card(devon).focused() == third
        devon.press("Alt+Down")
        devon.settle()
        assert lines(devon) == ["one", "three", "two"]
        # Somebody who went on to something else keeps the focus there when the list is read again.
        devon.show("notes")
        before = devon.door.frame.focusWidget()
        agenda(devon).model.read()
        devon.settle()
        assert devon.door.frame.focusWidget() is before
        devon.show("supervision")
        assert nameless(devon.door.frame) == []


def test_a_supervisor_sees_the_agenda_above_the_sessions_and_only_ticks(pair: Pair) -> None:
    item = put(pair.devon, "Asked to watch somebody")
    add(pair, item)
    put(pair.devon, "private zebra")
    pair.meet()
    pair.tomas.close()
    with desk_of(pair.hospital, TOMAS) as tomas:
        tomas.show("supervision")
        assert {"What Devon wants to talk about", "Asked to watch somebody"} <= set(words(card(tomas)))
        assert "zebra" not in everything_in(vault_of(tomas))
        offered = {one.text() for one in card(tomas).findChildren(QAbstractButton) if one.isVisible()}
        assert offered == {"We talked about it"}
        press(tomas, "We talked about it")
        assert "Talked about" in [one.text() for one in card(tomas).findChildren(Badge)]
        sync(tomas)
    pair.hospital.sync(pair.devon)
    pair.devon.close()
    with desk_of(pair.hospital, DEVON) as devon:
        devon.show("supervision")
        assert {"Talked about", "Private until added"} <= set(words(card(devon)))


def test_a_talk_is_asked_for_from_wellbeing_and_nothing_of_it_goes_along(pair: Pair) -> None:
    add_check_in(pair.devon, CheckInDraft(mood="heavy", line="zebracanary words"), clock(), os.urandom)
    pair.devon.close()
    with desk_of(pair.hospital, DEVON) as devon:
        devon.show("wellbeing")
        page = peer(devon).further.wellbeing.page
        page.line.set_text("zebracanary unsaved")
        page.moods.toggle("heavy")
        page.talk.click()
        devon.settle()
        shown = sheet(devon, EntrySheet)
        assert shown.view.lines == (("Topic", "Asks to talk"),)
        assert shown.findChildren(QWidget, "QLineEdit") == []
        shown.decide.click()
        devon.settle()
        sync(devon)
        pair.hospital.sync(pair.tomas)
        (asked,) = received_agenda(pair.tomas)
        assert (asked.entry.topic, asked.entry.line, asked.entry.note, asked.entry.guide) == ("talk", "", None, None)
        for kept in (everything_in(pair.tomas), everything_in(vault_of(devon))):
            assert "zebracanary" not in kept
            assert "heavy" not in kept
        devon.show("supervision")
        press(devon, "Take back")
        sync(devon)
        pair.hospital.sync(pair.tomas)
        assert received_agenda(pair.tomas) == ()


def test_when_they_meet_next_is_written_down_for_oneself(pair: Pair) -> None:
    pair.devon.close()
    with desk_of(pair.hospital, DEVON) as devon:
        devon.show("supervision")
        assert "No next meeting is written down" in words(card(devon))
        press(devon, "Write it down")
        form = sheet(devon, MeetingSheet)
        form.words.set_text("At ten, the quiet room")
        devon.press("Ctrl+Return")
        devon.settle()
        assert "Next: At ten, the quiet room" in words(card(devon))


@pytest.mark.parametrize(
    ("language", "percent", "size"), [("es", 100, (900, 600)), ("en", 200, (1366, 768)), ("es", 200, (1366, 768))]
)
def test_no_word_is_cut(pair: Pair, language: str, percent: int, size: tuple[int, int]) -> None:
    for text in (
        "Asked to watch somebody who wanted to leave, and then to sit with them for the rest of the day",
        "two",
    ):
        add(pair, put(pair.devon, text))
    pair.devon.close()
    home = pair.hospital.folder / "homes" / DEVON
    line = Line(pair.hospital)
    with open_desk(home, PASSPHRASE, remotes=line, language=language, percent=percent, size=size) as devon:
        devon.show("supervision")
        page = routes(devon).page
        assert (clipped(page), small(card(devon)), nameless(page), beyond(page)) == ([], [], [], [])
        card(devon).add_asked.emit()
        devon.settle()
        form = sheet(devon, TopicSheet)
        assert (clipped(form), nameless(form)) == ([], [])
