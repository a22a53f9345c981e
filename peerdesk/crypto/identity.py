"""The key pairs of devices, papers, officers and the root.

Every private key is kept as a seed that the key is expanded from, so what is stored is 32 bytes each and
looks the same for every algorithm. Sources: X-Wing, draft-connolly-cfrg-xwing-kem-09 (a 32-byte seed,
expanded by SHAKE256 to 64 bytes for ML-KEM-768 and 32 for X25519); HPKE, RFC 9180.
"""

import hashlib
import secrets
from dataclasses import dataclass, field

from cryptography.hazmat.primitives.asymmetric.mlkem import MLKEM768PrivateKey
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey
from cryptography.hazmat.primitives.hpke import MLKEM768X25519PrivateKey

from peerdesk.crypto.derivation import expand
from peerdesk.crypto.recovery import CODE_BYTES
from peerdesk.crypto.signing import ROOT_SEED_BYTES, SEED_BYTES, RootSigner, Signer
from peerdesk.wire.directory_body import PublicKeys
from peerdesk.wire.ids import DeviceId, OfficerId, device_id, officer_id, root_fingerprint

DEVICE_SECRET_BYTES = 64


@dataclass(frozen=True, slots=True, kw_only=True)
class DeviceKeys:
    """A signing seed and a box seed: a computer's, or a paper's."""

    sign_seed: bytes = field(repr=False)
    box_seed: bytes = field(repr=False)

    @classmethod
    def generate(cls) -> "DeviceKeys":
        """Return new random keys, for one vault on one computer."""
        return cls(sign_seed=secrets.token_bytes(SEED_BYTES), box_seed=secrets.token_bytes(SEED_BYTES))

    @classmethod
    def from_secret(cls, secret: bytes) -> "DeviceKeys":
        """Return the keys that `secret` gave. Raises ValueError unless it has 64 bytes."""
        if len(secret) != DEVICE_SECRET_BYTES:
            raise ValueError("the secret of a device has 64 bytes")
        return cls(sign_seed=secret[:SEED_BYTES], box_seed=secret[SEED_BYTES:])

    @property
    def secret(self) -> bytes:
        """The 64 bytes to keep, inside the vault only."""
        return self.sign_seed + self.box_seed

    def signer(self) -> Signer:
        return Signer(self.sign_seed)

    def box_key(self) -> MLKEM768X25519PrivateKey:
        return box_private(self.box_seed)

    def public(self) -> PublicKeys:
        """Return what the directory holds about these keys."""
        return PublicKeys(sign=self.signer().public, box=box_public(self.box_seed))

    def id(self) -> DeviceId:
        public = self.public()
        return device_id(public.sign, public.box)


def paper_keys(code: bytes) -> DeviceKeys:
    """Return the keys that live on a recovery sheet, from the 20 bytes of its code."""
    if len(code) != CODE_BYTES:
        raise ValueError("a recovery code has 20 bytes")
    # 160 random bits are uniform already, so HKDF's first step would add nothing.
    return DeviceKeys.from_secret(expand(code, b"PD1 paper keys", DEVICE_SECRET_BYTES))


def box_private(seed: bytes) -> MLKEM768X25519PrivateKey:
    """Return the X-Wing private key of a 32-byte seed."""
    mlkem, x25519 = _box_parts(seed)
    return MLKEM768X25519PrivateKey(mlkem, x25519)


def box_public(seed: bytes) -> bytes:
    """Return the 1,216 public bytes of a 32-byte seed: ML-KEM-768, then X25519."""
    mlkem, x25519 = _box_parts(seed)
    return mlkem.public_key().public_bytes_raw() + x25519.public_key().public_bytes_raw()


def _box_parts(seed: bytes) -> tuple[MLKEM768PrivateKey, X25519PrivateKey]:
    if len(seed) != SEED_BYTES:
        raise ValueError("a box seed has 32 bytes")
    expanded = hashlib.shake_256(seed).digest(96)
    return MLKEM768PrivateKey.from_seed_bytes(expanded[:64]), X25519PrivateKey.from_private_bytes(expanded[64:])


@dataclass(frozen=True, slots=True, kw_only=True)
class OfficerKey:
    """An officer's signing seed."""

    seed: bytes = field(repr=False)

    @classmethod
    def generate(cls) -> "OfficerKey":
        return cls(seed=secrets.token_bytes(SEED_BYTES))

    def signer(self) -> Signer:
        return Signer(self.seed)

    def id(self) -> OfficerId:
        return officer_id(self.signer().public)


@dataclass(frozen=True, slots=True, kw_only=True)
class RootKey:
    """The organisation's root: 64 bytes for its two algorithms."""

    seed: bytes = field(repr=False)

    @classmethod
    def generate(cls) -> "RootKey":
        return cls(seed=secrets.token_bytes(ROOT_SEED_BYTES))

    def signer(self) -> RootSigner:
        return RootSigner(self.seed)

    def fingerprint(self) -> bytes:
        """Return the 32 bytes that every invite pins."""
        signer = self.signer()
        return root_fingerprint(signer.ed25519_public, signer.mldsa_public)
