"""What came out of the box: sums from five slips on, and no value that could hold the numbers of fewer."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from peerdesk.domain.errors import BadValueError, InputRefusedError, MissingAnswerError
from peerdesk.domain.ids import RecordId
from peerdesk.domain.peer_pulse import (
    FEWEST,
    MOST_SLIPS,
    Pulse,
    PulseAnswer,
    PulseDraft,
    Statement,
    make_pulse,
    pulse_draft,
)
from peerdesk.domain.pulse_errors import TooFewSlipsError, TooManyTicksError
from peerdesk.vault.fields import UnreadableFieldError
from peerdesk.vault.own_values import plain_pulse, pulse_of

RECORD = RecordId(b"\x07" * 16)
QUARTER = "2026-Q3"
EIGHT = PulseDraft(quarter=QUARTER, slips="8")
numbers = st.integers(-3, MOST_SLIPS + 3)
rows = st.lists(numbers, max_size=6).map(tuple)


def is_told(row: tuple[int, ...]) -> bool:
    return sum(row) >= FEWEST


@st.composite
def boxes(draw: st.DrawFn, fewest: int = 1) -> PulseDraft:
    """Any box that somebody could open and count: each statement ticked by some of the slips."""
    slips = draw(st.integers(fewest, 40))
    ticks = {}
    for statement in Statement:
        left, found = slips, []
        for _ in PulseAnswer:
            found.append(draw(st.integers(0, left)))
            left -= found[-1]
        ticks[statement] = tuple(map(str, found))
    return PulseDraft(quarter=QUARTER, slips=str(slips), ticks=ticks)


@st.composite
def small_rows(draw: st.DrawFn) -> tuple[str, ...]:
    """What up to four people can say of one statement."""
    found = draw(st.lists(st.sampled_from(range(len(PulseAnswer))), max_size=FEWEST - 1))
    return tuple(str(found.count(place)) for place in range(len(PulseAnswer)))


@given(slips=numbers, ticks=st.dictionaries(st.sampled_from(Statement), rows))
def test_whatever_somebody_tries_there_is_no_pulse_with_the_numbers_of_fewer_than_five(
    slips: int, ticks: dict[Statement, tuple[int, ...]]
) -> None:
    try:
        pulse = Pulse(id=RECORD, quarter=QUARTER, slips=slips, ticks=ticks)
    except InputRefusedError:
        is_sound = FEWEST <= slips <= MOST_SLIPS and all(
            len(row) == len(PulseAnswer) and min(row) >= 0 and FEWEST <= sum(row) <= slips for row in ticks.values()
        )
        assert not is_sound
        return
    assert FEWEST <= pulse.slips <= MOST_SLIPS
    assert all(FEWEST <= sum(row) <= pulse.slips and min(row) >= 0 for row in pulse.ticks.values())


@given(boxes())
def test_a_box_is_kept_from_five_on_and_of_each_statement_what_five_or_more_answered(box: PulseDraft) -> None:
    counted = {one: tuple(map(int, row)) for one, row in box.ticks.items()}
    if int(box.slips) < FEWEST:
        with pytest.raises(TooFewSlipsError) as refused:
            make_pulse(box, RECORD)
        # It may end up in a log: no number of the small box is in it.
        assert not [said for said in (repr(refused.value), str(vars(refused.value))) if any(map(str.isdigit, said))]
        return
    kept = make_pulse(box, RECORD)
    assert kept.ticks == {one: row for one, row in counted.items() if is_told(row)}
    assert all(sum(row) + kept.left_empty(one) == kept.slips for one, row in kept.ticks.items())
    assert make_pulse(pulse_draft(kept), RECORD) == kept


@given(boxes(fewest=FEWEST), st.sampled_from(Statement), st.lists(small_rows(), min_size=2, max_size=2))
def test_nothing_of_what_is_kept_tells_one_small_answer_from_another(
    box: PulseDraft, statement: Statement, alike: list[tuple[str, ...]]
) -> None:
    kept = [make_pulse(replace(box, ticks={**box.ticks, statement: row}), RECORD) for row in alike]
    assert plain_pulse(kept[0]) == plain_pulse(kept[1])
    assert kept[0].ticks.keys() == kept[1].ticks.keys() <= set(Statement) - {statement}


@given(boxes(fewest=FEWEST))
def test_it_is_read_from_its_row_as_it_was_kept(box: PulseDraft) -> None:
    kept = make_pulse(box, RECORD)
    assert pulse_of(RECORD, plain_pulse(kept)) == kept


@given(st.lists(st.lists(numbers, max_size=6), max_size=7))
def test_a_row_of_another_computer_is_unreadable_or_a_sound_pulse(sums: list[list[int]]) -> None:
    try:
        pulse = pulse_of(RECORD, {"quarter": QUARTER, "sums": sums})
    except UnreadableFieldError:
        return
    assert plain_pulse(pulse)["sums"] == sums


@pytest.mark.parametrize(
    "sums",
    [[], [[4], *[[]] * 5], [[8], [1, 1, 1, 1, 0], *[[]] * 4], [[8], [9, 0, 0, 0, 0], *[[]] * 4], [[8], [8], *[[]] * 4],
     [[8, 8], *[[]] * 5], [[True], *[[]] * 5], [["8"], *[[]] * 5], [8, *[[]] * 5], [[8], [6, -1, 0, 0, 0], *[[]] * 4]],
)  # fmt: skip
def test_a_small_box_from_another_computer_cannot_be_read(sums: list[object]) -> None:
    with pytest.raises(UnreadableFieldError):
        pulse_of(RECORD, {"quarter": QUARTER, "sums": sums})


def refused(draft: PulseDraft) -> InputRefusedError:
    with pytest.raises(InputRefusedError) as found:
        make_pulse(draft, RECORD)
    return found.value


@pytest.mark.parametrize("quarter", ["", "2026", "2026-Q5", "2026-12", "2026-Q3 ", "26-Q3", "9999-Q1", "２０２６-Q3"])
def test_a_quarter_is_one_that_a_calendar_has(quarter: str) -> None:
    if quarter.strip() != QUARTER:
        assert refused(replace(EIGHT, quarter=quarter)).field == "quarter"


@pytest.mark.parametrize("slips", ["eight", "-8", "8.0", "1000", "８", "1e3", "+8"])
def test_slips_are_a_whole_number(slips: str) -> None:
    found = refused(replace(EIGHT, slips=slips))
    assert (type(found), found.field) == (BadValueError, "slips")


def test_each_wrong_entry_names_its_field() -> None:
    assert isinstance(refused(replace(EIGHT, slips=" ")), MissingAnswerError)
    for row in (("x", "", "", "", ""), ("5", "5"), ("8", "-1", "", "", "")):
        found = refused(replace(EIGHT, ticks={Statement.RESPECT: row}))
        assert (type(found), found.field) == (BadValueError, "respect")
    found = refused(replace(EIGHT, ticks={Statement.FRIEND: ("5", "4", "", "", "")}))
    assert isinstance(found, TooManyTicksError)
    assert (found.field, found.counted, found.slips) == ("friend", 9, 8)


def test_of_fewer_than_five_slips_that_alone_is_said_whatever_else_is_wrong() -> None:
    assert isinstance(
        refused(replace(EIGHT, slips="4", ticks={Statement.ROLE: ("99", "x", "", "", "")})), TooFewSlipsError
    )


def test_what_was_kept_cannot_be_changed_behind_its_back() -> None:
    ticks = {Statement.ROLE: (5, 0, 0, 0, 0)}
    pulse = Pulse(id=RECORD, quarter=QUARTER, slips=5, ticks=ticks)
    ticks[Statement.ROLE] = (1, 0, 0, 0, 0)
    assert pulse.ticks[Statement.ROLE] == (5, 0, 0, 0, 0)
    assert not hasattr(pulse.ticks, "__setitem__")
