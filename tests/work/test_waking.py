"""A change is here within about a second, over one question that waits; nothing asks again and again meanwhile.

I25: whatever the server answers, the questions in a minute are few.
"""

import os
import threading
import time
from collections.abc import Iterator
from contextlib import ExitStack, closing, contextmanager
from dataclasses import dataclass, field
from typing import Any

import msgspec
import pytest

from peerdesk.crypto.passphrase import TEST_ONLY
from peerdesk.domain.encounter import EncounterDraft
from peerdesk.domain.errors import NotPeerDeskServerError, OfflineError, ServerRefusedError
from peerdesk.domain.vocabulary import Role
from peerdesk.sync.one_piece import OnePiece
from peerdesk.sync.patience import FIRST_SECONDS, LONGEST_SECONDS, Patience
from peerdesk.sync.remote import Remote, connect
from peerdesk.sync.transport import Transport
from peerdesk.vault.vault import Vault
from peerdesk.wire import endpoints
from peerdesk.wire.exchange import WakeReply
from peerdesk.wire.login import WAKE, Hello
from peerdesk.work import waking
from peerdesk.work.encounters import encounter_page, keep_encounter
from peerdesk.work.officer import init_organisation
from peerdesk.work.syncing import sync_now
from peerdesk.work.waking import Watch
from tests.server.processes import start
from tests.support.hospital import OFFICER_PASSPHRASE, clock
from tests.support.two_computers import second_computer
from tests.sync.bad_line import BadLine, Fault, as_it_is, changed
from tests.sync.test_killed_rounds import join

SOON = 1.5
"""Seconds: about a second, and something for two busy cores."""


@dataclass
class Ears:
    """A laptop that listens while the ward computer works. Counts what the laptop asks."""

    ward: Vault
    laptop: Vault
    fault: Fault = as_it_is
    lines: list[BadLine] = field(default_factory=list)

    def remotes(self, address: str, pin: bytes) -> Transport:
        self.lines.append(Listening(connect(address, pin), self.fault))
        return self.lines[-1]

    @property
    def asked(self) -> list[str]:
        return [endpoint for line in self.lines for endpoint in line.asked]

    def note(self) -> None:
        keep_encounter(self.ward, EncounterDraft(setting="ed", outcome="left", memory="x"), clock(), os.urandom)
        sync_now(self.ward, connect, clock(), os.urandom)


class Listening(BadLine):
    """A line that can be hung up, as the real one can."""

    def hang_up(self) -> None:
        assert isinstance(self.line, Remote)
        self.line.hang_up()


@pytest.fixture(scope="module")
def both(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Vault, Vault]]:
    """Devon on two computers, and the server in a process of its own."""
    folder = tmp_path_factory.mktemp("waking")
    founded = init_organisation(folder / "org", "Harbor Point", OFFICER_PASSPHRASE, clock(), profile=TEST_ONLY)
    # Every test of this file fails with what goes wrong here, so nothing of it may stay behind and disturb the next.
    with ExitStack() as stack:
        server = start(folder / "server", founded.public_file.read_bytes())
        stack.callback(server.end)
        join(folder, server.url, "Tomas Okafor", Role.SUPERVISOR).close()
        ward = stack.enter_context(join(folder, server.url, "Devon Achebe", Role.PEER, "Tomas Okafor"))
        with closing(connect(server.url)) as line:
            laptop = stack.enter_context(second_computer(ward, folder / "laptop", line))
        for vault in (ward, laptop):
            sync_now(vault, connect, clock(), os.urandom)
        yield ward, laptop
        assert server.running.poll() is None, f"the server had ended: {server.running.communicate(timeout=20)}"


@pytest.fixture
def ears(both: tuple[Vault, Vault]) -> Ears:
    for vault in both:
        sync_now(vault, connect, clock(), os.urandom)
    return Ears(*both)


@contextmanager
def listening(ears: Ears) -> Iterator[tuple[Watch, list[tuple[bool, float]]]]:
    """Let the laptop listen on a thread of its own, until the block ends. Gives what it heard, and when."""
    watch = Watch(ears.laptop, ears.remotes, os.urandom)
    heard: list[tuple[bool, float]] = []

    def listen() -> None:
        while True:
            is_new = watch.wait()
            heard.append((is_new, time.monotonic()))
            if not is_new:
                return
            sync_now(ears.laptop, connect, clock(), os.urandom)

    thread = threading.Thread(target=listen)
    thread.start()
    try:
        yield watch, heard
    finally:
        watch.stop()
        thread.join(10)
        assert not thread.is_alive()


def until(condition: Any, seconds: float = 10.0) -> None:
    end = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < end
        time.sleep(0.01)


def test_a_change_of_one_computer_is_on_the_other_within_about_a_second_and_nobody_polls(ears: Ears) -> None:
    with listening(ears) as (_, heard):
        until(lambda: ears.asked.count(endpoints.WAKE) == 1)
        time.sleep(1.0)
        # Logged in once, asked once, and silent since.
        assert ears.asked == [endpoints.HELLO, endpoints.CHALLENGE, endpoints.LOGIN, endpoints.WAKE]
        for _ in range(2):
            before = len(encounter_page(ears.laptop, limit=1000))
            ears.note()
            sent = time.monotonic()
            until(lambda before=before: len(encounter_page(ears.laptop, limit=1000)) > before)
            assert time.monotonic() - sent < SOON
        until(lambda: ears.asked.count(endpoints.WAKE) == 3)
    assert [is_new for is_new, _ in heard] == [True, True, False]
    assert ears.asked.count(endpoints.LOGIN) == 1


def test_it_ends_at_once_when_it_is_told_to(ears: Ears) -> None:
    with listening(ears) as (watch, heard):
        until(lambda: ears.asked.count(endpoints.WAKE) == 1)
        time.sleep(0.2)
        told = time.monotonic()
        watch.stop()
        until(lambda: bool(heard))
        assert time.monotonic() - told < SOON / 3
    assert [is_new for is_new, _ in heard] == [False]


def test_a_watch_that_was_stopped_before_it_began_asks_nothing(ears: Ears) -> None:
    watch = Watch(ears.laptop, ears.remotes, os.urandom)
    watch.stop()
    assert not watch.wait()
    assert ears.lines == []


def test_a_watch_that_is_stopped_between_two_waits_leaves_no_connection_open(ears: Ears) -> None:
    ears.note()
    watch = Watch(ears.laptop, ears.remotes, os.urandom)
    assert watch.wait()
    watch.stop()
    (line,) = ears.lines
    assert isinstance(line.line, Remote)
    road = line.line._road
    assert isinstance(road, OnePiece)
    assert road._pool.connections == []


def test_what_this_computer_sends_itself_is_no_news(ears: Ears) -> None:
    with listening(ears) as (_, heard):
        until(lambda: ears.asked.count(endpoints.WAKE) == 1)
        keep_encounter(ears.laptop, EncounterDraft(setting="ed", outcome="left"), clock(), os.urandom)
        sync_now(ears.laptop, connect, clock(), os.urandom)
        until(lambda: ears.asked.count(endpoints.WAKE) == 2)
        time.sleep(0.3)
        assert heard == []


TROUBLE: dict[str, Any] = {
    "no network": OfflineError(),
    "a log-in page": NotPeerDeskServerError(),
    "slow down": ServerRefusedError("slow_down"),
    "a server that is full": ServerRefusedError("full"),
    "thrown out": ServerRefusedError("not_logged_in"),
    "revoked": ServerRefusedError("device_revoked"),
}


@pytest.mark.parametrize("at", [endpoints.HELLO, endpoints.CHALLENGE, endpoints.WAKE])
@pytest.mark.parametrize("trouble", TROUBLE)
def test_no_trouble_makes_it_ask_more_than_a_few_times_a_minute(
    ears: Ears, monkeypatch: pytest.MonkeyPatch, at: str, trouble: str
) -> None:
    """I25. Time goes by as it is told: what is counted are questions in ten minutes."""

    def fail(endpoint: str, _question: object, go_on: Any) -> Any:
        if endpoint == at:
            raise TROUBLE[trouble]
        return go_on()

    ears.fault = fail
    assert questions_in_ten_minutes(ears, monkeypatch) < 100


def test_a_server_that_always_says_that_there_is_news_is_asked_ever_more_seldom(
    ears: Ears, monkeypatch: pytest.MonkeyPatch
) -> None:
    """I25: news of which a round finds nothing do not make a loop."""

    def always(endpoint: str, _question: object, go_on: Any) -> Any:
        return WakeReply(spaces=(), directory_n=10**6) if endpoint == endpoints.WAKE else go_on()

    ears.fault = always
    assert questions_in_ten_minutes(ears, monkeypatch) < 100


def test_being_sent_away_with_nothing_again_and_again_makes_no_loop(
    ears: Ears, monkeypatch: pytest.MonkeyPatch
) -> None:
    """I25: a copy of this vault that waits at the same server would send it away each time."""

    def sent_away(endpoint: str, _question: object, go_on: Any) -> Any:
        return WakeReply(spaces=(), directory_n=0) if endpoint == endpoints.WAKE else go_on()

    ears.fault = sent_away
    assert questions_in_ten_minutes(ears, monkeypatch) < 100


def test_a_server_that_cannot_make_anybody_wait_is_looked_at_each_minute(
    ears: Ears, monkeypatch: pytest.MonkeyPatch
) -> None:
    """I21: what it can do is known by name."""

    def old(hello: Hello) -> Hello:
        return msgspec.structs.replace(hello, capabilities=tuple(n for n in hello.capabilities if n != WAKE))

    ears.fault = changed(endpoints.HELLO, old)
    assert questions_in_ten_minutes(ears, monkeypatch) == 1
    assert endpoints.WAKE not in ears.asked


def questions_in_ten_minutes(ears: Ears, monkeypatch: pytest.MonkeyPatch) -> int:
    """Let ten minutes of naps go by without napping, and return how many questions were asked."""
    watch = Watch(ears.laptop, ears.remotes, os.urandom)
    gone = [0.0]

    def nap(seconds: float) -> bool:
        gone[0] += seconds
        if gone[0] > 600:
            watch.stop()
        return False

    monkeypatch.setattr(watch._stopped, "wait", nap)
    while watch.wait():
        gone[0] += 0.001
    return len(ears.asked)


def test_the_pauses_grow_to_minutes_and_two_computers_do_not_come_together() -> None:
    one, other = Patience(os.urandom), Patience(os.urandom)
    pauses = [one.lose() for _ in range(40)]
    assert FIRST_SECONDS / 2 <= pauses[0] <= FIRST_SECONDS
    assert all(LONGEST_SECONDS / 2 <= pause <= LONGEST_SECONDS for pause in pauses[10:])
    assert pauses != [other.lose() for _ in range(40)]
    one.regain()
    assert one.lose() <= FIRST_SECONDS


def test_after_trouble_the_first_answer_counts_as_news(ears: Ears, monkeypatch: pytest.MonkeyPatch) -> None:
    """What was sent meanwhile rang for nobody."""
    left = [2]

    def once(endpoint: str, _question: object, go_on: Any) -> Any:
        if endpoint == endpoints.WAKE and left[0]:
            left[0] -= 1
            raise OfflineError
        return go_on()

    ears.fault = once
    monkeypatch.setattr(waking, "SETTLE_SECONDS", 0.0)
    watch = Watch(ears.laptop, ears.remotes, os.urandom)
    begun = time.monotonic()
    assert watch.wait()
    assert left == [1]  # the trouble is told once, so that a round can find out
    assert watch.wait()
    assert left == [0]
    assert time.monotonic() - begun < 10
    watch.stop()
    assert not watch.wait()
