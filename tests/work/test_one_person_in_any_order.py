"""Merges, other handles and wishes, said and taken back on two computers at once: both agree, and no wish is lost."""

import os
from contextlib import suppress
from itertools import count

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from peerdesk.domain.errors import NotAllowedError
from peerdesk.work.another_handle import rename_individual
from peerdesk.work.individuals import individual_list, one_individual
from peerdesk.work.one_person import part_handle
from tests.support.hospital import clock
from tests.support.two_computers import TwoComputers
from tests.work.test_one_person import asks, both, handles, join, no_contact, note

__all__ = ["both"]

WHO = ("Red", "Amber", "Calm")
ACTS = ("join", "part", "rename", "note", "asks", "meet")
STEP = st.tuples(st.booleans(), st.sampled_from(ACTS), st.sampled_from(WHO), st.sampled_from(WHO))
RUNS = count()


@settings(max_examples=6, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=st.lists(STEP, min_size=3, max_size=8))
def test_whatever_two_computers_do_at_once_both_agree_and_no_wish_is_lost(
    both: TwoComputers, steps: list[tuple[bool, str, str, str]]
) -> None:
    run, asked, written = next(RUNS), set[str](), len(WHO)
    for who in WHO:
        note(both.ward, f"{who} run {run}")
    both.meet()
    for at_the_ward, act, first, second in steps:
        vault, one, other = both.ward if at_the_ward else both.laptop, f"{first} run {run}", f"{second} run {run}"
        if act == "meet":
            both.meet()
        elif act == "note":
            note(vault, one)
            written += 1
        elif act == "asks":
            person = one_individual(vault, one)
            asked |= {person.handle, *person.others}
            asks(vault, one)
        elif act == "rename":
            with suppress(NotAllowedError):
                rename_individual(vault, one, f"New {other}", clock(), os.urandom)
        else:
            with suppress(NotAllowedError):
                join(vault, one, other) if act == "join" else part_handle(vault, one, clock())
    both.meet()
    both.meet()
    there = [one for one in individual_list(both.ward) if one.handle.endswith(f" run {run}")]
    assert individual_list(both.ward) == individual_list(both.laptop)
    assert handles(both.ward) == handles(both.laptop)
    assert sum(one.notes for one in there) == written
    assert all(no_contact(both.ward, handle) for handle in asked)
