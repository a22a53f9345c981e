"""A line to a real server on which something goes wrong when a test says so."""

from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any, cast

import msgspec

from peerdesk.domain.errors import HistoryDivergedError, OfflineError, ServerRefusedError
from peerdesk.sync.transport import Reply, Transport
from peerdesk.wire import endpoints
from peerdesk.wire.codec import Message
from peerdesk.wire.exchange import DirectoryReply, DirectoryRequest, PullReply, PullRequest
from peerdesk.wire.login import LOOK, Hello
from peerdesk.wire.look import LookReply, LookRequest, Moved

Fault = Callable[[str, Message | None, Callable[[], Any]], Any]


def as_it_is(endpoint: str, question: Message | None, go_on: Callable[[], Any]) -> Any:
    return go_on()


@dataclass
class BadLine:
    """Hands every question to `fault`, with the way to really ask it. Counts what was asked.

    What is asked in one question for a whole round goes wrong as each of the questions in it would. `can_look` is
    whether its server can be asked so; one of before cannot.
    """

    line: Transport
    fault: Fault = as_it_is
    asked: list[str] = field(default_factory=list)
    bodies: list[Message | None] = field(default_factory=list)
    can_look: bool = True

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
        answer: Any = self.fault(endpoint, question, lambda: self.line.ask(endpoint, question, shape))
        if isinstance(answer, Hello) and not self.can_look:
            names = tuple(name for name in answer.capabilities if name != LOOK)
            answer = msgspec.structs.replace(answer, capabilities=names)
        if isinstance(question, LookRequest) and isinstance(answer, LookReply):
            answer = self._spoiled(question, answer)
        return cast(Reply, answer)

    def _spoiled(self, question: LookRequest, reply: LookReply) -> LookReply:
        n = question.directory_n
        same = DirectoryReply(entries=(), head_n=n, head_hash=question.directory_hash)
        directory = self.fault(endpoints.DIRECTORY, DirectoryRequest(after=n), lambda: reply.directory or same)
        pages = {one.space: one.page for one in reply.moved}
        moved = []
        for one in question.spaces:
            end, pull = (
                one.witness,
                PullRequest(space=one.space, witness=one.witness, after=one.after, limit=question.limit),
            )
            same_page = PullReply(after=one.after, revisions=(), page_end=end, head=end)
            page = pages.get(one.space, same_page)
            with suppress(HistoryDivergedError, ServerRefusedError):
                page = page and self.fault(endpoints.PULL, pull, lambda page=page: page)
                if page != same_page:
                    moved.append(Moved(space=one.space, page=page))
                continue
            moved.append(Moved(space=one.space, page=None))
        return LookReply(directory=None if directory == same else directory, moved=tuple(moved))


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
