"""Who has copies of this peer's notes, what a new supervisor could be given, and taking all of somebody's back."""

from collections.abc import Iterable

from PySide6.QtCore import QObject, Signal

from peerdesk.desktop.models.holding_views import HeldView, HolderView, OfferView
from peerdesk.desktop.models.note_rows import DOT, NoteRows
from peerdesk.desktop.models.workbench import Workbench
from peerdesk.desktop.names import first_name
from peerdesk.domain.changes import Changes, RecordKind
from peerdesk.domain.ids import PersonId
from peerdesk.vault.shelves.encounter_rows import EncounterRow
from peerdesk.vault.shelves.identity import Identity
from peerdesk.work.holdings import HeldPapers, Holder, holders, offered_papers, offers, take_all_back


class HoldingsModel(QObject):
    """`shown` carries HolderViews, `offered` an OfferView, `taken` the first name of whoever had what went back."""

    shown = Signal(object)
    offered = Signal(object)
    taken = Signal(str)
    refused = Signal(object)

    def __init__(self, bench: Workbench, identity: Identity, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._bench = bench
        self._rows = NoteRows(bench.words, self)
        self._enrolled = identity.organisation is not None
        self.holders: tuple[HolderView, ...] = ()
        bench.announcer.changed.connect(self._on_changed)

    def read(self) -> None:
        """Read who has copies."""
        bench = self._bench
        if self._enrolled:
            bench.run(self, lambda: holders(bench.vault, bench.now()), self._on_read, self.refused.emit)

    def offer(self, person: PersonId, name: str) -> None:
        """Read what somebody could be given. Nothing is given by it."""
        bench = self._bench

        def job() -> tuple[tuple[EncounterRow, ...], tuple[HeldPapers, ...]]:
            return offers(bench.vault, person, bench.now()), offered_papers(bench.vault, person, bench.now())

        def shown(found: tuple[tuple[EncounterRow, ...], tuple[HeldPapers, ...]]) -> None:
            known, (rows, papers) = first_name(name) or self.tr("Your supervisor"), found
            self.offered.emit(
                OfferView(person=person, first_name=known, notes=self._held(rows), papers=self._papers(papers))
            )

        bench.run(self, job, shown, self.refused.emit)

    def take_back(self, holder: HolderView) -> None:
        """Take back every copy that somebody has."""
        bench, key = self._bench, holder.key
        person = PersonId(key if isinstance(key, bytes) else b"")

        def done(changes: Changes) -> None:
            self.taken.emit(holder.first_name)
            bench.announcer.tell(changes)

        bench.run(self, lambda: take_all_back(bench.vault, person, bench.now()), done, self.refused.emit)

    def _on_read(self, found: tuple[Holder, ...]) -> None:
        self.holders = tuple(map(self._view, found))
        self.shown.emit(self.holders)

    def _view(self, holder: Holder) -> HolderView:
        has = self.tr("%n notes", "", len(holder.notes))
        beside = [self.tr("the permission papers of %n", "", len(holder.papers))] if holder.papers else []
        beside += [self.tr("%n topics on the agenda", "", holder.agenda)] if holder.agenda else []
        state = self.tr("Supervises you") if holder.supervises else self.tr("Does not supervise you any more")
        return HolderView(
            key=holder.person,
            name=holder.name or self.tr("Your supervisor"),
            first_name=first_name(holder.name) or self.tr("Your supervisor"),
            about=DOT.join((state, *([has] if holder.notes or not beside else []), *beside)),
            former=not holder.supervises,
            notes=self._held(holder.notes),
            papers=self._papers(holder.papers),
        )

    def _papers(self, papers: Iterable[HeldPapers]) -> tuple[HeldView, ...]:
        sub = self.tr("Permission papers")
        return tuple(HeldView(key=one.individual, title=one.handle, sub=sub) for one in papers)

    def _held(self, rows: Iterable[EncounterRow]) -> tuple[HeldView, ...]:
        return tuple(
            HeldView(
                key=row.id,
                title=self._rows.title(row.handle),
                sub=DOT.join((self._bench.words.short_day(row.happened_on), self._rows.done(row))),
            )
            for row in rows
        )

    def _on_changed(self, changes: Changes) -> None:
        # A private note that is kept touches no copy, and costs nothing here.
        copies = (RecordKind.SHARED_ENCOUNTER, RecordKind.SHARED_PAPERS, RecordKind.AGENDA_ENTRY)
        if any(map(changes.touches, copies)) or changes.directory:
            self.read()
