"""Sealing and opening revisions: compress, pad, seal under the record's own key, sign.

The record's key is derived from the epoch's, so a random nonce never comes near its limit, and a payload
moved to another record or owner does not open. The header, as it travels, is associated data.
Sources: NIST SP 800-38D (AES-256-GCM), RFC 5869 (HKDF).
"""

import os

import msgspec
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from peerdesk.crypto.compression import compress, decompress
from peerdesk.crypto.derivation import expand
from peerdesk.crypto.epoch_key import EpochKey
from peerdesk.crypto.errors import CannotOpenError
from peerdesk.crypto.signing import Signer
from peerdesk.wire.epoch import EpochObject, encode_epoch
from peerdesk.wire.errors import WireError
from peerdesk.wire.padding import pad, unpad
from peerdesk.wire.revision import NONCE_BYTES, Header, Kind, Revision, encode, signed_bytes

_UNSIGNED = bytes(64)


def seal_revision(header: Header, plain: bytes, key: EpochKey, signer: Signer, least: int = 0) -> Revision:
    """Return `plain` sealed and signed. The header's bucket is set here, whatever it was, and is at least `least`.

    Raises TooLargeError if the record does not fit. The key must be the one that the header names.
    """
    if header.epoch != key.epoch:
        raise ValueError("the header names another epoch")
    bucket, padded = pad(compress(plain), least)
    raw_header = encode(header if header.bucket == bucket else msgspec.structs.replace(header, bucket=bucket))
    nonce = os.urandom(NONCE_BYTES)
    ciphertext = AESGCM(_record_key(header, key)).encrypt(nonce, padded, raw_header)
    return _signed(Revision(header=raw_header, nonce=nonce, ciphertext=ciphertext, signature=_UNSIGNED), signer)


def seal_epoch(header: Header, epoch: EpochObject, signer: Signer) -> Revision:
    """Return the signed revision that brings an epoch to its space. Its body is in clear."""
    if header.kind is not Kind.EPOCH or header.epoch != epoch.epoch or header.bucket:
        raise ValueError("the header is not that of this epoch")
    unsigned = Revision(header=encode(header), nonce=b"", ciphertext=encode_epoch(epoch), signature=_UNSIGNED)
    return _signed(unsigned, signer)


def open_revision(header: Header, revision: Revision, key: EpochKey) -> bytes:
    """Return what was sealed. `header` is the revision's own, parsed; its signature is checked elsewhere.

    Raises CannotOpenError, whether the key is another, bytes were changed or nothing sensible was sealed.
    """
    if header.epoch != key.epoch:
        raise CannotOpenError("another epoch")
    try:
        padded = AESGCM(_record_key(header, key)).decrypt(revision.nonce, revision.ciphertext, revision.header)
        return decompress(unpad(padded))
    except (InvalidTag, ValueError, WireError) as e:
        raise CannotOpenError("does not open") from e


def _record_key(header: Header, key: EpochKey) -> bytes:
    # Both ids have 16 bytes, so nothing needs a length.
    return expand(key.key, b"PD1 record" + header.owner + header.record)


def _signed(revision: Revision, signer: Signer) -> Revision:
    signature = signer.sign(signed_bytes(revision))
    return Revision(
        header=revision.header,
        nonce=revision.nonce,
        ciphertext=revision.ciphertext,
        signature=signature,
    )
