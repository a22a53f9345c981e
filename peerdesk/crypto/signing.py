"""Signatures: Ed25519 for devices, papers, officers and invites; Ed25519 and ML-DSA-65 together for the root.

What is signed is always a `peerdesk.wire.statement`: a label, a suite, length-prefixed parts. This is the
one module of its room that the server may import, so it knows nothing of boxes, passphrases or codes.

Sources: RFC 8032 (Ed25519), FIPS 204 (ML-DSA-65).
"""

from functools import lru_cache

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.asymmetric.mldsa import MLDSA65PrivateKey, MLDSA65PublicKey

from peerdesk.wire.errors import WireError
from peerdesk.wire.revision import Revision, signed_bytes

SEED_BYTES = 32
ROOT_SEED_BYTES = 64  # Ed25519 seed, then ML-DSA-65 seed


class SignatureError(WireError):
    """A signature is not genuine: by another key, over other bytes, or no signature at all."""


class Signer:
    """One Ed25519 private key, from its 32-byte seed."""

    __slots__ = ("_key", "public")

    def __init__(self, seed: bytes) -> None:
        self._key = Ed25519PrivateKey.from_private_bytes(seed)
        self.public = self._key.public_key().public_bytes_raw()

    def sign(self, message: bytes) -> bytes:
        """Return the 64-byte signature over `message`."""
        return self._key.sign(message)

    def signatures(self, message: bytes) -> tuple[bytes, ...]:
        """Return the one signature that a directory entry or a login carries."""
        return (self._key.sign(message),)


class RootSigner:
    """The organisation's root: both algorithms, from one 64-byte seed. A break of one alone gains nothing."""

    __slots__ = ("_ed25519", "_mldsa", "ed25519_public", "mldsa_public")

    def __init__(self, seed: bytes) -> None:
        if len(seed) != ROOT_SEED_BYTES:
            raise ValueError("a root seed has 64 bytes")
        self._ed25519 = Ed25519PrivateKey.from_private_bytes(seed[:32])
        self._mldsa = MLDSA65PrivateKey.from_seed_bytes(seed[32:])
        self.ed25519_public = self._ed25519.public_key().public_bytes_raw()
        self.mldsa_public = self._mldsa.public_key().public_bytes_raw()

    def signatures(self, message: bytes) -> tuple[bytes, ...]:
        """Return the Ed25519 and the ML-DSA-65 signature over `message`. The second is made with fresh noise."""
        return self._ed25519.sign(message), self._mldsa.sign(message)


def verify(public: bytes, message: bytes, signature: bytes) -> None:
    """Return if `signature` over `message` is by `public` (32 bytes, Ed25519). Raises SignatureError."""
    try:
        _ed25519(public).verify(signature, message)
    except (InvalidSignature, ValueError) as e:
        raise SignatureError("not genuine") from e


def verify_root(publics: tuple[bytes, bytes], message: bytes, signatures: tuple[bytes, bytes]) -> None:
    """Return if both the Ed25519 and the ML-DSA-65 signature are genuine. Raises SignatureError."""
    verify(publics[0], message, signatures[0])
    try:
        _mldsa(publics[1]).verify(signatures[1], message)
    except (InvalidSignature, ValueError) as e:
        raise SignatureError("not genuine") from e


def verify_all(publics: tuple[bytes, ...], message: bytes, signatures: tuple[bytes, ...]) -> None:
    """Check the signatures of a directory entry or a login: one by Ed25519, or the root's two.

    Raises SignatureError, also if there are fewer or more signatures than keys.
    """
    match publics, signatures:
        case (public,), (signature,):
            verify(public, message, signature)
        case (ed25519, mldsa), (first, second):
            verify_root((ed25519, mldsa), message, (first, second))
        case _:
            raise SignatureError("another number of signatures than keys")


def verify_revision(revision: Revision, public: bytes, digest: bytes = b"") -> None:
    """Return if the revision was signed by the device with this public key. Raises SignatureError.

    `digest` is of its body, where it is known already.
    """
    verify(public, signed_bytes(revision, digest), revision.signature)


# A device signs thousands of revisions; its key is loaded once. Public keys only.
@lru_cache(maxsize=256)
def _ed25519(public: bytes) -> Ed25519PublicKey:
    return Ed25519PublicKey.from_public_bytes(public)


@lru_cache(maxsize=8)
def _mldsa(public: bytes) -> MLDSA65PublicKey:
    return MLDSA65PublicKey.from_public_bytes(public)
