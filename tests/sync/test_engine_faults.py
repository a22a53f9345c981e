"""Rounds of syncing over lines that fail, and against servers that lie: nothing is lost, nothing believed too soon."""

import os
from datetime import timedelta
from typing import Any

import pytest

from peerdesk.domain.errors import (
    ExpectedError,
    OfflineError,
    ServerRefusedError,
)
from peerdesk.sync.result import Headway
from peerdesk.wire import endpoints
from peerdesk.work.encounters import change_encounter, encounter_page
from peerdesk.work.sharing import readers, share
from peerdesk.work.syncing import status, sync_now
from tests.support.hospital import clock
from tests.sync.bad_line import lost_reply, lost_request
from tests.sync.ward import Ward, proved, pushes

ROAD = [endpoints.CHALLENGE, endpoints.LOGIN, endpoints.DIRECTORY, endpoints.PUSH, endpoints.PULL]


@pytest.mark.parametrize("at", ROAD)
def test_a_lost_request_leaves_everything_here_and_the_next_round_goes_on(ward: Ward, at: str) -> None:
    ward.note()
    with pytest.raises(OfflineError):
        ward.spoiled(lost_request(at))
    assert len(encounter_page(ward.devon)) == 1
    if at != endpoints.PULL:
        assert status(ward.devon, clock()).waiting == 1
    assert proved(ward)


def test_a_lost_reply_after_the_server_stored_it_sends_the_same_bytes_and_makes_no_double(ward: Ward) -> None:
    # One that can be asked for everything at once shows them before they would go again.
    ward.can_look = False
    ward.note()
    with pytest.raises(OfflineError):
        ward.spoiled(lost_reply(endpoints.PUSH))
    first = pushes(ward.lines[-1])
    result = ward.hospital.sync(ward.devon)
    assert [again.revisions for again in pushes(ward.lines[-1])] == [sent.revisions for sent in first]
    assert result.proof
    assert result.pushed == 0
    assert len(encounter_page(ward.devon)) == 1


def test_sealed_bytes_are_kept_before_they_are_sent(ward: Ward) -> None:
    ward.note()
    with pytest.raises(OfflineError):
        ward.spoiled(lost_request(endpoints.PUSH))
    with ward.devon.read() as tx:
        (kept,) = tx.outbox.unsettled(tx.own_space, 10)
        assert tx.outbox.fresh(tx.own_space, 10) == ()
    assert [sent.revisions for sent in pushes(ward.lines[-1])] == [(kept.frame,)]


def test_an_edit_after_a_try_is_a_second_revision(ward: Ward) -> None:
    ward.note()
    with pytest.raises(OfflineError):
        ward.spoiled(lost_reply(endpoints.PUSH))
    (row,) = encounter_page(ward.devon)
    change_encounter(ward.devon, row.id, {"memory": "second"}, clock(), os.urandom)
    assert proved(ward)
    with ward.devon.read() as tx:
        assert len(tx.histories.versions(row.id)) == 2
        assert tx.encounters.get(row.id).memory == "second"


def test_our_own_push_is_not_fetched_again(ward: Ward) -> None:
    ward.note()
    result = ward.hospital.sync(ward.devon)
    assert (result.pushed, result.pulled) == (1, 0)
    assert result.proof


def test_an_idle_round_asks_little_and_moves_nothing(ward: Ward) -> None:
    result = ward.hospital.sync(ward.devon)
    assert (result.pushed, result.pulled, result.waiting) == (0, 0, 0)
    assert ward.lines[-1].asked.count(endpoints.PUSH) == 0
    assert len(ward.lines[-1].asked) <= 6
    assert result.bytes_down < 1500


@pytest.mark.invariant(16)
@pytest.mark.parametrize("reason", ["internal", "full", "slow_down", "not_allowed"])
def test_a_refusal_of_the_whole_request_keeps_what_waits_and_still_receives(ward: Ward, reason: str) -> None:
    ward.note()

    def refuse(endpoint: str, question: Any, go_on: Any) -> Any:
        if endpoint == endpoints.PUSH:
            raise ServerRefusedError(reason)
        return go_on()

    with pytest.raises(ServerRefusedError):
        ward.spoiled(refuse)
    assert status(ward.devon, clock()).waiting == 1
    assert ward.lines[-1].asked.count(endpoints.PUSH) == 1
    assert endpoints.PULL in ward.lines[-1].asked
    assert proved(ward)


def test_a_batch_that_is_too_large_goes_in_halves(ward: Ward) -> None:
    for i in range(6):
        ward.note(f"note {i}")

    def fault(endpoint: str, question: Any, go_on: Any) -> Any:
        if endpoint == endpoints.PUSH and len(question.revisions) > 2:
            raise ServerRefusedError("too_large")
        return go_on()

    assert ward.spoiled(fault).proof


def test_a_token_that_ran_out_is_asked_for_once_more(ward: Ward) -> None:
    ward.note()
    once = [True]

    def fault(endpoint: str, question: Any, go_on: Any) -> Any:
        if endpoint == endpoints.DIRECTORY and once:
            once.clear()
            raise ServerRefusedError("not_logged_in")
        return go_on()

    assert ward.spoiled(fault).proof
    assert ward.lines[-1].asked.count(endpoints.LOGIN) == 2


def test_no_sequence_of_answers_makes_a_hot_loop(ward: Ward) -> None:
    ward.note()
    for reason in ("not_logged_in", "head_moved", "too_large", "internal"):

        def refuse(endpoint: str, question: Any, go_on: Any, reason: str = reason) -> Any:
            raise ServerRefusedError(reason)

        with pytest.raises(ExpectedError):
            ward.spoiled(refuse)
        assert len(ward.lines[-1].asked) < 8
    assert proved(ward)


def test_a_round_that_nobody_waits_for_stops_between_batches_and_loses_nothing(ward: Ward) -> None:
    for i in range(450):
        ward.note(f"note {i}")
    heard: list[Headway] = []
    progress = heard.append

    stopped = sync_now(
        ward.devon, ward.hospital.remotes, clock(), os.urandom, cancel=lambda: bool(heard), progress=progress
    )
    (way,) = heard
    assert (way.sent, way.to_send, way.fetched, way.to_fetch) == (199, 450, 0, 0)
    assert way.bytes_up > 199 * 300
    assert 0 < way.bytes_down < way.bytes_up
    assert not stopped.is_complete
    assert (stopped.pushed, stopped.waiting, stopped.proof) == (199, 251, False)
    assert proved(ward)
    assert ward.hospital.sync(ward.devon).pushed == 0


def test_how_far_the_clocks_are_apart_is_known_and_decides_nothing(ward: Ward) -> None:
    ward.note()
    late = clock() - timedelta(days=3650)
    assert sync_now(ward.devon, ward.hospital.remotes, late, os.urandom).proof
    offset = status(ward.devon, clock()).clock_offset_seconds
    assert offset is not None
    assert abs(offset - 3650 * 86400) < 60


def test_how_far_fetching_has_come_is_told_page_by_page(ward: Ward) -> None:
    note = ward.note()
    share(ward.devon, note, readers(ward.devon, clock())[0].person, clock())
    ward.hospital.sync(ward.devon)
    heard: list[Headway] = []
    result = sync_now(ward.tomas, ward.hospital.remotes, clock(), os.urandom, progress=heard.append)
    assert heard[-1].fetched == heard[-1].to_fetch == result.pulled > 0
    assert result.is_complete


def test_complete_up_to_is_when_a_round_last_ended_at_every_head(ward: Ward) -> None:
    """A round that was stopped, or could not fetch, does not make anything look fresher than it is."""
    first = clock()
    sync_now(ward.devon, ward.hospital.remotes, first, os.urandom)
    for i in range(250):
        ward.note(f"note {i}")
    stopped = list[Headway]()
    later = first + timedelta(hours=3)
    sync_now(
        ward.devon, ward.hospital.remotes, later, os.urandom, cancel=lambda: bool(stopped), progress=stopped.append
    )
    assert status(ward.devon, later).last_success == first
    sync_now(ward.devon, ward.hospital.remotes, later, os.urandom)
    assert status(ward.devon, later).last_success == later
