"""A secret in a file of its own, sealed under a passphrase: the officer's key, the organisation's root.

What the secret holds is decided by whoever keeps it. The kind of file is bound in, so that a root's file
never opens as an officer's.
"""

from enum import StrEnum
from typing import Annotated

import msgspec
from msgspec import Meta

from peerdesk.crypto.derivation import info
from peerdesk.crypto.errors import CannotOpenError, HeaderDamagedError, WrongPassphraseError
from peerdesk.crypto.passphrase import Argon2Profile, derive
from peerdesk.crypto.sealed import open_sealed, seal
from peerdesk.crypto.vault_header import Kdf

FORMAT = "PeerDesk key file"
MAX_SECRET_BYTES = 4096
MAX_FILE_BYTES = 16 * 1024


class KeyFileKind(StrEnum):
    """Whose secret is inside."""

    ROOT = "root"
    OFFICER = "officer"
    RECOVERY = "recovery"


class KeyFile(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The file, in JSON. `note` is a line for people in clear, and is bound to the secret."""

    format: Annotated[str, Meta(pattern=f"^{FORMAT}$")] = FORMAT
    version: Annotated[int, Meta(ge=1, le=1)] = 1
    kind: KeyFileKind
    note: Annotated[str, Meta(max_length=512)]
    kdf: Kdf
    sealed: Annotated[bytes, Meta(max_length=2 * MAX_SECRET_BYTES)]


_decoder = msgspec.json.Decoder(KeyFile)


def seal_key_file(
    kind: KeyFileKind,
    note: str,
    secret: bytes,
    passphrase: str,
    profile: Argon2Profile,
    *,
    allow_test_profile: bool = False,
) -> bytes:
    """Return the bytes of a key file. Raises KdfOutOfBoundsError, ValueError beyond 4 KiB of secret."""
    if len(secret) > MAX_SECRET_BYTES:
        raise ValueError("a key file holds at most 4,096 bytes")
    kdf = Kdf.fresh(profile)
    bare = KeyFile(kind=kind, note=note, kdf=kdf, sealed=b"")
    wrapping = derive(passphrase, kdf.salt, profile, allow_test_profile=allow_test_profile)
    made = msgspec.structs.replace(bare, sealed=seal(secret, wrapping, _context(bare)))
    return msgspec.json.format(msgspec.json.encode(made), indent=2) + b"\n"


def open_key_file(raw: bytes, kind: KeyFileKind, passphrase: str, *, allow_test_profile: bool = False) -> bytes:
    """Return the secret. Raises HeaderDamagedError, WrongPassphraseError, KdfOutOfBoundsError."""
    if len(raw) > MAX_FILE_BYTES:
        raise HeaderDamagedError("the key file is too large")
    try:
        file = _decoder.decode(raw)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as e:
        raise HeaderDamagedError("not a key file") from e
    if file.kind is not kind:
        raise HeaderDamagedError(f"a key file of kind {file.kind.value}")
    profile = file.kdf.profile()
    wrapping = derive(passphrase, file.kdf.salt, profile, allow_test_profile=allow_test_profile)
    try:
        return open_sealed(file.sealed, wrapping, _context(file))
    except CannotOpenError as e:
        raise WrongPassphraseError("the file does not open") from e


def _context(file: KeyFile) -> bytes:
    return info(b"PD1 key file", (file.kind.value.encode(), file.note.encode(), msgspec.msgpack.encode(file.kdf)))
