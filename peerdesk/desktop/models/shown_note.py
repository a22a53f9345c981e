"""A note in whole words, to be read by the individual it is about: every answer in it, and nothing else."""

from datetime import date
from typing import Final

from PySide6.QtCore import QObject

from peerdesk.desktop.models.field_words import FieldWords
from peerdesk.desktop.models.words import Words, capital
from peerdesk.domain.encounter import EncounterDraft
from peerdesk.domain.errors import BadDateError
from peerdesk.domain.follow_up import due_day

_FIRST: Final = ("setting", "happened_on", "mode", "people", "unit", "outcome", "support", "mattered", "next")
_LAST: Final = ("words", "memory", "supplies", "length", "language", "interpreter", "prompt")


class ShownNote(QObject):
    """Says a draft in lines of a caption and a value."""

    def __init__(self, words: Words, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._words = words
        self._fields = FieldWords(words, self)

    def lines(self, draft: EncounterDraft, today: date) -> tuple[tuple[str, str], ...]:
        """Return what stands in a draft, in the order of the form. What was not answered has no line."""
        found = [*self._said(draft, _FIRST)]
        if draft.handle.strip():
            found.insert(0, (self.tr("Who"), draft.handle.strip()))
        found += self._said(draft, _LAST)
        if draft.follow_up:
            found.append((self.tr("Follow-up"), self._due(draft.follow_up, today)))
        if draft.bring_to_supervision and not draft.prompt:
            found.append((self._fields.caption("bring_to_supervision"), self.tr("Yes")))
        return tuple(found)

    def _said(self, draft: EncounterDraft, names: tuple[str, ...]) -> list[tuple[str, str]]:
        said = [(name, getattr(draft, name)) for name in names]
        plain = [(name, list(value) if isinstance(value, tuple) else value) for name, value in said]
        return [(self._fields.caption(name), self._fields.value(name, value)) for name, value in plain if value]

    def _due(self, follow_up: str, today: date) -> str:
        try:
            return capital(self._words.due(due_day(follow_up, today), today=today))
        except BadDateError:
            return follow_up
