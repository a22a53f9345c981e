"""Passphrases that cost little where a test types them again and again, and give the same keys as always."""

from collections.abc import Iterator
from contextlib import contextmanager
from types import SimpleNamespace
from typing import Any
from unittest import mock

from cryptography.hazmat.primitives.kdf.argon2 import Argon2id

SALT = b"the same for all"
_MADE: dict[tuple[object, ...], bytes] = {}


class Remembered:
    """Argon2id that does the work for one passphrase, salt and profile once in a run of the tests."""

    def __init__(self, **how: Any) -> None:
        self._how = how

    def derive(self, passphrase: bytes) -> bytes:
        asked = (passphrase, *sorted(self._how.items()))
        if asked not in _MADE:
            _MADE[asked] = Argon2id(**self._how).derive(passphrase)
        return _MADE[asked]


@contextmanager
def cheap_passphrases() -> Iterator[None]:
    """Stretch each passphrase once, and new ones as a slow computer would: with the least work that is allowed.

    The salt is the same for all, so that a passphrase of many vaults is stretched for the first of them only.
    """
    salt = SimpleNamespace(token_bytes=lambda _size: SALT)
    with (
        mock.patch("peerdesk.crypto.passphrase.Argon2id", Remembered),
        mock.patch("peerdesk.crypto.vault_header.secrets", salt),
        mock.patch("peerdesk.crypto.passphrase._seconds", return_value=10.0),
    ):
        yield
