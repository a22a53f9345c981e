"""What is handed to a restored server again: long logs, blanked notes, and what the server will not take."""

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from peerdesk.domain.encounter import EncounterDraft
from peerdesk.domain.errors import ServerRefusedError
from peerdesk.domain.ids import RecordId
from peerdesk.domain.vocabulary import Role
from peerdesk.vault.shelves.spaces import CHECKPOINT_EVERY
from peerdesk.vault.vault import Vault
from peerdesk.wire import endpoints
from peerdesk.wire.exchange import Outcome, PushReply
from peerdesk.wire.revision import parse_revision, revision_id
from peerdesk.work.attention import needs
from peerdesk.work.encounters import encounter_page, keep_encounter
from tests.support.hospital import clock
from tests.sync.bad_line import BadLine, Fault
from tests.sync.logs import erase, log_of, places, space_of, texts_of
from tests.sync.restoring import Restorable, a_restorable_hospital


@pytest.fixture
def hospital(tmp_path: Path) -> Iterator[Restorable]:
    with a_restorable_hospital(tmp_path) as hospital:
        yield hospital


@pytest.fixture
def devon(hospital: Restorable) -> Vault:
    vault = hospital.join("Devon Achebe", Role.PEER)
    hospital.sync(vault)
    return vault


def write(vault: Vault, count: int) -> list[RecordId]:
    drafts = [EncounterDraft(setting="ed", outcome="left", memory=f"note {i}") for i in range(count)]
    return [keep_encounter(vault, draft, clock(), os.urandom).id for draft in drafts]


def watched(asked: list[Any]) -> Fault:
    def fault(endpoint: str, question: Any, go_on: Any) -> Any:
        asked.append((endpoint, question))
        return go_on()

    return fault


def test_only_what_lies_behind_the_last_common_point_is_sent_and_fetched_again(
    hospital: Restorable, devon: Vault
) -> None:
    write(devon, 2 * CHECKPOINT_EVERY)
    hospital.sync(devon)
    point = hospital.back_up()
    write(devon, 2 * CHECKPOINT_EVERY)
    hospital.sync(devon)
    before = log_of(hospital, space_of(devon))
    hospital.restore(point)
    asked: list[Any] = []
    hospital.wrap = lambda line: BadLine(line, watched(asked))
    result = hospital.sync(devon)
    hospital.wrap = lambda line: line
    assert result.proof
    assert log_of(hospital, space_of(devon)) == before == places(devon, space_of(devon))
    with devon.read() as tx:
        (step,) = tx.healing.log()
    sent = sum(len(question.revisions) for endpoint, question in asked if endpoint == endpoints.PUSH)
    assert sent == step.lacking == 2 * CHECKPOINT_EVERY
    assert step.answer - step.resumed < CHECKPOINT_EVERY + 200
    assert step.resumed >= CHECKPOINT_EVERY


def test_a_blanked_note_goes_behind_the_erase_that_explains_it_however_far_they_are_apart(
    hospital: Restorable, devon: Vault
) -> None:
    """I20, I30: a blank never travels without its erase, so the server has no reason to refuse it."""
    point = hospital.back_up()
    (gone,) = write(devon, 1)
    hospital.sync(devon)
    write(devon, 150)
    hospital.sync(devon)
    erase(devon, gone)
    hospital.sync(devon)
    everything = set(log_of(hospital, space_of(devon)))
    hospital.restore(point)
    answers: list[PushReply] = []

    def heard(endpoint: str, question: Any, go_on: Any) -> Any:
        answer = go_on()
        if endpoint == endpoints.PUSH:
            answers.append(answer)
        return answer

    hospital.wrap = lambda line: BadLine(line, heard)
    assert hospital.sync(devon).proof
    hospital.wrap = lambda line: line
    assert {receipt.outcome for answer in answers for receipt in answer.receipts} == {Outcome.STORED}
    assert set(log_of(hospital, space_of(devon))) == everything
    assert texts_of(hospital, gone) == 0
    assert len(encounter_page(devon, limit=500)) == 150


def test_a_server_put_back_to_before_an_erase_is_made_to_erase_again_also_by_a_computer_that_only_heard_of_it(
    hospital: Restorable, devon: Vault
) -> None:
    (gone,) = write(devon, 1)
    hospital.sync(devon)
    point = hospital.back_up()
    erase(devon, gone)
    hospital.sync(devon)
    hospital.restore(point)
    assert texts_of(hospital, gone) == 1
    hospital.sync(devon)
    assert texts_of(hospital, gone) == 0


@pytest.mark.invariant(15)
@pytest.mark.parametrize("code", ["malformed", "not_allowed", "unknown_suite"])
def test_one_that_spoils_its_whole_request_keeps_none_of_the_others(
    hospital: Restorable, devon: Vault, code: str
) -> None:
    """I15, for what is handed on."""
    point = hospital.back_up()
    write(devon, 6)
    hospital.sync(devon)
    bad = log_of(hospital, space_of(devon))[-1]
    hospital.restore(point)

    def spoiled(endpoint: str, question: Any, go_on: Any) -> Any:
        if endpoint == endpoints.PUSH and any(bad_in(frame, bad) for frame in question.revisions):
            raise ServerRefusedError(code)
        return go_on()

    hospital.wrap = lambda line: BadLine(line, spoiled)
    result = hospital.sync(devon)
    hospital.wrap = lambda line: line
    assert len(log_of(hospital, space_of(devon))) >= 6
    assert bad not in log_of(hospital, space_of(devon))
    assert (result.proof, result.needs_attention) == (False, 1)
    assert [one.reason for one in needs(devon) if not one.is_calm] == [code]
    assert len(encounter_page(devon)) == 6


def bad_in(frame: bytes, bad: bytes) -> bool:
    return revision_id(parse_revision(frame)) == bad
