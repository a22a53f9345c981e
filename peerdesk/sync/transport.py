"""What the engine needs of a connection: ask a question, get its answer or an error that people understand."""

from typing import Final, Protocol, TypeVar, runtime_checkable

from peerdesk.domain.errors import ServerRefusedError
from peerdesk.wire.codec import Message
from peerdesk.wire.exchange import ProblemCode

Reply = TypeVar("Reply", bound=Message)

EXCHANGE_SECONDS: Final = 30.0
"""One deadline for a whole question with its answer, from the first byte to the last."""


class Transport(Protocol):
    """One server, by whatever road. Nothing here knows what is inside a message.

    `host` and `pin` are what a login is signed for; the counters are bytes of bodies.
    """

    @property
    def host(self) -> str: ...

    @property
    def pin(self) -> bytes: ...

    @property
    def bytes_up(self) -> int: ...

    @property
    def bytes_down(self) -> int: ...

    @property
    def has_token(self) -> bool:
        """Say whether a login of this connection should still hold."""
        ...

    def keep_token(self, token: str, lasts_seconds: int) -> None:
        """Send this token with every question from now on, until it has run out; an empty one is dropped."""
        ...

    def close(self) -> None:
        """Let go of the connection."""
        ...

    def ask(self, endpoint: str, question: Message | None, shape: type[Reply]) -> Reply:
        """Return the answer to a question (None: a greeting, which has no body).

        Raises OfflineError, NotPeerDeskServerError, HistoryDivergedError or ServerRefusedError with the code of the
        protocol as its reason, and nothing else.
        """
        ...


class Through:
    """A connection that hands everything on to another. Whoever wants one thing to be otherwise overrides it."""

    def __init__(self, line: Transport) -> None:
        self._line = line

    @property
    def host(self) -> str:
        return self._line.host

    @property
    def pin(self) -> bytes:
        return self._line.pin

    @property
    def bytes_up(self) -> int:
        return self._line.bytes_up

    @property
    def bytes_down(self) -> int:
        return self._line.bytes_down

    @property
    def has_token(self) -> bool:
        return self._line.has_token

    def keep_token(self, token: str, lasts_seconds: int) -> None:
        self._line.keep_token(token, lasts_seconds)

    def close(self) -> None:
        self._line.close()

    def ask(self, endpoint: str, question: Message | None, shape: type[Reply]) -> Reply:
        return self._line.ask(endpoint, question, shape)


@runtime_checkable
class CanHangUp(Protocol):
    """A connection that can be ended while somebody waits on it."""

    def hang_up(self) -> None:
        """End the question that is on, and every later one, at once. From any thread."""
        ...


def is_refusal(error: Exception, code: ProblemCode) -> bool:
    """Say whether the server refused the question for this reason."""
    return isinstance(error, ServerRefusedError) and error.reason == code.value
