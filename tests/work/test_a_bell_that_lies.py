"""I25: a server that rings at once, fails every round and shows a log that grows and shrinks makes no loop."""

import os
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest

from peerdesk.domain.encounter import EncounterDraft
from peerdesk.domain.errors import ExpectedError, HistoryDivergedError, ServerRefusedError
from peerdesk.domain.vocabulary import Role
from peerdesk.sync.transport import Transport
from peerdesk.vault.vault import Vault
from peerdesk.wire import endpoints
from peerdesk.wire.codec import Message
from peerdesk.wire.exchange import (
    CHAIN_START,
    HaveReply,
    HaveRequest,
    PullReply,
    PullRequest,
    PushRequest,
    SpacePoint,
    WakeReply,
    Witness,
    chain_next,
)
from peerdesk.wire.revision import parse_revision, revision_id
from peerdesk.work.encounters import keep_encounter
from peerdesk.work.syncing import sync_now
from peerdesk.work.waking import Watch
from tests.support.hospital import Hospital, a_hospital, clock
from tests.sync.bad_line import BadLine
from tests.sync.logs import frames_of, space_of

MINUTES = 10
MOST_ROUNDS = 30


@pytest.fixture
def hospital(tmp_path: Path) -> Iterator[Hospital]:
    with a_hospital(tmp_path) as hospital:
        yield hospital


class Bell(BadLine):
    """A line on which one may wait. The server rings at once, each time for a log of another length."""

    def hang_up(self) -> None: ...


class LyingServer:
    """Shows three or four entries of one space, in turn, and says of any other number that there is another history."""

    def __init__(self, hospital: Hospital, space: bytes, *, shrinks: bool) -> None:
        self.space, self.shrinks, self.length = space, shrinks, 3
        self.frames = frames_of(hospital, space)
        self.ids = [revision_id(parse_revision(frame)) for frame in self.frames]
        self.chains = [CHAIN_START]
        for one in self.ids:
            self.chains.append(chain_next(self.chains[-1], one))

    def fault(self, endpoint: str, question: Message | None, go_on: Callable[[], Any]) -> Any:
        if endpoint == endpoints.WAKE:
            self.length = 7 - self.length if self.shrinks else min(self.length + 1, len(self.frames))
            return WakeReply(spaces=(SpacePoint(space=self.space, seq=10**9),), directory_n=0)
        is_about = isinstance(question, HaveRequest | PullRequest | PushRequest) and question.space == self.space
        return self.answer(question) if is_about else go_on()

    def answer(self, question: Any) -> Any:
        head = Witness(seq=self.length, chain=self.chains[self.length])
        if isinstance(question, HaveRequest):
            missing = tuple(one for one in question.revisions if one not in self.ids[: self.length])
            return HaveReply(at=head, missing=missing)
        witness = question.witness
        if witness.seq > self.length or self.chains[witness.seq] != witness.chain:
            raise HistoryDivergedError
        if isinstance(question, PushRequest):
            raise ServerRefusedError("full")
        shown = tuple(self.frames[question.after : self.length])
        return PullReply(after=question.after, revisions=shown, page_end=head, head=head)


def rounds_in_ten_minutes(watch: Watch, begin: Callable[[], object], monkeypatch: pytest.MonkeyPatch) -> int:
    """Let naps go by without napping, and return how many rounds the watch asked for."""
    gone, rounds = [0.0], 0

    def nap(seconds: float) -> bool:
        gone[0] += seconds
        return False

    monkeypatch.setattr(watch._stopped, "wait", nap)
    while gone[0] < MINUTES * 60 and rounds < 2 * MOST_ROUNDS and watch.wait():
        rounds += 1
        with suppress(ExpectedError):
            begin()
    return rounds


@pytest.mark.invariant(25)
@pytest.mark.parametrize("shrinks", [True, False])
def test_a_round_that_failed_or_went_back_is_followed_by_a_rest(
    hospital: Hospital, monkeypatch: pytest.MonkeyPatch, shrinks: bool
) -> None:
    devon = hospital.join("Devon Achebe", Role.PEER)
    notes(devon, 40)
    hospital.sync(devon)
    server = LyingServer(hospital, space_of(devon), shrinks=shrinks)

    def line(address: str, pin: bytes) -> Transport:
        return Bell(hospital.remotes(address, pin), server.fault)

    watch = Watch(devon, line, os.urandom)
    rounds = rounds_in_ten_minutes(watch, lambda: sync_now(devon, line, clock(), os.urandom), monkeypatch)
    assert rounds < MOST_ROUNDS


def notes(vault: Vault, count: int) -> None:
    for i in range(count):
        keep_encounter(vault, EncounterDraft(setting="ed", outcome="left", memory=f"note {i}"), clock(), os.urandom)


@pytest.mark.invariant(25)
def test_ringing_for_nothing_makes_no_loop(hospital: Hospital, monkeypatch: pytest.MonkeyPatch) -> None:
    devon = hospital.join("Devon Achebe", Role.PEER)
    own, asked, gone = space_of(devon), list[str](), [0.0]

    def ring(endpoint: str, question: Message | None, go_on: Callable[[], Any]) -> Any:
        asked.append(endpoint)
        is_wake = endpoint == endpoints.WAKE
        return WakeReply(spaces=(SpacePoint(space=own, seq=0),), directory_n=0) if is_wake else go_on()

    watch = Watch(devon, lambda address, pin: Bell(hospital.remotes(address, pin), ring), os.urandom)

    def nap(seconds: float) -> bool:
        gone[0] += seconds
        if gone[0] > MINUTES * 60 or len(asked) > 500:
            watch.stop()
        return False

    monkeypatch.setattr(watch._stopped, "wait", nap)
    assert not watch.wait()
    assert len(asked) < 2 * MOST_ROUNDS
