"""Rows that are made when they are looked at: few are made, and no reader misses one."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from peerdesk.desktop.rows import Row, RowList, RowsModel
from peerdesk.desktop.widgets.section_list import SectionList

MANY = 500


class Made:
    """Rows that are counted as they are made."""

    def __init__(self, count: int, sub: str = "words") -> None:
        self.places: list[int] = []
        self._sub = sub
        self.rows = RowList(((number, False) for number in range(count)), self._make, one_height=True)

    def _make(self, place: int) -> Row:
        self.places.append(place)
        return Row(key=place, title=f"Note {place}", sub=self._sub, right="21 Nov", tall=True)


@pytest.fixture
def listed(qtbot: QtBot) -> SectionList:
    view = SectionList("Notes")
    qtbot.addWidget(view)
    view.resize(452, 700)
    view.show()
    return view


def test_a_list_makes_only_the_rows_that_it_paints(listed: SectionList) -> None:
    made = Made(MANY)
    listed.set_rows(made.rows)
    listed.grab()
    assert 0 < len(made.places) == len(set(made.places)) <= 12
    listed.scrollToBottom()
    listed.grab()
    assert MANY - 1 in made.places
    assert len(made.places) <= 24


def test_a_screen_reader_hears_a_row_that_nobody_has_seen(listed: SectionList) -> None:
    made = Made(MANY)
    listed.set_rows(made.rows)
    heard = listed.rows.index(400).data(Qt.ItemDataRole.AccessibleTextRole)
    assert heard == "Note 400, words, 21 Nov"
    assert listed.rows.index(400).flags() & Qt.ItemFlag.ItemIsSelectable
    assert 399 not in made.places


def test_a_reread_with_other_words_repaints_what_was_seen_and_nothing_else() -> None:
    model, told = RowsModel(), []
    model.set_rows(Made(MANY).rows)
    seen = [model.rows[7], model.rows[9]]
    model.dataChanged.connect(lambda first, last, _roles: told.append((first.row(), last.row())))
    model.set_rows(Made(MANY).rows)
    assert told == []
    changed = Made(MANY, sub="other words")
    model.set_rows(changed.rows)
    assert told == [(7, 9)]
    assert sorted(changed.places) == [7, 9]
    assert [model.rows[7].sub, model.rows[9].sub] != [row.sub for row in seen]


def test_the_row_of_a_key_is_found_and_kept_without_making_those_before_it(listed: SectionList) -> None:
    made = Made(MANY)
    listed.set_rows(made.rows)
    assert listed.choose(300)
    assert 300 in made.places
    assert len(made.places) <= 12
    listed.set_rows(Made(MANY, sub="other words").rows)
    assert listed.current_key() == 300
    assert not listed.choose(MANY)


def test_a_list_of_one_height_keeps_its_places_when_its_width_changes(listed: SectionList) -> None:
    listed.set_rows(Made(20).rows)
    listed.grab()
    listed.resize(300, 700)
    listed.grab()
    places = [listed.visualRect(listed.rows.index(at)) for at in range(20)]
    assert {place.height() for place in places} == {68}
    assert {place.width() for place in places} == {listed.viewport().width()}


@given(st.integers(0, 30), st.integers(-40, 40), st.integers(-40, 40), st.sampled_from([-3, -1, 1, 2]))
def test_late_rows_are_the_same_sequence_as_rows_that_are_there(count: int, at: int, end: int, step: int) -> None:
    late = Made(count).rows
    there = tuple(Made(count).rows)
    assert (len(late), bool(late)) == (count, count > 0)
    assert late[at:end:step] == there[at:end:step]
    if -count <= at < count:
        assert late[at] == RowList.of(there)[at] == there[at]
    else:
        for rows in (late, RowList.of(there)):
            with pytest.raises(IndexError):
                rows[at]
