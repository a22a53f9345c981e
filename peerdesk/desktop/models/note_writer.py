"""Writing a note: the jot is kept while the person types, the note when they say so. Nothing is lost in between."""

from dataclasses import dataclass

from PySide6.QtCore import QObject, QTimer, Signal

from peerdesk.desktop.models.workbench import Workbench
from peerdesk.domain.changes import Changes
from peerdesk.domain.encounter import EncounterDraft
from peerdesk.domain.errors import ExpectedError
from peerdesk.domain.ids import RecordId, new_record_id
from peerdesk.work.encounters import Kept, change_encounter, keep_draft, keep_encounter

QUIET_MS = 1000
STEADY_MS = 5000


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptNote:
    """A note that is kept. `changed` says that it was there before."""

    id: RecordId
    changed: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Unfinished:
    """What stands in a form: `before` is what it began with, `draft` what it holds now."""

    before: EncounterDraft
    draft: EncounterDraft
    jot: RecordId | None
    note: RecordId | None


class NoteWriter(QObject):
    """Keeps what stands in the form. Commands in, signals out; every job runs on the vault's thread in order."""

    kept = Signal(object)
    jot_kept = Signal()
    refused = Signal(object)

    def __init__(self, bench: Workbench, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._bench = bench
        self._draft_id: RecordId | None = None
        self._note: RecordId | None = None
        self._before = EncounterDraft()
        self._waiting: EncounterDraft | None = None
        self._turn = 0
        self._quiet, self._steady = QTimer(self), QTimer(self)
        for timer, milliseconds in ((self._quiet, QUIET_MS), (self._steady, STEADY_MS)):
            timer.setSingleShot(True)
            timer.setInterval(milliseconds)
            timer.timeout.connect(self.flush)

    @property
    def note(self) -> RecordId | None:
        """The note that is being changed, or None for a new one."""
        return self._note

    def begin(self, draft: EncounterDraft, *, draft_id: RecordId | None = None, note: RecordId | None = None) -> None:
        """Start writing: a new note, a jot that was left, or a note to change."""
        self._stop()
        self._turn += 1
        self._draft_id = draft_id
        self._note = note
        self._before = draft

    def edited(self, draft: EncounterDraft) -> None:
        """Note an edit. It is kept a second after the last key, and at the latest after five."""
        self._waiting = draft
        self._quiet.start()
        if not self._steady.isActive():
            self._steady.start()

    def flush(self) -> None:
        """Keep the jot now. Changes to a note that is kept already wait for the person to save them."""
        draft, self._waiting = self._waiting, None
        self._stop()
        if draft is None or self._note is not None:
            return
        self._keep_jot(draft)

    def unfinished(self, draft: EncounterDraft) -> Unfinished:
        """Return what stands in the form, to go on with it in another form."""
        return Unfinished(before=self._before, draft=draft, jot=self._draft_id, note=self._note)

    def save(self, draft: EncounterDraft) -> None:
        """Keep the note."""
        self._stop()
        note, before, bench, jot = self._note, self._before, self._bench, self._draft_id

        def job() -> Kept:
            if note is None:
                return keep_encounter(bench.vault, draft, bench.now(), bench.rng, from_draft=jot)
            return change_encounter(bench.vault, note, differences(before, draft), bench.now(), bench.rng)

        turn = self._turn
        bench.run(self, job, lambda kept: self._on_kept(kept, turn), self._on_refused)

    def is_begun(self, draft: EncounterDraft) -> bool:
        """Say whether there is anything to keep."""
        return draft != self._before or self._draft_id is not None

    def leave(self, draft: EncounterDraft) -> None:
        """Leave the form; what was begun stays as a jot, an untouched form leaves nothing."""
        self._waiting = None
        self._stop()
        if self._note is None and draft != self._before:
            self._keep_jot(draft)

    def forget(self) -> RecordId | None:
        """Let go of what stands in the form and keep nothing. Returns the jot that was kept of it, to be taken away."""
        self._stop()
        self._turn += 1
        jot = self._draft_id
        self._forget()
        return jot

    def _keep_jot(self, draft: EncounterDraft) -> None:
        bench = self._bench
        now = bench.now()
        if self._draft_id is None:
            self._draft_id = new_record_id(now, bench.rng)
        jot = self._draft_id
        bench.run(
            self,
            lambda: keep_draft(bench.vault, jot, draft, now),
            self._on_jot_kept,
            self._on_refused,
        )

    def _on_jot_kept(self, changes: Changes) -> None:
        self.jot_kept.emit()
        self._bench.announcer.tell(changes)

    def _on_kept(self, kept: Kept, turn: int) -> None:
        # Somebody quicker than the disk may have begun another note; that one stays as it is.
        if turn == self._turn:
            changed = self._note is not None
            self.kept.emit(KeptNote(id=kept.id, changed=changed))
            self._forget()
        self._bench.announcer.tell(kept.changes)

    def _on_refused(self, problem: ExpectedError) -> None:
        self.refused.emit(problem)

    def _forget(self) -> None:
        self._draft_id = None
        self._note = None
        self._waiting = None

    def _stop(self) -> None:
        self._quiet.stop()
        self._steady.stop()


def differences(before: EncounterDraft, after: EncounterDraft) -> dict[str, object]:
    """Return the fields that the person changed, so that an edit elsewhere of another field is not undone."""
    names = EncounterDraft.__slots__
    return {name: getattr(after, name) for name in names if getattr(before, name) != getattr(after, name)}
