"""Is what is installed what was released: a list of every file with its SHA-256, and the release key's signature of it.

The list is what `sha256sum -c` reads, and the signature what `openssl pkeyutl` checks, so that nobody has to believe
the program about itself. Keys are the PEM files that `openssl genpkey -algorithm ed25519` makes.
"""

import base64
import binascii
import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Final

from peerdesk.crypto.signing import SignatureError, Signer, verify
from peerdesk.domain.errors import ExpectedError

LIST: Final = "SHA256SUMS"
SIGNATURE: Final = "SHA256SUMS.sig"

_LARGEST_LIST_BYTES: Final = 8 * 1024 * 1024
_TITLE: Final = re.compile(r"# PeerDesk ([0-9A-Za-z.+~-]{1,64})")
_LINE: Final = re.compile(r"([0-9a-f]{64})  (\S.*)")
_PUBLIC_HEAD: Final = bytes.fromhex("302a300506032b6570032100")
_PRIVATE_HEAD: Final = bytes.fromhex("302e020100300506032b657004220420")
_KEY_BYTES: Final = 32


class Signed(StrEnum):
    """How the signature stands."""

    GOOD = "good"
    BAD = "bad"
    UNSIGNED = "unsigned"
    NOT_CHECKED = "not_checked"


class NoListError(ExpectedError):
    """There is no list of files here, or it cannot be read as one."""

    code = "no_list"


class NotAKeyError(ExpectedError):
    """The file is no Ed25519 key in PEM."""

    code = "not_a_key"


@dataclass(frozen=True, slots=True, kw_only=True)
class Installed:
    """What was found. `more` are files that the list does not know; a planted library would be one.

    `version` is what the list says it is of, and empty where it does not: an older release is signed, too.
    """

    version: str
    files: int
    changed: tuple[str, ...]
    missing: tuple[str, ...]
    more: tuple[str, ...]
    signed: Signed

    @property
    def is_as_released(self) -> bool:
        """Say whether every file is what the list says, and the signature, where it was checked, is good."""
        return not (self.changed or self.missing or self.more) and self.signed is not Signed.BAD


def listed(folder: Path, title: str) -> str:
    """Return the list of every file below a folder, under a title. The list and its signature are not in it."""
    lines = [f"{_digest(folder / name)}  {name}" for name in sorted(_names(folder))]
    return "\n".join((f"# {title}", *lines)) + "\n"


def sign_list(folder: Path, private_key: Path) -> None:
    """Write the signature of a folder's list beside it. Raises NotAKeyError or an OSError."""
    signature = Signer(_key(private_key, _PRIVATE_HEAD)).sign((folder / LIST).read_bytes())
    (folder / SIGNATURE).write_bytes(signature)


def look(folder: Path, public_key: Path | None) -> Installed:
    """Compare every file with the list, and the list with its signature where a key is named.

    Raises NoListError or NotAKeyError.
    """
    raw = _list(folder)
    wanted = _wanted(raw)
    there = _names(folder)
    return Installed(
        version=_version(raw),
        files=len(wanted),
        changed=tuple(sorted(name for name in wanted.keys() & there if _digest(folder / name) != wanted[name])),
        missing=tuple(sorted(wanted.keys() - there)),
        more=tuple(sorted(there - wanted.keys())),
        signed=_signed(folder, raw, public_key),
    )


def _list(folder: Path) -> bytes:
    try:
        with (folder / LIST).open("rb") as file:
            return file.read(_LARGEST_LIST_BYTES)
    except OSError:
        raise NoListError from None


def _wanted(raw: bytes) -> Mapping[str, str]:
    try:
        lines = [line for line in raw.decode().splitlines() if not line.startswith("#")]
    except UnicodeDecodeError:
        raise NoListError from None
    found = [_LINE.fullmatch(line) for line in lines]
    wanted = {match[2]: match[1] for match in found if match is not None}
    if not wanted or len(wanted) != len(lines):
        raise NoListError
    return wanted


def _version(raw: bytes) -> str:
    title = _TITLE.fullmatch(raw.partition(b"\n")[0].decode(errors="replace"))
    return title[1] if title else ""


def _names(folder: Path) -> set[str]:
    """Return every file, and every link as the file it leads to: a link to nowhere counts as well."""
    paths = (path for path in folder.rglob("*") if path.is_symlink() or not path.is_dir())
    return {path.relative_to(folder).as_posix() for path in paths} - {LIST, SIGNATURE}


def _digest(path: Path) -> str:
    try:
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except OSError:
        return ""


def _signed(folder: Path, raw: bytes, public_key: Path | None) -> Signed:
    try:
        signature = (folder / SIGNATURE).read_bytes()
    except OSError:
        # Somebody who names a key expects a signature: that there is none is as bad as a wrong one.
        return Signed.UNSIGNED if public_key is None else Signed.BAD
    if public_key is None:
        return Signed.NOT_CHECKED
    try:
        verify(_key(public_key, _PUBLIC_HEAD), raw, signature)
    except SignatureError:
        return Signed.BAD
    return Signed.GOOD


def _key(path: Path, head: bytes) -> bytes:
    try:
        lines = path.read_text(encoding="ascii").split("-----")
        raw = base64.b64decode("".join(lines[2].split()), validate=True)
    except (OSError, ValueError, IndexError, binascii.Error):
        raise NotAKeyError from None
    if not raw.startswith(head) or len(raw) != len(head) + _KEY_BYTES:
        raise NotAKeyError
    return raw[len(head) :]
