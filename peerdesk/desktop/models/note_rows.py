"""Encounters as rows of a list, in words."""

from collections.abc import Mapping, Sequence
from functools import cached_property, lru_cache

from PySide6.QtCore import QObject

from peerdesk.desktop.models.views import StateView
from peerdesk.desktop.models.words import SETTING_ICONS, Words, lowered
from peerdesk.desktop.rows import Row, RowBadge, RowList
from peerdesk.domain.ids import PersonId, RecordId
from peerdesk.domain.vocabulary import Mode, Outcome
from peerdesk.vault.shelves.encounter_rows import EncounterRow, Found

_MODE_ICONS = {
    Mode.PHONE: "phone",
    Mode.VIDEO: "monitor",
    Mode.TEXT: "message",
    Mode.LETTER: "letter",
    Mode.GROUP: "users",
}
_MOST_SUPPORT = 2
DOT = "  ·  "


class NoteRows(QObject):
    """Turns what the vault lists into rows. `names` are first names of those one can share with.

    `asked_back` are notes that were shared and of which a copy may still be somewhere.
    """

    def __init__(self, words: Words, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._words = words
        self.names: Mapping[PersonId, str] = {}
        self.asked_back: frozenset[RecordId] = frozenset()
        self.enrolled = False
        self.can_share = False

    def title(self, handle: str) -> str:
        """Return the handle, or that no name was needed."""
        return handle or self._nameless

    def state(self, row: EncounterRow, *, short: bool) -> StateView:
        """Return who can read it, or that it still waits."""
        if row.conflicts:
            return StateView(text=self.tr("Changed twice"), icon="warning", tone="wait")
        if row.waiting and self.enrolled:
            words = self.tr("Waiting") if short else self.tr("Waiting to send")
            return StateView(text=words, icon="clock", tone="wait")
        if row.readers:
            return StateView(text=self.shared_with(row.readers, short=short), icon="users", tone="accent")
        if row.id in self.asked_back:
            words = self.tr("Asked back") if short else self.tr("Being taken back")
            return StateView(text=words, icon="clock", tone="wait")
        if row.count_only and not row.first_line:
            return StateView(text=self.tr("Count only"), icon="bars", tone="plain")
        return self._private

    # Said of nearly every row: put into words once, and not once for each row of each search.
    @cached_property
    def _nameless(self) -> str:
        return self.tr("No name")

    @cached_property
    def _private(self) -> StateView:
        return StateView(text=self.tr("Private"), icon="lock", tone="private")

    @staticmethod
    @lru_cache(maxsize=64)
    def _badge(state: StateView) -> RowBadge:
        return RowBadge(text=state.text, icon=state.icon, tone=state.tone)

    def shared_with(self, readers: tuple[PersonId, ...], *, short: bool = False) -> str:
        """Return with whom it is shared."""
        name = self.names.get(readers[0], "")
        if short or not name:
            return self.tr("Shared")
        return self.tr("Shared with %1").replace("%1", name)

    def of_today(self, row: EncounterRow) -> Row:
        """Return the row for the page Today: what was done."""
        return Row(
            key=row.id,
            title=self.title(row.handle),
            sub=self.done(row),
            lead_icon=_MODE_ICONS.get(row.mode) or SETTING_ICONS[row.setting],
            badges=(self._badge(self.state(row, short=False)),),
        )

    def listed(self, page: Sequence[EncounterRow]) -> RowList:
        """Return the list of notes: the first line, the day and the state of each."""
        return RowList(((row.id, False) for row in page), lambda at: self._of_list(page[at]), one_height=True)

    def found(self, hits: Sequence[Found]) -> RowList:
        """Return what a search found: the piece of text that holds the hit, the day and the state of each."""
        return RowList(((hit.row.id, False) for hit in hits), lambda at: self._of_found(hits[at]), one_height=True)

    def _of_list(self, row: EncounterRow) -> Row:
        return Row(
            key=row.id,
            title=self.title(row.handle),
            sub=row.first_line or self.done(row),
            right=self._words.short_day(row.happened_on),
            badges=(self._badge(self.state(row, short=True)),),
            tall=True,
        )

    def _of_found(self, found: Found) -> Row:
        row, excerpt = found.row, found.excerpt
        return Row(
            key=row.id,
            title=self.title(row.handle),
            title_marks=found.handle.marks if row.handle else (),
            sub=excerpt.text or row.first_line or self.done(row),
            marks=excerpt.marks if excerpt.text else (),
            right=self._words.short_day(row.happened_on),
            badges=(self._badge(self.state(row, short=True)),),
            tall=True,
        )

    def done(self, row: EncounterRow) -> str:
        """Return how it went and the first kinds of support in one line."""
        outcome = self._words.of(row.outcome)
        if row.outcome is not Outcome.MET or not row.support:
            return outcome
        first = [self._words.of(code, short=True) for code in row.support[:_MOST_SUPPORT]]
        rest = len(row.support) - len(first)
        line = ", ".join([first[0], *(lowered(label) for label in first[1:])])
        return f"{outcome}{DOT}{line} +{rest}" if rest else f"{outcome}{DOT}{line}"
