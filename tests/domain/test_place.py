"""Places: when a line is old, and what it is found by."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from peerdesk.domain.errors import MissingAnswerError, TextTooLongError, UnknownCodeError
from peerdesk.domain.ids import RecordId
from peerdesk.domain.place import HOLDS_FOR, PlaceDraft, make_place
from peerdesk.domain.place_search import is_found, place_words
from peerdesk.domain.place_vocabulary import Freshness

ID = RecordId(bytes(16))
TODAY = date(2026, 11, 22)


@pytest.mark.parametrize(
    ("checked", "freshness"),
    [
        ("", Freshness.NEVER),
        (TODAY.isoformat(), Freshness.FRESH),
        ((TODAY - HOLDS_FOR).isoformat(), Freshness.FRESH),
        ((TODAY - HOLDS_FOR - timedelta(days=1)).isoformat(), Freshness.OLD),
        ("2027-01-01", Freshness.FRESH),
    ],
)
def test_a_line_is_old_after_half_a_year(checked: str, freshness: Freshness) -> None:
    assert make_place(PlaceDraft(name="A", checked_on=checked), ID).freshness(TODAY) is freshness


@pytest.mark.parametrize(
    ("draft", "error"),
    [
        (PlaceDraft(name=" "), MissingAnswerError),
        (PlaceDraft(name="x" * 81), TextTooLongError),
        (PlaceDraft(name="A", kind="peer_me"), UnknownCodeError),
        (PlaceDraft(name="A", flags=("quiet",)), UnknownCodeError),
    ],
)
def test_only_a_name_is_needed_and_only_places_are_kinds(draft: PlaceDraft, error: type[Exception]) -> None:
    with pytest.raises(error):
        make_place(draft, ID)


def test_it_is_found_without_accents_capitals_or_dashes() -> None:
    place = make_place(PlaceDraft(name="Comedor Río-Azul", phone="555-0100", languages="Español"), ID)
    words = place_words(place, ("Food or benefits",))
    for query in ("", "rio", "AZUL com", "espanol", "5550100", "555-0100", "food rio", "  "):
        assert is_found(words, query), query
    for query in ("edor", "rio verde", "0100"[1:]):
        assert not is_found(words, query), query


@given(st.text(max_size=60), st.text(max_size=60))
def test_whatever_is_typed_finds_or_finds_not(name: str, query: str) -> None:
    place = make_place(PlaceDraft(name=f"a{name}"), ID)
    assert is_found(place_words(place), place.name)
    assert is_found(place_words(place), query) in (True, False)
