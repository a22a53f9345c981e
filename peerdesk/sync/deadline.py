"""One deadline over a whole exchange. A server that sends a byte now and then does not keep us waiting for ever."""

import hashlib
import socket
from collections.abc import Callable, Mapping
from types import TracebackType
from typing import Any, Literal, Protocol, Self, overload

from peerdesk.domain.errors import OfflineError
from peerdesk.sync.alarm import ALARM

_SECURED = "connection.start_tls.complete"
_OPENED = ("connection.connect_tcp.complete", _SECURED)


class OtherCertificateError(Exception):
    """The line was opened anew, and whoever answers there is not who was logged in to. Nothing was sent yet."""


class _Secured(Protocol):
    """What the TLS of the HTTP client's stream is asked for; two classes of Python name the argument differently."""

    def getpeercert(self, binary: Literal[True], /) -> bytes | None: ...


class _Stream(Protocol):
    """A connection of the HTTP client, as far as it is used here."""

    @overload
    def get_extra_info(self, info: Literal["socket"]) -> socket.socket | None: ...
    @overload
    def get_extra_info(self, info: Literal["ssl_object"]) -> _Secured | None: ...
    def close(self) -> None: ...


class Line:
    """The connection that the HTTP client holds open, also between two questions, so that it can be cut."""

    def __init__(self) -> None:
        self._stream: _Stream | None = None
        self._is_over = False
        self._certificate = b""
        self._expected = b""

    def expect(self, certificate: bytes) -> None:
        """Have any line that is opened from now on show this certificate; empty for whatever it is."""
        self._expected = certificate

    def watch(self, event: str, info: Mapping[str, Any]) -> None:
        """Remember what was opened. Called by the HTTP client. Raises OtherCertificateError before anything is sent."""
        if event in _OPENED:
            stream: _Stream | None = info.get("return_value")
            self._stream = stream
            if self._is_over:
                self.cut()
            # Noted now: once it is closed it cannot be asked any more.
            self._certificate = _shown_by(stream)
            if event == _SECURED and self._expected and self._certificate != self._expected:
                # The client lets go of a line whose opening failed without closing it.
                if stream is not None:
                    stream.close()
                self._stream = None
                raise OtherCertificateError

    def certificate(self) -> bytes:
        """Return the SHA-256 of the certificate that this line was last opened with; empty without TLS or a line."""
        return self._certificate

    def hang_up(self) -> None:
        """Close the connection, and any that is opened after it."""
        self._is_over = True
        self.cut()

    def cut(self) -> None:
        """Close the connection under whoever reads from it."""
        opened = self._stream.get_extra_info("socket") if self._stream is not None else None
        if isinstance(opened, socket.socket):
            try:
                opened.shutdown(socket.SHUT_RDWR)
            except OSError:
                return


def _shown_by(stream: _Stream | None) -> bytes:
    tls = stream.get_extra_info("ssl_object") if stream is not None else None
    shown = tls.getpeercert(True) if tls is not None else None
    return hashlib.sha256(shown).digest() if shown else b""


class Deadline:
    """Ends the exchange inside its `with` block after `seconds`, by cutting the line."""

    def __init__(self, seconds: float, clock: Callable[[], float], line: Line) -> None:
        self._clock = clock
        self._until = clock() + seconds
        self._seconds = seconds
        self._line = line
        self._number = 0

    @property
    def is_over(self) -> bool:
        """Say whether the time has passed."""
        return self._clock() >= self._until

    def check(self) -> None:
        """Raise OfflineError once the time has passed."""
        if self.is_over:
            raise OfflineError

    def __enter__(self) -> Self:
        self._number = ALARM.set(self._seconds, self._line.cut)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        ALARM.put_out(self._number)
