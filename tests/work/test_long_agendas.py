"""Agendas that have grown for years: whatever somebody reads is listed, counted, and goes back when it is to."""

import os
from dataclasses import replace

import pytest

from peerdesk.domain.agenda import AgendaItem
from peerdesk.domain.agenda_vocabulary import AgendaTopic
from peerdesk.domain.ids import new_record_id
from peerdesk.vault.shelves.identity import own_space
from peerdesk.work.agenda import order_items
from peerdesk.work.agenda_list import agenda, one_item
from peerdesk.work.consents import find_individual
from peerdesk.work.holdings import holders, take_all_back
from peerdesk.work.leaving import last_day
from peerdesk.work.withdrawing import Wish, withdraw
from tests.support.hospital import clock
from tests.work.test_agenda import add, add_for, put, read_by
from tests.work.ward import NOTE, Pair

YEARS = 600


@pytest.fixture
def pair(pair: Pair) -> Pair:
    """The two, who know of each other; the peer has the items of years, every second one taken off the list."""
    with pair.devon.write() as tx:
        for position in range(1, YEARS + 1):
            record = new_record_id(clock(), os.urandom)
            tx.agenda.put(AgendaItem(id=record, topic=AgendaTopic.POLICY, line=f"old {position}", position=position))
            tx.agenda.hide(record, hidden=bool(position % 2))
        # That they are here is enough: sending them all would show nothing more.
        for intent in tx.outbox.fresh(own_space(tx.person), YEARS):
            tx.outbox.drop(intent)
    pair.meet()
    return pair


def test_what_was_added_after_years_is_listed_counted_and_goes_back(pair: Pair) -> None:
    item = put(pair.devon, "the newest")
    add(pair, item)
    pair.meet()
    assert read_by(pair.tomas) == ["the newest"]
    assert [one.id for one in agenda(pair.devon) if one.readers] == [item]
    assert one_item(pair.devon, item).line == "the newest"
    assert [one.agenda for one in holders(pair.devon, clock())] == [1]
    assert last_day(pair.devon).readers == ("Tomas Okafor",)
    take_all_back(pair.devon, pair.reader, clock())
    pair.meet()
    assert read_by(pair.tomas) == []


def test_a_no_takes_back_what_was_added_after_years(pair: Pair) -> None:
    note = pair.note(replace(NOTE, handle="Quiet Fox 3", prompt="zebra words"))
    add_for(pair.devon, note, pair.reader)
    pair.meet()
    assert read_by(pair.tomas) == ["zebra words"]
    withdraw(pair.devon, find_individual(pair.devon, "Quiet Fox 3"), Wish(do_not_contact=True), clock(), os.urandom)
    pair.meet()
    assert read_by(pair.tomas) == []


def test_each_new_item_is_the_last_and_can_be_put_first(pair: Pair) -> None:
    first, second = put(pair.devon, "first"), put(pair.devon, "second")
    assert [one.id for one in agenda(pair.devon)][-2:] == [first, second]
    order_items(pair.devon, (second,), clock(), os.urandom)
    listed = [one.id for one in agenda(pair.devon)]
    assert (listed[0], listed[-1]) == (second, first)
