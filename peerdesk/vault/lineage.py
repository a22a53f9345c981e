"""Which revision set which field, packed beside the row.

The values themselves stand in the row's columns. So the usual case, one head whose fields all carry one stamp, is the
head's id, its parents and two numbers; only what differs from that is spelled out: other stamps, competing values,
values of another head, and fields of a newer PeerDesk that this one has no column for.

Packed with msgpack: [version, disputed, heads], each head [revision or nil, parents, runs, seen, usual run, usual n,
exceptions]. An exception is nil (this head lacks the field), [run, n] (the row's value under another stamp) or a list
of [run, n, value]. A run is an index into `runs` (pairs of device and run); -1 is an edit that is not sealed yet.
"""

from collections.abc import Iterable, Mapping
from typing import Any, Final

import msgspec

from peerdesk.domain.errors import BugError
from peerdesk.domain.merge import PENDING, Candidate, Head, RunKey, Stamp, conflicts, view
from peerdesk.vault.fields import Plain

VERSION: Final = 1
_PENDING_RUN: Final = -1
_ABSENT: Final = object()

_encoder = msgspec.msgpack.Encoder()
_decoder = msgspec.msgpack.Decoder()

Default = Mapping[str, Plain]


def is_disputed(packed: bytes) -> bool:
    """Say whether a field holds more than one value, without unpacking: the second item is a single byte."""
    return packed[2:3] == b"\xc3"


def heads_of(packed: bytes, values: Mapping[str, Plain], defaults: Default) -> tuple[Head, ...]:
    """Return the heads of a record whose row holds `values`. Nothing packed means: kept here, never sealed."""
    present = {name: value for name, value in values.items() if value != defaults[name]}
    if not packed:
        fields = {name: (Candidate(value, PENDING),) for name, value in present.items()}
        return (Head(revision=None, parents=(), fields=fields, seen={}),)
    version, _, heads = _decoder.decode(packed)
    if version != VERSION:
        raise BugError("a lineage of an unknown version")
    return tuple(_unpacked(head, present, values) for head in heads)


def _unpacked(packed: list[Any], present: Mapping[str, Plain], values: Mapping[str, Plain]) -> Head:
    revision, parents, runs, seen, run, n, exceptions = packed
    keys: list[RunKey] = [(device, opening) for device, opening in runs]
    usual = _stamp(keys, run, n)
    fields: dict[str, tuple[Candidate, ...]] = {
        name: (Candidate(value, usual),) for name, value in present.items() if name not in exceptions
    }
    for name, said in exceptions.items():
        if said is None:
            continue
        if isinstance(said[0], int):
            fields[name] = (Candidate(values[name], _stamp(keys, said[0], said[1])),)
        else:
            fields[name] = tuple(Candidate(value, _stamp(keys, r, m)) for r, m, value in said)
    known = {key: number for key, number in zip(keys, seen, strict=True) if number}
    return Head(revision=revision, parents=tuple(parents), fields=fields, seen=known)


def _stamp(keys: list[RunKey], run: int, n: int) -> Stamp:
    return PENDING if run == _PENDING_RUN else Stamp(*keys[run], n)


def lineage_of(heads: Iterable[Head], values: Mapping[str, Plain], defaults: Default) -> bytes:
    """Return the heads packed, for a row that will hold `values`."""
    known = tuple(heads)
    present = {name: value for name, value in values.items() if value != defaults[name]}
    # One head with one value for each field is the usual case, and needs no merging to see that nothing is disputed.
    plainly_one = len(known) == 1 and not conflicts(known[0].fields)
    disputed = not plainly_one and bool(conflicts(view(known)))
    return _encoder.encode([VERSION, disputed, [_packed(head, present, values) for head in known]])


def first_lineage(revision: bytes, stamp: Stamp, parents: tuple[bytes, ...] = ()) -> bytes:
    """Return what `lineage_of` gives for one head that set every value itself and has seen nothing but itself."""
    runs, n = [[stamp.device, stamp.run]], stamp.n
    return _encoder.encode([VERSION, False, [[revision, parents, runs, [n], 0, n, {}]]])


def _packed(head: Head, present: Mapping[str, Plain], values: Mapping[str, Plain]) -> list[Any]:
    runs: dict[RunKey, int] = {}
    for key in head.seen:
        runs[key] = len(runs)
    usual = _usual_stamp(head, present)
    exceptions: dict[str, Any] = {name: None for name in present if name not in head.fields}
    run, n = _index(runs, usual), usual.n
    for name, candidates in head.fields.items():
        said = _exception(runs, candidates, usual, present.get(name, _ABSENT), values.get(name, _ABSENT))
        if said is not _ABSENT:
            exceptions[name] = said
    seen = [head.seen.get(key, 0) for key in runs]
    return [head.revision, list(head.parents), [list(key) for key in runs], seen, run, n, exceptions]


def _exception(
    runs: dict[RunKey, int], candidates: tuple[Candidate, ...], usual: Stamp, present: object, held: object
) -> object:
    """Return how a field differs from the usual case, or `_ABSENT` when it does not."""
    only = candidates[0]
    if len(candidates) == 1 and only.value == present and only.stamp == usual:
        return _ABSENT
    if len(candidates) == 1 and only.value == held:
        return [_index(runs, only.stamp), only.stamp.n]
    return [[_index(runs, c.stamp), c.stamp.n, c.value] for c in candidates]


def _usual_stamp(head: Head, present: Mapping[str, Plain]) -> Stamp:
    counts: dict[Stamp, int] = {}
    for name in present:
        for candidate in head.fields.get(name, ()):
            counts[candidate.stamp] = counts.get(candidate.stamp, 0) + 1
    return max(counts, key=lambda stamp: counts[stamp]) if counts else PENDING


def _index(runs: dict[RunKey, int], stamp: Stamp) -> int:
    if stamp == PENDING:
        return _PENDING_RUN
    return runs.setdefault((stamp.device, stamp.run), len(runs))
