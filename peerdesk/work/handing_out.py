"""Putting a page or a table into a file for somebody else: whole, or not there at all."""

import os
import secrets
from collections.abc import Callable
from pathlib import Path


def put_out(path: Path, content: bytes, before: Callable[[], None] = lambda: None) -> None:
    """Write a file that others may read, in one piece. `before` runs once the bytes are on the disk, and may say no.

    Whatever goes wrong, the name holds what it held before, and nothing half-written lies beside it. Raises OSError.
    """
    beside = path.with_name(f".{path.name}.{secrets.token_hex(4)}")
    try:
        with beside.open("xb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        before()
        beside.replace(path)
    finally:
        beside.unlink(missing_ok=True)


def put_new(path: Path, content: bytes) -> None:
    """Write a file whose name nobody has yet, whole or not at all. Raises FileExistsError, OSError."""
    file = path.open("xb")
    try:
        with file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
    except BaseException:
        path.unlink(missing_ok=True)
        raise
