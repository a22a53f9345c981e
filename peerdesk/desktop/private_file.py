"""Writing a file that holds a secret, such as a recovery sheet."""

import os
from pathlib import Path


def write_private(path: Path, text: str) -> None:
    """Write a file that only this account can read. Raises OSError."""
    flags = os.O_WRONLY | os.O_CREAT | os.O_TRUNC
    with os.fdopen(os.open(path, flags, 0o600), "w", encoding="utf-8") as file:
        file.write(text)
