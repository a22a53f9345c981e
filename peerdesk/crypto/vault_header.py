"""The vault's header as it stands on the disk: a small JSON file. `peerdesk.crypto.vault_key` fills it.

It is JSON so that a person with an editor can see what a vault is made of; it holds nothing secret that
is not wrapped. Writing the file safely is the vault's business.
"""

import secrets
from enum import StrEnum, auto
from typing import Annotated

import msgspec
from msgspec import Meta

from peerdesk.crypto.errors import HeaderDamagedError
from peerdesk.crypto.passphrase import SALT_BYTES, Argon2Profile

FORMAT = "PeerDesk vault header"
VERSION = 1
MAX_HEADER_BYTES = 16 * 1024
MAX_SLOTS = 8

HexId = Annotated[str, Meta(pattern=r"^[0-9a-f]{32}\Z")]


class SlotKind(StrEnum):
    """What opens a slot. `organisation` is reserved: only a root-signed policy may ever ask for one."""

    # The values are the names in lower case, and part of the format.
    PASSPHRASE = auto()
    RECOVERY = auto()
    ORGANISATION = auto()


class Kdf(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """How a passphrase is stretched. The numbers are checked against their bounds before they are used."""

    algorithm: Annotated[str, Meta(pattern="^argon2id$")] = "argon2id"
    memory_kib: Annotated[int, Meta(ge=0, le=2**32 - 1)]
    passes: Annotated[int, Meta(ge=0, le=2**32 - 1)]
    lanes: Annotated[int, Meta(ge=0, le=2**32 - 1)]
    salt: Annotated[bytes, Meta(min_length=16, max_length=16)]

    @classmethod
    def fresh(cls, profile: Argon2Profile) -> "Kdf":
        """Return the parameters of a new passphrase, with a salt that nobody had before."""
        return cls(
            memory_kib=profile.memory_kib,
            passes=profile.passes,
            lanes=profile.lanes,
            salt=secrets.token_bytes(SALT_BYTES),
        )

    def profile(self) -> Argon2Profile:
        return Argon2Profile(memory_kib=self.memory_kib, passes=self.passes, lanes=self.lanes)


class Slot(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One way to the root key. `kdf` is only there for a passphrase."""

    id: HexId
    kind: SlotKind
    kdf: Kdf | None
    wrapped: Annotated[bytes, Meta(max_length=256)]


class VaultHeader(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """`vault` is the vault's id in hexadecimal; `commitment` pins the root key; `mac` covers all the rest."""

    format: Annotated[str, Meta(pattern=f"^{FORMAT}$")] = FORMAT
    version: Annotated[int, Meta(ge=VERSION, le=VERSION)] = VERSION
    vault: HexId
    commitment: Annotated[bytes, Meta(min_length=32, max_length=32)]
    slots: Annotated[tuple[Slot, ...], Meta(max_length=MAX_SLOTS)]
    mac: Annotated[bytes, Meta(min_length=32, max_length=32)]


_decoder = msgspec.json.Decoder(VaultHeader)


def header_bytes(header: VaultHeader) -> bytes:
    """Return the header's file, readable, with a newline at its end."""
    return msgspec.json.format(msgspec.json.encode(header), indent=2) + b"\n"


def parse_header(raw: bytes) -> VaultHeader:
    """Return the header in a file. Raises HeaderDamagedError for anything that is not whole and in shape."""
    if len(raw) > MAX_HEADER_BYTES:
        raise HeaderDamagedError("the header is too large")
    try:
        return _decoder.decode(raw)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as e:
        raise HeaderDamagedError("the header does not have its shape") from e


def macable(header: VaultHeader) -> bytes:
    """Return the bytes that the MAC covers: every field but the MAC, in a spelling of their own."""
    return msgspec.msgpack.encode(msgspec.structs.replace(header, mac=b""))
