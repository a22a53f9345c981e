"""What a field means here and which shape of it may leave are said in two rooms, and are the same."""

from datetime import date
from typing import get_args

from peerdesk.domain import answers
from peerdesk.domain.changes import RecordKind
from peerdesk.sync.shapes import ALLOWED, IN_OWN_SPACE

SAID = (RecordKind.ENCOUNTER, RecordKind.INDIVIDUAL, RecordKind.FOLLOW_UP, RecordKind.FOLLOW_UP_PLAN)
"""What can stand there in two versions, answer by answer; of every other kind what is said last holds."""

SHAPES = {name: shape for kind in SAID for name, shape in ALLOWED[kind].items()}


def test_each_answer_is_read_as_the_shape_in_which_it_travels() -> None:
    assert {name: SHAPES[name] for name in answers._CODES} == dict(answers._CODES)
    assert {name: get_args(SHAPES[name])[0] for name in answers._LISTS} == dict(answers._LISTS)
    assert {name for name, shape in SHAPES.items() if shape is date} == answers._DAYS


def test_no_two_of_them_mean_different_things_by_one_name() -> None:
    assert set(SAID) <= IN_OWN_SPACE
    for name, shape in SHAPES.items():
        assert {str(ALLOWED[kind][name]) for kind in SAID if name in ALLOWED[kind]} == {str(shape)}, name


def test_a_shared_copy_has_the_shapes_of_its_note() -> None:
    copy = ALLOWED[RecordKind.SHARED_ENCOUNTER]
    assert {name: SHAPES[name] for name in copy if name in SHAPES} == {
        name: shape for name, shape in copy.items() if name in SHAPES
    }
