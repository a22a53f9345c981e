"""Who can read what, in sentences for its card."""

from dataclasses import dataclass

from PySide6.QtCore import QObject, Signal

from peerdesk.desktop.models.workbench import Workbench
from peerdesk.domain.changes import Changes
from peerdesk.work.readership import CountsReading, OwnReading, PairReading, Readership, who_can_read


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadershipLine:
    """One answer: whose or what, and who opens it. `icon` and `tone` are those of the sign beside it."""

    title: str
    sub: str
    icon: str
    tone: str


class ReadershipModel(QObject):
    """`shown` carries the lines of the page."""

    shown = Signal(object)
    refused = Signal(object)

    def __init__(self, bench: Workbench, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._bench = bench
        bench.announcer.changed.connect(self._on_changed)

    def read(self) -> None:
        """Read who can read what."""
        bench = self._bench
        bench.run(self, lambda: who_can_read(bench.vault, bench.now()), self._on_read, self.refused.emit)

    def _on_read(self, page: Readership) -> None:
        own = page.own
        lines = [
            ReadershipLine(
                title=self.tr("Your notes: only you"),
                sub=self._keys(own.computers, own.sheets),
                icon="lock",
                tone="private",
            )
        ]
        lines += [self._pair(one) for one in page.pairs]
        if page.counts is not None:
            lines.append(self._counts(page.counts))
        if own.enrolled:
            lines.append(self._hospital(own))
            server = self.tr("Keeps everything sealed, and has no key to any of it")
            lines.append(ReadershipLine(title=self.tr("The server"), sub=server, icon="cloud", tone="muted"))
        self.shown.emit(tuple(lines))

    def _pair(self, one: PairReading) -> ReadershipLine:
        name = one.name or self.tr("Your supervisor")
        title = self.tr("%1: nothing of yours").replace("%1", name)
        if one.copies:
            title = self.tr("%1: %n copies you gave", "", one.copies).replace("%1", name)
        said = [self._keys(one.computers, one.sheets)]
        if one.papers:
            title = title if one.copies else self.tr("%1: permissions you showed").replace("%1", name)
            said.insert(0, self.tr("The permission papers of %n people", "", one.papers))
        if one.seen < one.copies:
            said.insert(0, self.tr("%n seen on the server so far", "", one.seen))
        icon = "eye" if one.copies or one.papers else "person"
        if not one.is_current:
            said.append(self.tr("Nothing more goes there"))
        return ReadershipLine(title=title, sub=". ".join(said), icon=icon, tone="accent")

    def _counts(self, counts: CountsReading) -> ReadershipLine:
        title = self.tr("Your program's supervisors: sums of %n weeks", "", counts.weeks)
        said = ", ".join(counts.readers)
        if not counts.is_current:
            said = ". ".join(part for part in (said, self.tr("Nothing more goes there")) if part)
        return ReadershipLine(title=title, sub=said, icon="users", tone="accent")

    def _hospital(self, own: OwnReading) -> ReadershipLine:
        title = self.tr("The hospital and its officer: nothing of yours")
        sub = self.tr("Nobody there has a key to your notes")
        if own.hospital:
            title, sub = self.tr("The hospital: your notes, too"), self.tr("Its recovery key, because you agreed")
        elif own.hospital_offers:
            sub = self.tr("It offers a recovery key, and you have not agreed")
        return ReadershipLine(title=title, sub=sub, icon="building", tone="wait" if own.hospital else "muted")

    def _keys(self, computers: int, sheets: int) -> str:
        said = self.tr("%n computers", "", computers)
        if sheets:
            return self.tr("%1 and a recovery sheet").replace("%1", said)
        return said

    def _on_changed(self, changes: Changes) -> None:
        if changes:
            self.read()
