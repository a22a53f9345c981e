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
    move_head,
    payloads_of,
    places_of,
    replace_frame,
)
from peerdesk.server.store.usage import add_bytes
from peerdesk.wire.exchange import Outcome, PushReply, Receipt, Refusal, Witness, chain_next
from peerdesk.wire.ids import PersonId, RevisionId
from peerdesk.wire.revision import Header, Kind, blanked, encode, is_blanked, parse_revision


def file_away(connection: Transaction, opened: OpenLog, pushed: list[Pushed]) -> PushReply:
    """Store what was not refused and return the receipts and the new head."""
    places = places_of(connection, opened, [one.id for one in pushed])
    arriving = {one.named for one in pushed if one.is_of(Kind.ERASE)}
    already = erased_among(connection, opened, arriving | {one.named for one in pushed if one.is_of(Kind.DATA)})
    batch = _Batch(opened, places, already, arriving)
    receipts = tuple(batch.take(one) for one in pushed)
    if batch.lines:
        append_lines(connection, opened, batch.lines)
        for erase in _first_erases(batch.lines, already):
            batch.replaced += _blank_earlier(connection, opened, erase, batch.weights)
        put_replaced(connection, opened, sorted(batch.replaced, key=lambda one: one.by))
        add_bytes(connection, opened, batch.weights)
        move_head(connection, opened, batch.head, sum(batch.weights.values()))
    return PushReply(receipts=receipts, head=batch.head)


class _Batch:
    """The lines of one push, numbered and chained one after another, and what follows from them.

    `erased` are the records whose payloads are gone: by an erase in the log (`already`) or in this push.
    `weights` are the bytes by which each owner's share of the space grows.
    """

    def __init__(
        self, opened: OpenLog, places: dict[RevisionId, int], already: set[Named], arriving: set[Named]
    ) -> None:
        self._seq, self._chain = opened.head.seq, opened.head.chain
        self.lines: list[Line] = []
        self.replaced: list[Replacement] = []
        self.weights: Counter[PersonId] = Counter()
        self._places = places
        self._already = already
        self._erased = already | arriving

    @property
    def head(self) -> Witness:
        """The point that the last of them reaches."""
        return Witness(seq=self._seq, chain=self._chain)

    def take(self, one: Pushed) -> Receipt:
        """Put one revision behind the last, unless it is there already or refused, and return its receipt."""
        place = self._places.get(one.id)
        if place is not None:
            return Receipt(revision=one.id, outcome=Outcome.DUPLICATE, seq=place)
        refusal = one.refusal
        if one.is_blank and one.is_of(Kind.DATA) and one.named not in self._erased:
            refusal = Refusal.BAD_SIGNATURE
        if refusal is not Refusal.NONE or one.header is None:
            return Receipt(revision=one.id, outcome=Outcome.REFUSED, seq=0, refusal=refusal)
        self._seq += 1
        self._chain = chain_next(self._chain, one.id)
        self._put(one, one.header)
        self._places[one.id] = self._seq
        return Receipt(revision=one.id, outcome=Outcome.STORED, seq=self._seq)

    def _put(self, one: Pushed, header: Header) -> None:
        """Write the line at the head, and what follows from it."""
        named, frame = one.named, one.frame
        if header.kind is Kind.DATA and named in self._erased and not one.is_blank:
            frame = encode(blanked(one.revision))
        self.lines.append(Line(self._seq, one.id, named, header.kind, self._chain, frame))
        if header.parents or named in self._already:
            self.replaced += _replaced_by(one, header, self._seq, self._already)
        self.weights[header.owner] = self.weights.get(header.owner, 0) + len(frame)


def _replaced_by(one: Pushed, header: Header, seq: int, already: set[Named]) -> Iterator[Replacement]:
    """Yield what stops being current with this entry. A void replaces nothing: what it follows is still shown."""
    if header.kind is Kind.DATA or header.kind is Kind.ERASE:
        for parent in header.parents:
            yield Replacement(one.named, parent, seq)
    if header.kind is Kind.DATA and one.named in already:
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
