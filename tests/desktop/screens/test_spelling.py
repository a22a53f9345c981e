"""The spelling check in a real window, with the process it really starts."""

import os
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtGui import QTextCharFormat
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QMenu

from peerdesk.desktop.demo_windows import WatchedDesk
from peerdesk.desktop.models.spelling import Spelling
from peerdesk.desktop.screens.spelling_marks import SpellingMarks
from peerdesk.desktop.theme import theme_of
from peerdesk.desktop.widgets.buttons import LinkButton
from peerdesk.desktop.widgets.note_edit import NoteEdit
from peerdesk.work.spelling import is_wanted, keep_word, own_words, want
from tests.desktop.desks import open_desk, peer
from tests.desktop.screens.test_nudges import begun
from tests.desktop.screens.test_quick_note import vault_of
from tests.desktop.screens.test_settings import settings
from tests.support.dictionaries import here_alone, lay_dictionaries
from tests.support.hospital import clock
from tests.support.residue import residue
from tests.support.vaults import a_vault

PATIENCE = 60.0
WAVE = QTextCharFormat.UnderlineStyle.WaveUnderline


@pytest.fixture(autouse=True)
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    return lay_dictionaries(tmp_path / "computer", monkeypatch)


@pytest.fixture
def desk(home: Path) -> Iterator[WatchedDesk]:
    """Give a desk whose peer wants words to be underlined."""
    with a_vault(home, "Devon Achebe") as vault:
        want(vault, on=True)
    with open_desk(home) as desk:
        yield desk


def model(desk: WatchedDesk) -> Spelling:
    return peer(desk)._shared.spelling.model


def marked(edit: NoteEdit) -> list[str]:
    found = []
    block = edit.document().firstBlock()
    while block.isValid():
        for one in block.layout().formats():
            if one.format.underlineStyle() == WAVE:
                raw = block.text().encode("utf-16-le")
                found.append(raw[2 * one.start : 2 * (one.start + one.length)].decode("utf-16-le"))
        block = block.next()
    return found


def wait_for(edit: NoteEdit, *words: str) -> None:
    assert comes(lambda: marked(edit) == list(words)), marked(edit)


def comes(what: Callable[[], bool]) -> bool:
    until = time.monotonic() + PATIENCE
    while not what() and time.monotonic() < until:
        QTest.qWait(5)
    return what()


def is_gone(pid: int) -> bool:
    """Say whether a process has ended, also while nobody has asked for its status yet."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()[0] == "Z"
    except OSError:
        return True


def test_an_unknown_word_is_marked_calmly_once_it_is_written_and_not_before(desk: WatchedDesk) -> None:
    part, _line = begun(desk, "Talked about breads. ")
    part.edit.insertPlainText("\U0001f642 ")
    QTest.keyClicks(part.edit, "the wrod")
    QTest.qWait(400)
    assert marked(part.edit) == [], "a word that is still being written may become another one"
    QTest.keyClicks(part.edit, " and Devon, ER, B12 with naloxone. ")
    wait_for(part.edit, "wrod", "Devon")
    looks = [one.format for one in part.edit.document().firstBlock().layout().formats() if one.format.hasProperty(1)]
    colours = {one.underlineColor().name() for one in looks} - {"#000000"}
    assert colours <= {theme_of(part.edit).colour("wait").name()}
    assert comes(lambda: part.edit.accessibleDescription() == "2 words the dictionary does not know")
    assert "wrod" not in Path(f"/proc/{model(desk).pid}/cmdline").read_text()


def test_a_word_that_is_kept_is_marked_no_more_and_stands_in_the_settings_until_it_is_taken_off(
    desk: WatchedDesk,
) -> None:
    part, _line = begun(desk, "the wrod warmlin and ")
    wait_for(part.edit, "wrod", "warmlin")
    edit = part.edit
    edit.moveCursor(edit.textCursor().MoveOperation.Start)
    desk.press("F7")
    (menu,) = [one for one in edit.findChildren(QMenu) if one.isVisible()]
    assert comes(lambda: "word" in [one.text() for one in menu.actions()])
    offered = {one.text(): one for one in menu.actions()}
    assert len([text for text in list(offered)[: list(offered).index("Keep this word")] if text]) <= 6
    offered["word"].trigger()
    menu.close()
    assert edit.text() == "the word warmlin and "
    wait_for(edit, "warmlin")
    marks = edit.findChild(SpellingMarks)
    assert marks is not None
    menu = marks.menu(marks.unknown()[0], edit.rect().topLeft())
    next(one for one in menu.actions() if one.text() == "Keep this word").trigger()
    menu.close()
    wait_for(edit)
    desk.settle()
    assert [one.word for one in own_words(vault_of(desk))] == ["warmlin"]
    assert residue(vault_of(desk), "wrod") == [], "what was looked up lies nowhere"
    desk.press("Escape")
    card = settings(desk).spelling
    assert comes(card.switch.isChecked)
    (take_off,) = card.findChildren(LinkButton)
    assert take_off.accessibleDescription() == "warmlin"
    take_off.click()
    desk.settle()
    assert own_words(vault_of(desk)) == ()
    assert not any(one.isVisible() for one in card.findChildren(LinkButton))


def test_nothing_is_marked_or_started_while_it_is_off(home: Path) -> None:
    with open_desk(home) as desk:
        part, _line = begun(desk, "the wrod and ")
        QTest.qWait(600)
        assert (marked(part.edit), model(desk).is_on, model(desk).pid) == ([], False, 0)
        desk.press("Escape")
        card = settings(desk).spelling
        assert not card.switch.isChecked()
        assert card.switch.isEnabled()
        card.switch.click()
        desk.settle()
        assert is_wanted(vault_of(desk))
        part, _line = begun(desk, "the wrod and ")
        wait_for(part.edit, "wrod")
        pid = model(desk).pid
        want_off = settings(desk).spelling.switch
        assert comes(want_off.isChecked)
        want_off.click()
        assert comes(lambda: is_gone(pid))
    assert "spylls" not in sys.modules, "a dictionary never lies beside the notes"


def test_the_process_is_gone_after_a_lock(desk: WatchedDesk) -> None:
    part, _line = begun(desk, "the wrod and ")
    wait_for(part.edit, "wrod")
    pid = model(desk).pid
    assert not is_gone(pid)
    desk.door.lock()
    desk.door.background.close()
    # The loop of a locked window does not run any more.
    until = time.monotonic() + PATIENCE
    while not is_gone(pid) and time.monotonic() < until:
        time.sleep(0.005)
    assert is_gone(pid)


def test_a_process_that_dies_is_started_once_more_and_then_left_out(desk: WatchedDesk) -> None:
    part, _line = begun(desk, "the wrod and ")
    wait_for(part.edit, "wrod")
    spelling, first = model(desk), model(desk).pid
    os.kill(first, 9)
    assert comes(lambda: spelling.pid not in (0, first))
    QTest.keyClicks(part.edit, "wrods ")
    wait_for(part.edit, "wrod", "wrods")
    os.kill(spelling.pid, 9)
    wait_for(part.edit)
    QTest.keyClicks(part.edit, "wrodz ")
    QTest.qWait(400)
    assert (marked(part.edit), spelling.pid) == ([], 0)
    assert part.edit.text() == "the wrod and wrods wrodz "


def test_a_damaged_dictionary_is_as_none(desk: WatchedDesk, place: Path) -> None:
    for ending in (".aff", ".dic"):
        (place / f"en_US{ending}").write_bytes(bytes(range(256)))
    part, _line = begun(desk, "the wrod and ")
    assert comes(lambda: not model(desk).is_on and model(desk)._is_off)
    assert marked(part.edit) == []


def test_without_a_dictionary_it_is_off_and_says_what_brings_one(
    home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    here_alone(tmp_path / "bare", monkeypatch)
    with a_vault(home, "Devon Achebe") as vault:
        want(vault, on=True)
    for language, package in (("en", "hunspell-en-us"), ("es", "hunspell-es")):
        with open_desk(home, language=language) as desk:
            card = settings(desk).spelling
            assert comes(card._missing.isVisible)
            assert package in card._missing.text()
            assert (card.switch.isChecked(), card.switch.isEnabled()) == (False, False)


def test_a_word_of_another_computer_is_unmarked_when_it_arrives(desk: WatchedDesk) -> None:
    part, _line = begun(desk, "the warmlin and ")
    wait_for(part.edit, "warmlin")
    _, changes = keep_word(vault_of(desk), "Warmlin", clock(), os.urandom)
    peer(desk)._bench.announcer.tell(changes)
    wait_for(part.edit)
