"""The list of follow-ups, and the one that is chosen."""

from typing import Final

from PySide6.QtCore import QObject, Signal

from peerdesk.desktop.models.follow_up_words import FollowUpWords
from peerdesk.desktop.models.note_rows import DOT
from peerdesk.desktop.models.workbench import Workbench
from peerdesk.domain.changes import Changes, RecordKind
from peerdesk.domain.encounter import EncounterDraft
from peerdesk.domain.errors import ExpectedError, NotFoundError
from peerdesk.domain.follow_up_vocabulary import FollowUpHow
from peerdesk.domain.ids import RecordId
from peerdesk.domain.vocabulary import Mode, Outcome
from peerdesk.work.follow_up_list import FollowUpDetail, ListedFollowUp, follow_up_detail, follow_up_list

_KINDS: Final = (
    RecordKind.FOLLOW_UP,
    RecordKind.FOLLOW_UP_PLAN,
    RecordKind.FOLLOW_UP_TRY,
    RecordKind.PHONE_NUMBER,
    RecordKind.INDIVIDUAL,
    RecordKind.ONE_PERSON,
    RecordKind.CONSENT,
    RecordKind.WITHDRAWAL,
    RecordKind.HANDOVER,
    RecordKind.HANDOFF_ANSWER,
)
_MODES: Final = {
    FollowUpHow.CALL: Mode.PHONE,
    FollowUpHow.TEXT: Mode.TEXT,
    FollowUpHow.VISIT: Mode.IN_PERSON,
    FollowUpHow.LETTER: Mode.LETTER,
    FollowUpHow.EVENT: Mode.IN_PERSON,
}


class FollowUpReader(QObject):
    """Reads again after each change. `shown` carries a FollowUpsView, `chosen` a FollowUpView or None."""

    shown = Signal(object)
    chosen = Signal(object)
    refused = Signal(object)

    def __init__(self, bench: Workbench, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._bench = bench
        self.words = FollowUpWords(bench.words, self)
        self._key: RecordId | None = None
        self._listed: dict[RecordId, ListedFollowUp] = {}
        bench.announcer.changed.connect(self._on_changed)

    def read(self) -> None:
        """Read the list, and the one that is chosen."""
        bench = self._bench
        bench.run(self, lambda: follow_up_list(bench.vault), self._on_list, self.refused.emit)
        self._read_chosen()

    def choose(self, key: object) -> None:
        """Show one follow-up whole."""
        self._key = RecordId(key) if isinstance(key, bytes) else None
        self._read_chosen()

    def note_of(self, key: RecordId) -> RecordId | None:
        """Return the note that a follow-up on the list came from."""
        known = self._listed.get(key)
        return known.follow_up.encounter if known else None

    def title_of(self, key: RecordId) -> str:
        """Return what a follow-up on the list is for, and whom it is about."""
        known = self._listed.get(key)
        if known is None:
            return ""
        return f"{self.words.title(known.plan)}{DOT}{known.handle}" if known.handle else self.words.title(known.plan)

    def note_about(self, key: RecordId) -> EncounterDraft:
        """Return the beginning of a note about being in touch."""
        known = self._listed.get(key)
        if known is None:
            return EncounterDraft(outcome=Outcome.MET)
        mode = _MODES[known.plan.how].value if known.plan.how else ""
        return EncounterDraft(outcome=Outcome.MET, handle=known.handle, mode=mode or Mode.IN_PERSON)

    def _read_chosen(self) -> None:
        bench, key = self._bench, self._key
        if key is None:
            self.chosen.emit(None)
            return
        bench.run(self, lambda: follow_up_detail(bench.vault, key), self._on_detail, self._on_gone)

    def _on_list(self, found: tuple[ListedFollowUp, ...]) -> None:
        self._listed = {one.follow_up.id: one for one in found}
        self.shown.emit(self.words.view(found, self._bench.today()))

    def _on_detail(self, found: FollowUpDetail) -> None:
        if found.listed.follow_up.id == self._key:
            is_waiting = found.listed.follow_up.is_open and not found.no_contact
            self.chosen.emit(self.words.detail(found, self._bench.today()) if is_waiting else None)

    def _on_gone(self, problem: ExpectedError) -> None:
        self.chosen.emit(None)
        if not isinstance(problem, NotFoundError):
            self.refused.emit(problem)

    def _on_changed(self, changes: Changes) -> None:
        if any(changes.touches(kind) for kind in _KINDS):
            self.read()
