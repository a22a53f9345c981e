"""The sheet for somebody who wants nothing written down: count that you were in touch, or keep nothing at all."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QShortcut
from PySide6.QtWidgets import QVBoxLayout, QWidget

from peerdesk.desktop.announcer import say
from peerdesk.desktop.models.words import Words
from peerdesk.desktop.screens.quick_note import OUTCOME_KEYS, SUPPORT_KEYS, keyed_choices
from peerdesk.desktop.theme import theme_of
from peerdesk.desktop.widgets.buttons import OutlinedButton, PrimaryButton, QuietButton
from peerdesk.desktop.widgets.chip_grid import ChipGrid
from peerdesk.desktop.widgets.labels import Label, StrongLabel, WrapLabel
from peerdesk.desktop.widgets.sheet import Sheet
from peerdesk.domain.encounter import EncounterDraft
from peerdesk.domain.vocabulary import Outcome, Setting, Support


class NothingSheet(Sheet):
    """Lays out how it went, and the support if they met. `forget_asked` wants nothing kept; accepting it counts.

    `forgets` says that something stands in a form which could be let go.
    """

    forget_asked = Signal()

    def __init__(
        self, window: QWidget, words: Words, draft: EncounterDraft, *, forgets: bool, single_keys: bool = True
    ) -> None:
        super().__init__(window, "", width=690)
        self.set_title(self.tr("Nothing written down") if forgets else self.tr("Only count it"))
        self._single_keys = single_keys
        self._setting = draft.setting
        self._supports = words.offered(Support, draft.support)
        self.outcome = self._grid(words, tuple(Outcome), OUTCOME_KEYS, self.tr("How did it go?"), exclusive=True)
        self.support = self._grid(words, self._supports, SUPPORT_KEYS, self.tr("Support you gave"), exclusive=False)
        self._met = QWidget()
        self._missing = Label(role="meta_medium", tone="problem")
        self._missing.hide()
        self.outcome.set_codes([draft.outcome] if draft.outcome else [])
        self.support.set_codes(draft.support)
        place = words.of(Setting(draft.setting)) if draft.setting in set(Setting) else ""
        self._lay_out_sheet(place, forgets=forgets)
        self.outcome.changed.connect(self._follow)
        self.support.changed.connect(self._missing.hide)
        for keys in ("Ctrl+Return", "Ctrl+Enter"):
            QShortcut(keys, self, self._count)
        self._follow()
        self.outcome.first().setFocus(Qt.FocusReason.ShortcutFocusReason)

    @property
    def draft(self) -> EncounterDraft:
        """What is counted, and nothing beside it."""
        outcome = next(iter(self.outcome.codes()), "")
        support = self.support.codes() if outcome == Outcome.MET.value else ()
        return EncounterDraft(setting=self._setting, outcome=outcome, support=support)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Answer by one key, as in a note."""
        key = event.text().upper() if self._single_keys else ""
        outcomes = dict(zip(OUTCOME_KEYS, Outcome, strict=True))
        supports = dict(zip(SUPPORT_KEYS, self._supports, strict=False))
        if key and key in outcomes:
            self._pick(self.outcome, outcomes[key].value)
        elif key and key in supports and not self._met.isHidden():
            self._pick(self.support, supports[key].value)
        else:
            super().keyPressEvent(event)

    def _pick(self, grid: ChipGrid, code: str) -> None:
        grid.toggle(code)
        grid.chip(code).setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _grid(
        self, words: Words, codes: tuple[Outcome, ...] | tuple[Support, ...], keys: str, name: str, *, exclusive: bool
    ) -> ChipGrid:
        choices = keyed_choices(words, codes, keys, single_keys=self._single_keys)
        return ChipGrid(choices, exclusive=exclusive, name=name)

    def _follow(self) -> None:
        self._missing.hide()
        self._met.setVisible(self.outcome.codes() == (Outcome.MET.value,))
        self.updateGeometry()
        self.body.invalidate()
        self._place()

    def _count(self) -> None:
        draft = self.draft
        if draft.outcome and (draft.support or draft.outcome != Outcome.MET.value):
            self.accept()
            return
        sentence = self.tr("Choose how it went.")
        grid = self.outcome
        if draft.outcome:
            sentence, grid = self.tr("Choose at least one kind of support."), self.support
        self._missing.setText(sentence)
        self._missing.show()
        grid.first().setFocus(Qt.FocusReason.ShortcutFocusReason)
        say(self, sentence)

    def _lay_out_sheet(self, place: str, *, forgets: bool) -> None:
        theme = theme_of(self)
        told = self.tr("Counted: this week, %1, how it went, and the support. No name, no day, no words.")
        self.body.addWidget(WrapLabel(told.replace("%1", place), tone="muted"))
        self.body.addWidget(self._missing)
        self.body.addWidget(StrongLabel(self.tr("How did it go?")))
        self.body.addWidget(self.outcome)
        met = QVBoxLayout(self._met)
        met.setContentsMargins(0, theme.space(6), 0, 0)
        met.setSpacing(theme.space(8))
        met.addWidget(StrongLabel(self.tr("Support you gave")))
        met.addWidget(self.support)
        self.body.addWidget(self._met)
        self.body.addStretch(1)
        back = QuietButton(self.tr("Go back"), keycap=self.tr("Esc"))
        back.clicked.connect(self.reject)
        self.forget = OutlinedButton(self.tr("Keep nothing"))
        self.forget.setVisible(forgets)
        self.forget.clicked.connect(self.forget_asked)
        self.count = PrimaryButton(self.tr("Count it"), keycap="Ctrl+Enter")
        self.count.clicked.connect(self._count)
        for button in (back, self.forget, self.count):
            self.buttons.addWidget(button)
