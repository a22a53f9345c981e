"""The day: what is due, what was kept today, and the jots that were begun."""

from dataclasses import replace
from datetime import timedelta

from PySide6.QtCore import QObject, Signal

from peerdesk.desktop.models.follow_up_words import FollowUpWords
from peerdesk.desktop.models.note_rows import DOT, NoteRows
from peerdesk.desktop.models.views import JotView, TodayView
from peerdesk.desktop.models.words import lowered
from peerdesk.desktop.models.workbench import Workbench
from peerdesk.desktop.names import first_name
from peerdesk.desktop.rows import Row, RowAction
from peerdesk.domain.changes import Changes, RecordKind
from peerdesk.domain.encounter import EncounterDraft
from peerdesk.domain.ids import RecordId
from peerdesk.domain.vocabulary import Outcome, Setting
from peerdesk.vault.shelves.drafts import KeptDraft
from peerdesk.work.encounters import drop_draft
from peerdesk.work.follow_up_list import ListedFollowUp
from peerdesk.work.follow_ups import finish_follow_up, move_follow_up, reopen_follow_up
from peerdesk.work.reading import Today, day, encounter_page

_NIGHT_FROM, _NIGHT_UNTIL = 19, 7


class TodayModel(QObject):
    """Reads the day again after each change. `shown` carries a TodayView."""

    shown = Signal(object)
    refused = Signal(object)
    finished = Signal(object)
    moved = Signal(str)
    jot_dropped = Signal(object)

    def __init__(self, bench: Workbench, rows: NoteRows, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._bench = bench
        self._rows = rows
        self._place = ""
        self._wording = FollowUpWords(bench.words, self)
        self._jots: dict[RecordId, KeptDraft] = {}
        self._notes: dict[RecordId, RecordId | None] = {}
        bench.announcer.changed.connect(self._on_changed)

    @property
    def rows(self) -> NoteRows:
        """What turns notes into rows."""
        return self._rows

    @property
    def place(self) -> str:
        """The code of the setting that new notes start with."""
        wanted, offered = self._place or Setting.ED.value, self._bench.words.offered(Setting)
        return wanted if wanted in offered else offered[0].value

    def jot(self, key: RecordId) -> EncounterDraft | None:
        """Return what stands in a jot; where it says no place, that of new notes."""
        known = self._jots.get(key)
        return replace(known.draft, setting=known.draft.setting or self.place) if known else None

    def drop_jot(self, key: RecordId) -> None:
        """Let a jot go. `jot_dropped` carries it, to be put back."""
        bench, known = self._bench, self._jots.get(key)

        def done(changes: Changes) -> None:
            if known is not None:
                self.jot_dropped.emit(known)
            bench.announcer.tell(changes)

        bench.run(self, lambda: drop_draft(bench.vault, key), done, self.refused.emit)

    def note_of(self, follow_up: RecordId) -> RecordId | None:
        """Return the note that a follow-up on the list came from."""
        return self._notes.get(follow_up)

    def finish(self, follow_up: RecordId) -> None:
        """Note that the two of them were in touch."""
        bench = self._bench

        def done(changes: Changes) -> None:
            self.finished.emit(follow_up)
            bench.announcer.tell(changes)

        bench.run(self, lambda: finish_follow_up(bench.vault, follow_up), done, self.refused.emit)

    def reopen(self, follow_up: RecordId) -> None:
        """Take back that it was done."""
        bench = self._bench
        bench.run(self, lambda: reopen_follow_up(bench.vault, follow_up), bench.announcer.tell, self.refused.emit)

    def postpone(self, follow_up: RecordId, days: int) -> None:
        """Let a follow-up wait for some days from today."""
        bench = self._bench
        due = bench.today() + timedelta(days=days)

        def done(changes: Changes) -> None:
            self.moved.emit(bench.words.due(due, today=bench.today()))
            bench.announcer.tell(changes)

        bench.run(self, lambda: move_follow_up(bench.vault, follow_up, due), done, self.refused.emit)

    def read(self) -> None:
        """Read the day from the vault."""
        bench = self._bench
        today, place = bench.today(), self._place

        def job() -> tuple[Today, str]:
            newest = () if place else encounter_page(bench.vault, limit=1)
            return day(bench.vault, today), place or (newest[0].setting.value if newest else "")

        bench.run(self, job, self._on_read, self.refused.emit)

    def _on_read(self, answer: tuple[Today, str]) -> None:
        today, self._place = answer
        self._notes = {one.follow_up.id: one.follow_up.encounter for one in today.follow_ups}
        self._jots = {kept.id: kept for kept in today.drafts}
        moment = self._bench.now().astimezone()
        words = self._bench.words
        self.shown.emit(
            TodayView(
                day=words.day(self._bench.today()),
                place=words.of(Setting(self.place)),
                night=moment.hour >= _NIGHT_FROM or moment.hour < _NIGHT_UNTIL,
                due=self._due(today.follow_ups),
                notes=tuple(self._rows.of_today(row) for row in today.rows),
                note_count=len(today.rows),
                jots=tuple(self._jot(kept) for kept in today.drafts),
            )
        )

    def _due(self, follow_ups: tuple[ListedFollowUp, ...]) -> tuple[Row, ...]:
        today = self._bench.today()
        now = [one for one in follow_ups if one.follow_up.due >= today]
        later = [one for one in follow_ups if one.follow_up.due < today]
        rows: list[Row] = []
        for title, group in ((self.tr("Today"), now), (self.tr("When you can"), later)):
            if group:
                rows.append(Row(section=True, title=title, right=str(len(group))))
                rows.extend(self._follow_up(one) for one in group)
        return tuple(rows)

    def _follow_up(self, one: ListedFollowUp) -> Row:
        today = self._bench.today()
        due = one.follow_up.due
        was = self.tr("was for %1").replace("%1", self._bench.words.short_day(due, today=today))
        came = self.tr("from %1").replace("%1", first_name(one.giver)) if one.giver else ""
        said = (self._rows.title(one.handle), "" if due >= today else was, came, one.prompt)
        return Row(
            key=one.follow_up.id,
            title=self._wording.title(one.plan),
            sub=DOT.join(part for part in said if part),
            lead_check=False,
            actions=(
                RowAction(code="done", label=self.tr("Done")),
                RowAction(code="later", label=self.tr("Later")),
            ),
        )

    def _jot(self, kept: KeptDraft) -> JotView:
        words = self._bench.words
        return JotView(
            key=kept.id,
            title=_line_of(kept.draft) or jot_title(self, kept.draft),
            saved=self.tr("Saved here at %1").replace("%1", words.clock(kept.kept_at)),
            draft=kept.draft,
        )

    def words_of(self, draft: EncounterDraft) -> tuple[str, str]:
        """Return how it went and where, in words, as far as a draft says it."""
        words = self._bench.words
        outcome = words.of(Outcome(draft.outcome), short=True) if draft.outcome in set(Outcome) else ""
        setting = words.of(Setting(draft.setting)) if draft.setting in set(Setting) else ""
        return outcome, setting

    def _on_changed(self, changes: Changes) -> None:
        kinds = (RecordKind.ENCOUNTER, RecordKind.FOLLOW_UP, RecordKind.INDIVIDUAL, RecordKind.ONE_PERSON)
        if changes.drafts or changes.outbox or any(changes.touches(kind) for kind in kinds):
            self.read()


def _line_of(draft: EncounterDraft) -> str:
    """Return the line of a jot that is nothing but a line, for the peer to know it by."""
    return "" if draft.outcome else draft.memory.split("\n", 1)[0]


def jot_title(model: TodayModel, draft: EncounterDraft) -> str:
    """Return a line for a jot that says nothing a passer-by should read: how it went and where, no handle."""
    outcome, setting = model.words_of(draft)
    if outcome and setting:
        return f"{outcome}{DOT}{lowered(setting)}"
    return outcome or setting or model.tr("Just begun")
