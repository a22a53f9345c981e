"""What a change says of itself, without anybody looking through its records again."""

from collections.abc import Iterator

from hypothesis import given
from hypothesis import strategies as some

from peerdesk.domain.changes import Changes, RecordKind
from peerdesk.domain.ids import RecordId

records = some.frozensets(some.tuples(some.sampled_from(RecordKind), some.binary(min_size=1, max_size=1).map(RecordId)))
changes = some.builds(Changes, records=records, outbox=some.booleans())


@given(changes, changes)
def test_a_change_names_its_kinds_however_it_came_to_be(one: Changes, other: Changes) -> None:
    both = one | other
    for kind in RecordKind:
        assert both.touches(kind) == bool(both.ids(kind)) == (one.touches(kind) or other.touches(kind))


@given(some.sampled_from(RecordKind), some.lists(some.binary(min_size=1, max_size=1).map(RecordId), max_size=3))
def test_records_of_one_kind_are_a_change_like_any_other(kind: RecordKind, ids: list[RecordId]) -> None:
    made = Changes.of(kind, *ids)
    assert made == Changes(records=frozenset((kind, one) for one in ids), outbox=True)
    assert made.kinds == Changes(records=made.records).kinds
    assert all(made.has(kind, one) for one in ids)
    assert not made.has(kind, None)


class _Counting(frozenset[tuple[RecordKind, RecordId]]):
    looked = 0

    def __iter__(self) -> Iterator[tuple[RecordKind, RecordId]]:
        self.looked += 1
        return super().__iter__()


def test_asking_for_kinds_again_and_again_looks_through_the_records_once() -> None:
    found = _Counting({(RecordKind.ENCOUNTER, RecordId(bytes([at]))) for at in range(9)})
    change = Changes(records=found)
    for kind in RecordKind:
        change.touches(kind)
        change.has(kind, RecordId(b"x"))
    assert found.looked == 1
