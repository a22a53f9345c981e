"""The officer's folder: the organisation's public file, two sealed keys, and the officer's private list of people."""

from dataclasses import dataclass, field
from pathlib import Path
from typing import Annotated, Final

import msgspec
from msgspec import Meta

from peerdesk.crypto import errors as crypto_errors
from peerdesk.crypto.identity import OfficerKey, RootKey
from peerdesk.crypto.key_file import KeyFileKind, open_key_file
from peerdesk.crypto.signing import ROOT_SEED_BYTES
from peerdesk.domain.errors import (
    NotFoundError,
    VaultDamagedError,
    VaultExistsError,
    WrongPassphraseError,
)
from peerdesk.sync.directory import remembered
from peerdesk.vault import files
from peerdesk.wire.errors import WireError
from peerdesk.wire.limits import MAX_NAME_BYTES
from peerdesk.wire.membership import Directory
from peerdesk.wire.public_file import PublicFile, read_public_file

PUBLIC: Final = "public.json"
ROOT_KEY: Final = "root.key"
OFFICER_KEY: Final = "officer.key"
NEXT_OFFICER_KEY: Final = "officer.key.next"
REPLACING_OFFICER_KEY: Final = "officer.key.replacing"
PEOPLE: Final = "people.json"
DIRECTORY: Final = "directory"
SECRET_BYTES: Final = 64
_ROOT_WITH_NAMES_BYTES: Final = 96

Hex16 = Annotated[str, Meta(pattern="^[0-9a-f]{32}$")]


class Listed(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Somebody the officer has invited. `expires` is in seconds since 1970, of the newest invite.

    `invites` are the ids of all of them, oldest first; a list by an older PeerDesk has none.
    """

    name: Annotated[str, Meta(min_length=1, max_length=MAX_NAME_BYTES)]
    person: Hex16
    role: str
    supervisor: Hex16 | None
    expires: int
    invites: tuple[Hex16, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class RootSecret:
    """What the root's key file holds. `name_key` is empty in a file that an older PeerDesk made."""

    key: RootKey = field(repr=False)
    name_key: bytes = field(repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class OfficerSecret:
    """What the officer's key file holds: the signing key, and the key that seals everybody's names."""

    key: OfficerKey = field(repr=False)
    name_key: bytes = field(repr=False)


def read_public(folder: Path) -> tuple[str, bytes, tuple[bytes, ...]]:
    """Return name, root fingerprint and founding entries. Raises NotFoundError or VaultDamagedError."""
    raw = _read(folder / PUBLIC)
    try:
        root, entries = read_public_file(raw)
        return msgspec.json.decode(raw, type=PublicFile).name, root, entries
    except (WireError, msgspec.DecodeError):
        raise VaultDamagedError("identity") from None


def unlock_officer(
    folder: Path, passphrase: str, *, allow_test_profile: bool = False, name: str = OFFICER_KEY
) -> OfficerSecret:
    """Return the officer's keys. Raises NotFoundError, WrongPassphraseError or VaultDamagedError."""
    secret = _open(_read(folder / name), KeyFileKind.OFFICER, passphrase, allow_test_profile=allow_test_profile)
    if len(secret) != SECRET_BYTES:
        raise VaultDamagedError("identity")
    return OfficerSecret(key=OfficerKey(seed=secret[:32]), name_key=secret[32:])


def unlock_root(file: Path, passphrase: str, *, allow_test_profile: bool = False) -> RootSecret:
    """Return the root's key from its file. Raises NotFoundError, WrongPassphraseError or VaultDamagedError."""
    secret = _open(_read(file, "root key"), KeyFileKind.ROOT, passphrase, allow_test_profile=allow_test_profile)
    if len(secret) not in {ROOT_SEED_BYTES, _ROOT_WITH_NAMES_BYTES}:
        raise VaultDamagedError("identity")
    return RootSecret(key=RootKey(seed=secret[:ROOT_SEED_BYTES]), name_key=secret[ROOT_SEED_BYTES:])


def _open(raw: bytes, kind: KeyFileKind, passphrase: str, *, allow_test_profile: bool) -> bytes:
    try:
        return open_key_file(raw, kind, passphrase, allow_test_profile=allow_test_profile)
    except crypto_errors.WrongPassphraseError:
        raise WrongPassphraseError from None
    except crypto_errors.CryptoError:
        raise VaultDamagedError("header") from None


def read_people(folder: Path) -> tuple[Listed, ...]:
    """Return everybody who was ever invited. Raises VaultDamagedError."""
    path = folder / PEOPLE
    if not path.exists():
        return ()
    try:
        return msgspec.json.decode(path.read_bytes(), type=tuple[Listed, ...])
    except msgspec.DecodeError:
        raise VaultDamagedError("identity") from None


def write_people(folder: Path, people: tuple[Listed, ...]) -> None:
    """Keep the list."""
    files.replace(folder / PEOPLE, msgspec.json.format(msgspec.json.encode(people), indent=2) + b"\n")


def known_directory(folder: Path) -> tuple[Directory, tuple[bytes, ...]]:
    """Return the directory as far as this folder has seen it, and its entries. Raises VaultDamagedError."""
    _, root, founding = read_public(folder)
    path = folder / DIRECTORY
    try:
        entries = msgspec.msgpack.decode(path.read_bytes(), type=tuple[bytes, ...]) if path.exists() else founding
        return remembered(root, entries), entries
    except (WireError, msgspec.DecodeError):
        raise VaultDamagedError("identity") from None


def keep_directory(folder: Path, entries: tuple[bytes, ...]) -> None:
    """Keep the directory's verified entries, so that the next invite can name how far the officer has seen."""
    files.replace(folder / DIRECTORY, msgspec.msgpack.encode(entries))


def begin_folder(folder: Path) -> None:
    """Make the folder, for its owner only. Raises VaultExistsError if an organisation is in it already."""
    if (folder / PUBLIC).exists() or (folder / ROOT_KEY).exists():
        raise VaultExistsError
    folder.mkdir(mode=files.FOLDER_MODE, parents=True, exist_ok=True)


def _read(path: Path, kind: str = "organisation") -> bytes:
    try:
        return path.read_bytes()
    except (FileNotFoundError, NotADirectoryError):
        raise NotFoundError(kind) from None
