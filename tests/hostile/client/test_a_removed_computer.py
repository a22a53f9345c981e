"""Nothing that a server says makes a removed computer give up what it holds, or lets its work count without a yes."""

import os
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest

from peerdesk.crypto.epoch_key import EpochKey
from peerdesk.domain.errors import ExpectedError
from peerdesk.sync.reasons import Reason
from peerdesk.sync.sealing import Subject, seal_record
from peerdesk.vault.vault import Vault
from peerdesk.wire import endpoints
from peerdesk.wire.exchange import Refusal
from peerdesk.wire.handing_in import HandInReply
from peerdesk.wire.ids import RecordId, SpaceId
from peerdesk.wire.revision import Kind
from peerdesk.work.attention import needs
from peerdesk.work.removed_decisions import take_item
from peerdesk.work.removed_items import removed_work
from peerdesk.work.standing import only_here
from tests.hostile.client.test_pages import behind
from tests.support.hospital import PASSPHRASE, clock
from tests.support.two_computers import TwoComputers, two_computers
from tests.support.vaults import reopened
from tests.sync.bad_line import BadLine, Fault, lost_reply, lost_request
from tests.sync.test_opening import Writer
from tests.work.test_removing import memories, remove, write


@pytest.fixture
def two(tmp_path: Path) -> Iterator[TwoComputers]:
    with two_computers(tmp_path) as two:
        two.note()
        write(two.laptop, "never sent")
        yield two


def answered(refusal: Refusal, count: int | None = None) -> Fault:
    """Answer that everything was taken, or turned down, and store nothing."""

    def fault(endpoint: str, question: Any, go_on: Callable[[], Any]) -> Any:
        if endpoint != endpoints.HAND_IN:
            return go_on()
        return HandInReply(refusals=(refusal,) * (len(question.revisions) if count is None else count))

    return fault


LIES = {
    "everything was taken": answered(Refusal.NONE),
    "everything was turned down": answered(Refusal.NOT_WRITER),
    "too few answers": answered(Refusal.NONE, 0),
    "no question arrives": lost_request(endpoints.HAND_IN),
    "no answer arrives": lost_reply(endpoints.HAND_IN, times=99),
}


def asked(two: TwoComputers, vault: Vault, fault: Fault) -> None:
    """Let a removed computer sync over a line on which the server lies."""
    two.hospital.wrap = lambda line: BadLine(line, fault)
    try:
        with pytest.raises(ExpectedError):
            two.hospital.sync(vault)
    finally:
        two.hospital.wrap = lambda line: line


def accept_all(two: TwoComputers) -> None:
    two.hospital.sync(two.ward)
    for item in removed_work(two.ward).items:
        take_item(two.ward, item.key, clock(), os.urandom)
    assert two.hospital.sync(two.ward).proof


@pytest.mark.invariant(32)
@pytest.mark.parametrize("lie", LIES)
def test_whatever_becomes_of_what_it_hands_in_it_keeps_all_of_it_and_its_keys(two: TwoComputers, lie: str) -> None:
    remove(two, two.ward)
    folder = two.laptop.folder
    asked(two, two.laptop, LIES[lie])
    two.laptop.close()
    with reopened(folder, PASSPHRASE) as again:
        assert memories(again) == {"first", "never sent"}
        with again.read() as tx:
            assert tx.outbox.waiting() > 0
            assert all(one.key is not None for one in tx.epochs.all(tx.own_space))
        asked(two, again, lambda _endpoint, _question, go_on: go_on())
    accept_all(two)
    assert memories(two.ward) == {"first", "never sent"}


STEPS = (endpoints.APPEND, endpoints.HAND_IN, endpoints.LOGIN, endpoints.LOOK, endpoints.PULL, endpoints.PUSH)


@pytest.mark.parametrize("step", STEPS)
def test_a_cut_at_any_step_from_the_removal_to_the_yes_costs_nothing(two: TwoComputers, step: str) -> None:
    """Each of the two computers is closed and opened again in the middle, with the answer to that step lost."""

    def cut(vault: Vault, do: Callable[[Vault], object]) -> Vault:
        two.hospital.wrap = lambda line: BadLine(line, lost_reply(step))
        with suppress(ExpectedError):
            do(vault)
        two.hospital.wrap = lambda line: line
        vault.close()
        fresh = reopened(vault.folder, PASSPHRASE)
        two.hospital.open_vaults.append(fresh)
        return fresh

    two.ward = cut(two.ward, lambda vault: remove(two, vault))
    two.hospital.sync(two.ward)
    two.laptop = cut(two.laptop, two.hospital.sync)
    with suppress(ExpectedError):
        two.hospital.sync(two.laptop)
    two.ward = cut(two.ward, two.hospital.sync)
    two.hospital.sync(two.ward)
    (item,) = removed_work(two.ward).items
    two.ward = cut(two.ward, lambda vault: take_item(vault, item.key, clock(), os.urandom))
    assert removed_work(two.ward).items == ()
    two.ward = cut(two.ward, two.hospital.sync)
    assert two.hospital.sync(two.ward).proof
    assert memories(two.ward) == {"first", "never sent"}
    assert needs(two.ward) == ()
    with two.laptop.read() as tx:
        assert only_here(tx) == 0


def test_a_yes_that_is_cut_off_in_the_middle_was_never_said(two: TwoComputers, monkeypatch: pytest.MonkeyPatch) -> None:
    remove(two, two.ward)
    asked(two, two.laptop, lambda _endpoint, _question, go_on: go_on())
    two.hospital.sync(two.ward)
    (item,) = removed_work(two.ward).items

    def power_cut(*_of: object) -> None:
        raise OSError("the power is gone")

    with monkeypatch.context() as broken:
        broken.setattr("peerdesk.work.removed_decisions._leave_if_nothing_is_left", power_cut)
        with pytest.raises(OSError, match="power"):
            take_item(two.ward, item.key, clock(), os.urandom)
    assert memories(two.ward) == {"first"}
    assert [one.key for one in removed_work(two.ward).items] == [item.key]
    take_item(two.ward, item.key, clock(), os.urandom)
    assert memories(two.ward) == {"first", "never sent"}


def test_a_settlement_in_the_log_is_set_apart_settles_nothing_and_empties_nobody(two: TwoComputers) -> None:
    remove(two, two.ward)
    asked(two, two.laptop, lambda _endpoint, _question, go_on: go_on())
    writer = Writer(two.ward)
    with two.ward.read() as tx:
        own = SpaceId(tx.own_space)
        (epoch, *_) = (one for one in reversed(tx.epochs.all(tx.own_space)) if one.key is not None)
    assert epoch.key is not None
    at = writer.at(own)
    subject = Subject(RecordId(bytes(16)), Kind.SETTLED, ())
    frame = seal_record(writer.author, at, EpochKey(epoch=epoch.epoch, key=epoch.key), subject, 900, b"").frame

    def fault(endpoint: str, question: Any, go_on: Callable[[], Any]) -> Any:
        reply = go_on()
        return behind(reply, frame) if endpoint == endpoints.PULL and question.space == own else reply

    two.hospital.wrap = lambda line: BadLine(line, fault)
    two.hospital.sync(two.ward)
    two.hospital.wrap = lambda line: line
    assert {one.reason for one in needs(two.ward)} >= {Reason.NEWER.value, "removed_computer"}
    assert [one.first_words for one in removed_work(two.ward).items] == ["never sent"]
    assert memories(two.ward) == {"first"}
    assert memories(two.laptop) == {"first", "never sent"}
