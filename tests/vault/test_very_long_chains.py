"""One note that was edited very often: each further edit costs what the first ones cost, and ends the same."""

import os
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import replace

from peerdesk.domain.merge import Head
from peerdesk.vault.engine import driver_of
from peerdesk.vault.inbox import OpenedRevision
from peerdesk.vault.shelves.spaces import Point
from peerdesk.vault.vault import Vault
from tests.support.vaults import new_id
from tests.vault.pulled import Computer
from tests.vault.test_evidence import FIELDS

PAGE, PAGES = 50, 16
EACH = 10
"""The database tells of itself after so many steps."""

HARDLY_MORE = 2.0
"""The edits before are looked through once for a page. For each edit it was thirty times as much by the last page."""


def edits(other: Computer, pages: int) -> Iterator[list[OpenedRevision]]:
    """Return pages of edits of one note, each of which replaces the one before."""
    note, heads, seq = new_id(), list[Head](), 0
    for _ in range(pages):
        page = []
        for _ in range(PAGE):
            one = other.says(note, {"memory": os.urandom(3).hex()} if heads else FIELDS, heads)
            assert one.head is not None
            seq, heads = seq + 1, [one.head]
            page.append(replace(one, seq=seq))
        yield page


def steps_of(vault: Vault, page: list[OpenedRevision], other: Computer) -> int:
    """Return the steps for a page, but those inside the search index: that tidies itself when the desk is idle."""
    told, present = Counter[bool](), [False]

    def hear(statement: str) -> None:
        present[0] = statement.startswith("--")

    def tell() -> int:
        told[present[0]] += 1
        return 0

    with vault.write() as tx:
        driver = driver_of(tx._connection)
        driver.set_trace_callback(hear)
        driver.set_progress_handler(tell, EACH)
        tx.inbox.apply(other.space, page, Point(page[-1].seq, os.urandom(32)))
        driver.set_progress_handler(None, 0)
        driver.set_trace_callback(None)
    return told[False]


def test_a_page_of_edits_of_a_note_that_was_edited_very_often_costs_no_more_than_an_early_one(vault: Vault) -> None:
    with vault.read() as tx:
        other = Computer(tx.person, tx.own_space)
    taken = [steps_of(vault, page, other) for page in edits(other, PAGES)]
    assert max(taken[-3:]) <= HARDLY_MORE * min(taken[1:4]), taken


Order = Callable[[list[OpenedRevision]], list[OpenedRevision]]


def test_an_edit_that_comes_behind_the_one_that_replaces_it_is_no_version_in_the_same_page_or_another(
    vault: Vault,
) -> None:
    with vault.read() as tx:
        other = Computer(tx.person, tx.own_space)
    (page,) = edits(other, 1)
    orders: list[Order] = [lambda page: page[::-1], lambda page: page[:1] + page[:0:-1]]
    for order in orders:
        with vault.write() as tx:
            tx.inbox.apply(other.space, order(page)[:30], Point(30, os.urandom(32)))
            tx.inbox.apply(other.space, order(page)[30:], Point(PAGE, os.urandom(32)))
        with vault.read() as tx:
            (head,) = tx.histories.heads(page[0].header.record)
        assert head.revision == page[-1].revision
