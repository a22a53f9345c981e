"""The vault's root key, and the slots of the header that it can be reached through.

The root key is 32 random bytes that never leave the machine. Each slot holds it wrapped under a key that
comes from a passphrase or from the recovery sheet. A slot is bound to its vault, its own id, its kind and
its parameters, so slots cannot be moved or eased; the whole header is MACed under the root key, so none
can be added, taken away or put back behind the owner's back without being noticed at the next opening.
"""

import hmac
import secrets
from dataclasses import dataclass, field
from enum import StrEnum

import msgspec

from peerdesk.crypto.derivation import KEY_BYTES, expand, info
from peerdesk.crypto.errors import CannotOpenError, HeaderDamagedError, WrongPassphraseError
from peerdesk.crypto.passphrase import Argon2Profile, derive
from peerdesk.crypto.recovery import CODE_BYTES
from peerdesk.crypto.sealed import open_sealed, seal
from peerdesk.crypto.vault_header import Kdf, Slot, SlotKind, VaultHeader, macable

SLOT_ID_BYTES = 16


class Purpose(StrEnum):
    """What a key derived from the root key is for. The values are part of the format."""

    DATABASE = "database"
    PRIVATE = "private"  # the wellbeing database, which never leaves the machine
    BACKUP = "backup"
    DRAFT = "draft"
    LOG_SEAL = "log seal"
    DEVICE_KEYS = "device keys"


@dataclass(frozen=True, slots=True, kw_only=True)
class VaultKey:
    """The root key of one vault."""

    root: bytes = field(repr=False)

    @classmethod
    def generate(cls) -> "VaultKey":
        return cls(root=secrets.token_bytes(KEY_BYTES))

    def subkey(self, purpose: Purpose) -> bytes:
        """Return the 32-byte key for one purpose."""
        return expand(self.root, b"PD1 vault " + purpose.value.encode())


def new_header(vault: bytes, key: VaultKey) -> VaultHeader:
    """Return a header without slots, for the vault with this 16-byte id."""
    return _maced(VaultHeader(vault=vault.hex(), commitment=_commitment(key), slots=(), mac=bytes(32)), key)


def with_passphrase(
    header: VaultHeader,
    key: VaultKey,
    passphrase: str,
    profile: Argon2Profile,
    *,
    allow_test_profile: bool = False,
) -> VaultHeader:
    """Return the header with one passphrase slot, in place of any other. Raises KdfOutOfBoundsError."""
    kdf = Kdf.fresh(profile)
    wrapping = derive(passphrase, kdf.salt, profile, allow_test_profile=allow_test_profile)
    return _with_slot(header, key, SlotKind.PASSPHRASE, kdf, wrapping)


def with_recovery(header: VaultHeader, key: VaultKey, code: bytes) -> VaultHeader:
    """Return the header with one slot for a recovery sheet's 20-byte code, in place of any other."""
    return _with_slot(header, key, SlotKind.RECOVERY, None, _recovery_key(header, code))


def recovery_slot(header: VaultHeader, key: VaultKey, code: bytes) -> Slot:
    """Return a slot for a recovery sheet's 20-byte code, to be put into the header by `with_slot`, perhaps later."""
    return _filled(header, key, SlotKind.RECOVERY, None, _recovery_key(header, code))


def with_slot(header: VaultHeader, key: VaultKey, slot: Slot) -> VaultHeader:
    """Return the header with this slot in place of any other of its kind."""
    others = tuple(s for s in header.slots if s.kind is not slot.kind)
    return _maced(msgspec.structs.replace(header, slots=(*others, slot)), key)


def open_with_passphrase(header: VaultHeader, passphrase: str, *, allow_test_profile: bool = False) -> VaultKey:
    """Return the root key. Takes as long as the slot's profile asks for.

    Raises WrongPassphraseError, HeaderDamagedError (also without such a slot), and KdfOutOfBoundsError
    before any work is done.
    """
    slot = _slot(header, SlotKind.PASSPHRASE)
    if slot.kdf is None:
        raise HeaderDamagedError("a passphrase slot without parameters")
    wrapping = derive(passphrase, slot.kdf.salt, slot.kdf.profile(), allow_test_profile=allow_test_profile)
    return _opened(header, slot, wrapping)


def open_with_recovery(header: VaultHeader, code: bytes) -> VaultKey:
    """Return the root key, by a recovery sheet's 20-byte code. Raises WrongPassphraseError, HeaderDamagedError."""
    return _opened(header, _slot(header, SlotKind.RECOVERY), _recovery_key(header, code))


def _with_slot(header: VaultHeader, key: VaultKey, kind: SlotKind, kdf: Kdf | None, wrapping: bytes) -> VaultHeader:
    return with_slot(header, key, _filled(header, key, kind, kdf, wrapping))


def _filled(header: VaultHeader, key: VaultKey, kind: SlotKind, kdf: Kdf | None, wrapping: bytes) -> Slot:
    bare = Slot(id=secrets.token_hex(SLOT_ID_BYTES), kind=kind, kdf=kdf, wrapped=b"")
    return msgspec.structs.replace(bare, wrapped=seal(key.root, wrapping, _context(header, bare)))


def _opened(header: VaultHeader, slot: Slot, wrapping: bytes) -> VaultKey:
    try:
        key = VaultKey(root=open_sealed(slot.wrapped, wrapping, _context(header, slot)))
    except CannotOpenError as e:
        raise WrongPassphraseError("no slot opens") from e
    if not hmac.compare_digest(_commitment(key), header.commitment):
        raise HeaderDamagedError("the slot holds another key than the header promises")
    if not hmac.compare_digest(_mac(header, key), header.mac):
        raise HeaderDamagedError("the header was changed")
    return key


def _slot(header: VaultHeader, kind: SlotKind) -> Slot:
    slot = next((s for s in header.slots if s.kind is kind), None)
    if slot is None:
        raise HeaderDamagedError(f"no slot of kind {kind.value}")
    return slot


def _context(header: VaultHeader, slot: Slot) -> bytes:
    kdf = b"" if slot.kdf is None else msgspec.msgpack.encode(slot.kdf)
    parts = (bytes.fromhex(header.vault), bytes.fromhex(slot.id), slot.kind.value.encode(), kdf)
    return info(b"PD1 slot", parts)


def _recovery_key(header: VaultHeader, code: bytes) -> bytes:
    if len(code) != CODE_BYTES:
        raise ValueError("a recovery code has 20 bytes")
    # 160 random bits need no stretching.
    return expand(code, b"PD1 recovery slot" + bytes.fromhex(header.vault))


def _commitment(key: VaultKey) -> bytes:
    return expand(key.root, b"PD1 vault commit")


def _mac(header: VaultHeader, key: VaultKey) -> bytes:
    return hmac.digest(expand(key.root, b"PD1 header mac"), macable(header), "sha256")


def _maced(header: VaultHeader, key: VaultKey) -> VaultHeader:
    return msgspec.structs.replace(header, mac=_mac(header, key))
