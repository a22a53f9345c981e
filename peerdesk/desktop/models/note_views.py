"""One note in words: everything a page about it says."""

from PySide6.QtCore import QObject

from peerdesk.desktop.models.note_rows import DOT, NoteRows
from peerdesk.desktop.models.views import NoteView, ReaderView, StateView, WordsView
from peerdesk.desktop.models.workbench import Workbench
from peerdesk.desktop.names import first_name
from peerdesk.domain.follow_up import FollowUp
from peerdesk.domain.handover import HandoffState
from peerdesk.domain.vocabulary import AckKind, Outcome
from peerdesk.vault.search import Finder, words_of
from peerdesk.work.copies import ShareState, TakenBack
from peerdesk.work.handing_over import Given
from peerdesk.work.reading import EncounterDetail


class NoteViews(QObject):
    """Turns what the vault holds about a note into words."""

    def __init__(self, bench: Workbench, rows: NoteRows, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._bench = bench
        self._rows = rows

    def of(self, detail: EncounterDetail, query: str) -> NoteView:
        """Return the note in words; `query` is what was searched for."""
        words, encounter = self._bench.words, detail.encounter
        day = words.day(encounter.happened_on, today=self._bench.today())
        return NoteView(
            key=encounter.id,
            title=self._rows.title(detail.handle),
            handle=detail.handle,
            subtitle=DOT.join((day, words.of(encounter.setting), words.of(encounter.mode))),
            outcome=words.of(encounter.outcome),
            met=encounter.outcome is Outcome.MET,
            state=self._state(detail),
            support=tuple(words.of(code, short=True) for code in encounter.support),
            next_steps=tuple((words.of(step), words.of(state)) for step, state in encounter.next.items()),
            facts=self._facts(detail),
            memory=encounter.memory,
            words=encounter.words,
            prompt=encounter.prompt,
            follow_up=self._follow_up(detail.follow_up, detail.handed),
            marks=_marks(encounter.memory, query),
            sharing=tuple(self._reader(share) for share in detail.shares if share.is_on),
            shared_before=tuple(
                self._reader(share) for share in detail.shares if share.taken_back not in {None, TakenBack.NEVER_LEFT}
            ),
            can_share=self._rows.can_share,
            comments=self._comments(detail),
            thanks=self._thanks(detail),
        )

    def _state(self, detail: EncounterDetail) -> StateView:
        on = tuple(share.person for share in detail.shares if share.is_on)
        if any(share.is_paused for share in detail.shares):
            return StateView(text=self.tr("Sharing is paused"), icon="clock", tone="wait")
        if TakenBack.ASKED in {share.taken_back for share in detail.shares} and not on:
            return StateView(text=self.tr("Being taken back"), icon="clock", tone="wait")
        if on:
            return StateView(text=self._rows.shared_with(on), icon="users", tone="accent")
        return StateView(text=self.tr("Private"), icon="lock", tone="private")

    def _facts(self, detail: EncounterDetail) -> tuple[tuple[str, str], ...]:
        words, encounter = self._bench.words, detail.encounter
        supplies = ", ".join(f"{words.of(item)} × {count}" for item, count in encounter.supplies.items())
        talked = words.of(encounter.language) if encounter.language else ""
        if encounter.interpreter:
            talked = DOT.join(part for part in (talked, words.of(encounter.interpreter)) if part)
        facts = (
            (self.tr("How many people"), str(detail.details.people or "")),
            (self.tr("Unit"), detail.details.unit),
            (self.tr("What mattered to them"), words.all_of(encounter.mattered)),
            (self.tr("Supplies"), supplies),
            (self.tr("About how long"), words.of(encounter.length) if encounter.length else ""),
            (self.tr("Language"), talked),
        )
        return tuple((caption, line) for caption, line in facts if line)

    def _follow_up(self, planned: FollowUp | None, handed: Given | None) -> str:
        if planned is None:
            return ""
        words = self._bench.words
        if handed is not None:
            is_theirs = handed.state is HandoffState.ACCEPTED
            line = self.tr("%1 has accepted it: it is theirs now") if is_theirs else self.tr("offered to %1")
            return line.replace("%1", first_name(handed.name))
        if planned.is_open:
            return words.due(planned.due, today=self._bench.today())
        return words.of(planned.state)

    def _reader(self, share: ShareState) -> ReaderView:
        name = first_name(share.name)
        return ReaderView(
            key=share.person,
            name=share.name,
            first_name=name,
            role=self.tr("Your supervisor"),
            opened=self._opened(share, name),
            with_memory=share.include_memory,
            paused=share.is_paused,
            ended=self._ended(share, name),
            confirmed=share.taken_back is TakenBack.CONFIRMED,
        )

    def _opened(self, share: ShareState, name: str) -> str:
        words, now = self._bench.words, self._bench.now()
        if not share.openings:
            return ""
        first = words.moment(share.openings[0], now=now)
        line = self.tr("Opened by %1 %2").replace("%1", name).replace("%2", first)
        if len(share.openings) == 1:
            return line
        again = self.tr("on %n days, the last time %1", "", len(share.openings))
        return f"{line}, {again.replace('%1', words.moment(share.openings[-1], now=now))}"

    def _ended(self, share: ShareState, name: str) -> str:
        if share.taken_back is None:
            return ""
        if share.taken_back is TakenBack.ASKED or share.removed_at is None:
            return self.tr("%1's computer was asked to remove it. Not confirmed yet.").replace("%1", name)
        at = self._bench.words.moment(share.removed_at, now=self._bench.now())
        line = self.tr("Taken back, confirmed by %1's computer %2")
        if share.confirmed_by < share.computers:
            line = self.tr("Taken back, confirmed by one of %1's computers %2")
        return line.replace("%1", name).replace("%2", at)

    def _comments(self, detail: EncounterDetail) -> tuple[WordsView, ...]:
        words, now = self._bench.words, self._bench.now()
        return tuple(
            WordsView(
                name=first_name(detail.names.get(said.author, "")) or self.tr("You"),
                whole_name=detail.names.get(said.author, "") or self.tr("You"),
                when=words.moment(said.written_at, now=now),
                text=said.text,
                mine=said.author not in detail.names,
            )
            for said in sorted(detail.comments, key=lambda said: said.written_at)
        )

    def _thanks(self, detail: EncounterDetail) -> tuple[str, ...]:
        lines = []
        for said in detail.acknowledgements:
            name = first_name(detail.names.get(said.author, ""))
            match said.kind:
                case AckKind.THANK:
                    lines.append(self.tr("%1 says thank you").replace("%1", name))
                case AckKind.TALK:
                    lines.append(self.tr("%1 would like to talk").replace("%1", name))
                case AckKind.SEEN:
                    lines.append(self.tr("%1 has seen it").replace("%1", name))
        return tuple(dict.fromkeys(lines))


def _marks(text: str, query: str) -> tuple[tuple[int, int], ...]:
    words = words_of(query)
    return Finder(words).marks(text) if words else ()
