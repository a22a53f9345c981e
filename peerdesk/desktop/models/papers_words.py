"""Permission papers in words, for the preview and for the page of whoever may see them: both show the same."""

from datetime import date

from PySide6.QtCore import QObject

from peerdesk.desktop.models.note_rows import DOT
from peerdesk.desktop.models.papers_views import GivenOutView, PapersReaderView, PapersView, PermissionView
from peerdesk.desktop.models.workbench import Workbench
from peerdesk.desktop.names import first_name
from peerdesk.domain.papers import GivenOut, Papers, PermissionShown
from peerdesk.work.copies import TakenBack
from peerdesk.work.papers import PapersState
from peerdesk.work.sharing import Reader


class PapersWords(QObject):
    """Puts them into the language of the desk."""

    def __init__(self, bench: Workbench, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._bench = bench

    def of(self, papers: Papers) -> PapersView:
        """Return what a reader sees, ready to paint."""
        ended = self.tr("They changed their mind. What they had allowed has ended, and nothing else is shown.")
        older = self.tr("%n older entries are not in this copy.", "", papers.left_out)
        return PapersView(
            handle=papers.handle,
            permissions=tuple(map(self._permission, reversed(papers.permissions))),
            given_out=tuple(map(self._given_out, reversed(papers.given_out))),
            ended=ended if papers.has_ended else "",
            older=older if papers.left_out else "",
        )

    def counted(self, papers: Papers) -> str:
        """Return in a few words what is in a copy."""
        if papers.has_ended:
            return self.tr("They changed their mind")
        said = [self.tr("%n permissions", "", len(papers.permissions))]
        if papers.given_out:
            said.append(self.tr("%n entries of what was given out", "", len(papers.given_out)))
        return DOT.join(said)

    def readers(self, readers: tuple[Reader, ...], states: tuple[PapersState, ...]) -> tuple[PapersReaderView, ...]:
        """Return everybody who may see the papers, or has or had them."""
        may = {reader.person: reader for reader in readers if not reader.awaited}
        known = {state.share.person: state for state in states if state.share.is_on or state.share.taken_back}
        return tuple(
            self._reader(may.get(person), known.get(person)) for person in dict.fromkeys((*known.keys(), *may.keys()))
        )

    def _reader(self, reader: Reader | None, state: PapersState | None) -> PapersReaderView:
        key = reader.person if reader else state.share.person if state else None
        name = (reader.name if reader else state.share.name if state else "") or self.tr("Your supervisor")
        is_on = state is not None and state.share.is_on
        return PapersReaderView(
            key=key,
            name=name,
            first_name=first_name(name),
            state=self._state(state),
            can_share=reader is not None and not reader.is_paused and (state is None or not is_on or state.has_ended),
            can_stop=is_on,
        )

    def _state(self, state: PapersState | None) -> str:
        if state is None:
            return self.tr("Does not see these permissions")
        share = state.share
        if not share.is_on:
            gone = share.taken_back is not TakenBack.ASKED
            return self.tr("Taken back, and gone there") if gone else self.tr("Taken back, not confirmed there yet")
        seen = self.tr("Sees only that they ended") if state.has_ended else self.tr("Sees these permissions")
        if not share.openings:
            return DOT.join((seen, self.tr("not opened yet")))
        days = ", ".join(self._day(at.astimezone().date()) for at in share.openings)
        return DOT.join((seen, self.tr("opened on %1").replace("%1", days)))

    def _permission(self, one: PermissionShown) -> PermissionView:
        words = self._bench.words
        how = words.of(one.revoked_how) if one.revoked_how else ""
        event = words.of(one.until) if one.until else ""
        lines = (
            (self.tr("To"), ", ".join(one.recipients)),
            (self.tr("What may be told"), ", ".join(words.of(code) for code in one.scope)),
            (self.tr("What it is for"), words.of(one.purpose) if one.purpose else ""),
            (self.tr("Since"), self._day(one.starts)),
            (self.tr("Until"), DOT.join(filter(None, (self._day(one.expires), event)))),
            (self.tr("Signed"), words.of(one.signed_how) if one.signed_how else ""),
            (self.tr("A copy"), self.tr("They have one") if one.copy_given else ""),
            (self.tr("Taken back"), DOT.join(filter(None, (self._day(one.revoked_on), how)))),
        )
        return PermissionView(
            title=words.of(one.kind), lines=tuple(line for line in lines if line[1]), ended=one.revoked_on is not None
        )

    def _given_out(self, one: GivenOut) -> GivenOutView:
        words = self._bench.words
        what = ", ".join(words.of(code) for code in one.what)
        sub = DOT.join(filter(None, (self._day(one.done_on), one.recipient, what)))
        return GivenOutView(title=words.of(one.act), sub=sub)

    def _day(self, day: date | None) -> str:
        return self._bench.words.short_day(day, today=self._bench.today()) if day else ""
