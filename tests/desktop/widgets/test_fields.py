from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from peerdesk.desktop.theme import Theme, theme_of
from peerdesk.desktop.widgets.fields import Field, PassphraseField, SearchField
from peerdesk.desktop.widgets.note_edit import LINE_HEIGHT_PERCENT, NoteEdit
from peerdesk.desktop.widgets.paint import text_width


def test_a_field_is_named_by_its_label(qtbot: QtBot) -> None:
    field = Field("Who", help_text="Only you see this name")
    qtbot.addWidget(field)
    seen = QAccessible.queryAccessibleInterface(field.edit)
    assert seen.role() == QAccessible.Role.EditableText
    assert seen.text(QAccessible.Text.Name) == "Who"
    assert seen.text(QAccessible.Text.Description) == "Only you see this name"
    assert field.edit.height() == 36


def test_a_message_stands_where_the_help_was_and_goes_again(qtbot: QtBot) -> None:
    field = Field("Who", help_text="Only you see this name")
    qtbot.addWidget(field)
    field.show()
    field.say_problem("Use a handle, not a full name")
    assert field.edit.property("problem") is True
    assert field.edit.accessibleDescription() == "Use a handle, not a full name"
    field.say_problem("")
    assert field.edit.property("problem") is False
    assert field.edit.accessibleDescription() == "Only you see this name"


def test_the_edge_of_a_field_with_a_message_is_painted_in_its_colour(qtbot: QtBot) -> None:
    field = Field("Who")
    qtbot.addWidget(field)
    field.resize(300, 90)
    field.show()
    before = field.edit.grab().toImage().pixelColor(100, 0).name()
    field.say_problem("Use a handle")
    after = field.edit.grab().toImage().pixelColor(100, 0).name()
    assert (before, after) == ("#857e73", "#a0332a")


def test_a_passphrase_is_hidden_until_shown_and_can_be_pasted(qtbot: QtBot) -> None:
    field = PassphraseField("Passphrase")
    qtbot.addWidget(field)
    field.show()
    QApplication.clipboard().setText("river lamp ninety oak")
    field.edit.paste()
    QApplication.clipboard().clear()
    assert field.text() == "river lamp ninety oak"
    assert field.edit.displayText() == "•" * 21
    field.edit.toggle.click()
    assert field.edit.displayText() == "river lamp ninety oak"
    assert field.edit.toggle.text() == "Hide"
    field.hide_again()
    assert field.text() == ""
    assert field.edit.echoMode() == QLineEdit.EchoMode.Password


def test_words_never_run_under_the_show_button(qtbot: QtBot) -> None:
    field = PassphraseField("Passphrase")
    qtbot.addWidget(field)
    field.resize(368, 80)
    field.show()
    toggle = field.edit.toggle.geometry()
    assert field.edit.width() - field.edit.textMargins().right() <= toggle.left()


def test_escape_empties_the_search_and_then_leaves_it_alone(qtbot: QtBot) -> None:
    field = SearchField("Search my notes")
    qtbot.addWidget(field)
    field.show()
    QTest.keyClicks(field, "bus")
    assert field.text() == "bus"
    QTest.keyClick(field, Qt.Key.Key_Escape)
    assert field.text() == ""
    assert QAccessible.queryAccessibleInterface(field).text(QAccessible.Text.Name) == "Search my notes"


def test_the_clear_button_shows_only_while_there_is_something_to_clear(qtbot: QtBot) -> None:
    field = SearchField("Search my notes")
    qtbot.addWidget(field)
    field.show()
    buttons = [child for child in field.children() if child.inherits("QPushButton")]
    assert len(buttons) == 1
    button = buttons[0]
    assert not button.property("visible")
    field.setText("bus")
    assert button.property("visible")
    assert button.property("accessibleName") == "Clear search"


def test_tab_leaves_the_note_and_rich_text_stays_outside(qtbot: QtBot) -> None:
    page = QWidget()
    qtbot.addWidget(page)
    layout = QVBoxLayout(page)
    note, after = NoteEdit("Note for me"), SearchField("Search my notes")
    layout.addWidget(note)
    layout.addWidget(after)
    page.show()
    qtbot.waitUntil(page.isActiveWindow)
    note.setFocus()
    QTest.keyClicks(note, "one")
    QTest.keyClick(note, Qt.Key.Key_Tab)
    assert note.text() == "one"
    assert after.hasFocus()
    QApplication.clipboard().setText("<b>plain</b>")
    note.paste()
    QApplication.clipboard().clear()
    assert note.text() == "one<b>plain</b>"


def test_the_line_height_survives_a_new_text(qtbot: QtBot) -> None:
    note = NoteEdit("Note for me")
    qtbot.addWidget(note)
    note.set_text("one\ntwo\nthree")
    block = note.document().begin()
    heights = []
    while block.isValid():
        heights.append(block.blockFormat().lineHeight())
        block = block.next()
    assert heights == [LINE_HEIGHT_PERCENT] * 3


def test_only_new_words_count_as_an_edit(qtbot: QtBot, theme: Theme) -> None:
    note = NoteEdit("Note for me")
    qtbot.addWidget(note)
    note.show()
    edits: list[str] = []
    note.edited.connect(lambda: edits.append(note.text()))
    note.set_text("one")
    note.restyle(theme)
    QTest.keyClicks(note, "x")
    assert edits == ["one", "xone"]


def test_the_search_words_have_the_room_and_the_key_gives_way(qtbot: QtBot) -> None:
    field = SearchField("Buscar notas compartidas")
    qtbot.addWidget(field)
    field.show()
    words = round(text_width(theme_of().font("body"), "Buscar notas compartidas"))
    field.resize(words + 70, field.height())
    assert not field.shows_keycap
    room = field.width() - field.textMargins().left() - field.textMargins().right() - 2 * 12
    assert room >= words
    field.resize(340, field.height())
    assert field.shows_keycap
