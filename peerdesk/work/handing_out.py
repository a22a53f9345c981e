"""Putting a page or a table into a file for somebody else: whole, or not there at all."""

import os
import secrets
from collections.abc import Callable
from pathlib import Path
from typing import Final

from peerdesk.vault.undoing import undone_on_failure

_NEW: Final = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)


def put_out(path: Path, content: bytes, before: Callable[[], None] = lambda: None) -> None:
    """Write a file in one piece, for this account only: whoever wants others to read it lets them.

    `before` runs once the bytes are on the disk, and may say no. Whatever goes wrong, the name holds what it held
    before, and nothing half-written lies beside it. Raises OSError.
    """
    beside = path.with_name(f".{path.name}.{secrets.token_hex(4)}")
    try:
        with os.fdopen(os.open(beside, _NEW, 0o600), "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        before()
        beside.replace(path)
    finally:
        beside.unlink(missing_ok=True)


def put_new(path: Path, content: bytes) -> None:
    """Write a file whose name nobody has yet, whole or not at all. Raises FileExistsError, OSError."""
    file = os.fdopen(os.open(path, _NEW, 0o600), "wb")
    with undone_on_failure(lambda: path.unlink(missing_ok=True)), file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
