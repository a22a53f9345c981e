"""Follow-ups between peers: what others offer, what went to them, and how far it has come."""

from collections.abc import Callable, Sequence
from typing import Final, NamedTuple

from PySide6.QtCore import QObject, Signal

from peerdesk.desktop.models.acting import ActingModel
from peerdesk.desktop.models.handover_views import GivenView, HandoversView, OfferView, PickedView, WaitingView
from peerdesk.desktop.models.note_rows import DOT, NoteRows
from peerdesk.desktop.models.workbench import Workbench
from peerdesk.desktop.names import first_name
from peerdesk.domain.changes import Changes, RecordKind
from peerdesk.domain.handover import HandoffState, Offer, Picked
from peerdesk.domain.ids import PersonId, RecordId
from peerdesk.domain.vocabulary import Mode
from peerdesk.work import taking_over
from peerdesk.work.handing_over import Colleague, Given, Waiting, all_given, colleagues, hand_over, take_back, waiting
from peerdesk.work.taking_over import Offered, Offers, offers

_MOST_GIVEN: Final = 5
_WAYS: Final = (Mode.PHONE, Mode.TEXT, Mode.IN_PERSON, Mode.VIDEO, Mode.LETTER)
_KINDS: Final = (
    RecordKind.HANDOFF,
    RecordKind.HANDOFF_ANSWER,
    RecordKind.HANDOVER,
    RecordKind.FOLLOW_UP,
    RecordKind.REMOVED,
)
_ON_THEIR_WAY: Final = frozenset({HandoffState.WAITING, HandoffState.TAKEN_BACK})
_SIGNS: Final = {
    HandoffState.WAITING: ("clock", "wait"),
    HandoffState.SENT: ("cloud", "accent"),
    HandoffState.ACCEPTED: ("check", "ok"),
    HandoffState.DECLINED: ("info", "muted"),
    HandoffState.TAKEN_BACK: ("info", "muted"),
}


class _Read(NamedTuple):
    offers: Offers
    given: tuple[Given, ...]
    waiting: tuple[Waiting, ...]
    peers: tuple[Colleague, ...]


class HandoverModel(ActingModel):
    """Reads again after each change. `shown` carries a HandoversView, `said` a line about what was just done."""

    shown = Signal(object)
    said = Signal(str)

    def __init__(self, bench: Workbench, rows: NoteRows, parent: QObject | None = None) -> None:
        super().__init__(bench, parent)
        self._rows = rows
        self._awaits = False
        bench.announcer.changed.connect(self._on_changed)

    def read(self) -> None:
        """Read what is between this peer and others."""
        vault = self._bench.vault

        def job() -> _Read:
            return _Read(offers(vault), all_given(vault), waiting(vault), colleagues(vault))

        self._bench.run(self, job, self._on_read, self.refused.emit)

    def accept(self, key: RecordId) -> None:
        """Make what was offered a follow-up of this peer's own."""
        bench = self._bench
        said = self.tr("It is yours now. They hear of it with the next sync.")
        self._say(lambda: taking_over.accept(bench.vault, key, bench.now(), bench.rng), said)

    def decline(self, key: RecordId) -> None:
        """Say no."""
        bench = self._bench
        said = self.tr("It stays with them. They hear of it with the next sync.")
        self._say(lambda: taking_over.decline(bench.vault, key, bench.now(), bench.rng), said)

    def take_back(self, key: RecordId) -> None:
        """Take back what was offered and not accepted."""
        self._say(lambda: take_back(self._bench.vault, key), self.tr("It is yours again."))

    def hand_over(self, picked: Sequence[PickedView], person: str) -> None:
        """Offer follow-ups whose people agreed to another peer, named by the code that the view gave."""
        bench = self._bench
        items = [
            (RecordId(one.key), Picked(agreed=True, how=one.how, prompt=one.prompt))
            for one in picked
            if isinstance(one.key, bytes)
        ]
        other = PersonId(bytes.fromhex(person))
        said = self.tr("Offered. It is theirs once they accept, and yours to take back until then.")
        self._say(lambda: hand_over(bench.vault, items, other, bench.now(), bench.rng), said)

    def _say(self, job: Callable[[], Changes], said: str) -> None:
        self._do(job, lambda: self.said.emit(said))

    def _on_read(self, read: _Read) -> None:
        words = self._bench.words
        # Only what is on its way moves by syncing alone; for the rest nothing is read with each note that is kept.
        self._awaits = any(one.state in _ON_THEIR_WAY and one.removed_at is None for one in read.given)
        more = self.tr("And %2 more from %1. Answer these first.")
        self.shown.emit(
            HandoversView(
                offers=tuple(map(self._offer, read.offers.waiting)),
                more=tuple(more.replace("%2", str(many)).replace("%1", name) for name, many in read.offers.more),
                given=tuple(map(self._given, filter(_is_news, read.given)))[:_MOST_GIVEN],
                waiting=tuple(self._waiting(one) for one in read.waiting if not one.handed_to),
                peers=tuple((one.person.hex(), one.name) for one in read.peers),
                ways=(("", self.tr("Not said")), *((way.value, words.of(way)) for way in _WAYS)),
            )
        )

    def _offer(self, one: Offered) -> OfferView:
        offer = one.handoff.offer
        title = self.tr("%1 offers you a follow-up").replace("%1", first_name(one.name))
        return OfferView(key=one.handoff.id, title=title, text=self._facts(offer))

    def _given(self, one: Given) -> GivenView:
        icon, tone = _SIGNS[one.state]
        return GivenView(
            key=one.handover.handoff,
            title=self._rows.title(one.handover.offer.handle),
            text=self._state(one),
            icon=icon,
            tone=tone if one.is_here else "wait",
            can_take_back=one.state in (HandoffState.WAITING, HandoffState.SENT),
        )

    def _state(self, one: Given) -> str:
        said = {
            HandoffState.WAITING: self.tr("For %1, still on this computer"),
            HandoffState.SENT: self.tr("On the server for %1, not answered yet"),
            HandoffState.ACCEPTED: self.tr("%1 accepted. It is theirs now."),
            HandoffState.DECLINED: self.tr("%1 said no. It is still yours."),
            HandoffState.TAKEN_BACK: self.tr("Taken back; %1 hears of it when they sync"),
        }[one.state]
        if not one.is_here and one.answer is None:
            said = self.tr("%1 is not here any more. Take it back.")
        return said.replace("%1", first_name(one.name))

    def _waiting(self, one: Waiting) -> WaitingView:
        offer = Offer(due=one.follow_up.due, handle=one.handle, place=one.place)
        when = self._bench.words.due(one.follow_up.due, today=self._bench.today())
        return WaitingView(
            key=one.follow_up.id, title=self._rows.title(one.handle), when=when, facts=self._facts(offer)
        )

    def _facts(self, offer: Offer) -> str:
        words = self._bench.words
        parts = (
            self._rows.title(offer.handle),
            words.of(offer.place) if offer.place else "",
            words.due(offer.due, today=self._bench.today()),
            words.of(offer.how) if offer.how else "",
            offer.prompt,
        )
        return DOT.join(part for part in parts if part)

    def _on_changed(self, changes: Changes) -> None:
        if changes.directory or (changes.outbox and self._awaits) or any(changes.touches(kind) for kind in _KINDS):
            self.read()


def _is_news(one: Given) -> bool:
    """Say whether something is worth a line: what came back, and is gone from the other computer, is over."""
    return one.state is not HandoffState.TAKEN_BACK or (one.removed_at is None and one.is_here)
