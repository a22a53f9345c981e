"""What two lists of places differ in: said once for each place, and by how many where nobody would read each."""

from dataclasses import replace
from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from peerdesk.domain.ids import RecordId
from peerdesk.domain.place import Place
from peerdesk.domain.team_places import PlacesChanged, TeamPlaces, places_changed


def a_place(number: int, name: str, phone: str = "", checked: int = 0) -> Place:
    return Place(
        id=RecordId(bytes([number]) * 16),
        name=name,
        phone=phone,
        checked_on=date(2026, 11, checked) if checked else None,
    )


PLACES = st.lists(
    st.builds(a_place, st.integers(1, 9), st.sampled_from("ABCD"), st.sampled_from(("", "1", "2")), st.integers(0, 2)),
    unique_by=lambda one: one.id,
)


@given(PLACES, PLACES)
def test_each_place_is_told_once_and_what_is_told_leads_from_one_list_to_the_other(
    before: list[Place], after: list[Place]
) -> None:
    told = places_changed(before, after)
    new, old = ({one for _, one in told.changed}, {was for was, _ in told.changed})
    assert len(told.added) + len(new) == len({*told.added, *new})
    assert {*told.added, *new} <= set(after)
    assert {*told.gone, *old} <= set(before)
    assert len(before) - len(told.gone) + len(told.added) == len(after)
    same = len(after) - len(told.added) - len(told.changed)
    assert told.checked <= same
    assert bool(told) or [(one.name, one.phone) for one in sorted(before, key=_by_words)] == [
        (one.name, one.phone) for one in sorted(after, key=_by_words)
    ]


@given(PLACES)
def test_a_list_differs_from_itself_in_nothing(places: list[Place]) -> None:
    assert not places_changed(places, reversed(places))


def test_a_place_that_was_put_in_anew_is_the_one_that_was_there() -> None:
    was, one = a_place(1, "Harbor House", "555-0120"), a_place(2, "harbor house", "555-0121")
    assert places_changed([was], [one]).changed == ((was, one),)
    again = replace(was, id=RecordId(bytes([3]) * 16))
    assert not places_changed([was], [again])


def test_to_have_looked_again_is_counted_and_no_news_of_each_place() -> None:
    before = [a_place(number, f"Place {number}", checked=1) for number in range(1, 9)]
    after = [a_place(number, f"Place {number}", checked=2) for number in range(1, 9)]
    assert places_changed(before, after) == PlacesChanged(added=(), changed=(), gone=(), checked=8)


def _by_words(one: Place) -> tuple[str, str]:
    return one.name, one.phone


def test_a_place_that_was_put_in_anew_as_it_was_is_nothing_new() -> None:
    given = TeamPlaces(version=1, published_on=date(2026, 11, 20), places=(a_place(1, "A", "1"),))
    assert given.says([a_place(2, "A", "1")])
    assert not given.says([a_place(2, "A", "2")])
    assert not given.says([a_place(2, "B", "1")])
