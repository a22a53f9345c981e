"""What is inside a sealed revision: a record's fields, each value with the stamp of the revision that set it.

Stamps are written as an index and a counter: index 0 is the revision itself (its header says who and when), index k
is line k of the table of what its author had seen. So the usual save, where one revision set every field, carries no
stamp at all. Nothing in here is known to the server.
"""

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from typing import Annotated, Any, NamedTuple

import msgspec
from msgspec import Meta

from peerdesk.domain.changes import RecordKind
from peerdesk.domain.merge import PENDING, Candidate, Head, RunKey, Stamp
from peerdesk.sync.reasons import Reason, SetAsideError
from peerdesk.sync.shape_checks import check_value, check_values
from peerdesk.sync.shapes import DATED, LATEST, SCHEMA, SCHEMA_OF, SQUEEZED
from peerdesk.sync.squeezing import is_squeezed, unsqueezed
from peerdesk.vault.fields import Values
from peerdesk.wire.codec import Message, decode
from peerdesk.wire.errors import WireError
from peerdesk.wire.ids import Bytes8, Bytes16, Counter, Positive
from peerdesk.wire.limits import MAX_PAYLOAD_BYTES

MAX_OPENED_BYTES = 4 * MAX_PAYLOAD_BYTES
"""What a payload may grow to when it is unpacked."""

OWN = 0
_Said = tuple[object, int, int]
_encoder = msgspec.msgpack.Encoder()
_FieldName = Annotated[str, Meta(min_length=1, max_length=64)]
_Line = Annotated[int, Meta(ge=0, le=2**16)]
LATEST_SECOND = 32_503_679_999
"""The end of the year 2999: from 1970 to here every computer can say a second as a day and a time."""
_Seconds = Annotated[int, Meta(ge=0, le=LATEST_SECOND)]


class SeenRun(Message, frozen=True):
    """The highest counter of one run of one device that the author had seen."""

    device: Bytes16
    run: Bytes8
    n: Positive


class Setter(Message, frozen=True):
    """One value of a field, and which revision set it: line 0 is this one (`n` is then 0)."""

    value: Any
    line: _Line = OWN
    n: Counter = 0


class FieldValues(Message, frozen=True):
    """Every value of one field; more than one is a conflict that is carried on."""

    name: _FieldName
    values: Annotated[tuple[Setter, ...], Meta(min_length=1, max_length=64)]


class PreviousRun(Message, frozen=True):
    """The run before this one in the same space, and its last counter: a copied vault shows itself by it."""

    run: Bytes8
    last: Positive


class Payload(Message, frozen=True):
    """The clear content of a sealed revision. `previous` is only there in the first two of a run."""

    schema: Positive
    kind: Annotated[str, Meta(min_length=1, max_length=32)]
    previous: PreviousRun | None
    seen: Annotated[tuple[SeenRun, ...], Meta(max_length=4096)]
    fields: Annotated[tuple[FieldValues, ...], Meta(max_length=64)]


class DatedPayload(Payload, frozen=True):
    """The same, and when the author's computer said the change was made: to be read, never to be compared."""

    kept_at: _Seconds


class Opened(NamedTuple):
    """What a payload says: the kind of record, its head, and the run before (in the first two of a run).

    `kept_at` is when the change was made, by the clock of whoever made it; it is shown and decides nothing.
    """

    kind: RecordKind
    head: Head
    previous: tuple[bytes, int] | None
    kept_at: datetime | None = None


def to_plain(
    kind: RecordKind, head: Head, previous: tuple[bytes, int] | None = None, kept_at: datetime | None = None
) -> bytes:
    """Return the bytes to seal for a head that is not sealed yet. Raises SetAsideError for what may not travel."""
    check_head(kind, head)
    table = sorted(head.seen.items())
    lines = {key: number for number, (key, _) in enumerate(table, start=1)}
    fields = [(name, [_said(candidate, lines) for candidate in head.fields[name]]) for name in sorted(head.fields)]
    return _packed(kind, previous, [(*run, n) for run, n in table], fields, kept_at)


def check_head(kind: RecordKind, head: Head) -> None:
    """Raise SetAsideError unless every value of a head, those that compete too, may travel."""
    check_values(kind, {name: candidates[0].value for name, candidates in head.fields.items()})
    for name, candidates in head.fields.items():
        for competing in candidates[1:]:
            check_value(kind, name, competing.value)


def first_plain(
    kind: RecordKind, values: Values, previous: tuple[bytes, int] | None = None, kept_at: datetime | None = None
) -> bytes:
    """Return what `to_plain` gives for a record that was never sealed and holds these values: all are its own."""
    check_values(kind, values)
    return _packed(kind, previous, (), [(name, [(values[name], OWN, 0)]) for name in sorted(values)], kept_at)


def _said(candidate: Candidate, lines: Mapping[RunKey, int]) -> _Said:
    value, stamp = candidate
    return (value, OWN, 0) if stamp == PENDING else (value, lines[stamp.device, stamp.run], stamp.n)


def _packed(
    kind: RecordKind,
    previous: tuple[bytes, int] | None,
    seen: Sequence[tuple[bytes, bytes, int]],
    fields: Sequence[tuple[str, Sequence[_Said]]],
    kept_at: datetime | None,
) -> bytes:
    # What `Payload` describes, in its order. Some twenty objects for each note would cost more than all the rest here.
    said = (SCHEMA_OF.get(kind, SCHEMA), kind.value, previous, seen, fields)
    if kept_at is None:
        return _encoder.encode(said)
    # A clock may be off by ages, and nothing may be turned away for it.
    return _encoder.encode((DATED, *said[1:], min(max(int(kept_at.timestamp()), 0), LATEST_SECOND)))


def from_plain(raw: bytes, *, revision: bytes, parents: tuple[bytes, ...], stamp: Stamp) -> Opened:
    """Return what the payload of revision `revision` says; `stamp` and `parents` are those of its header.

    Raises SetAsideError: NEWER for a schema or a kind of record that this version does not know, BAD_CONTENT else.
    """
    payload = _parsed(raw)
    try:
        kind = RecordKind(payload.kind)
    except ValueError:
        raise SetAsideError(Reason.BAD_CONTENT) from None
    if is_squeezed(raw) and kind is not RecordKind.ENCOUNTER:
        # Nobody writes anything else so: what two people share keeps the one form that it always had.
        raise SetAsideError(Reason.BAD_CONTENT)
    if SCHEMA_OF.get(kind, SCHEMA) != (payload.schema if payload.schema > SQUEEZED else SCHEMA):
        raise SetAsideError(Reason.BAD_CONTENT)
    _check_fields(kind, payload.fields)
    seen = {(line.device, line.run): line.n for line in payload.seen}
    own: RunKey = (stamp.device, stamp.run)
    if len(seen) != len(payload.seen) or seen.get(own, 0) >= stamp.n:
        raise SetAsideError(Reason.BAD_CONTENT)
    fields = {field.name: _candidates(field, payload.seen, stamp) for field in payload.fields}
    seen[own] = stamp.n
    head = Head(revision=revision, parents=parents, fields=fields, seen=seen)
    previous = (payload.previous.run, payload.previous.last) if payload.previous else None
    kept_at = datetime.fromtimestamp(payload.kept_at, UTC) if isinstance(payload, DatedPayload) else None
    return Opened(kind, head, previous, kept_at)


def _parsed(raw: bytes) -> Payload:
    raw = unsqueezed(raw)
    try:
        schema = _schema_of(raw)
        if schema > LATEST:
            raise SetAsideError(Reason.NEWER)
        if schema == SQUEEZED:
            # Squeezed twice, or something else that calls itself so.
            raise SetAsideError(Reason.BAD_CONTENT)
        return decode(raw, DatedPayload if schema == DATED else Payload, MAX_OPENED_BYTES)
    except WireError:
        raise SetAsideError(Reason.BAD_CONTENT) from None


def _check_fields(kind: RecordKind, fields: tuple[FieldValues, ...]) -> None:
    """Raise SetAsideError unless the fields are in their one order, each once, and every value has its shape."""
    first = {field.name: field.values[0].value for field in fields}
    if len(first) != len(fields) or list(first) != sorted(first):
        raise SetAsideError(Reason.BAD_CONTENT)
    check_values(kind, first)
    for field in fields:
        for competing in field.values[1:]:
            check_value(kind, field.name, competing.value)


def _schema_of(raw: bytes) -> int:
    """Return the schema number without trusting anything behind it, which a newer PeerDesk may shape otherwise."""
    if len(raw) > 1 and 0x90 < raw[0] <= 0x9F and SCHEMA <= raw[1] <= DATED:
        # The common case without parsing: an array of at most 15 items that begins with one of our own numbers.
        return raw[1]
    try:
        items = msgspec.msgpack.decode(raw)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        raise SetAsideError(Reason.BAD_CONTENT) from None
    first = items[0] if isinstance(items, list) and items else None
    if type(first) is not int:
        raise SetAsideError(Reason.BAD_CONTENT)
    return first


def _candidates(field: FieldValues, table: tuple[SeenRun, ...], stamp: Stamp) -> tuple[Candidate, ...]:
    only = field.values[0]
    if len(field.values) == 1 and only.line == OWN and not only.n:
        # Nearly every field of nearly every revision: its one value was set by the revision itself.
        return (Candidate(only.value, stamp),)
    candidates = [Candidate(setter.value, _stamp(setter, table, stamp)) for setter in field.values]
    stamps = [candidate.stamp for candidate in candidates]
    if len(set(stamps)) != len(stamps):
        raise SetAsideError(Reason.BAD_CONTENT)
    return tuple(candidates)


def _stamp(setter: Setter, table: tuple[SeenRun, ...], own: Stamp) -> Stamp:
    if setter.line == OWN:
        if setter.n:
            raise SetAsideError(Reason.BAD_CONTENT)
        return own
    if setter.line > len(table) or not 1 <= setter.n <= table[setter.line - 1].n:
        raise SetAsideError(Reason.BAD_CONTENT)
    seen = table[setter.line - 1]
    return Stamp(seen.device, seen.run, setter.n)
