"""Whoever supervises nobody any more gets nothing new, also when the peer's computer had not heard of it yet."""

import os
from datetime import datetime, timedelta

import pytest

from peerdesk.domain.ids import RecordId
from peerdesk.sync.copies_due import are_copies_due, copies_are_due
from peerdesk.sync.reasons import Reason
from peerdesk.wire import ids as wire_ids
from peerdesk.wire.directory_body import Left, Supervisor
from peerdesk.work.attention import needs
from peerdesk.work.encounters import change_encounter
from peerdesk.work.sharing import share, stop_sharing
from peerdesk.work.supervision import comment, review_queue
from peerdesk.work.syncing import sync_now
from tests.support.hospital import clock
from tests.work.ward import Pair, officer_says


def supervision(pair: Pair, until: datetime | None) -> None:
    """Let the officer write down until when Tomas supervises Devon."""
    with pair.devon.read() as tx:
        peer = wire_ids.PersonId(tx.person)
    end = None if until is None else int(until.timestamp())
    officer_says(
        pair.hospital,
        Supervisor(peer=peer, supervisor=wire_ids.PersonId(pair.reader), until=end, cover=False),
    )


def end_it(pair: Pair) -> None:
    supervision(pair, clock() - timedelta(hours=1))


def queue(pair: Pair) -> list[str]:
    pair.hospital.sync(pair.tomas)
    return [item.received.item.projection.handle for item in review_queue(pair.tomas)]


def waits_here(pair: Pair, note: RecordId) -> bool:
    result = pair.hospital.sync(pair.devon)
    (one,) = (need for need in needs(pair.devon) if need.news is None)
    assert (one.reason, one.note) == (Reason.HELD_BACK.value, note)
    return (result.waiting, result.needs_attention, result.proof) == (1, 1, False)


def all_is_well(pair: Pair) -> bool:
    result = pair.hospital.sync(pair.devon)
    assert needs(pair.devon) == ()
    return (result.waiting, result.needs_attention, result.proof) == (0, 0, True)


@pytest.mark.parametrize("how", ["ended", "left"])
def test_a_share_that_was_made_offline_is_not_sent_to_somebody_who_supervises_no_more(pair: Pair, how: str) -> None:
    if how == "ended":
        end_it(pair)
    else:
        officer_says(pair.hospital, Left(person=wire_ids.PersonId(pair.reader)))
    note = pair.note()
    share(pair.devon, note, pair.reader, clock())
    assert waits_here(pair, note)
    assert waits_here(pair, note)
    with pair.devon.read() as tx:
        (copy,) = tx.shared_items.given(note)
        assert tx.outbox.unsettled(tx.shared_items.space_of(copy.item.id), 10) == ()
    if how == "ended":
        assert queue(pair) == []


def test_a_share_is_judged_by_the_time_of_the_round(pair: Pair) -> None:
    supervision(pair, clock() + timedelta(hours=1))
    note = pair.note()
    share(pair.devon, note, pair.reader, clock())
    late = sync_now(pair.devon, pair.hospital.remotes, clock() + timedelta(hours=2), os.urandom)
    assert (late.waiting, late.needs_attention) == (1, 1)
    assert all_is_well(pair)
    assert queue(pair) == ["Blue Heron 27"]


def test_an_edit_of_a_shared_note_is_not_sent_and_taking_it_back_is(pair: Pair) -> None:
    note, _ = pair.shared()
    end_it(pair)
    change_encounter(pair.devon, note, {"handle": "Quiet River"}, clock(), os.urandom)
    assert waits_here(pair, note)
    assert queue(pair) == ["Blue Heron 27"]
    stop_sharing(pair.devon, note)
    assert all_is_well(pair)
    assert queue(pair) == []


def test_a_share_that_is_held_is_gone_once_it_is_stopped(pair: Pair) -> None:
    end_it(pair)
    note = pair.note()
    share(pair.devon, note, pair.reader, clock())
    assert waits_here(pair, note)
    stop_sharing(pair.devon, note)
    assert all_is_well(pair)
    assert queue(pair) == []


def test_a_share_that_is_held_goes_out_once_they_supervise_again(pair: Pair) -> None:
    end_it(pair)
    note = pair.note()
    share(pair.devon, note, pair.reader, clock())
    assert waits_here(pair, note)
    supervision(pair, None)
    assert all_is_well(pair)
    assert queue(pair) == ["Blue Heron 27"]


def test_nothing_else_waits_for_what_is_held(pair: Pair) -> None:
    _, copy = pair.shared()
    end_it(pair)
    note = pair.note()
    share(pair.devon, note, pair.reader, clock())
    comment(pair.devon, copy, "Thank you for everything.", clock(), os.urandom)
    with pair.devon.write() as tx:
        copies_are_due(tx)
    assert waits_here(pair, note)
    with pair.devon.read() as tx:
        assert not are_copies_due(tx)
    pair.hospital.sync(pair.tomas)
    assert [one.received.comments for one in review_queue(pair.tomas)] == [1]
