"""What stands in a form that nobody finished: no number to call, and nothing about somebody who changed their mind."""

import os

import pytest

from peerdesk.work.consents import find_individual
from peerdesk.work.unfinished import FOLLOW_UP, INTRODUCTION, keep_unfinished, unfinished
from peerdesk.work.withdrawing import Wish, withdraw
from tests.support.hospital import clock
from tests.support.two_computers import TwoComputers
from tests.work.test_one_person import FOX, HERON, asks, both, join, note

__all__ = ["both"]


@pytest.mark.parametrize("form", [FOLLOW_UP, INTRODUCTION])
def test_what_stands_about_somebody_goes_with_their_no_under_each_of_their_handles(
    both: TwoComputers, form: str
) -> None:
    vault, (first, second) = both.ward, (f"{HERON} {form}", f"{FOX} {form}")
    for handle in (first, second):
        note(vault, handle)
    join(vault, first, second)
    keep_unfinished(vault, form, {"handle": second.upper(), "what": "the bus pass"})
    withdraw(vault, find_individual(vault, first), Wish(), clock(), os.urandom)
    assert unfinished(vault, form) == {}


def test_it_is_not_offered_again_where_another_computer_heard_that_they_want_no_contact(both: TwoComputers) -> None:
    for handle in ("Wren", "Maple"):
        note(both.ward, handle)
    both.meet()
    for handle in ("Wren", "Maple", "", "Nobody yet"):
        keep_unfinished(both.ward, FOLLOW_UP, {"handle": handle, "what": "the bus pass"})
        if handle == "Wren":
            asks(both.laptop, "Wren")
            both.meet()
        assert unfinished(both.ward, FOLLOW_UP).get("what") == (None if handle == "Wren" else "the bus pass")


def test_a_number_to_call_never_waits_in_it(both: TwoComputers) -> None:
    keep_unfinished(both.ward, FOLLOW_UP, {"handle": "Otter", "phone": "555 0100"})
    assert unfinished(both.ward, FOLLOW_UP) == {"handle": "Otter"}
    with both.ward.read() as tx:
        assert b"0100" not in (tx.settings.get("unfinished follow-up") or b"")
