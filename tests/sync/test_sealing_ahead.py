"""While a whole batch is on its way, the next one is sealed; a cut leaves both waiting, and nothing is sent twice."""

import os
import threading
import time
from contextlib import suppress
from typing import Any

import pytest

from peerdesk.domain.encounter import EncounterDraft
from peerdesk.domain.errors import OfflineError
from peerdesk.sync.outgoing import seal_waiting
from peerdesk.sync.push import _SEALED_AT_ONCE
from peerdesk.vault.engine import driver_of
from peerdesk.wire import endpoints
from peerdesk.wire.exchange import PushRequest
from peerdesk.wire.revision import parse_header, parse_revision, revision_id
from peerdesk.work.encounters import keep_many
from peerdesk.work.syncing import status
from tests.support.hospital import clock
from tests.sync.logs import log_of, space_of
from tests.sync.ward import Ward

PATIENCE_SECONDS = 60.0


def many_notes(ward: Ward, count: int) -> None:
    drafts = [EncounterDraft(setting="ed", outcome="left", memory=f"note {n}") for n in range(count)]
    keep_many(ward.devon, drafts, clock(), os.urandom)


def sealed(ward: Ward) -> int:
    """Count what is sealed and has no receipt yet."""
    with ward.devon.read() as tx:
        return len(tx.outbox.unsettled(tx.own_space, 10_000))


def fresh(ward: Ward) -> int:
    with ward.devon.read() as tx:
        return len(tx.outbox.fresh(tx.own_space, 10_000))


def counter(frame: bytes) -> int:
    return parse_header(parse_revision(frame).header).n


def test_the_next_batch_is_sealed_while_one_is_on_its_way(ward: Ward) -> None:
    many_notes(ward, 2 * _SEALED_AT_ONCE + 5)
    seen: list[int] = []

    def slow(endpoint: str, question: Any, go_on: Any) -> Any:
        if endpoint != endpoints.PUSH:
            return go_on()
        sent, until = len(question.revisions), time.monotonic() + PATIENCE_SECONDS
        while fresh(ward) and sealed(ward) <= sent and sent >= _SEALED_AT_ONCE and time.monotonic() < until:
            time.sleep(0.01)
        seen.append(sealed(ward) - sent)
        return go_on()

    assert ward.spoiled(slow).proof
    # One batch ahead and no more; nothing is left to be sealed behind the last.
    assert seen == [_SEALED_AT_ONCE, 5, 0]
    assert ward.hospital.sync(ward.devon).pushed == 0


def test_one_change_is_sealed_and_sent_by_itself(ward: Ward) -> None:
    threads: set[str] = set()

    def noted(endpoint: str, question: Any, go_on: Any) -> Any:
        if endpoint == endpoints.PUSH:
            threads.add(threading.current_thread().name)
        return go_on()

    ward.note()
    ward.spoiled(noted)
    assert threads == {"MainThread"}


@pytest.mark.parametrize("arrives", [True, False])
def test_a_cut_leaves_both_batches_waiting_and_what_was_sealed_goes_as_it_is(ward: Ward, arrives: bool) -> None:
    there = len(log_of(ward.hospital, space_of(ward.devon)))
    many_notes(ward, 3 * _SEALED_AT_ONCE)

    def cut(endpoint: str, question: Any, go_on: Any) -> Any:
        if endpoint != endpoints.PUSH:
            return go_on()
        if arrives:
            go_on()
        raise OfflineError

    with suppress(OfflineError):
        ward.spoiled(cut)
    assert sealed(ward) == 2 * _SEALED_AT_ONCE
    known = status(ward.devon, clock())
    assert (known.waiting, known.proof) == (3 * _SEALED_AT_ONCE, False)
    with ward.devon.read() as tx:
        before = {counter(one.frame): bytes(one.frame) for one in tx.outbox.unsettled(tx.own_space, 10_000)}
    again: list[bytes] = []

    def heard(endpoint: str, question: Any, go_on: Any) -> Any:
        if isinstance(question, PushRequest):
            again.extend(question.revisions)
        return go_on()

    assert ward.spoiled(heard).proof
    assert all(before.get(counter(frame), frame) == frame for frame in again)
    log = log_of(ward.hospital, space_of(ward.devon))
    assert {revision_id(parse_revision(frame)) for frame in before.values()} <= set(log)
    assert len(log) == len(set(log)) == there + 3 * _SEALED_AT_ONCE


def test_what_fails_while_sealing_ahead_loses_nothing(ward: Ward, monkeypatch: pytest.MonkeyPatch) -> None:
    many_notes(ward, 2 * _SEALED_AT_ONCE)
    calls: list[int] = []

    def fails_once(*given: Any) -> int:
        calls.append(1)
        if len(calls) == 2:
            raise OfflineError
        return seal_waiting(*given)

    monkeypatch.setattr("peerdesk.sync.push.seal_waiting", fails_once)
    with pytest.raises(OfflineError):
        ward.hospital.sync(ward.devon)
    monkeypatch.undo()
    assert ward.hospital.sync(ward.devon).proof


def test_how_many_questions_a_batch_takes_does_not_grow_with_it(ward: Ward) -> None:
    def asked(count: int) -> int:
        many_notes(ward, count)
        said: list[str] = []
        with ward.devon.read() as tx:
            driver = driver_of(tx._connection)
        driver.set_trace_callback(said.append)
        try:
            ward.hospital.sync(ward.devon)
        finally:
            driver.set_trace_callback(None)
        return sum(one.lstrip().startswith("SELECT") for one in said)

    asked(5)
    assert asked(120) < asked(20) + 20
