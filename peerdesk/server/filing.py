"""Put judged revisions behind the head of a log: number, chain, receipt. One transaction, lent by the caller.

An erase is final for its record: its payloads are blanked here, whether they came before or come later. A
revision that arrives blank is only taken if the log, or the same batch, holds the erase that explains it;
otherwise a blank could take the place of a note that was never erased.
"""

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
    weigh_again,
)
from peerdesk.wire.exchange import Outcome, PushReply, Receipt, Refusal, Witness, chain_next
from peerdesk.wire.revision import Kind, blanked, encode, is_blanked, parse_revision


def file_away(connection: Transaction, opened: OpenLog, pushed: list[Pushed]) -> PushReply:
    """Store what was not refused and return the receipts and the new head."""
    places = places_of(connection, opened, [one.id for one in pushed])
    already = erased_among(connection, opened, {one.named for one in pushed if one.is_of(Kind.DATA)})
    erased = already | {one.named for one in pushed if one.is_of(Kind.ERASE)}
    head, lines, receipts = opened.head, list[Line](), list[Receipt]()
    replacements: list[Replacement] = []
    for one in pushed:
        place = places.get(one.id)
        refusal = Refusal.BAD_SIGNATURE if _is_unexplained(one, erased) else one.refusal
        if place is not None:
            receipts.append(Receipt(revision=one.id, outcome=Outcome.DUPLICATE, seq=place))
        elif refusal is not Refusal.NONE:
            receipts.append(Receipt(revision=one.id, outcome=Outcome.REFUSED, seq=0, refusal=refusal))
        else:
            head = Witness(seq=head.seq + 1, chain=chain_next(head.chain, one.id))
            lines.append(_line(one, head, erased))
            replacements += _replaced_by(one, head.seq, already)
            places[one.id] = head.seq
            receipts.append(Receipt(revision=one.id, outcome=Outcome.STORED, seq=head.seq))
    append_lines(connection, opened, lines)
    for line in lines:
        if line.kind is Kind.ERASE:
            replacements += _blank_earlier(connection, opened, line)
    if any(line.kind is Kind.ERASE for line in lines):
        weigh_again(connection, opened)
    put_replaced(connection, opened, sorted(replacements, key=lambda one: one.by))
    return PushReply(receipts=tuple(receipts), head=head)


def _is_unexplained(one: Pushed, erased: set[Named]) -> bool:
    return one.is_blank and one.is_of(Kind.DATA) and one.named not in erased


def _line(one: Pushed, place: Witness, erased: set[Named]) -> Line:
    if one.header is None:
        raise ValueError("a revision without a header is never stored")
    kind = one.header.kind
    gone = kind is Kind.DATA and one.named in erased and not one.is_blank
    return Line(
        seq=place.seq,
        revision=one.id,
        named=one.named,
        kind=kind,
        chain=place.chain,
        frame=encode(blanked(one.revision)) if gone else one.frame,
    )


def _replaced_by(one: Pushed, seq: int, already: set[Named]) -> Iterator[Replacement]:
    """Yield what stops being current with this entry. A void replaces nothing: what it follows is still shown."""
    if one.header is None or one.header.kind not in {Kind.DATA, Kind.ERASE}:
        return
    for parent in one.header.parents:
        yield Replacement(one.named, parent, seq)
    if one.header.kind is Kind.DATA and one.named in already:
        yield Replacement(one.named, one.id, seq)


def _blank_earlier(connection: Transaction, opened: OpenLog, erase: Line) -> Iterator[Replacement]:
    for seq, earlier, frame in payloads_of(connection, opened, erase.named):
        yield Replacement(erase.named, earlier, max(seq, erase.seq))
        revision = parse_revision(frame)
        if not is_blanked(revision):
            replace_frame(connection, opened, seq, encode(blanked(revision)))
