"""Everything in a note that is optional: quiet rows that open in place."""

from dataclasses import replace
from datetime import date
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from peerdesk.desktop.models.nudging import Nudging
from peerdesk.desktop.models.spelling import Spelling
from peerdesk.desktop.models.words import Words
from peerdesk.desktop.screens.note_part import NotePart
from peerdesk.desktop.screens.note_part_choices import (
    FollowUpPart,
    LanguagePart,
    LengthPart,
    MatteredPart,
)
from peerdesk.desktop.screens.note_part_count import CountPart
from peerdesk.desktop.screens.note_part_lists import NextPart, SuppliesPart
from peerdesk.desktop.screens.note_part_texts import MemoryPart, PromptPart, WhoPart, WordsPart
from peerdesk.desktop.screens.note_part_when import WhenPart
from peerdesk.desktop.screens.note_part_with import WithPart
from peerdesk.desktop.theme import theme_of
from peerdesk.desktop.widgets.cards import Card, Hairline
from peerdesk.desktop.widgets.labels import MutedLabel, StrongLabel
from peerdesk.desktop.widgets.optional_row import OptionalRow
from peerdesk.domain.encounter import EncounterDraft
from peerdesk.domain.vocabulary import Mode

_PRIVATE = ("memory", "words")
# Their answer fits into the closed row, so a draft that holds one need not open them.
_STAY_CLOSED = ("when", "length", "language", "mattered", "with", "count")


class NoteParts(QWidget):
    """Lays out the optional parts. `changed` follows every edit, `place_asked` carries the code of a next step."""

    changed = Signal()
    place_asked = Signal(str)

    def __init__(
        self, words: Words, today: date, handles: tuple[str, ...], free: str = "", parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.shared_view = WithPart(words)
        self._memory, steps = MemoryPart(), NextPart(words)
        steps.place_asked.connect(self.place_asked)
        when = WhenPart(words, today)
        self._parts: dict[str, NotePart] = {
            "who": WhoPart(handles, free),
            "memory": self._memory,
            "follow_up": FollowUpPart(words, today),
            "supplies": SuppliesPart(words),
            "mattered": MatteredPart(words),
            "next": steps,
            "when": when,
            "length": LengthPart(words),
            "language": LanguagePart(words),
            "words": WordsPart(),
            "with": self.shared_view,
            "prompt": PromptPart(),
            "count": CountPart(),
        }
        self._rows = self._made_rows()
        self._lay_out()
        when.met_as.connect(self._ask_who)
        for part in self._parts.values():
            part.changed.connect(self._on_changed)
        self._sum_up()

    def _made_rows(self) -> dict[str, OptionalRow]:
        names = {
            "who": (self.tr("Who"), "person"),
            "memory": (self.tr("Note for me"), "pencil"),
            "follow_up": (self.tr("Follow-up"), "check-circle"),
            "supplies": (self.tr("Supplies"), "box"),
            "mattered": (self.tr("What mattered to them"), "heart"),
            "next": (self.tr("Next steps"), "signpost"),
            "when": (self.tr("When and how"), "calendar"),
            "length": (self.tr("About how long"), "clock"),
            "language": (self.tr("Language"), "globe"),
            "words": (self.tr("Their own words"), "quote"),
            "with": (self.tr("Together with them"), "eye"),
            "prompt": (self.tr("Bring to supervision"), "speech"),
            "count": (self.tr("My weekly sums"), "bars"),
        }
        rows = {}
        for code, part in self._parts.items():
            name, icon = names[code]
            rows[code] = OptionalRow(name, icon, part, private=code in _PRIVATE)
            if code in _PRIVATE:
                rows[code].set_words(name, badge=self.tr("Only you"))
        return rows

    def filled(self, base: EncounterDraft, **required: object) -> EncounterDraft:
        """Return `base` with the required answers and with what stands in the optional parts."""
        known: dict[str, Any] = dict(required)
        for part in self._parts.values():
            known.update(part.fields())
        return replace(base, **known)

    def show_draft(self, draft: EncounterDraft) -> None:
        """Show what a draft holds: parts with something in them are open."""
        blank = EncounterDraft()
        for code, part in self._parts.items():
            part.show_draft(draft)
            filled = any(getattr(draft, name) != getattr(blank, name) for name in part.fields())
            if filled and code not in _STAY_CLOSED:
                self._rows[code].show_editor()
            else:
                self._rows[code].close_row()
        self._sum_up()

    def nudge_with(self, nudging: Nudging) -> None:
        """Suggest other words in the parts where the peer writes their own."""
        for part in self._parts.values():
            part.nudge_with(nudging)

    def spell_with(self, spelling: Spelling) -> None:
        """Mark words that the dictionary does not know, in the parts where the peer writes."""
        for part in self._parts.values():
            part.spell_with(spelling)

    def remember(self, line: str) -> None:
        """Add a line to the note for oneself, and show it."""
        self._memory.remember(line)
        self._rows["memory"].show_editor()

    def open_part(self, code: str) -> None:
        """Open one part and go to its field."""
        self._rows[code].open_row()

    def ask_for(self, field: str, sentence: str) -> None:
        """Open the part that edits `field` and say there what would help."""
        for code, part in self._parts.items():
            if field in part.fields() or field == code:
                self._rows[code].open_row()
                part.say_problem(sentence)
                return

    def _ask_who(self, mode: str) -> None:
        """Ask for no name of a group. One that is there already stays, and can be taken out."""
        is_named = bool(self._parts["who"].fields()["handle"])
        # It is the first row: the line below it goes with it.
        for part in (self._rows["who"], self._lines[0]):
            part.setVisible(mode != Mode.GROUP.value or is_named)

    def _on_changed(self) -> None:
        self._sum_up()
        self.changed.emit()

    def _sum_up(self) -> None:
        for code, part in self._parts.items():
            self._rows[code].set_value(part.summary())

    def _lay_out(self) -> None:
        theme = theme_of(self)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(theme.space(8))
        head = QHBoxLayout()
        head.setContentsMargins(0, theme.space(7), 0, theme.space(5))
        head.setSpacing(theme.space(8))
        head.addWidget(StrongLabel(self.tr("If it helps")))
        head.addWidget(MutedLabel(self.tr("All optional")))
        head.addStretch(1)
        box.addLayout(head)
        card = Card(padding=0, gap=0)
        card.body.setContentsMargins(theme.space(14), 1, theme.space(14), 1)
        first, *others = self._rows.values()
        card.body.addWidget(first)
        self._lines = [Hairline() for _row in others]
        for line, row in zip(self._lines, others, strict=True):
            card.body.addWidget(line)
            card.body.addWidget(row)
        box.addWidget(card)
        box.addStretch(1)
