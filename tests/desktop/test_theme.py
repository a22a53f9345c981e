import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from peerdesk.desktop.fonts import choose_families
from peerdesk.desktop.theme import Theme, apply_theme, make_theme, theme_of
from peerdesk.desktop.widgets.buttons import OutlinedButton, PrimaryButton
from peerdesk.desktop.widgets.labels import Label


def test_heights_grow_by_two_thirds_of_the_text_and_spaces_by_two_fifths() -> None:
    assert Theme(scale=1.0).height(36) == 36
    assert Theme(scale=2.0).height(36) == 59
    assert Theme(scale=2.0).space(10) == 14
    assert Theme(scale=1.5).height(36) == 48


def test_points_grow_fully_with_the_text_size() -> None:
    assert Theme(scale=1.0).font("body").pointSizeF() == 10.5
    assert Theme(scale=2.0).font("body").pointSizeF() == 21
    assert Theme(scale=2.0).font("title").weight() == 600


@pytest.mark.parametrize(("asked", "given"), [(0.5, 1.0), (1.25, 1.25), (3.0, 2.0)])
def test_a_text_size_outside_the_range_is_brought_inside(qapp: QApplication, asked: float, given: float) -> None:
    assert make_theme(scale=asked).scale == given


def test_changing_a_font_one_was_given_changes_nobody_elses(theme: Theme) -> None:
    mine = theme.font("body")
    mine.setPixelSize(99)
    assert theme.font("body").pointSizeF() == 10.5


def test_a_bare_linux_gets_inter_before_dejavu() -> None:
    assert choose_families("DejaVu Sans", {"Inter", "DejaVu Sans"}, "linux") == ("Inter", "DejaVu Sans")
    assert choose_families("DejaVu Sans", {"Noto Sans"}, "linux") == ("Noto Sans", "DejaVu Sans")
    assert choose_families("DejaVu Sans", set(), "linux") == ("DejaVu Sans",)


def test_a_system_font_somebody_chose_is_kept() -> None:
    assert choose_families("Cantarell", {"Inter"}, "linux") == ("Cantarell",)
    assert choose_families("Segoe UI", {"Inter"}, "win32") == ("Segoe UI",)


def test_a_window_that_is_open_takes_over_a_new_theme(qapp: QApplication, qtbot: QtBot) -> None:
    label = Label("Words", tone="accent")
    button = OutlinedButton("Change")
    qtbot.addWidget(label)
    qtbot.addWidget(button)
    before = button.sizeHint()
    apply_theme(qapp, make_theme(dark=True, scale=2.0))
    assert label.font().pointSizeF() == 21
    assert label.palette().color(label.foregroundRole()).name() == "#7ccac9"
    assert button.sizeHint().height() == 59 > before.height()
    assert theme_of(button).dark


def test_text_hint_colour_in_fields_is_the_readable_muted_one(theme: Theme) -> None:
    assert f"placeholder-text-color: {theme.tokens.muted}" in theme.style_sheet()


def test_the_style_sheet_sets_no_font_and_leaves_no_gap(theme: Theme) -> None:
    sheet = Theme(dark=True, scale=2.0).style_sheet()
    assert "font" not in sheet
    assert "$" not in sheet
    assert "$" not in theme.style_sheet()


def test_the_filled_button_is_painted_in_the_fill_colour(qtbot: QtBot, theme: Theme) -> None:
    button = PrimaryButton("Save note", keycap="Ctrl+Enter")
    qtbot.addWidget(button)
    button.show()
    image = button.grab().toImage()
    assert image.pixelColor(6, 18).name().upper() == theme.tokens.fill
