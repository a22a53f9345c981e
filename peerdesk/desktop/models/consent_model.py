"""What whom a note is about allows: read for its card, added to, and taken back in one act."""

from dataclasses import dataclass, replace

from PySide6.QtCore import QObject, Signal

from peerdesk.desktop.models.consent_views import ConsentLine, ConsentView, ToldLine, WithdrawnView
from peerdesk.desktop.models.papers_words import PapersWords
from peerdesk.desktop.models.workbench import Workbench
from peerdesk.domain.changes import Changes, RecordKind
from peerdesk.domain.consent import ConsentDraft
from peerdesk.domain.errors import NotEnrolledError
from peerdesk.domain.ids import RecordId
from peerdesk.domain.ledger import LedgerEntry
from peerdesk.work.consent_forms import withdrawal_form
from peerdesk.work.consent_words import missing_words
from peerdesk.work.consents import ConsentState, KeptConsent, Wishes, keep_consent, local_day, wishes_of
from peerdesk.work.ledger import LedgerLine, ledger_lines
from peerdesk.work.papers import PapersState, papers_states
from peerdesk.work.sharing import Reader, readers
from peerdesk.work.summaries import summary_recipients
from peerdesk.work.withdrawing import Wish, Withdrawn, withdraw

_KINDS = (
    *(RecordKind.CONSENT, RecordKind.WITHDRAWAL, RecordKind.DISCLOSURE, RecordKind.OPENED),
    *(RecordKind.SHARED_PAPERS, RecordKind.PAPERS_SHARE, RecordKind.REMOVED, RecordKind.ONE_PERSON),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Found:
    wishes: Wishes | None
    told: tuple[LedgerLine, ...]
    recipients: tuple[str, ...] = ()
    readers: tuple[Reader, ...] = ()
    states: tuple[PapersState, ...] = ()


class ConsentModel(QObject):
    """`shown` carries a ConsentView, `withdrawn` a WithdrawnView. It reads again when something of it changes."""

    shown = Signal(object)
    kept = Signal()
    withdrawn = Signal(object)
    refused = Signal(object)

    def __init__(self, bench: Workbench, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._bench = bench
        self._papers = PapersWords(bench, self)
        self.note: RecordId | None = None
        self.individual: RecordId | None = None
        self._handle = ""
        bench.announcer.changed.connect(self._on_changed)

    def show(self, note: RecordId) -> None:
        """Read what whom this note is about allows."""
        self.note = note
        self._read()

    def add(self, draft: ConsentDraft) -> None:
        """Keep a permission of whom the note is about."""
        bench, filled = self._bench, replace(draft, handle=self._handle)

        def done(kept: KeptConsent) -> None:
            self.kept.emit()
            bench.announcer.tell(kept.changes)

        bench.run(self, lambda: keep_consent(bench.vault, filled, bench.now(), bench.rng), done, self.refused.emit)

    def withdraw(self, *, do_not_contact: bool, stop_follow_ups: bool) -> None:
        """They changed their mind."""
        bench, individual = self._bench, self.individual
        wish = Wish(do_not_contact=do_not_contact, stop_follow_ups=stop_follow_ups)
        if individual is None:
            return

        def done(found: Withdrawn) -> None:
            self.withdrawn.emit(self._done(found, wish))
            bench.announcer.tell(found.changes)

        bench.run(
            self, lambda: withdraw(bench.vault, individual, wish, bench.now(), bench.rng), done, self.refused.emit
        )

    def _read(self) -> None:
        bench, note = self._bench, self.note
        if note is None:
            return

        def job() -> _Found:
            with bench.vault.read() as tx:
                individual = tx.encounters.get(note).individual
            if individual is None:
                return _Found(wishes=None, told=ledger_lines(bench.vault, note=note))
            return _Found(
                wishes=wishes_of(bench.vault, individual, bench.now()),
                told=ledger_lines(bench.vault, individual=individual),
                recipients=summary_recipients(bench.vault, note, bench.now()),
                readers=_readers(bench),
                states=papers_states(bench.vault, individual),
            )

        bench.run(self, job, self._on_read, self.refused.emit)

    def _on_read(self, found: _Found) -> None:
        wishes = found.wishes
        self.individual = wishes.individual if wishes else None
        self._handle = wishes.handle if wishes else ""
        self.shown.emit(
            ConsentView(
                handle=self._handle,
                withdrawn=self._withdrawn(wishes),
                lines=tuple(map(self._line, wishes.consents)) if wishes else (),
                told=tuple(map(self._told, reversed(found.told))),
                recipients=found.recipients,
                readers=self._papers.readers(() if self._is_over(wishes) else found.readers, found.states),
            )
        )

    def _is_over(self, wishes: Wishes | None) -> bool:
        """Say whether there is nothing to show anybody: no permission is kept, or they changed their mind."""
        return wishes is None or wishes.sharing_withdrawn or not wishes.consents

    def _withdrawn(self, wishes: Wishes | None) -> str:
        if wishes is None or not (wishes.sharing_withdrawn or wishes.contact_withdrawn):
            return ""
        if wishes.sharing_withdrawn and wishes.contact_withdrawn:
            return self.tr("They changed their mind. Nothing about them is shared, and they asked not to be contacted.")
        if wishes.contact_withdrawn:
            return self.tr("They asked not to be contacted.")
        return self.tr("They changed their mind. Nothing about them is shared until they sign a new release.")

    def _line(self, state: ConsentState) -> ConsentLine:
        words, consent, today = self._bench.words, state.consent, self._bench.today()
        to = ", ".join(consent.recipients)
        if consent.revoked_on:
            sub = self.tr("Taken back on %1").replace("%1", words.short_day(consent.revoked_on, today=today))
            return ConsentLine(title=words.of(consent.kind), sub=sub)
        until = words.of(consent.until) if consent.until else ""
        if consent.expires:
            until = self.tr("until %1").replace("%1", words.short_day(consent.expires, today=today))
        sub = " · ".join(filter(None, (to, until)))
        lacks = ", ".join(missing_words(part, words.language) for part in state.missing)
        if not state.in_force:
            return ConsentLine(title=words.of(consent.kind), sub=self.tr("Not in force today"), lacks=lacks)
        return ConsentLine(title=words.of(consent.kind), sub=sub, lacks=lacks, tone="wait" if lacks else "ok")

    def _told(self, line: LedgerLine) -> ToldLine:
        words, today = self._bench.words, self._bench.today()
        day = words.short_day(line.entry.done_on, today=today)
        sub = " · ".join(filter(None, (day, line.recipient)))
        if line.opened_on:
            opened = self.tr("opened on %1").replace("%1", words.short_day(line.opened_on, today=today))
            sub = f"{sub} · {opened}"
        return ToldLine(title=self._act(line.entry), sub=sub, final=line.entry.left)

    def _act(self, entry: LedgerEntry) -> str:
        """Return what was done in words. Of a colleague and no note it is about the permission papers."""
        if entry.reader is not None and entry.note is None:
            return self.tr("Permissions shown") if entry.left else self.tr("Permissions no longer shown")
        return self._bench.words.of(entry.act)

    def _done(self, found: Withdrawn, wish: Wish) -> WithdrawnView:
        lines = [self.tr("Nothing about them is shared any more, on any of your computers after the next sync.")]
        if found.revoked:
            lines.append(self.tr("%n permissions ended.", "", len(found.revoked)))
        if found.copies:
            lines.append(
                self.tr("%n copies were taken back. They are gone there after the next sync.", "", found.copies)
            )
        if found.papers:
            lines.append(self.tr("Whoever saw these permissions sees only that they ended."))
        if found.follow_ups:
            lines.append(self.tr("%n follow-ups ended, because they asked for that.", "", found.follow_ups))
        today, language = local_day(self._bench.now()), self._bench.words.language
        page = withdrawal_form(found, today, self._bench.words.labels, language, do_not_contact=wish.do_not_contact)
        return WithdrawnView(done=tuple(lines), told=tuple(map(self._told, found.told)), page=page)

    def _on_changed(self, changes: Changes) -> None:
        mine = changes.has(RecordKind.ENCOUNTER, self.note)
        if self.note is not None and (mine or changes.directory or any(changes.touches(kind) for kind in _KINDS)):
            self._read()


def _readers(bench: Workbench) -> tuple[Reader, ...]:
    try:
        return readers(bench.vault, bench.now())
    except NotEnrolledError:
        return ()
