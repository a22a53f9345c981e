"""Choosing a passphrase: what helps is said quietly while it grows, and neither window nor layout is held or moved."""

import itertools
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from peerdesk.crypto import guessing
from peerdesk.desktop import passphrase_help
from peerdesk.desktop.demo_windows import WatchedDesk
from peerdesk.desktop.screens.first_run import FirstRun
from peerdesk.desktop.screens.new_passphrase import NewPassphrase
from peerdesk.desktop.screens.paper_page import PaperPage
from peerdesk.desktop.widgets.reading_order import stops
from peerdesk.work.word_list import word_list
from tests.desktop.desks import clipped, cut, nameless, open_door, squeezed

PATIENCE = 15.0
"""Seconds, after which a window that waits is let go, so that its test fails instead of standing still."""

GROWING = ("short", "happyday happyday", "correct horse battery staple", "password password1 now", "x" * 1025)
GOOD = "gentle river over stones"
STRONG = "lantern otter maple quiet harbor seven"


@pytest.fixture(autouse=True)
def no_pause(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(passphrase_help, "PAUSE_MS", 0)


def pair_of(desk: WatchedDesk) -> NewPassphrase:
    page = desk.door.frame.centralWidget()
    assert isinstance(page, FirstRun | PaperPage)
    return page.form.passphrase


def below(desk: WatchedDesk) -> str:
    return pair_of(desk).first._below.text()


def type_and_wait(desk: WatchedDesk, text: str) -> None:
    pair = pair_of(desk)
    pair.first.set_text("")
    pair.first.set_text(text)
    idle = below(desk)
    desk.wait(lambda: below(desk) != idle, f"a reading of {text}")


@pytest.fixture
def desk(home: Path) -> Iterator[WatchedDesk]:
    with open_door(home) as found:
        yield found


def test_it_says_what_would_help_and_when_it_is_strong(desk: WatchedDesk) -> None:
    assert pair_of(desk)._bar.filled == 0
    type_and_wait(desk, "short")
    assert (pair_of(desk)._bar.filled, below(desk)) == (1, "Keep going: at least 15 letters and spaces.")
    type_and_wait(desk, GOOD)
    assert (pair_of(desk)._bar.filled, below(desk)) == (3, "Good. One more word makes it strong.")
    type_and_wait(desk, STRONG)
    assert (pair_of(desk)._bar.filled, below(desk)) == (4, "Strong. Now make sure you remember it.")
    pair_of(desk).first.set_text("")
    assert (pair_of(desk)._bar.filled, below(desk)) == (0, "Six words that do not belong together work well.")
    assert nameless(desk.door.frame) == []


def test_the_name_that_is_typed_above_is_no_passphrase(desk: WatchedDesk) -> None:
    page = desk.door.frame.centralWidget()
    assert isinstance(page, FirstRun)
    page._name.set_text("Ottoline Birdwhistle")
    type_and_wait(desk, "ottoline birdwhistle")
    assert below(desk) == "Easy to guess. Add different words."


@pytest.mark.parametrize(("language", "percent"), [("en", 100), ("es", 100), ("en", 200), ("es", 200)])
def test_nothing_moves_while_it_is_typed(home: Path, language: str, percent: int) -> None:
    with open_door(home, language=language, percent=percent, size=(1366, 768)) as desk:
        page = desk.door.frame.centralWidget()
        where = pair_of(desk).geometry()
        said = set()
        for text in (*GROWING, GOOD, STRONG):
            type_and_wait(desk, text)
            said.add(below(desk))
            desk.settle()
            assert pair_of(desk).geometry() == where, below(desk)
        assert len(said) == 7
        assert [*clipped(page), *squeezed(page), *cut(page)] == []


def test_the_window_goes_on_while_it_is_worked_out(desk: WatchedDesk, monkeypatch: pytest.MonkeyPatch) -> None:
    really, begun, let_go, waited, threads = guessing.zxcvbn, threading.Event(), threading.Event(), [], []

    def slow(*given: object) -> object:
        threads.append(threading.current_thread())
        begun.set()
        waited.append(let_go.wait(PATIENCE))
        return really(*given)

    monkeypatch.setattr(guessing, "zxcvbn", slow)
    pair = pair_of(desk)
    pair.first.set_text(GOOD)
    desk.wait(begun.is_set, "the look at it")
    # What is typed meanwhile is looked at once the first look is done, and the first one is told to nobody.
    pair.first.set_text(STRONG)
    QApplication.processEvents()
    let_go.set()
    desk.wait(lambda: pair._bar.filled > 0, "the reading")
    assert pair._bar.filled == 4
    assert waited == [True, True]
    assert threading.main_thread() not in threads


def test_a_screen_reader_hears_each_sentence_once_and_politely(
    desk: WatchedDesk, monkeypatch: pytest.MonkeyPatch
) -> None:
    heard: list[tuple[str, object]] = []

    def hear(event: QAccessibleAnnouncementEvent) -> None:
        heard.append((event.message(), event.politeness()))

    monkeypatch.setattr(QAccessible, "updateAccessibility", hear)
    pair, shown = pair_of(desk), []
    monkeypatch.setattr(pair._bar, "show_parts", shown.append)
    for count, text in enumerate(("short", "shorter", "shortest"), start=1):
        pair.first.set_text(text)
        desk.wait(lambda count=count: len(shown) == count, "the reading")
    polite = QAccessible.AnnouncementPoliteness.Polite
    assert heard == [("Keep going: at least 15 letters and spaces.", polite)]
    assert pair.first.edit.accessibleDescription() == "Keep going: at least 15 letters and spaces."


@pytest.mark.parametrize("language", ["en", "es"])
def test_six_words_are_suggested_to_be_copied_by_hand(home: Path, language: str) -> None:
    with open_door(home, language=language) as desk:
        pair = pair_of(desk)
        pair._suggest.click()
        desk.wait(lambda: bool(pair.text()), "the words")
        words = pair.text()
        assert set(words.split()) <= set(word_list(language))
        assert pair.second._below.text() == words
        assert pair.second.edit.hasFocus()
        assert not pair.agrees()
        assert pair.second._below.text() != words
        pair.second.set_text(words[:5])
        assert pair.second._below.text() == words, "they stay to be read until they are typed"
        pair.second.set_text(words)
        assert pair.agrees()
        pair.first.set_text("other words of one's own")
        assert not pair.second._below.isVisible()


def test_the_page_for_the_sheet_helps_as_well(desk: WatchedDesk) -> None:
    first = desk.door.frame.centralWidget()
    assert isinstance(first, FirstRun)
    first._sheet.click()
    desk.wait(lambda: isinstance(desk.door.frame.centralWidget(), PaperPage), "the page for the sheet")
    type_and_wait(desk, STRONG)
    assert pair_of(desk)._bar.filled == 4


@pytest.mark.parametrize("make", [lambda: FirstRun("en", can_go_back=True), lambda: PaperPage("en")])
def test_tab_goes_down_the_page_and_to_what_helps_behind_the_field(qtbot: QtBot, make: Callable[[], QWidget]) -> None:
    page = make()
    qtbot.addWidget(page)
    page.resize(1000, 1400)
    page.show()
    way = stops(page)
    pair = page.findChild(NewPassphrase)
    assert pair is not None
    at = way.index(pair._suggest)
    assert way[at - 1] is pair.first.toggle
    assert way[at + 1] is pair.second.edit
    beside = {pair._suggest, pair.first.toggle, pair.second.toggle}
    down = [one.mapTo(page, one.rect().center()).y() for one in way if one not in beside]
    assert all(abs(above - below) < 6 or above < below for above, below in itertools.pairwise(down))
