"""The header's file: the name that the unlock screen shows, and the slots that lead to the root key.

The name is in clear because it must be shown before anything is opened. Nothing else in a vault's folder is.
"""

import contextlib
from pathlib import Path
from typing import Final

import msgspec

from peerdesk.crypto.errors import HeaderDamagedError
from peerdesk.crypto.vault_header import MAX_HEADER_BYTES, VaultHeader, header_bytes, parse_header
from peerdesk.domain.errors import VaultDamagedError, VaultError, VaultMissingError
from peerdesk.vault import files
from peerdesk.vault.backup_places import BackupPlace, find_backups
from peerdesk.vault.places import DATABASE
from peerdesk.vault.places import HEADER as NAME
from peerdesk.vault.places import PREVIOUS_HEADER as PREVIOUS

_MOST_BYTES: Final = MAX_HEADER_BYTES + 4096


class HeaderFile(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What stands in the file."""

    display_name: str
    header: msgspec.Raw


class Opening(msgspec.Struct, frozen=True, kw_only=True):
    """A header that was read: whose vault it says it is, and the way in."""

    display_name: str
    header: VaultHeader
    is_current: bool


_decoder = msgspec.json.Decoder(HeaderFile)


def write(folder: Path, display_name: str, header: VaultHeader) -> None:
    """Write the header; the one before it stays beside it until the next good unlock."""
    path = folder / NAME
    if path.exists():
        files.replace(folder / PREVIOUS, path.read_bytes())
    content = msgspec.json.encode(HeaderFile(display_name=display_name, header=msgspec.Raw(header_bytes(header))))
    files.replace(path, msgspec.json.format(content, indent=2) + b"\n")


def read(folder: Path) -> tuple[Opening, ...]:
    """Return the headers to try: the current one, then the one before it where one is left.

    One that the disk does not give is as good as damaged, where there is another. Raises VaultMissingError without any
    file, VaultDamagedError when none has its shape, and a disk error when none can be read.
    """
    present = [path for name in (NAME, PREVIOUS) if (path := folder / name).is_file()]
    if not present:
        raise VaultDamagedError("header") if (folder / DATABASE).exists() else VaultMissingError
    found: list[Opening] = []
    problem: VaultError = VaultDamagedError("header")
    for path in present:
        try:
            opening = _parsed(path)
        except VaultError as unread:
            problem = unread
        else:
            found += [opening] if opening is not None else []
    if not found:
        raise problem
    return tuple(found)


def ways_in(folder: Path) -> tuple[Path, ...]:
    """Return the folders whose headers may lead to a vault's key: its own, and those of its backups, newest first.

    The folder has the name of its vault; a backup of another one that was laid there leads into that other one.
    """
    ours = []
    for place in find_backups(folder):
        with contextlib.suppress(VaultError):
            if read(place.folder)[0].header.vault == folder.name:
                ours.append(place.folder)
    return (folder, *ours)


def settle(folder: Path, opened: Opening) -> None:
    """Keep one header: the one that was seen to open the vault, which takes the place of a current one that did not."""
    with files.disk():
        if not opened.is_current:
            files.replace(folder / NAME, (folder / PREVIOUS).read_bytes())
        (folder / PREVIOUS).unlink(missing_ok=True)
    renew_backups(folder)


def renew_backups(folder: Path) -> None:
    """Give every backup the vault's own header: a passphrase that was changed must open none of them any more.

    One that cannot be given it now (a full disk) is given it at the next unlock, and keeps it from no other.
    """
    with contextlib.suppress(VaultError):
        own = _parsed(folder / NAME)
        for place in find_backups(folder) if own is not None else ():
            with contextlib.suppress(VaultError):
                _renew(place, folder / NAME)


def _renew(place: BackupPlace, own: Path) -> None:
    with files.disk():
        content = own.read_bytes()
        if (place.folder / NAME).read_bytes() != content and _is_of_this_key(place, own):
            files.replace(place.folder / NAME, content)


def _is_of_this_key(place: BackupPlace, own: Path) -> bool:
    # One that was made under another root key opens with its own header only.
    ours, theirs = _parsed(own), _parsed(place.folder / NAME)
    return theirs is None or (ours is not None and theirs.header.commitment == ours.header.commitment)


def _parsed(path: Path) -> Opening | None:
    with files.disk():
        try:
            with path.open("rb") as file:
                raw = file.read(_MOST_BYTES + 1)
        except FileNotFoundError:
            # The one before went while this was on its way to it: another thread of an open desk has settled on one.
            return None
    if len(raw) > _MOST_BYTES:
        return None
    try:
        held = _decoder.decode(raw)
        header = parse_header(bytes(held.header))
        return Opening(display_name=held.display_name, header=header, is_current=path.name == NAME)
    except (msgspec.DecodeError, UnicodeDecodeError, HeaderDamagedError, RecursionError):
        return None
