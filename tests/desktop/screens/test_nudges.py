"""Suggestions about words in a real note: below the text, never in the way, and nothing of them is kept."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from peerdesk.desktop.demo_windows import WatchedDesk
from peerdesk.desktop.screens.note_part_texts import MemoryPart, WordsPart
from peerdesk.desktop.screens.nudge_line import NudgeLine
from peerdesk.work.nudges import unwanted
from tests.desktop.desks import clipped, nameless, open_desk, peer, small
from tests.desktop.screens.test_quick_note import vault_of


def begun(desk: WatchedDesk, text: str) -> tuple[MemoryPart, NudgeLine]:
    desk.press("Ctrl+N")
    form = peer(desk).writing.form
    assert form is not None
    form.parts.open_part("memory")
    part = form.findChild(MemoryPart)
    assert part is not None
    desk.settle()
    part.edit.setFocus()
    QTest.keyClicks(part.edit, text)
    desk.settle()
    line = part.findChild(NudgeLine)
    assert line is not None
    return part, line


def texts(line: NudgeLine) -> str:
    return f"{line._text.text()} {line.take.text()}"


def test_another_word_is_suggested_and_taken_with_the_keyboard(home: Path) -> None:
    with open_desk(home) as desk:
        part, line = begun(desk, "Staff called them a frequent flyer, so we talked")
        assert line.isVisible()
        assert texts(line) == "Instead of “frequent flyer”, you could write person who visits often"
        assert QApplication.focusWidget() is part.edit, "a suggestion takes no focus"
        desk.press("Tab", "Space")
        assert part.edit.text() == "Staff called them a person who visits often, so we talked"
        assert not line.isVisible()
        assert QApplication.focusWidget() is part.edit
        desk.press("Ctrl+Z")
        assert "frequent flyer" in part.edit.text()


def test_what_is_kept_is_left_alone_and_what_is_quoted_never_asked_about(home: Path) -> None:
    with open_desk(home) as desk:
        part, line = begun(desk, 'They said "I am an addict" and staff wrote detox again. ')
        assert "detox" in texts(line)
        line.keep.click()
        assert not line.isVisible()
        QTest.keyClicks(part.edit, "No detox bed, detox later. ")
        assert not line.isVisible()
        assert unwanted(vault_of(desk)) == frozenset()


def test_not_again_holds_in_the_next_note_too(home: Path) -> None:
    with open_desk(home) as desk:
        _part, line = begun(desk, "Talked about detox today.")
        line.never.click()
        desk.settle()
        assert unwanted(vault_of(desk)) == {"detox"}
        desk.press("Escape")
        desk.settle()
        _part, line = begun(desk, "Talked about detox today.")
        assert not line.isVisible()


def test_a_detail_can_be_taken_out_and_a_rare_character_before_it_moves_nothing(home: Path) -> None:
    with open_desk(home) as desk:
        part, line = begun(desk, "")
        part.edit.insertPlainText("\U0001f642 spoke of heroin today ")
        desk.settle()
        assert "more than PeerDesk needs" in texts(line)
        line.take.click()
        assert part.edit.text() == "\U0001f642 spoke of today "


def test_a_word_that_is_still_being_written_is_left_in_peace(home: Path) -> None:
    with open_desk(home) as desk:
        part, line = begun(desk, "the user")
        assert not line.isVisible()
        QTest.keyClicks(part.edit, " ")
        assert line.isVisible()


def test_saving_is_never_in_its_way_and_only_the_words_are_kept(home: Path) -> None:
    with open_desk(home) as desk:
        part, line = begun(desk, "Staff said frequent flyer once more")
        assert line.isVisible()
        QTest.keyClick(part.edit, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
        form = peer(desk).writing.form
        assert form is not None
        assert part.edit.text() == "Staff said frequent flyer once more"


def test_their_own_words_are_theirs(home: Path) -> None:
    with open_desk(home) as desk:
        begun(desk, "")
        form = peer(desk).writing.form
        assert form is not None
        form.parts.open_part("words")
        part = form.findChild(WordsPart)
        assert part is not None
        QTest.keyClicks(part.edit, "I am a junkie and I am still here")
        desk.settle()
        assert part.findChild(NudgeLine) is None


@pytest.mark.parametrize(("percent", "size"), [(100, (900, 600)), (200, (1366, 768))])
def test_spanish_has_its_own_words_and_room_for_them(home: Path, percent: int, size: tuple[int, int]) -> None:
    with open_desk(home, language="es", percent=percent, size=size) as desk:
        part, line = begun(desk, "Le llaman drogadicto en el piso ")
        assert texts(line) == "En vez de “drogadicto”, podría escribir persona que consume"
        assert (nameless(part), clipped(part), small(part)) == ([], [], [])
