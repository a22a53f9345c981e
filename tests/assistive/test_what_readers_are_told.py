"""What widgets tell a screen reader: the traps that look right to the eye and are wrong to the ear."""

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtGui import QAccessible, QAccessibleInterface
from PySide6.QtWidgets import QApplication, QComboBox, QLabel, QPushButton, QVBoxLayout, QWidget

from peerdesk.desktop.screens.frame import Cover
from peerdesk.desktop.screens.note_part import Pills
from peerdesk.desktop.theme import apply_theme, make_theme
from peerdesk.desktop.widgets.buttons import IconButton, PrimaryButton
from peerdesk.desktop.widgets.chip_grid import ChipGrid, Choice
from peerdesk.desktop.widgets.chips import CheckChip, ChoicePill, FilterChip, RadioChip
from peerdesk.desktop.widgets.choosers import Picker, Stepper
from peerdesk.desktop.widgets.fields import Field, PassphraseField, SearchField
from peerdesk.desktop.widgets.labels import Label
from peerdesk.desktop.widgets.messages import Message
from peerdesk.desktop.widgets.note_edit import NoteEdit
from peerdesk.desktop.widgets.people import PersonTile
from peerdesk.desktop.widgets.rail import NavItem
from peerdesk.desktop.widgets.segment import Segment, SegmentOption
from tests.desktop.desks import nameless, open_desk, open_door
from tests.desktop.screens.test_whole_desk import PAGES, visit

Role = QAccessible.Role


def reader_of(widget: QWidget) -> QAccessibleInterface:
    reader = QAccessible.queryAccessibleInterface(widget)
    assert reader is not None
    return reader


def name_of(widget: QWidget) -> str:
    return reader_of(widget).text(QAccessible.Text.Name)


def description_of(widget: QWidget) -> str:
    return reader_of(widget).text(QAccessible.Text.Description)


def deaf_labels(root: QWidget) -> list[str]:
    """Return labels that would be read as something else than what stands in them."""
    return [
        f"{label.text()!r} is read as {name_of(label)!r}"
        for label in root.findChildren(QLabel)
        if label.text() and (label.accessibleName() or name_of(label) != label.text())
    ]


@pytest.mark.parametrize("kind", [RadioChip, ChoicePill, SegmentOption, PersonTile])
def test_an_answer_that_excludes_the_others_is_a_radio_button(qapp: QApplication, kind: type[QWidget]) -> None:
    assert reader_of(kind("We met")).role() == Role.RadioButton


@pytest.mark.parametrize("kind", [CheckChip, FilterChip])
def test_an_answer_beside_others_is_a_check_box(qapp: QApplication, kind: type[QWidget]) -> None:
    assert reader_of(kind("Listened")).role() == Role.CheckBox


@pytest.mark.parametrize(
    "group",
    [
        lambda: ChipGrid([Choice(code="met", label="We met")], exclusive=True, name="How did it go?"),
        lambda: Pills([("1d", "1 day")], "How did it go?"),
        lambda: Segment([("en", "English")], name="How did it go?"),
    ],
)
def test_answers_stand_in_a_group_that_says_the_question(qapp: QApplication, group: Callable[[], QWidget]) -> None:
    widget = group()
    assert reader_of(widget).role() == Role.Border
    assert name_of(widget) == "How did it go?"


def test_an_icon_button_says_what_it_does_and_one_that_does_not_is_found(qapp: QApplication) -> None:
    window = QWidget()
    box = QVBoxLayout(window)
    box.addWidget(IconButton("lock", "Lock (Ctrl+L)"))
    window.show()
    assert nameless(window) == []
    box.addWidget(QPushButton(window.style().standardIcon(window.style().StandardPixmap.SP_TrashIcon), ""))
    qapp.processEvents()
    assert nameless(window) == ["QPushButton in QWidget"]


def test_the_text_inside_a_number_has_a_name_and_its_buttons_say_of_what(qapp: QApplication) -> None:
    stepper = Stepper("Bus pass", value=1)
    assert [name_of(part) for part in (stepper.spin, stepper.spin.lineEdit())] == ["Bus pass", "Bus pass"]
    told = [reader_of(button).text(QAccessible.Text.Description) for button in stepper.findChildren(IconButton)]
    assert told == ["Bus pass", "Bus pass"]


def test_a_line_that_changes_is_read_as_it_now_stands(qapp: QApplication) -> None:
    label = Label("Saving")
    label.setText("Saved")
    message = Message("info", "Sending")
    message.show_text("ok", "Sent")
    assert name_of(label) == "Saved"
    assert "Sent" in [name_of(part) for part in message.findChildren(QLabel)]
    label.setAccessibleName("State")
    assert name_of(label) == "State"


@pytest.mark.parametrize(
    "keyed",
    [
        lambda: PrimaryButton("Save", keycap="S"),
        lambda: NavItem("Save", "plus", keycap="S"),
        lambda: RadioChip("Save", keycap="S"),
        lambda: CheckChip("Save", keycap="S"),
        lambda: SearchField("Save", keycap="S"),
    ],
)
def test_a_key_is_told_while_it_is_painted(qapp: QApplication, keyed: Callable[[], QWidget]) -> None:
    widget = keyed()
    assert description_of(widget) == "S"
    apply_theme(qapp, make_theme(single_keys=False))
    assert description_of(widget) != "S"
    apply_theme(qapp, make_theme())
    assert description_of(widget) == "S"


def test_a_button_tells_its_key_behind_what_it_says_of_itself(qapp: QApplication) -> None:
    button = PrimaryButton("Change")
    button.setAccessibleDescription("Who can read this note")
    button.set_keycap("Ctrl+H")
    assert description_of(button) == "Who can read this note, Ctrl+H"


def test_a_place_says_that_one_is_there_and_what_waits(qapp: QApplication) -> None:
    place = NavItem("Follow-ups", "calendar")
    place.set_count(2, "2 for today")
    assert description_of(place) == "2 for today"
    place.set_current(True)
    assert description_of(place) == "You are here, 2 for today"
    place.set_count(0, "none for today")
    assert description_of(place) == "You are here"


def test_a_list_to_choose_from_says_what_it_asks_and_no_label_is_needed(qapp: QApplication) -> None:
    picker = Picker("How it went")
    picker.set_options([("", "However it went")])
    assert (name_of(picker), description_of(picker)) == ("However it went", "How it went")


def test_the_words_in_an_empty_field_are_told_beside_its_help_and_its_problem(qapp: QApplication) -> None:
    field = Field("Last day", placeholder="2027-01-31", help_text="Up to a year.")
    assert description_of(field.edit) == "Up to a year. 2027-01-31"
    field.say_problem("Write a day.")
    assert description_of(field.edit) == "Write a day. 2027-01-31"
    assert description_of(NoteEdit("Note", placeholder="Only you")) == "Only you"


def test_the_two_buttons_that_show_a_passphrase_say_which(qapp: QApplication) -> None:
    assert description_of(PassphraseField("The same once more").toggle) == "The same once more"


def test_the_curtain_is_something_and_not_only_a_name(qapp: QApplication) -> None:
    assert reader_of(Cover()).role() == Role.Border


@pytest.mark.parametrize("page", PAGES)
def test_no_label_on_a_page_hides_its_words_behind_a_fixed_name(home: Path, page: str) -> None:
    with open_desk(home) as desk:
        assert deaf_labels(visit(desk, page)) == []


def test_no_label_at_the_door_hides_its_words_behind_a_fixed_name(home: Path) -> None:
    with open_door(home) as desk:
        assert deaf_labels(desk.door.frame) == []


def test_a_list_of_places_tells_its_answer_and_its_label(home: Path) -> None:
    with open_desk(home) as desk:
        frame = visit(desk, "writing")
        where = next(box for box in frame.findChildren(QComboBox) if box.isVisible())
        labels = [name.text(QAccessible.Text.Name) for name, _kind in reader_of(where).relations()]
        assert name_of(where) == "Emergency department"
        assert labels == ["Where"]


def test_the_window_is_named_by_its_page_alone(home: Path) -> None:
    with open_desk(home) as desk:
        assert visit(desk, "today").windowTitle() == "Today"
