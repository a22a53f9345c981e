"""One person on the desk: their timeline page by page, another handle, and two handles that are one person."""

from html import escape
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from peerdesk.desktop.chosen_file import chosen_disk
from peerdesk.desktop.models.note_rows import DOT
from peerdesk.desktop.models.person_views import PersonView, TogetherView
from peerdesk.desktop.models.workbench import Workbench
from peerdesk.desktop.noticed_paper import noticed_pdf
from peerdesk.desktop.rows import Row
from peerdesk.domain.changes import Changes, RecordKind
from peerdesk.domain.consent import Consent
from peerdesk.domain.follow_up import FollowUp
from peerdesk.domain.introduction import Introduction
from peerdesk.vault.shelves.encounter_rows import EncounterRow
from peerdesk.work import one_person as acts
from peerdesk.work.another_handle import rename_individual
from peerdesk.work.handing_out import put_out
from peerdesk.work.individuals import individual_list
from peerdesk.work.timeline import PAGE, Moment, TimelinePage, timeline

WHOLE = 100_000
_KINDS = (
    *(RecordKind.ENCOUNTER, RecordKind.INDIVIDUAL, RecordKind.ONE_PERSON, RecordKind.FOLLOW_UP),
    *(RecordKind.INTRODUCTION, RecordKind.CONSENT, RecordKind.WITHDRAWAL),
)


class PersonModel(QObject):
    """`shown` carries a PersonView, `previewed` a TogetherView, `joined` what was said and how to undo it.

    `saved` carries the name of a file, `handles` what others are called.
    """

    shown = Signal(object)
    previewed = Signal(object)
    joined = Signal(str, object)
    renamed = Signal()
    saved = Signal(str)
    handles = Signal(object)
    refused = Signal(object)

    def __init__(self, bench: Workbench, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._bench = bench
        self._handle = ""
        self._limit = PAGE
        self._whole = True
        bench.announcer.changed.connect(self._on_changed)

    @property
    def handle(self) -> str:
        """Whom it is about now."""
        return self._handle

    def show(self, handle: str) -> None:
        """Read everything about somebody."""
        self._handle, self._limit = handle, PAGE
        self.read()

    def more(self) -> None:
        """Read further, when the end of the list comes near."""
        if not self._whole:
            self._whole = True
            self._limit += PAGE
            self.read()

    def read(self) -> None:
        """Read it again."""
        vault, handle, limit = self._bench.vault, self._handle, self._limit
        if handle:
            self._bench.run(self, lambda: timeline(vault, handle, limit=limit), self._on_read, self.refused.emit)

    def read_handles(self) -> None:
        """Read what others are called."""
        vault, own = self._bench.vault, self._handle

        def job() -> tuple[str, ...]:
            return tuple(one.handle for one in individual_list(vault) if own not in (one.handle, *one.others))

        self._bench.run(self, job, self.handles.emit, self.refused.emit)

    def rename(self, handle: str) -> None:
        """Give them another handle."""
        bench, before = self._bench, self._handle

        def done(changes: Changes) -> None:
            self._handle = handle.strip()
            self.renamed.emit()
            self._bench.announcer.tell(changes)

        def job() -> Changes:
            return rename_individual(bench.vault, before, handle, bench.now(), bench.rng)

        bench.run(self, job, done, self.refused.emit)

    def preview(self, kept: str, other: str) -> None:
        """Say what it would mean that the two are one person."""
        vault = self._bench.vault
        self._bench.run(self, lambda: acts.preview_joining(vault, kept, other), self._on_preview, self.refused.emit)

    def join(self, kept: str, other: str) -> None:
        """Make one person of the two."""
        bench, before = self._bench, self._handle

        def done(joined: acts.Joined) -> None:
            self._handle = joined.handle
            self.joined.emit(joined.handle, lambda: self._part(joined, before))
            bench.announcer.tell(joined.changes)

        def job() -> acts.Joined:
            return acts.join_individuals(bench.vault, kept, other, bench.now(), bench.rng)

        bench.run(self, job, done, self.refused.emit)

    def save(self, file: Path) -> None:
        """Write everything about them into a PDF where somebody wants it."""
        vault, handle = self._bench.vault, self._handle

        def read() -> TimelinePage:
            return timeline(vault, handle, limit=WHOLE)

        self._bench.run(self, read, lambda page: self._write(page, file), self.refused.emit)

    def _write(self, page: TimelinePage, file: Path) -> None:
        rows = [self._row(one) for one in page.moments]
        lines = "".join(f"<p><b>{escape(r.right)}{DOT}{escape(r.title)}</b><br>{escape(r.sub)}</p>" for r in rows)
        notice = self.tr(
            "This page holds private notes of a peer. Whoever passes it on may need the written consent of the person."
        )

        def job() -> str:
            content = noticed_pdf(f"<h2>{escape(page.person.handle)}</h2>{lines}", notice)
            with chosen_disk():
                put_out(file, content)
            return file.name

        self._bench.background.run_file(self, job, self.saved.emit, self.refused.emit)

    def _part(self, joined: acts.Joined, before: str) -> None:
        bench = self._bench

        def done(changes: Changes) -> None:
            self._handle = before
            bench.announcer.tell(changes)

        def job() -> Changes:
            return acts.part_individuals(bench.vault, joined.record, bench.now())

        bench.run(self, job, done, self.refused.emit)

    def _on_read(self, page: TimelinePage) -> None:
        self._whole, self._handle = page.next is None, page.person.handle
        others = DOT.join(page.person.others)
        self.shown.emit(
            PersonView(
                handle=page.person.handle,
                also=self.tr("Also %1").replace("%1", others) if others else "",
                asked=self.tr("They asked not to be contacted.") if page.person.no_contact else "",
                count=self.tr("%n notes", "", page.person.notes),
                rows=tuple(map(self._row, page.moments)),
            )
        )

    def _on_preview(self, found: acts.Together) -> None:
        two = (found.kept, found.other)
        lines = [self.tr("%1: %n notes", "", one.notes).replace("%1", one.handle) for one in two]
        lines.append(self.tr("%1 still finds them.").replace("%1", found.other.handle))
        if found.ends_contact:
            lines.append(self.tr("One of them asked not to be contacted. That holds for both."))
        if found.ends_sharing:
            taken = self.tr("One of them changed their mind about sharing. What is shared of the other is taken back.")
            lines.append(taken)
        if found.readers:
            words = self.tr("%1 will read %2 on what you share.")
            lines.append(words.replace("%1", ", ".join(found.readers)).replace("%2", found.kept.handle))
        self.previewed.emit(TogetherView(kept=found.kept.handle, other=found.other.handle, lines=tuple(lines)))

    def _row(self, one: Moment) -> Row:
        words, entry = self._bench.words, one.entry
        match entry:
            case EncounterRow():
                title, icon = f"{words.of(entry.setting, short=True)}{DOT}{words.of(entry.outcome)}", "note"
                sub = entry.first_line or words.all_of(entry.support)
            case FollowUp():
                title, sub, icon = self.tr("Follow-up"), words.of(entry.state), "check-circle"
            case Introduction():
                title = self.tr("Introduced to %1").replace("%1", entry.to)
                sub, icon = words.of(entry.result), "arrow-right"
            case Consent():
                ended = self.tr("Taken back") if entry.is_revoked else ""
                title, icon = words.of(entry.kind), "shield-check"
                sub = DOT.join(part for part in (*entry.recipients, ended) if part)
            case _:
                title, icon = self.tr("They changed their mind"), "hand"
                sub = self.tr("Asked not to be contacted") if entry.do_not_contact else ""
        return Row(
            key=one.place,
            title=title,
            sub=sub,
            right=words.short_day(one.place.on, today=self._bench.today()),
            lead_icon=icon,
        )

    def _on_changed(self, changes: Changes) -> None:
        if any(changes.touches(kind) for kind in _KINDS):
            self.read()
