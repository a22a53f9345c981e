"""A small sealed thing: suite byte, random nonce, AES-256-GCM ciphertext. For names, slots and key files.

The context is bound as associated data, so nothing sealed for one purpose or person opens as another's.
Source: NIST SP 800-38D. Nonces are random; no key here ever seals anywhere near 2^32 things.
"""

import os

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from peerdesk.crypto.errors import CannotOpenError
from peerdesk.wire.statement import SUITE

NONCE_BYTES = 12


def seal(plain: bytes, key: bytes, context: bytes) -> bytes:
    """Return `plain` sealed under the 32-byte `key`, bound to `context`."""
    nonce = os.urandom(NONCE_BYTES)
    suite = SUITE.to_bytes(1)
    return suite + nonce + AESGCM(key).encrypt(nonce, plain, suite + context)


def open_sealed(box: bytes, key: bytes, context: bytes) -> bytes:
    """Return what `seal` was given. Raises CannotOpenError for another key, context, suite, or any change."""
    suite, nonce, body = box[:1], box[1 : 1 + NONCE_BYTES], box[1 + NONCE_BYTES :]
    if suite != SUITE.to_bytes(1):
        raise CannotOpenError("another suite")
    try:
        return AESGCM(key).decrypt(nonce, body, suite + context)
    except (InvalidTag, ValueError) as e:
        raise CannotOpenError("does not open") from e
