"""When an encounter began and ended: what may be written, and what it comes to."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from peerdesk.domain.errors import BadValueError
from peerdesk.domain.ids import RecordId
from peerdesk.domain.note_details import details_id
from peerdesk.domain.note_time import MINUTES_OF_A_DAY, Spent, TimeDraft, is_sound, make_spent, time_id

MINUTE = st.integers(0, MINUTES_OF_A_DAY - 1)


@pytest.mark.parametrize(
    ("text", "minute"),
    [
        ("9:10", 550),
        (" 09:10 ", 550),
        ("0:00", 0),
        ("23:59", 1439),
        ("9:10 am", 550),
        ("9:10PM", 1270),
        ("12:05 a.m.", 5),
        ("12:05 p. m.", 725),
    ],
)
def test_a_time_is_read_as_people_write_it(text: str, minute: int) -> None:
    assert make_spent(TimeDraft(begins=text, ends="13:00")).begins == minute


@pytest.mark.parametrize(
    "text", ["", "9", "24:00", "9:60", "13:00 pm", "0:10 am", "-1:10", "nine", "9:1", "٩:١٠", "9:10 xm"]
)
@pytest.mark.parametrize("field", ["begins", "ends"])
def test_what_is_no_time_is_named(text: str, field: str) -> None:
    draft = TimeDraft(**{"begins": "8:00", "ends": "9:00", field: text})
    with pytest.raises(BadValueError) as caught:
        make_spent(draft)
    assert caught.value.field == field


@pytest.mark.parametrize("aside", ["-1", "61", "ten", "1.5", "٣", "1" * 5000])
def test_no_more_is_set_aside_than_there_is(aside: str) -> None:
    with pytest.raises(BadValueError) as caught:
        make_spent(TimeDraft(begins="8:00", ends="9:00", aside=aside))
    assert caught.value.field == "aside"


def test_the_same_time_twice_is_not_a_day_long() -> None:
    with pytest.raises(BadValueError) as caught:
        make_spent(TimeDraft(begins="8:00", ends="8:00"))
    assert caught.value.field == "ends"


def test_a_night_goes_past_midnight_and_what_is_set_aside_is_not_with_somebody() -> None:
    spent = make_spent(TimeDraft(begins="23:50", ends="0:35", aside="15"))
    assert (spent.is_past_midnight, spent.length, spent.minutes) == (True, 45, 30)
    assert not Spent(begins=550, ends=595).is_past_midnight


@given(begins=MINUTE, ends=MINUTE, aside=st.integers(-1, MINUTES_OF_A_DAY))
def test_what_is_sound_comes_back_from_its_own_form(begins: int, ends: int, aside: int) -> None:
    spent = Spent(begins=begins, ends=ends, aside=aside)
    if is_sound(spent):
        assert make_spent(spent.as_draft()) == spent
        assert 0 <= spent.minutes <= spent.length < MINUTES_OF_A_DAY


def test_times_and_details_of_one_note_have_different_ids_that_follow_from_it() -> None:
    note = RecordId(bytes(range(16)))
    assert time_id(note) == time_id(note) != details_id(note)
    assert time_id(note) != time_id(RecordId(bytes(16)))
