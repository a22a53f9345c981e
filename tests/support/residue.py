"""What the files of a vault hold once they are decrypted, page by page, to look for words that may be nowhere."""

import os
import stat
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes

from peerdesk.crypto.vault_key import Purpose
from peerdesk.vault.places import DATABASE
from peerdesk.vault.vault import Vault
from peerdesk.work.backups import backups_here

PAGE = 4096
_LARGE = 32 * 1024 * 1024
_SOURCES = {".git", ".venv", "__pycache__"}
_OTHER_TESTS = "pytest-of-"
_BEGAN = time.time() - 1.0
"""Whoever tests a copy of the sources in a temporary folder has the words there as well, from before."""
_RESERVED, _IV, _SALT = 80, 16, 16
_LOG_HEADER, _FRAME_HEADER = 32, 24


def clear_bytes(vault: Vault, folder: Path | None = None) -> dict[str, bytes]:
    """Return, by name, every decrypted page as it lies on the disk: free room, and older forms in the log, too.

    `folder` is a copy of the vault's that was made before it was opened.
    """
    lies_in = folder or vault.folder
    key = vault.subkey(Purpose.DATABASE)
    database = lies_in / DATABASE
    log = database.with_name(database.name + "-wal")
    found = {"file": b"".join(_pages(database.read_bytes(), key))}
    found["log"] = b"".join(_frames(log.read_bytes(), key)) if log.exists() else b""
    backup_key = vault.subkey(Purpose.BACKUP)
    for place in backups_here(lies_in):
        found[place.name] = b"".join(_pages((place.folder / DATABASE).read_bytes(), backup_key))
    return found


def residue(vault: Vault, canary: str) -> list[str]:
    """Return where a word is found: in decrypted pages, or as it stands in any file of the home or for a moment."""
    wanted = canary.encode()
    found = [name for name, raw in clear_bytes(vault).items() if wanted in raw]
    places = (*_small_files(vault.folder.parent.parent), *_small_files(Path(tempfile.gettempdir()), since=_BEGAN))
    return found + [str(path) for path in dict.fromkeys(places) if wanted in _read(path)]


def _pages(raw: bytes, key: bytes) -> Iterator[bytes]:
    for at in range(0, len(raw), PAGE):
        yield _clear(raw[at : at + PAGE], key, is_first=at == 0)


def _frames(raw: bytes, key: bytes) -> Iterator[bytes]:
    size = _FRAME_HEADER + PAGE
    for at in range(_LOG_HEADER, len(raw) - size + 1, size):
        header, page = raw[at : at + _FRAME_HEADER], raw[at + _FRAME_HEADER : at + size]
        if any(header):
            yield _clear(page, key, is_first=int.from_bytes(header[:4], "big") == 1)


def _clear(page: bytes, key: bytes, *, is_first: bool) -> bytes:
    """Decrypt one page: AES-256 in CBC mode, its start value in the reserved bytes at the end (SQLCipher 4)."""
    end = PAGE - _RESERVED
    begin = Cipher(algorithms.AES256(key), modes.CBC(page[end : end + _IV])).decryptor()
    return begin.update(page[_SALT if is_first else 0 : end]) + begin.finalize()


def _small_files(folder: Path, since: float = 0.0) -> Iterator[Path]:
    """Yield the files below a folder that were written since a moment, but not the sources that name the words."""
    for at, folders, names in os.walk(folder):
        folders[:] = [name for name in folders if name not in _SOURCES and not name.startswith(_OTHER_TESTS)]
        for name in names:
            path = Path(at, name)
            try:
                told = path.lstat()
            except OSError:
                continue
            if stat.S_ISREG(told.st_mode) and told.st_size < _LARGE and told.st_mtime >= since:
                yield path


def _read(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError:
        return b""
