"""A line to a bus: opened and read on a thread of its own, and ended from the window's without waiting for that one."""

import os
import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import Final

from jeepney import FileDescriptor
from jeepney.io.blocking import prep_socket

Place = str | bytes
"""A socket: a path, or the bytes of a name that is in no file system."""

PATIENCE_SECONDS: Final = 10.0
"""For each answer until a bus has greeted us. The window is in use meanwhile; what locks it by itself is the limit."""


class Line:
    """What both threads hold. It has nothing of Qt's, whose objects are the window's alone."""

    def __init__(self) -> None:
        self._guard = threading.Lock()
        self._is_over = False
        self._socket: socket.socket | None = None
        self._held: int | None = None
        self.is_listening = False

    @contextmanager
    def opened(self, place: Place, patience: float = PATIENCE_SECONDS) -> Iterator[socket.socket]:
        """Say to a bus who we are, and give the connection. Raises OSError where none answers, or this is over."""
        try:
            # Files may come along, and we are believed to be who the kernel says we are.
            opened = prep_socket(place, enable_fds=True, timeout=patience)
        except ValueError as trouble:
            raise ConnectionError from trouble
        with opened:
            try:
                self._keep(opened)
                opened.settimeout(patience)
                yield opened
            finally:
                self._leave()

    def hold(self, file: FileDescriptor) -> None:
        """Keep a file open until the end."""
        with self._guard:
            if not self._is_over and self._held is None:
                self._held = os.dup(file.fileno())

    def end(self) -> None:
        """Have the thread end by itself, and close what is held. Waits for nothing."""
        self._is_over = True
        self._leave()

    def _keep(self, opened: socket.socket) -> None:
        with self._guard:
            if self._is_over:
                raise ConnectionAbortedError
            self._socket = opened

    def _leave(self) -> None:
        with self._guard:
            self.is_listening = False
            if self._held is not None:
                os.close(self._held)
            if self._socket is not None:
                # Whoever reads there reads an end. The thread closes it: its number may be another file's by then.
                with suppress(OSError):
                    self._socket.shutdown(socket.SHUT_RDWR)
            self._held = self._socket = None
