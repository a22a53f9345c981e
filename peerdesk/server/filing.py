"""Put judged revisions behind the head of a log: number, chain, receipt. One transaction, lent by the caller.

An erase is final for its record: its payloads are blanked here, whether they came before or come later. A
revision that arrives blank is only taken if the log, or the same batch, holds the erase that explains it;
otherwise a blank could take the place of a note that was never erased.
"""

from collections import Counter
from collections.abc import Iterator

from peerdesk.server.admission import Pushed
from peerdesk.server.store.database import Transaction
from peerdesk.server.store.heads import Replacement, put_replaced
from peerdesk.server.store.logs import (
    Line,
    Named,
    OpenLog,
    append_lines,
    erased_among,
    payloads_of,
    places_of,
    replace_frame,
)
from peerdesk.server.store.usage import add_bytes
from peerdesk.wire.exchange import Outcome, PushReply, Receipt, Refusal, Witness, chain_next
from peerdesk.wire.ids import PersonId, RevisionId
from peerdesk.wire.revision import Kind, blanked, encode, is_blanked, parse_revision


def file_away(connection: Transaction, opened: OpenLog, pushed: list[Pushed]) -> PushReply:
    """Store what was not refused and return the receipts and the new head."""
    places = places_of(connection, opened, [one.id for one in pushed])
    arriving = {one.named for one in pushed if one.is_of(Kind.ERASE)}
    already = erased_among(connection, opened, arriving | {one.named for one in pushed if one.is_of(Kind.DATA)})
    batch = _Batch(opened, places, already, arriving)
    receipts = tuple(batch.take(one) for one in pushed)
    append_lines(connection, opened, batch.lines)
    for erase in _first_erases(batch.lines, already):
        batch.replaced += _blank_earlier(connection, opened, erase, batch.weights)
    put_replaced(connection, opened, sorted(batch.replaced, key=lambda one: one.by))
    add_bytes(connection, opened, batch.weights)
    return PushReply(receipts=receipts, head=batch.head)


class _Batch:
    """The lines of one push, numbered and chained one after another, and what follows from them.

    `erased` are the records whose payloads are gone: by an erase in the log (`already`) or in this push.
    `weights` are the bytes by which each owner's share of the space grows.
    """

    def __init__(
        self, opened: OpenLog, places: dict[RevisionId, int], already: set[Named], arriving: set[Named]
    ) -> None:
        self.head = opened.head
        self.lines: list[Line] = []
        self.replaced: list[Replacement] = []
        self.weights: Counter[PersonId] = Counter()
        self._places = places
        self._already = already
        self._erased = already | arriving

    def take(self, one: Pushed) -> Receipt:
        """Put one revision behind the last, unless it is there already or refused, and return its receipt."""
        place = self._places.get(one.id)
        if place is not None:
            return Receipt(revision=one.id, outcome=Outcome.DUPLICATE, seq=place)
        refusal = one.refusal
        if one.is_blank and one.is_of(Kind.DATA) and one.named not in self._erased:
            refusal = Refusal.BAD_SIGNATURE
        if refusal is not Refusal.NONE:
            return Receipt(revision=one.id, outcome=Outcome.REFUSED, seq=0, refusal=refusal)
        seq = self.head.seq + 1
        self.head = Witness(seq=seq, chain=chain_next(self.head.chain, one.id))
        line = self._line(one)
        self.lines.append(line)
        self.replaced += _replaced_by(one, seq, self._already)
        self.weights[line.named[0]] += len(line.frame)
        self._places[one.id] = seq
        return Receipt(revision=one.id, outcome=Outcome.STORED, seq=seq)

    def _line(self, one: Pushed) -> Line:
        if one.header is None:
            raise ValueError("a revision without a header is never stored")
        named, kind, frame = one.named, one.header.kind, one.frame
        if kind is Kind.DATA and named in self._erased and not one.is_blank:
            frame = encode(blanked(one.revision))
        return Line(self.head.seq, one.id, named, kind, self.head.chain, frame)


def _replaced_by(one: Pushed, seq: int, already: set[Named]) -> Iterator[Replacement]:
    """Yield what stops being current with this entry. A void replaces nothing: what it follows is still shown."""
    if one.header is None or one.header.kind not in {Kind.DATA, Kind.ERASE}:
        return
    for parent in one.header.parents:
        yield Replacement(one.named, parent, seq)
    if one.header.kind is Kind.DATA and one.named in already:
        yield Replacement(one.named, one.id, seq)


def _first_erases(lines: list[Line], already: set[Named]) -> list[Line]:
    """Return the erases that have something to blank. Nothing is left to do for a record that was erased before."""
    firsts: dict[Named, Line] = {}
    for line in lines:
        if line.kind is Kind.ERASE and line.named not in already:
            firsts.setdefault(line.named, line)
    return list(firsts.values())


def _blank_earlier(
    connection: Transaction, opened: OpenLog, erase: Line, weights: Counter[PersonId]
) -> Iterator[Replacement]:
    for seq, earlier, frame in payloads_of(connection, opened, erase.named):
        yield Replacement(erase.named, earlier, max(seq, erase.seq))
        revision = parse_revision(frame)
        if not is_blanked(revision):
            rest = encode(blanked(revision))
            replace_frame(connection, opened, seq, rest)
            weights[erase.named[0]] -= len(frame) - len(rest)
