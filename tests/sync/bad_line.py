"""A line to a real server on which something goes wrong when a test says so."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from peerdesk.domain.errors import OfflineError
from peerdesk.sync.transport import Reply, Transport
from peerdesk.wire.codec import Message

Fault = Callable[[str, Message | None, Callable[[], Any]], Any]


def as_it_is(endpoint: str, question: Message | None, go_on: Callable[[], Any]) -> Any:
    return go_on()


@dataclass
class BadLine:
    """Hands every question to `fault`, with the way to really ask it. Counts what was asked."""

    line: Transport
    fault: Fault = as_it_is
    asked: list[str] = field(default_factory=list)
    bodies: list[Message | None] = field(default_factory=list)

    @property
    def host(self) -> str:
        return self.line.host

    @property
    def pin(self) -> bytes:
        return self.line.pin

    @property
    def bytes_up(self) -> int:
        return self.line.bytes_up

    @property
    def bytes_down(self) -> int:
        return self.line.bytes_down

    @property
    def has_token(self) -> bool:
        return self.line.has_token

    def keep_token(self, token: str, lasts_seconds: int) -> None:
        self.line.keep_token(token, lasts_seconds)

    def close(self) -> None:
        self.line.close()

    def ask(self, endpoint: str, question: Message | None, shape: type[Reply]) -> Reply:
        self.asked.append(endpoint)
        self.bodies.append(question)
        answer: Reply = self.fault(endpoint, question, lambda: self.line.ask(endpoint, question, shape))
        return answer


def lost_request(at: str) -> Fault:
    """Lose every question of one kind before it arrives."""

    def fault(endpoint: str, question: Message | None, go_on: Callable[[], Any]) -> Any:
        if endpoint == at:
            raise OfflineError
        return go_on()

    return fault


def lost_reply(at: str, times: int = 1) -> Fault:
    """Lose the answers to the first questions of one kind, after the server has done what was asked."""
    left = [times]

    def fault(endpoint: str, question: Message | None, go_on: Callable[[], Any]) -> Any:
        answer = go_on()
        if endpoint == at and left[0]:
            left[0] -= 1
            raise OfflineError
        return answer

    return fault


def changed(at: str, change: Callable[[Any], Any]) -> Fault:
    """Hand on another answer to every question of one kind."""

    def fault(endpoint: str, question: Message | None, go_on: Callable[[], Any]) -> Any:
        answer = go_on()
        return change(answer) if endpoint == at else answer

    return fault
