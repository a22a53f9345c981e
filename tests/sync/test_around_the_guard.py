"""I13: whoever has one of the person's computers, or the server, finds no way around the question about deletions."""

import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import msgspec
import pytest

from peerdesk.domain.encounter import EncounterDraft
from peerdesk.domain.errors import HistoryDivergedError
from peerdesk.domain.ids import RecordId
from peerdesk.sync.outgoing import seal_waiting
from peerdesk.sync.own_keys import author_of
from peerdesk.sync.space_keys import new_key
from peerdesk.vault.vault import Vault
from peerdesk.wire import endpoints
from peerdesk.wire.codec import Message
from peerdesk.wire.exchange import PullRequest
from peerdesk.wire.revision import Kind, parse_header, parse_revision
from peerdesk.work.encounters import delete_encounter, encounter_page, keep_encounter
from peerdesk.work.mass_hiding import accept_hiding, held_hiding, keep_everything
from peerdesk.work.membership import known_directory
from tests.support.hospital import clock
from tests.support.two_computers import TwoComputers
from tests.sync.bad_line import BadLine, Fault, as_it_is
from tests.sync.logs import erase
from tests.sync.newcomers import small_pages
from tests.sync.restoring import Restorable, a_restorable_hospital

NOTES = 60
DELETED = 40


class Sixty(TwoComputers):
    """Sixty notes on both computers; the ward computer wrote them, and is in the wrong hands from now on."""

    def __init__(self, hospital: Restorable) -> None:
        super().__init__(hospital)
        self.before = hospital.back_up()
        self.notes = self.write(self.ward)
        self.meet()

    def write(self, vault: Vault) -> list[RecordId]:
        drafts = [EncounterDraft(setting="ed", outcome="left", memory=f"note {i}") for i in range(NOTES)]
        return [keep_encounter(vault, draft, clock(), os.urandom).id for draft in drafts]

    def put_between(self, fault: Fault) -> None:
        self.hospital.wrap = lambda line: BadLine(line, fault)


@pytest.fixture
def devon(tmp_path: Path) -> Iterator[Sixty]:
    with a_restorable_hospital(tmp_path) as hospital:
        yield Sixty(hospital)


def shown(vault: Vault) -> int:
    return len(encounter_page(vault, limit=500))


class KeyLast(BadLine):
    """Sends the key of a batch behind everything that is sealed with it."""

    def ask(self, endpoint: str, question: Any, shape: Any) -> Any:
        if endpoint != endpoints.PUSH:
            return self.line.ask(endpoint, question, shape)
        frames = question.revisions
        order = sorted(range(len(frames)), key=lambda i: kind_of(frames[i]) is Kind.EPOCH)
        reply = self.line.ask(endpoint, msgspec.structs.replace(question, revisions=[frames[i] for i in order]), shape)
        receipts = sorted(zip(order, reply.receipts, strict=True), key=lambda pair: pair[0])
        return msgspec.structs.replace(reply, receipts=tuple(receipt for _, receipt in receipts))


def kind_of(frame: bytes) -> Kind:
    return parse_header(parse_revision(frame).header).kind


@pytest.mark.invariant(13)
@pytest.mark.parametrize("answer", ["let go", "keep"])
def test_deletions_whose_key_comes_behind_them_wait_as_well(devon: Sixty, answer: str) -> None:
    devon.hospital.wrap = KeyLast
    with devon.ward.write() as tx:
        identity, directory = tx.identity.get(), known_directory(tx)
        author = author_of(identity, devon.ward.run, devon.ward.subkey("device-keys"))
        new_key(tx, author, tx.own_space, directory)
    for note in devon.notes[:DELETED]:
        delete_encounter(devon.ward, note)
    with devon.ward.write() as tx:
        seal_waiting(tx, author, tx.own_space, directory, 199, clock())
    devon.hospital.sync(devon.ward)
    devon.put_between(as_it_is)
    devon.hospital.sync(devon.laptop)
    held = held_hiding(devon.laptop)
    assert held is not None
    assert (shown(devon.laptop), held.records) == (NOTES, DELETED)
    if answer == "keep":
        keep_everything(devon.laptop, clock(), os.urandom)
    else:
        accept_hiding(devon.laptop)
    assert shown(devon.laptop) == (NOTES if answer == "keep" else NOTES - DELETED)
    assert held_hiding(devon.laptop) is None


@pytest.mark.invariant(13)
@pytest.mark.parametrize("delete", [delete_encounter, erase])
def test_a_server_that_only_says_that_its_history_is_another_one_does_not_lift_the_question(
    devon: Sixty, delete: Callable[[Vault, RecordId], object], monkeypatch: pytest.MonkeyPatch
) -> None:
    small_pages(monkeypatch)
    for note in devon.notes[:DELETED]:
        delete(devon.ward, note)
    devon.hospital.sync(devon.ward)
    with devon.laptop.read() as tx:
        own, said = tx.own_space, list[PullRequest]()

    def deny(_endpoint: str, question: Message | None, go_on: Callable[[], Any]) -> Any:
        is_behind = isinstance(question, PullRequest) and question.space == own and question.after
        if is_behind and (question.limit == 1 or len(said) < 2):
            said.append(question)
            raise HistoryDivergedError
        return go_on()

    devon.put_between(deny)
    devon.hospital.sync(devon.laptop)
    assert len(said) > 2
    assert shown(devon.laptop) == NOTES
    assert held_hiding(devon.laptop) is not None


@pytest.mark.invariant(13)
def test_an_honest_server_that_was_put_back_to_its_beginning_does_not_lift_it_either(
    devon: Sixty, monkeypatch: pytest.MonkeyPatch
) -> None:
    small_pages(monkeypatch)
    for note in devon.notes[:DELETED]:
        delete_encounter(devon.ward, note)
    devon.hospital.sync(devon.ward)
    devon.hospital.restore(devon.before)
    devon.hospital.sync(devon.ward)
    devon.hospital.sync(devon.laptop)
    assert shown(devon.laptop) == NOTES
    assert held_hiding(devon.laptop) is not None


@pytest.mark.invariant(13)
def test_a_computer_that_has_only_ever_sent_asks_as_well(devon: Sixty) -> None:
    """Its own revisions carried it to the head: nothing ever had to be fetched."""
    for note in devon.notes[:DELETED]:
        delete_encounter(devon.laptop, note)
    devon.hospital.sync(devon.laptop)
    devon.hospital.sync(devon.ward)
    assert shown(devon.ward) == NOTES
    assert held_hiding(devon.ward) is not None
