"""What is inside a sealed revision: it comes back as it was, and nothing that is not on the list gets in or out."""

from datetime import UTC, datetime
from typing import Any

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from peerdesk.domain.changes import RecordKind
from peerdesk.domain.merge import PENDING, Candidate, Head, Stamp, edited, sealed, view
from peerdesk.sync.payload import LATEST_SECOND, first_plain, from_plain, to_plain
from peerdesk.sync.reasons import Reason, SetAsideError
from peerdesk.sync.shapes import ALLOWED, DATED, IN_DROP_SPACE, IN_OWN_SPACE, IN_PAIR_SPACE, LATEST, SCHEMA
from peerdesk.vault.fields import Plain

DEVICE, RUN = b"d" * 16, b"r" * 8
OTHER, OTHER_RUN = b"o" * 16, b"s" * 8
REVISION = b"v" * 32
STAMP = Stamp(DEVICE, RUN, 7)
NOTE: dict[str, object] = {
    "happened_on": "2026-11-21",
    "setting": "ed",
    "outcome": "met",
    "support": ["time", "listened"],
    "mode": "in_person",
    "length": "",
    "next": {"shelter": "offered"},
    "supplies": {"sharps": 2},
    "memory": "quiet room, likes tea",
    "count": True,
    "share": {"ab" * 16: [1, False]},
    "individual": b"i" * 16,
}


def reopened(raw: bytes, stamp: Stamp = STAMP) -> Head:
    return from_plain(raw, revision=REVISION, parents=(), stamp=stamp).head


texts = st.text(max_size=60)
stamps = st.builds(Stamp, st.sampled_from([DEVICE, OTHER]), st.sampled_from([b"1" * 8, b"2" * 8]), st.integers(1, 50))
candidates = st.lists(
    st.builds(Candidate, texts, stamps | st.just(PENDING)), min_size=1, max_size=4, unique_by=lambda c: c.stamp
).map(tuple)


@given(st.dictionaries(st.sampled_from(["words", "memory", "prompt"]), candidates, min_size=1))
def test_every_value_and_every_stamp_comes_back(fields: dict[str, tuple[Candidate, ...]]) -> None:
    seen: dict[tuple[bytes, bytes], int] = {}
    for said in fields.values():
        for candidate in said:
            if candidate.stamp != PENDING:
                key = (candidate.stamp.device, candidate.stamp.run)
                seen[key] = max(seen.get(key, 0), candidate.stamp.n)
    head = Head(revision=None, parents=(), fields=fields, seen=seen)
    assert reopened(to_plain(RecordKind.ENCOUNTER, head)) == sealed(head, REVISION, STAMP)


@given(
    st.dictionaries(st.sampled_from(["words", "memory", "prompt"]), texts),
    st.none() | st.datetimes(timezones=st.just(UTC)),
)
def test_what_was_never_sealed_travels_in_the_same_bytes_as_a_head_whose_values_all_wait(
    values: dict[str, Plain], kept_at: datetime | None
) -> None:
    fields = {name: (Candidate(value, PENDING),) for name, value in values.items()}
    head = Head(revision=None, parents=(), fields=fields, seen={})
    previous = (RUN, 3)
    assert first_plain(RecordKind.ENCOUNTER, values, previous, kept_at) == to_plain(
        RecordKind.ENCOUNTER, head, previous, kept_at
    )


@given(st.integers(-(2**36), 2**37))
def test_when_a_change_was_made_comes_back_to_the_second_however_wrong_the_clock_was(seconds: int) -> None:
    kept_at = datetime.fromtimestamp(seconds + 0.5, UTC)
    raw = to_plain(RecordKind.ENCOUNTER, edited((), NOTE), kept_at=kept_at)
    said = from_plain(raw, revision=REVISION, parents=(), stamp=STAMP)
    assert said.kept_at == datetime.fromtimestamp(min(max(seconds, 0), LATEST_SECOND), UTC)
    assert said.head == reopened(to_plain(RecordKind.ENCOUNTER, edited((), NOTE)))


@pytest.mark.parametrize("kept_at", [-1, 32_503_680_000, 2**62, 1.5, "now", None])
def test_a_time_that_no_computer_can_say_is_not_believed(kept_at: object) -> None:
    with pytest.raises(SetAsideError) as caught:
        reopened(msgspec.msgpack.encode([DATED, "encounter", None, [], [], kept_at]))
    assert caught.value.reason is Reason.BAD_CONTENT


def test_the_run_before_is_named_by_the_first_of_a_run() -> None:
    said = from_plain(
        to_plain(RecordKind.ENCOUNTER, edited((), NOTE), (OTHER_RUN, 12)), revision=REVISION, parents=(), stamp=STAMP
    )
    assert said.previous == (OTHER_RUN, 12)
    assert said.kind is RecordKind.ENCOUNTER


def test_an_edit_names_what_it_saw_and_carries_on_what_it_did_not_touch() -> None:
    first = sealed(edited((), NOTE), b"1" * 32, Stamp(OTHER, OTHER_RUN, 3))
    second = edited((first,), {"memory": "now with a phone"})
    opened = reopened(to_plain(RecordKind.ENCOUNTER, second))
    assert opened.fields["memory"] == (Candidate("now with a phone", STAMP),)
    assert opened.fields["setting"] == (Candidate("ed", Stamp(OTHER, OTHER_RUN, 3)),)
    assert set(view((opened,))) == set(NOTE)


@pytest.mark.parametrize("kind", list(RecordKind))
def test_a_field_that_is_not_on_the_list_never_leaves(kind: RecordKind) -> None:
    with pytest.raises(SetAsideError):
        to_plain(kind, edited((), {"diagnosis": "x"}))
    with pytest.raises(SetAsideError):
        first_plain(kind, {"diagnosis": "x"})


def test_every_kind_of_record_lives_in_exactly_one_sort_of_space() -> None:
    assert set(RecordKind) == IN_OWN_SPACE | IN_PAIR_SPACE | IN_DROP_SPACE == set(ALLOWED)
    assert not IN_OWN_SPACE & IN_PAIR_SPACE
    assert not IN_DROP_SPACE & (IN_OWN_SPACE | IN_PAIR_SPACE)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("setting", "moon"),
        ("setting", 3),
        ("support", "time"),
        ("support", ["time", 1]),
        ("happened_on", "yesterday"),
        ("next", {"shelter": "soon"}),
        ("supplies", {"sharps": 0}),
        ("supplies", {"sharps": True}),
        ("memory", "x" * 1001),
        ("memory", None),
        ("count", 1),
        ("share", {"ab": [1, False]}),
        ("share", {"ab" * 16: [-1, False]}),
        ("individual", b"short"),
        ("unheard_of", "x"),
    ],
)
def test_a_field_of_another_shape_is_set_aside_on_the_way_in_and_out(name: str, value: Plain) -> None:
    with pytest.raises(SetAsideError) as out:
        to_plain(RecordKind.ENCOUNTER, edited((), {**NOTE, name: value}))
    with pytest.raises(SetAsideError):
        first_plain(RecordKind.ENCOUNTER, {name: value})
    raw = msgspec.msgpack.encode([SCHEMA, "encounter", None, [], [[name, [[value, 0, 0]]]]])
    with pytest.raises(SetAsideError) as back:
        reopened(raw)
    assert out.value.reason is back.value.reason is Reason.BAD_CONTENT


@pytest.mark.parametrize(
    "content",
    [
        [SCHEMA, "encounter", None, [], [["memory", [["a", 1, 1]]]]],
        [SCHEMA, "encounter", None, [[OTHER, OTHER_RUN, 2]], [["memory", [["a", 1, 3]]]]],
        [SCHEMA, "encounter", None, [[OTHER, OTHER_RUN, 2]], [["memory", [["a", 1, 0]]]]],
        [SCHEMA, "encounter", None, [], [["memory", [["a", 0, 5]]]]],
        [SCHEMA, "encounter", None, [[DEVICE, RUN, 7]], [["memory", [["a", 0, 0]]]]],
        [SCHEMA, "encounter", None, [[OTHER, OTHER_RUN, 2], [OTHER, OTHER_RUN, 3]], []],
        [SCHEMA, "encounter", None, [], [["words", [["a", 0, 0]]], ["memory", [["a", 0, 0]]]]],
        [SCHEMA, "encounter", None, [], [["memory", [["a", 0, 0], ["b", 0, 0]]]]],
        [SCHEMA, "encounter", None, [], [["memory", []]]],
        [SCHEMA, "private_mood", None, [], []],
        [SCHEMA, "encounter", None, []],
        [SCHEMA, "encounter", None, [], [], "more"],
        ["1", "encounter", None, [], []],
        {"schema": 1},
        [],
    ],
)
def test_content_that_does_not_hang_together_is_set_aside(content: object) -> None:
    with pytest.raises(SetAsideError) as caught:
        reopened(msgspec.msgpack.encode(content))
    assert caught.value.reason is Reason.BAD_CONTENT


@pytest.mark.invariant(21)
def test_content_of_a_newer_version_is_kept_for_later_and_not_guessed_at() -> None:
    with pytest.raises(SetAsideError) as caught:
        reopened(msgspec.msgpack.encode([LATEST + 1, {"all": "different"}]))
    assert caught.value.reason is Reason.NEWER


@given(st.binary(max_size=200))
def test_no_bytes_do_worse_than_being_set_aside(raw: bytes) -> None:
    with pytest.raises(SetAsideError):
        reopened(raw)


@given(st.integers(0, 10_000), st.binary(min_size=1, max_size=3))
def test_changed_bytes_are_read_as_something_valid_or_set_aside(at: int, patch: bytes) -> None:
    raw = bytearray(to_plain(RecordKind.ENCOUNTER, edited((), NOTE)))
    at %= len(raw)
    raw[at : at + len(patch)] = patch
    try:
        head: Any = reopened(bytes(raw))
    except SetAsideError:
        return
    assert set(head.fields) <= set(ALLOWED[RecordKind.ENCOUNTER])
