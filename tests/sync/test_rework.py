"""A cut costs at most one batch and one page; and of sending and fetching, what fails keeps the other from nothing."""

import os
from collections.abc import Callable
from contextlib import suppress
from typing import Any

import pytest

from peerdesk.domain.encounter import EncounterDraft
from peerdesk.domain.errors import OfflineError, ServerRefusedError
from peerdesk.sync.pull import PAGE_REVISIONS
from peerdesk.wire import endpoints
from peerdesk.wire.exchange import PushRequest
from peerdesk.wire.limits import MAX_PUSH_BYTES, MAX_PUSH_REVISIONS
from peerdesk.work.encounters import encounter_page, keep_many
from peerdesk.work.sharing import readers, share
from peerdesk.work.supervision import comment, review_queue
from peerdesk.work.syncing import status
from tests.support.hospital import clock
from tests.sync.bad_line import lost_reply
from tests.sync.ward import Ward, proved, pushes

MANY = 2 * MAX_PUSH_REVISIONS + 50


def sent(ward: Ward, since: int) -> list[bytes]:
    return [frame for line in ward.lines[since:] for one in pushes(line) for frame in one.revisions]


@pytest.mark.invariant(9)
@pytest.mark.parametrize("batch", [1, 2, 3])
def test_a_cut_while_sending_costs_one_batch(ward: Ward, batch: int) -> None:
    # One that can be asked for everything at once shows what it has before anything goes again.
    ward.can_look = False
    drafts = [EncounterDraft(setting="ed", outcome="left", memory=f"note {i}") for i in range(MANY)]
    keep_many(ward.devon, drafts, clock(), os.urandom)
    lost, since = lost_reply(endpoints.PUSH), len(ward.lines)
    asked: list[PushRequest] = []

    def at_a_batch(endpoint: str, question: Any, go_on: Callable[[], Any]) -> Any:
        if endpoint == endpoints.PUSH:
            asked.append(question)
        return lost(endpoint, question, go_on) if len(asked) == batch else go_on()

    with pytest.raises(OfflineError):
        ward.spoiled(at_a_batch)
    assert proved(ward)
    frames = sent(ward, since)
    again = len(frames) - len(set(frames))
    assert 0 < again <= MAX_PUSH_REVISIONS
    assert sum(map(len, frames)) - sum(map(len, set(frames))) <= MAX_PUSH_BYTES
    assert len(encounter_page(ward.devon, limit=MANY + 1)) == MANY


@pytest.mark.invariant(9)
@pytest.mark.parametrize("page", [1, 2])
def test_a_cut_while_fetching_costs_one_page(ward: Ward, page: int) -> None:
    drafts = [EncounterDraft(setting="ed", outcome="left", memory=f"note {i}") for i in range(MANY)]
    reader = readers(ward.devon, clock())[0].person
    for note in keep_many(ward.devon, drafts, clock(), os.urandom).ids:
        share(ward.devon, note, reader, clock())
    assert proved(ward)
    fetched: list[bytes] = []

    def counted(endpoint: str, question: Any, go_on: Callable[[], Any]) -> Any:
        reply = go_on()
        if endpoint == endpoints.PULL and reply.revisions:
            fetched.extend(reply.revisions)
            if len(fetched) // PAGE_REVISIONS == page and page not in cut:
                cut.append(page)
                raise OfflineError
        return reply

    cut: list[int] = []
    with suppress(OfflineError):
        ward.spoiled(counted, ward.tomas)
    ward.spoiled(counted, ward.tomas)
    assert len(fetched) - len(set(fetched)) <= PAGE_REVISIONS
    assert len(review_queue(ward.tomas, limit=MANY + 1)) == MANY


@pytest.mark.invariant(16)
@pytest.mark.parametrize("reason", ["internal", "full", "slow_down"])
def test_sending_goes_on_while_nothing_can_be_fetched(ward: Ward, reason: str) -> None:
    ward.note("sent all the same")

    def no_pages(endpoint: str, question: Any, go_on: Callable[[], Any]) -> Any:
        if endpoint == endpoints.PULL:
            raise ServerRefusedError(reason)
        return go_on()

    with pytest.raises(ServerRefusedError):
        ward.spoiled(no_pages)
    assert status(ward.devon, clock()).waiting == 0
    assert proved(ward)


@pytest.mark.invariant(16)
@pytest.mark.parametrize("can_look", [True, False], ids=["fetched first", "sent first"])
def test_fetching_goes_on_while_nothing_can_be_sent_into_the_same_space(ward: Ward, can_look: bool) -> None:
    """What has come with the first answer is taken in first; a server that cannot give one is sent to first."""
    ward.can_look = can_look
    reader = readers(ward.devon, clock())[0].person
    share(ward.devon, ward.note("the first"), reader, clock())
    for vault in (ward.devon, ward.tomas):
        ward.hospital.sync(vault)
    comment(ward.tomas, review_queue(ward.tomas)[0].received.item.id, "Thank you", clock(), os.urandom)
    share(ward.devon, ward.note("the second"), reader, clock())
    ward.hospital.sync(ward.devon)
    with pytest.raises(ServerRefusedError):
        ward.spoiled(nothing_sent, ward.tomas)
    assert len(review_queue(ward.tomas)) == 2
    # The comment, and the key that it is sealed with.
    assert status(ward.tomas, clock()).waiting == 2


@pytest.mark.invariant(24)
def test_what_stands_behind_something_that_was_not_fetched_is_not_proved(ward: Ward) -> None:
    """A receipt says a place; only the chain over everything before it says that it stands there."""
    share(ward.devon, ward.note("shared"), readers(ward.devon, clock())[0].person, clock())
    for vault in (ward.devon, ward.tomas):
        ward.hospital.sync(vault)
    item = review_queue(ward.tomas)[0].received.item.id
    comment(ward.tomas, item, "Thank you", clock(), os.urandom)
    ward.hospital.sync(ward.tomas)
    comment(ward.devon, item, "Gladly", clock(), os.urandom)
    with pytest.raises(ServerRefusedError):
        ward.spoiled(nothing_fetched)
    assert status(ward.devon, clock()).waiting == 0
    assert not status(ward.devon, clock()).proof
    assert proved(ward)


def nothing_fetched(endpoint: str, question: Any, go_on: Callable[[], Any]) -> Any:
    if endpoint == endpoints.PULL:
        raise ServerRefusedError("internal")
    return go_on()


def nothing_sent(endpoint: str, question: Any, go_on: Callable[[], Any]) -> Any:
    if endpoint == endpoints.PUSH:
        raise ServerRefusedError("full")
    return go_on()
