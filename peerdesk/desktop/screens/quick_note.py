"""Quick note: three answers, then everything that is optional. Saving is never disabled."""

from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from peerdesk.desktop.announcer import say
from peerdesk.desktop.models.words import SETTING_ICONS, Words
from peerdesk.desktop.screens.note_footer import NoteFooter
from peerdesk.desktop.screens.note_parts import NoteParts
from peerdesk.desktop.screens.page import Columns, Page
from peerdesk.desktop.theme import theme_of
from peerdesk.desktop.widgets.buttons import LinkButton
from peerdesk.desktop.widgets.cards import Icon
from peerdesk.desktop.widgets.chip_grid import ChipGrid, Choice
from peerdesk.desktop.widgets.choosers import Picker
from peerdesk.desktop.widgets.labels import Label, MutedLabel, StrongLabel
from peerdesk.desktop.widgets.scroll import ScrollBody
from peerdesk.domain.encounter import EncounterDraft
from peerdesk.domain.vocabulary import Outcome, Setting, Support

# Digits for how it went, letters for the support: no letter is used twice, so both answer at once.
OUTCOME_KEYS = "1234567890-YZ"
SUPPORT_KEYS = "ABCDEFGHIJKLMNOPQRSTUVWX"
FIRST_SUPPORT = 8


class QuickNote(Page):
    """Lays out a note. `changed` follows every edit; `save_asked` and `jot_asked` carry nothing: read `draft()`.

    Without `single_keys` no answer is picked by a digit or a letter.
    """

    changed = Signal()
    save_asked = Signal()
    jot_asked = Signal()
    share_asked = Signal(QWidget)

    def __init__(
        self,
        words: Words,
        today: date,
        *,
        handles: tuple[str, ...] = (),
        free: str = "",
        single_keys: bool = True,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(self.tr("New note"), parent)
        self._words = words
        self._single_keys = single_keys
        self._filling = False
        self._base = EncounterDraft()
        self._supports = words.offered(Support)
        self._where = Picker(self.tr("Where"))
        self._outcome = ChipGrid(
            self._choices(tuple(Outcome), OUTCOME_KEYS), exclusive=True, name=self.tr("How did it go?")
        )
        self._support = ChipGrid(
            self._choices(self._supports[:FIRST_SUPPORT], SUPPORT_KEYS),
            exclusive=False,
            name=self.tr("Support you gave"),
        )
        rest = len(self._supports) - FIRST_SUPPORT
        self._more = LinkButton(self.tr("%n more kinds of support", "", rest), icon="plus")
        if rest <= 0:
            self._more.hide()
        self._missing = Label(role="meta_medium", tone="problem")
        self._support_part = QWidget()
        self.nothing = LinkButton(self.tr("They want nothing written"))
        self._jot = MutedLabel()
        self._jot_sign = Icon("saved", size=16)
        self.parts = NoteParts(words, today, handles, free)
        self.footer = NoteFooter()
        self._lay_out()
        self._connect()
        self._follow_outcome()

    def draft(self) -> EncounterDraft:
        """Return what stands in the form."""
        met = self._outcome.codes() == (Outcome.MET.value,)
        return self.parts.filled(
            self._base,
            setting=self._where.code(),
            outcome=next(iter(self._outcome.codes()), ""),
            support=self._support.codes() if met else (),
        )

    def show_draft(self, draft: EncounterDraft, *, title: str, place: str = "") -> None:
        """Show a draft: a new one, a jot, or a note to change. `place` says where the setting comes from."""
        self.name_page(title)
        self._from.setText(place)
        self.fill(draft)

    def fill(self, draft: EncounterDraft) -> None:
        """Put a draft into the form."""
        self._filling = True
        self._base = draft
        self._offer(draft)
        self._where.set_code(draft.setting)
        if any(code not in self._known_support() for code in draft.support):
            self._show_all_support()
        self._outcome.set_codes([draft.outcome] if draft.outcome else [])
        self._support.set_codes(draft.support)
        self.parts.show_draft(draft)
        self._filling = False
        self._follow_outcome()
        self._missing.hide()

    def _offer(self, draft: EncounterDraft) -> None:
        """Offer what the hospital offers, and what the draft says already."""
        supports = self._words.offered(Support, draft.support)
        if supports != self._supports:
            self._supports = supports
            self._show_all_support()
        places = self._words.offered(Setting, (draft.setting,))
        self._where.set_options(
            [(code.value, self._words.of(code)) for code in places],
            {code.value: name for code, name in SETTING_ICONS.items()},
        )

    def show_saved(self, sentence: str) -> None:
        """Say that what stands here is safe already."""
        self._jot.setText(sentence)
        self._jot_sign.setVisible(bool(sentence))

    def enter(self) -> None:
        """Put the focus on the first question, as for a key."""
        self._outcome.first().setFocus(Qt.FocusReason.ShortcutFocusReason)

    def ask_for(self, field: str, sentence: str) -> None:
        """Put the ring on the question that wants an answer, and say so in one line beside it."""
        heads = {"setting": self._where_head, "outcome": self._outcome_head, "support": self._support_head}
        head = heads.get(field)
        if head is None:
            self.parts.ask_for(field, sentence)
            return
        self._missing.setText(sentence)
        head.addWidget(self._missing)
        self._missing.show()
        grids = {"outcome": self._outcome, "support": self._support}
        target = grids[field].first() if field in grids else self._where
        target.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self._body.ensureWidgetVisible(target)
        say(self, sentence)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Answer by one key: this is only reached while no text field and no menu wants the key."""
        key = event.text().upper()
        plain = not event.modifiers() & (
            Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier | Qt.KeyboardModifier.MetaModifier
        )
        if self._single_keys and plain and key and self._answered(key):
            event.accept()
            return
        super().keyPressEvent(event)

    def _answered(self, key: str) -> bool:
        outcomes = dict(zip(OUTCOME_KEYS, Outcome, strict=True))
        supports = dict(zip(SUPPORT_KEYS, self._supports, strict=False))
        if key in outcomes:
            self._outcome.toggle(outcomes[key].value)
            self._outcome.chip(outcomes[key].value).setFocus(Qt.FocusReason.ShortcutFocusReason)
            return True
        if key in supports and not self._support_part.isHidden():
            code = supports[key].value
            if code not in self._known_support():
                self._show_all_support()
            self._support.toggle(code)
            self._support.chip(code).setFocus(Qt.FocusReason.ShortcutFocusReason)
            return True
        return False

    def _choices(self, codes: tuple[Outcome, ...] | tuple[Support, ...], keys: str) -> list[Choice]:
        return keyed_choices(self._words, codes, keys, single_keys=self._single_keys)

    def _known_support(self) -> set[str]:
        shown = self._supports if self._more.isHidden() else self._supports[:FIRST_SUPPORT]
        return {code.value for code in shown}

    def _show_all_support(self) -> None:
        self._more.hide()
        self._support.set_choices(self._choices(self._supports, SUPPORT_KEYS))

    def _on_more(self) -> None:
        self._show_all_support()
        self._support.chip(self._supports[FIRST_SUPPORT].value).setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _on_changed(self) -> None:
        if not self._filling:
            self._missing.hide()
            self.changed.emit()

    def _follow_outcome(self) -> None:
        met = self._outcome.codes() == (Outcome.MET.value,)
        self._support_part.setVisible(met)
        self.footer.show_ready(ready=bool(self._outcome.codes()) and not met)

    def _connect(self) -> None:
        self._outcome.changed.connect(self._follow_outcome)
        for signal in (self._outcome.changed, self._support.changed, self._where.picked, self.parts.changed):
            signal.connect(lambda *_: self._on_changed())
        self._more.clicked.connect(self._on_more)
        self.footer.save.clicked.connect(self.save_asked)
        self.footer.jot.clicked.connect(self.jot_asked)
        self.footer.change.clicked.connect(lambda: self.share_asked.emit(self.footer.change))
        for keys in ("Ctrl+Return", "Ctrl+Enter"):
            QShortcut(keys, self, self.save_asked.emit, context=Qt.ShortcutContext.WidgetWithChildrenShortcut)
        QShortcut("Escape", self, self.jot_asked.emit, context=Qt.ShortcutContext.WidgetWithChildrenShortcut)

    def _lay_out(self) -> None:
        theme = theme_of(self)
        self._lay_out_head()
        # The footer stands right below: with less air every optional row has its place at 1280 by 800.
        self._body = ScrollBody(margins=(32, 0, 32, 6))
        columns = Columns(side=344, gap=32, narrow=900)
        columns.main.setSpacing(theme.space(8))
        where = StrongLabel(self.tr("Where"))
        where.setBuddy(self._where)
        self._from = MutedLabel()
        self._where_head = _head(where, self._where, self._from)
        self._outcome_head = _head(StrongLabel(self.tr("How did it go?")), MutedLabel(self.tr("Pick one")), gap=8)
        self._support_head = _head(
            StrongLabel(self.tr("Support you gave")), MutedLabel(self.tr("Pick one or more")), gap=8
        )
        columns.main.addLayout(self._where_head)
        columns.main.addSpacing(theme.space(6))
        columns.main.addLayout(self._outcome_head)
        columns.main.addWidget(self._outcome)
        columns.main.addSpacing(theme.space(8))
        columns.main.addWidget(self._support_part)
        columns.main.addStretch(1)
        self._lay_out_support()
        columns.side.addWidget(self.parts)
        columns.side.addStretch(1)
        self._body.body.addWidget(columns, 1)
        self.outer.addWidget(self._body, 1)
        self.outer.addWidget(self.footer)

    def _lay_out_head(self) -> None:
        theme = theme_of(self)
        self.head.setContentsMargins(theme.space(32), theme.space(2), theme.space(32), theme.space(7))
        self._jot_sign.hide()
        self.right.setSpacing(theme.space(8))
        for part in (self.nothing, self._jot, self._jot_sign):
            self.right.addWidget(part)

    def _lay_out_support(self) -> None:
        theme = theme_of(self)
        box = QVBoxLayout(self._support_part)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(theme.space(8))
        box.addLayout(self._support_head)
        box.addWidget(self._support)
        box.addWidget(self._more, 0, Qt.AlignmentFlag.AlignLeft)


def keyed_choices(
    words: Words, codes: tuple[Outcome, ...] | tuple[Support, ...], keys: str, *, single_keys: bool
) -> list[Choice]:
    """Return the answers of a form, each with the key that picks it where such keys are on."""
    return [
        Choice(code=code.value, label=words.of(code, short=True), keycap=key if single_keys else "")
        for code, key in zip(codes, keys, strict=False)
    ]


def _head(*parts: QWidget, gap: int = 12) -> QHBoxLayout:
    row = QHBoxLayout()
    row.setSpacing(theme_of(parts[0]).space(gap))
    for part in parts:
        row.addWidget(part)
    row.addStretch(1)
    return row
