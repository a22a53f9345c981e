"""What a schedule need not wait for: a thread for each question to the server, and Argon2 done once more."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cache
from typing import Any

import pytest
from anyio import to_thread
from cryptography.hazmat.primitives.kdf.argon2 import Argon2id

from peerdesk.crypto import passphrase


class _Argon2:
    """Argon2id, computed once for each passphrase and salt."""

    def __init__(self, **settings: Any) -> None:
        self._settings = tuple(sorted(settings.items()))

    def derive(self, given: bytes) -> bytes:
        return _derived(self._settings, given)


_REAL = Argon2id


@cache
def _derived(settings: tuple[tuple[str, Any], ...], given: bytes) -> bytes:
    return _REAL(**dict(settings)).derive(given)


async def _at_once(job: Callable[..., Any], *values: Any, **_how: Any) -> Any:
    return job(*values)


@contextmanager
def no_waiting() -> Iterator[None]:
    """Leave both out inside the block."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(to_thread, "run_sync", _at_once)
        patch.setattr(passphrase, "Argon2id", _Argon2)
        yield
