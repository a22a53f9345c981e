"""A note that is edited while a round is on its way, and was edited on the other computer as well."""

import os
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from peerdesk.wire import endpoints
from peerdesk.work.encounters import change_encounter, encounter_detail
from tests.support.hospital import clock
from tests.support.two_computers import TwoComputers, two_computers
from tests.sync.bad_line import BadLine


@pytest.fixture
def people(tmp_path: Path) -> Iterator[TwoComputers]:
    with two_computers(tmp_path) as found:
        yield found


@pytest.mark.invariant(1, 5, 16)
@pytest.mark.parametrize("field", ["memory", "words"])
def test_an_edit_kept_between_the_sending_and_the_fetching_is_sent_by_the_next_round(
    people: TwoComputers, field: str
) -> None:
    """I5, I16: what comes in stands beside an edit that is not sealed yet; neither keeps the other from travelling."""
    note = people.note()
    people.change(people.laptop, note, memory="from the laptop")
    people.hospital.sync(people.laptop)
    typed: list[str] = []
    with people.ward.read() as tx:
        own = tx.own_space

    def somebody_types(endpoint: str, question: Any, go_on: Callable[[], Any]) -> Any:
        if endpoint == endpoints.PULL and question.space == own and not typed:
            typed.append("from the ward")
            change_encounter(people.ward, note, {field: typed[0]}, clock(), os.urandom)
        return go_on()

    people.hospital.wrap = partial(BadLine, fault=somebody_types)
    people.hospital.sync(people.ward)
    people.hospital.wrap = lambda line: line
    people.meet()
    ward, laptop = (encounter_detail(vault, note) for vault in (people.ward, people.laptop))
    assert [head.revision for head in ward.heads] == [head.revision for head in laptop.heads]
    assert (ward.encounter, ward.conflicts) == (laptop.encounter, laptop.conflicts)
    said = {str(c.value) for head in ward.heads for many in head.fields.values() for c in many}
    assert {"from the laptop", "from the ward"} <= said
    assert bool(ward.conflicts) == (field == "memory")
