"""The sheet that begins a shift or moves it: one pick is enough. Nothing on it asks for a time."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QShortcut
from PySide6.QtWidgets import QWidget

from peerdesk.desktop.announcer import say
from peerdesk.desktop.models.shift_views import ShiftView
from peerdesk.desktop.screens.note_part import Pills
from peerdesk.desktop.widgets.buttons import PrimaryButton, QuietButton
from peerdesk.desktop.widgets.chip_grid import ChipGrid, Choice
from peerdesk.desktop.widgets.fields import LineEdit
from peerdesk.desktop.widgets.labels import CaptionLabel, Label, WrapLabel
from peerdesk.desktop.widgets.sheet import Sheet
from peerdesk.domain.shift import UNIT_LIMIT, ShiftDraft


class ShiftSheet(Sheet):
    """Lays out where, the peer's own word for the place, language, and how. `draft` is what stands there."""

    def __init__(self, window: QWidget, view: ShiftView) -> None:
        super().__init__(window, "", width=640)
        self.set_title(self.tr("Change your shift") if view.is_on else self.tr("Start your shift"))
        choices = [Choice(code=code, label=label) for code, label in view.settings]
        self.where = ChipGrid(choices, exclusive=True, name=self.tr("Where you are"))
        self.unit = LineEdit(placeholder=self.tr("Such as 4 West"), name=self.tr("Floor or place, if it helps"))
        self.unit.setMaxLength(UNIT_LIMIT)
        self._language = Pills(view.languages, self.tr("Language"))
        self._mode = Pills(view.modes, self.tr("How you are in touch"))
        self._missing = Label(role="meta_medium", tone="problem")
        self._cancel = QuietButton(self.tr("Cancel"), keycap=self.tr("Esc"))
        self.go = PrimaryButton(self.tr("Save") if view.is_on else self.tr("Start shift"), keycap="Ctrl+Enter")
        self._fill(view.draft)
        self._lay_out_sheet()
        self._cancel.clicked.connect(self.reject)
        self.go.clicked.connect(self._agree)
        self.where.changed.connect(self._missing.hide)
        for keys in ("Ctrl+Return", "Ctrl+Enter"):
            QShortcut(keys, self, self._agree)
        self.where.first().setFocus(Qt.FocusReason.ShortcutFocusReason)

    @property
    def draft(self) -> ShiftDraft:
        """What was said."""
        return ShiftDraft(
            setting=next(iter(self.where.codes()), ""),
            unit=self.unit.text().strip(),
            language=self._language.code(),
            mode=self._mode.code(),
        )

    def _fill(self, draft: ShiftDraft) -> None:
        self.where.set_codes([draft.setting] if draft.setting else [])
        self.unit.setText(draft.unit)
        self._language.set_code(draft.language)
        self._mode.set_code(draft.mode or "in_person")

    def _agree(self) -> None:
        if self.where.codes():
            self.accept()
            return
        sentence = self.tr("Choose where you are.")
        self._missing.setText(sentence)
        self._missing.show()
        self.where.first().setFocus(Qt.FocusReason.ShortcutFocusReason)
        say(self, sentence)

    def _lay_out_sheet(self) -> None:
        self.body.addWidget(WrapLabel(self.tr("New notes begin with this. No times are kept."), tone="muted"))
        self._missing.hide()
        self.body.addWidget(self._missing)
        self.body.addWidget(self.where)
        for caption, part in (
            (self.tr("Floor or place, if it helps"), self.unit),
            (self.tr("Language"), self._language),
            (self.tr("How you are in touch"), self._mode),
        ):
            self.body.addWidget(CaptionLabel(caption))
            self.body.addWidget(part)
        self.buttons.addWidget(self._cancel)
        self.buttons.addWidget(self.go)
