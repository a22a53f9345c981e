"""One window with every part in every state, to look at: `python -m peerdesk.desktop.component_sheet --out FOLDER`."""

import argparse
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from peerdesk.desktop.component_samples import hover, hovered, off, palette, pill, sample_list, state
from peerdesk.desktop.theme import Theme, apply_theme, make_theme, theme_of
from peerdesk.desktop.widgets.badges import Badge, Tag
from peerdesk.desktop.widgets.buttons import (
    IconButton,
    LinkButton,
    OutlinedButton,
    PrimaryButton,
    QuietButton,
    TonalButton,
)
from peerdesk.desktop.widgets.cards import BrandMark, Card
from peerdesk.desktop.widgets.chips import CheckChip, FilterChip, RadioChip
from peerdesk.desktop.widgets.choosers import Picker, Stepper
from peerdesk.desktop.widgets.fields import Field, PassphraseField, SearchField
from peerdesk.desktop.widgets.focus_ring import FocusRing
from peerdesk.desktop.widgets.labels import Label, MutedLabel, TitleLabel
from peerdesk.desktop.widgets.messages import Message
from peerdesk.desktop.widgets.people import PersonTile
from peerdesk.desktop.widgets.segment import Segment
from peerdesk.desktop.widgets.toast import Toast

WIDTH = 1280


class ComponentSheet(QWidget):
    """Every part in every state. Its words are samples for the eye, not part of the product."""

    def __init__(self) -> None:
        super().__init__()
        theme = theme_of(self)
        self.setFixedWidth(theme.height(WIDTH) if theme.scale < 2 else theme.height(WIDTH) + 300)
        self.setAutoFillBackground(True)
        self._page = QVBoxLayout(self)
        self._page.setContentsMargins(32, 26, 32, 20)
        self._page.setSpacing(theme.space(9))
        self.focused = OutlinedButton("Focused")
        self.toast = Toast(self)
        self._head(theme)
        self._buttons()
        self._chips()
        self._fields(theme)
        self._states()
        self._messages()
        self._choosers()
        self._rows_and_palette()

    def _caption(self, text: str) -> None:
        self._page.addSpacing(theme_of(self).space(10))
        self._page.addWidget(Label(text, role="strong", tone="muted"))

    def _row(self, *parts: QWidget, gap: int = 10, stretch: bool = True) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(theme_of(self).space(gap))
        for part in parts:
            row.addWidget(part)
        if stretch:
            row.addStretch(1)
        self._page.addLayout(row)
        return row

    def _head(self, theme: Theme) -> None:
        look = "Dark" if theme.dark else "Light"
        self._row(BrandMark(), TitleLabel("Component sheet"), MutedLabel(f"{look}, text {round(theme.scale * 100)} %"))

    def _buttons(self) -> None:
        self._caption("Buttons")
        pressed = PrimaryButton("Pressed")
        pressed.setDown(True)
        saved = PrimaryButton("Save note", keycap="Ctrl+Enter")
        self._row(saved, hovered(PrimaryButton("Hover")), pressed, off(PrimaryButton("Save note")))
        row = self._row(
            TonalButton("They match"),
            OutlinedButton("Change"),
            hovered(OutlinedButton("Hover")),
            self.focused,
            off(OutlinedButton("Later")),
            QuietButton("Quiet"),
            LinkButton("Link"),
            IconButton("lock", "Lock"),
        )
        row.insertWidget(row.count() - 1, LinkButton("16 more kinds of support", icon="plus"))

    def _chips(self) -> None:
        self._caption("Chips: one of many (round), any of many (square). Focus ring 2 px, 2 px away")
        grid = QGridLayout()
        grid.setHorizontalSpacing(8)
        grid.setVerticalSpacing(10)
        words = (("We met", "1"), ("They said no thanks", "3"), ("Could not find them", "8"), ("Not yet", "9"))
        more = (
            ("Listened", "B"),
            ("Talked through options", "E"),
            ("Helped with a hard moment", "G"),
            ("Not yet", "H"),
        )
        for place, (text, key) in enumerate(words):
            grid.addWidget(state(RadioChip(text, keycap=key), place), 0, place)
        for place, (text, key) in enumerate(more):
            grid.addWidget(state(CheckChip(text, keycap=key), place if place != 2 else 1), 1, place)
        for column in range(4):
            grid.setColumnStretch(column, 1)
        self._page.addLayout(grid)
        private = FilterChip("Private")
        private.setChecked(True)
        self._row(private, FilterChip("Shared"), FilterChip("Has follow-up"), FilterChip("This week"), gap=8)

    def _fields(self, theme: Theme) -> None:
        self._caption("Fields")
        full = Field("Who", help_text="Only you see this name")
        full.set_text("Blue Heron 27")
        empty = Field("Who", placeholder="Name, initials or nothing", help_text="You can leave this empty")
        wrong = Field("Who")
        wrong.set_text("First Last")
        wrong.say_problem("Use a handle, not a full name")
        kept = Field("Lock after", help_text="Set by Harbor Point, 2 minutes")
        kept.set_text("Kept by your hospital")
        kept.edit.setEnabled(False)
        self._row(full, empty, wrong, kept, gap=16, stretch=False)
        hidden = PassphraseField("Passphrase")
        hidden.set_text("sixteen letters.")
        hidden.setFixedWidth(theme.height(368))
        search = SearchField("Search my notes")
        search.setFixedWidth(theme.height(340))
        row = self._row(hidden, search, gap=16)
        row.setAlignment(search, Qt.AlignmentFlag.AlignBottom)

    def _states(self) -> None:
        self._caption("Status pill, always visible")
        states = (
            ("saved", "Saved here"),
            ("sending", "Sending 3 of 8"),
            ("done", "Up to date 14:02"),
            ("offline", "Offline, saved here"),
            ("needs", "Needs you (1)"),
        )
        self._row(*(pill(state, text) for state, text in states))
        self._caption("Badges and tags")
        self._row(
            Badge("Private", icon="lock", tone="private"),
            Badge("Shared with Tomas", icon="users", tone="accent"),
            Badge("Waiting to send", icon="clock", tone="wait"),
            Badge("Count only", icon="bars"),
            Badge("Bring up", icon="flag", tone="wait"),
            Badge("Checked in person", icon="check", tone="ok"),
            Tag("Sat with them, kept company"),
            Tag("Listened"),
            gap=8,
        )

    def _messages(self) -> None:
        self._caption("Inline messages")
        self._row(
            Message("info", "Saved here. We will send it when the network is back.", action="Details"),
            Message("wait", "This was changed on two computers.", action="Compare"),
            gap=12,
            stretch=False,
        )
        row = self._row(
            Message("problem", "That passphrase does not open these notes.", action="Use recovery sheet"), stretch=False
        )
        row.addSpacing(theme_of(self).height(284))
        self._toast_row = row

    def _choosers(self) -> None:
        self._caption("Choosers and people")
        segment = Segment((("en", "English"), ("es", "Español")), name="Language")
        segment.set_code("en")
        picker = Picker("Where")
        picker.set_options((("ed", "Emergency department"), ("ward", "Hospital unit")), {"ed": "building"})
        picker.set_code("ed")
        chosen = PersonTile("Devon Achebe")
        chosen.setChecked(True)
        stepper = Stepper("Naloxone, nasal", value=1)
        self._row(segment, picker, stepper, chosen, PersonTile("Marisol", tone="private"))

    def _rows_and_palette(self) -> None:
        columns = QHBoxLayout()
        columns.setSpacing(24)
        left, right = QVBoxLayout(), QVBoxLayout()
        self._page.addSpacing(10)
        left.addWidget(Label("List rows", role="strong", tone="muted"))
        self.rows = sample_list()
        card = Card(padding=0)
        card.body.setContentsMargins(0, 4, 0, 4)
        card.body.addWidget(self.rows)
        left.addWidget(card)
        right.addWidget(Label("Palette", role="strong", tone="muted"))
        right.addLayout(palette(theme_of(self).tokens))
        right.addStretch(1)
        columns.addLayout(left, 3)
        columns.addLayout(right, 2)
        self._page.addLayout(columns)


def draw(app: QApplication, theme: Theme, path: Path) -> None:
    """Render the sheet in a theme to a PNG file."""
    apply_theme(app, theme)
    sheet = ComponentSheet()
    ring = FocusRing(sheet)
    sheet.show()
    sheet.adjustSize()
    sheet.rows.setFocus(Qt.FocusReason.ShortcutFocusReason)
    app.processEvents()
    sheet.focused.setFocus(Qt.FocusReason.ShortcutFocusReason)
    sheet.toast.show_message("Note deleted", action="Undo", keycap_text="Ctrl+Z")
    app.processEvents()
    hover(sheet.rows, 2)
    sheet.grab().save(str(path))
    ring.hide()
    sheet.close()
    sheet.deleteLater()
    app.processEvents()


def main() -> None:
    """Draw light and dark, at 100 and 200 %."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--out", type=Path, default=Path("build/shots"))
    folder: Path = parser.parse_args().out
    folder.mkdir(parents=True, exist_ok=True)
    app = QApplication(["peerdesk", "-platform", "offscreen"])
    for dark in (False, True):
        for scale in (1.0, 2.0):
            name = f"components-{'dark' if dark else 'light'}-{round(scale * 100)}.png"
            draw(app, make_theme(dark=dark, scale=scale), folder / name)


if __name__ == "__main__":
    main()
