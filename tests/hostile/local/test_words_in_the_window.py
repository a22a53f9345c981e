"""Words that try things, through the window: kept to the letter, or what had to go is said; nothing is ever cut."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData
from PySide6.QtWidgets import QApplication, QLabel

from peerdesk.desktop.demo_windows import WatchedDesk
from peerdesk.desktop.widgets.note_edit import LONGEST_PASTE, NoteEdit
from peerdesk.work.reading import drafts, encounter_detail, encounter_page
from tests.desktop.desks import open_desk
from tests.desktop.screens.test_quick_note import form_of, vault_of
from tests.hostile.local.texts import TEXTS, Odd
from tests.support.vaults import reopened

pytestmark = pytest.mark.usefixtures("qapp")
TEN_MEGABYTES = 10_000_000


@contextmanager
def note_for_me(home: Path, language: str = "en") -> Iterator[tuple[WatchedDesk, NoteEdit]]:
    """Open the note for oneself of a new note that says that they declined."""
    with open_desk(home, language=language) as desk:
        desk.press("Ctrl+N", "3")
        form_of(desk).parts.open_part("memory")
        field = QApplication.focusWidget()
        assert isinstance(field, NoteEdit)
        yield desk, field


def paste(field: NoteEdit, words: str) -> None:
    copied = QMimeData()
    copied.setText(words)
    field.insertFromMimeData(copied)


def said(desk: WatchedDesk) -> list[str]:
    labels = desk.door.frame.findChildren(QLabel)
    return [label.text() for label in labels if label.isVisible() and label.text()]


def kept(desk: WatchedDesk) -> list[str]:
    vault = vault_of(desk)
    return [encounter_detail(vault, row.id).encounter.memory for row in encounter_page(vault)]


def shown_and_told(home: Path, odd: Odd) -> tuple[str, list[str], list[str]]:
    """Paste a text and keep the note; return what stood in the form, what was said of it and what was kept."""
    with note_for_me(home) as (desk, field):
        paste(field, odd.put_in)
        shown, told = field.text(), [line for line in said(desk) if "cannot be kept" in line]
        desk.press("Ctrl+Return")
        desk.settle()
        # And the pages that show it are painted.
        desk.show("notes", encounter_page(vault_of(desk))[0].id)
        desk.door.frame.grab()
        return shown, told, kept(desk)


def sentence(gone: int) -> list[str]:
    if not gone:
        return []
    many = "character that cannot be kept was" if gone == 1 else "characters that cannot be kept were"
    return [f"{gone} {many} left out"]


def test_a_pasted_text_is_kept_to_the_letter_or_it_is_said_what_had_to_go(tmp_path: Path) -> None:
    found = {}
    for number, (name, odd) in enumerate(TEXTS.items()):
        home = tmp_path / str(number)
        home.mkdir()
        found[name] = shown_and_told(home, odd)
    assert found == {name: (odd.kept, sentence(odd.gone), [odd.kept]) for name, odd in TEXTS.items()}


def test_what_had_to_go_is_said_in_spanish_too(home: Path) -> None:
    with note_for_me(home, language="es") as (desk, field):
        paste(field, "a\0\0b")
        assert "Se quitaron 2 caracteres que no se pueden guardar" in said(desk)


def test_ten_thousand_marks_on_one_letter_are_too_long_and_stay_in_the_form(home: Path) -> None:
    marked = "e" + "\u0301" * 10_000
    with note_for_me(home) as (desk, field):
        folder = vault_of(desk).folder
        paste(field, marked)
        assert "9001 characters too many" in said(desk)
        desk.press("Ctrl+Return")
        desk.settle()
        assert kept(desk) == []
        assert field.text() == marked
        desk.door.lock()
        desk.door.background.close()
    with reopened(folder) as vault:
        assert [one.draft.memory for one in drafts(vault)] == [marked]


def test_a_paste_of_ten_megabytes_is_turned_away_whole_and_the_words_before_it_stay(home: Path) -> None:
    with note_for_me(home) as (desk, field):
        paste(field, "Words from before. ")
        paste(field, "w" * TEN_MEGABYTES)
        assert "That is too long to paste. Nothing was changed." in said(desk)
        assert field.text() == "Words from before. "
        paste(field, "w" * LONGEST_PASTE)
        assert len(field.text()) == LONGEST_PASTE + len("Words from before. ")
        assert "That is too long to paste. Nothing was changed." not in said(desk)


def test_no_words_at_all_are_a_whole_note(home: Path) -> None:
    with note_for_me(home) as (desk, field):
        paste(field, "")
        desk.press("Ctrl+Return")
        desk.settle()
        assert kept(desk) == [""]
