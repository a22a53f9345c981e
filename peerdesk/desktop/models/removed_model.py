"""What a removed computer wrote, item by item and in words, and saying yes or no to one of them."""

from dataclasses import dataclass

from PySide6.QtCore import QObject, Signal

from peerdesk.desktop.models.note_rows import DOT
from peerdesk.desktop.models.workbench import Workbench
from peerdesk.domain.changes import Changes, RecordKind
from peerdesk.domain.ids import RevisionId
from peerdesk.domain.team_texts import TeamPart
from peerdesk.domain.vocabulary import Outcome, Setting
from peerdesk.work.removed_decisions import drop_item, take_item
from peerdesk.work.removed_items import Became, RemovedItem, RemovedWork, removed_work


@dataclass(frozen=True, slots=True, kw_only=True)
class RemovedItemView:
    """One item: what it is, what became of it and when, its first words. Without `yes` it can only be let go."""

    key: RevisionId
    title: str
    sub: str
    words: str
    yes: str
    no: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RemovedWorkView:
    """The newest items, and how many older ones come once these are decided."""

    items: tuple[RemovedItemView, ...]
    more: int


class RemovedModel(QObject):
    """`shown` carries a RemovedWorkView: once when it is asked for, and after each decision."""

    shown = Signal(object)
    refused = Signal(object)

    def __init__(self, bench: Workbench, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._bench = bench

    def read(self) -> None:
        """Read what waits."""
        bench = self._bench
        bench.run(self, lambda: removed_work(bench.vault), self._on_read, self.refused.emit)

    def decide(self, key: RevisionId, *, yes: bool) -> None:
        """Take up one item, or leave it apart."""
        bench = self._bench

        def job() -> Changes:
            return take_item(bench.vault, key, bench.now(), bench.rng) if yes else drop_item(bench.vault, key)

        def done(changes: Changes) -> None:
            bench.announcer.tell(changes)
            self.read()

        def failed(problem: object) -> None:
            self.refused.emit(problem)
            self.read()

        bench.run(self, job, done, failed)

    def _on_read(self, work: RemovedWork) -> None:
        self.shown.emit(RemovedWorkView(items=tuple(map(self._view, work.items)), more=work.more))

    def _view(self, item: RemovedItem) -> RemovedItemView:
        yes, no = self._buttons(item.became)
        kind = self._kinds().get(item.kind, self.tr("Something else")) if item.kind else self.tr("Something sealed")
        if item.part is not None:
            version = self.tr("Version %1").replace("%1", str(item.version))
            kind = DOT.join((kind, self._parts()[item.part], version))
        parts = [kind if item.handle else "", self._became()[item.became], self._when(item), self._shared(item)]
        return RemovedItemView(
            key=item.key,
            title=item.handle or kind,
            sub=DOT.join(part for part in parts if part),
            words=item.first_words or self._answers(item),
            yes=yes,
            no=no,
        )

    def _answers(self, item: RemovedItem) -> str:
        if not (item.setting and item.outcome):
            return ""
        words = self._bench.words
        return f"{words.of(Setting(item.setting))}{DOT}{words.of(Outcome(item.outcome))}"

    def _when(self, item: RemovedItem) -> str:
        return self._bench.words.moment(item.written_at, now=self._bench.now()) if item.written_at else ""

    def _shared(self, item: RemovedItem) -> str:
        names = ", ".join(item.readers)
        return self.tr("Shared with %1").replace("%1", names) if names else ""

    def _buttons(self, became: Became) -> tuple[str, str]:
        match became:
            case Became.DELETED:
                return self.tr("Delete it here too"), self.tr("Keep it")
            case Became.ERASED:
                return self.tr("Erase it here too"), self.tr("Keep it")
            case Became.UNREAD:
                return "", self.tr("Let it go")
            case _:
                return self.tr("It is mine"), self.tr("Let it go")

    def _became(self) -> dict[Became, str]:
        return {
            Became.NEW: self.tr("Begun there"),
            Became.CHANGED: self.tr("Changed there"),
            Became.DELETED: self.tr("Deleted there"),
            Became.ERASED: self.tr("Erased there for good"),
            Became.UNREAD: self.tr("It cannot be opened here"),
        }

    def _kinds(self) -> dict[RecordKind, str]:
        return {
            RecordKind.ENCOUNTER: self.tr("Note"),
            RecordKind.INDIVIDUAL: self.tr("Somebody you know"),
            RecordKind.FOLLOW_UP: self.tr("Follow-up"),
            RecordKind.FOLLOW_UP_PLAN: self.tr("How to follow up"),
            RecordKind.NOTE_DETAILS: self.tr("How many and where"),
            RecordKind.NOTE_TIME: self.tr("From when to when"),
            RecordKind.FOLLOW_UP_TRY: self.tr("A try"),
            RecordKind.PHONE_NUMBER: self.tr("A phone number"),
            RecordKind.SHIFT: self.tr("A shift"),
            RecordKind.COUNTED: self.tr("An encounter that is only counted"),
            RecordKind.INTRODUCTION: self.tr("An introduction"),
            RecordKind.ONE_PERSON: self.tr("Two handles that are one person"),
            RecordKind.REFERRAL: self.tr("A referral"),
            RecordKind.PLACE: self.tr("A place that helps"),
            **dict.fromkeys((RecordKind.PLACES_VERSION, RecordKind.TEAM_PLACES), self.tr("A list of places for peers")),
            RecordKind.WHEREABOUTS: self.tr("How to find somebody"),
            RecordKind.CONSENT: self.tr("A permission"),
            RecordKind.PAPERS_SHARE: self.tr("Who may see permission papers"),
            RecordKind.WITHDRAWAL: self.tr("A permission taken back"),
            RecordKind.DISCLOSURE: self.tr("A line of what was told"),
            RecordKind.COMMENT: self.tr("Comment"),
            RecordKind.ACKNOWLEDGEMENT: self.tr("An answer"),
            RecordKind.HANDOFF: self.tr("Handover"),
            RecordKind.HANDOFF_ANSWER: self.tr("Handover"),
            RecordKind.HANDOVER: self.tr("Handover"),
            **dict.fromkeys((RecordKind.TALLY_AGREEMENT, RecordKind.ROLE_AGREEMENT), self.tr("A yes to weekly counts")),
            **self._kinds_of_supervision(),
            **self._own_kinds(),
        }

    def _parts(self) -> dict[TeamPart, str]:
        return {
            TeamPart.GUIDES: self.tr("Guides"),
            TeamPart.WORDS: self.tr("Words"),
            TeamPart.CHECKINS: self.tr("Check-ins"),
        }

    def _own_kinds(self) -> dict[RecordKind, str]:
        return {
            RecordKind.OUT_OF_ROLE: self.tr("Asked outside your role"),
            RecordKind.TRAINING: self.tr("A training"),
            RecordKind.OWN_WORD: self.tr("A word you kept"),
            RecordKind.PEER_PULSE: self.tr("What came out of the box"),
        }

    def _kinds_of_supervision(self) -> dict[RecordKind, str]:
        return {
            RecordKind.SUPERVISION: self.tr("A session of supervision"),
            RecordKind.SUPERVISION_SIGNED: self.tr("A signature under a session"),
            RecordKind.AGENDA_ITEM: self.tr("Something to bring to supervision"),
            RecordKind.AGENDA_ENTRY: self.tr("Something on the agenda that your supervisor reads"),
            RecordKind.TALKED_ABOUT: self.tr("A tick: talked about"),
            RecordKind.GUIDE_USE: self.tr("A guide you used"),
            RecordKind.NEXT_MEETING: self.tr("When you meet next"),
            **dict.fromkeys((RecordKind.TEXT_VERSION, RecordKind.TEAM_TEXT), self.tr("A text for the team")),
        }
