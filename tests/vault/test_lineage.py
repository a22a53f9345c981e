"""A lineage is the heads themselves in another form: nothing about them is lost, whatever they are."""

from hypothesis import given
from hypothesis import strategies as st

from peerdesk.domain.merge import PENDING, Candidate, Head, Stamp, conflicts, edited, sealed, values, view
from peerdesk.vault.lineage import first_lineage, heads_of, is_disputed, lineage_of

DEFAULTS = {"memory": "", "count": True, "support": [], "share": {}, "individual": None}
STAMPS = st.builds(
    Stamp,
    st.sampled_from([b"A" * 16, b"B" * 16]),
    st.sampled_from([b"r" * 8, b"s" * 8]),
    st.integers(min_value=1, max_value=300),
)
VALUES = {
    "memory": st.text(max_size=12) | st.none(),
    "count": st.booleans(),
    "support": st.lists(st.sampled_from(["listened", "time"]), max_size=2),
    "share": st.dictionaries(st.just("ab" * 16), st.just([1, False]), max_size=1),
    "individual": st.binary(min_size=16, max_size=16) | st.none(),
    "from_a_newer_peerdesk": st.integers() | st.text(max_size=3),
}


@st.composite
def heads(draw: st.DrawFn) -> Head:
    pending = draw(st.booleans())
    stamps = st.one_of(STAMPS, st.just(PENDING)) if pending else STAMPS
    fields = {}
    for name in draw(st.lists(st.sampled_from(sorted(VALUES)), unique=True)):
        candidates = draw(st.lists(st.builds(Candidate, VALUES[name], stamps), min_size=1, max_size=3))
        fields[name] = tuple(candidates)
    return Head(
        revision=None if pending else draw(st.binary(min_size=32, max_size=32)),
        parents=tuple(draw(st.lists(st.binary(min_size=32, max_size=32), max_size=2, unique=True))),
        fields=fields,
        seen=draw(st.dictionaries(STAMPS.map(lambda s: (s.device, s.run)), st.integers(1, 300), max_size=3)),
    )


def row_of(known: list[Head]) -> dict[str, object]:
    shown = {**DEFAULTS}
    first = values(view(known))
    shown.update({name: value for name, value in first.items() if name in DEFAULTS and value is not None})
    return shown


@given(st.lists(heads(), min_size=1, max_size=3))
def test_what_is_packed_unpacks_to_the_same_heads(known: list[Head]) -> None:
    row = row_of(known)
    packed = lineage_of(known, row, DEFAULTS)
    assert heads_of(packed, row, DEFAULTS) == tuple(known)
    assert is_disputed(packed) is bool(conflicts(view(known)))


def test_a_record_that_was_never_sealed_is_one_head_of_what_differs_from_the_defaults() -> None:
    (head,) = heads_of(b"", {**DEFAULTS, "memory": "quiet talk"}, DEFAULTS)
    assert head == Head(revision=None, parents=(), fields={"memory": (Candidate("quiet talk", PENDING),)}, seen={})


def test_the_usual_case_takes_little_room() -> None:
    pending = Head(revision=None, parents=(), fields={"memory": (Candidate("x" * 900, PENDING),)}, seen={})
    done = sealed(pending, b"R" * 32, Stamp(b"D" * 16, b"r" * 8, 7))
    row = {**DEFAULTS, "memory": "x" * 900}
    assert len(lineage_of((done,), row, DEFAULTS)) < 80


def test_an_edit_keeps_the_stamps_of_what_it_did_not_touch() -> None:
    stamp = Stamp(b"D" * 16, b"r" * 8, 1)
    first = Head(
        revision=None,
        parents=(),
        fields={"memory": (Candidate("a", PENDING),), "count": (Candidate(False, PENDING),)},
        seen={},
    )
    second = edited([sealed(first, b"R" * 32, stamp)], {"memory": ""})
    row = row_of([second])
    (back,) = heads_of(lineage_of([second], row, DEFAULTS), row, DEFAULTS)
    assert back.fields["memory"] == (Candidate("", PENDING),)
    assert back.fields["count"] == (Candidate(False, stamp),)
    assert back.parents == (b"R" * 32,)


def test_the_short_way_for_a_first_sealing_gives_the_very_bytes_of_the_long_one() -> None:
    stamp, said = Stamp(b"d" * 16, b"r" * 8, 300), {"memory": "x", "words": "", "count": False}
    defaults = {"memory": "", "words": "", "count": True}
    (head,) = heads_of(b"", said, defaults)
    long = lineage_of((sealed(head, b"v" * 32, stamp),), said, defaults)
    assert first_lineage(b"v" * 32, stamp) == long
