"""Which public key must have signed an entry. Only that: whether the signer had a right is another question.

Ids are hashes of keys, so an id can never come to mean another key, and keys may be learnt from any
genuine entry, whatever became of it.
"""

from typing import Protocol

from peerdesk.wire.directory import ROOT_FINGERPRINT_SHORT, Entry, SignerRole
from peerdesk.wire.directory_body import (
    Body,
    Device,
    EntryKind,
    Joined,
    Officer,
    Organisation,
    Paper,
    PublicKeys,
)
from peerdesk.wire.errors import MalformedError, UnknownSignerError, WrongRootError
from peerdesk.wire.ids import device_id, invite_id, officer_id, root_fingerprint
from peerdesk.wire.invite_certificate import certificate_statement, parse_certificate


class Verify(Protocol):
    """Checks one signature per public key, or for the root its two; raises a WireError unless all are genuine."""

    def __call__(self, publics: tuple[bytes, ...], message: bytes, signatures: tuple[bytes, ...], /) -> None: ...


class Keyring:
    """Public keys of signers, by role and id, beginning with nothing but the pinned fingerprint."""

    def __init__(self, fingerprint: bytes) -> None:
        self.fingerprint = fingerprint
        self._keys: dict[tuple[SignerRole, bytes], tuple[bytes, ...]] = {}

    def keys_of(self, entry: Entry, body: Body | None) -> tuple[bytes, ...]:
        """Return the keys that must have signed. Raises WrongRootError or UnknownSignerError."""
        if entry.n == 1:
            return self._founding_keys(entry, body)
        if isinstance(body, Joined):
            return self._newcomer_keys(entry, body)
        keys = self._keys.get((entry.signer.role, entry.signer.id))
        if keys is None:
            raise UnknownSignerError(f"entry {entry.n}: no such signer")
        return keys

    def check_certificate(self, body: Joined, verify: Verify) -> None:
        """Check that an officer of this chain signed the invite. Raises like `verify`, or UnknownSignerError."""
        certificate = parse_certificate(body.certificate)
        if certificate.root != self.fingerprint:
            raise WrongRootError("the invite is of another organisation")
        keys = self._keys.get((SignerRole.OFFICER, certificate.officer))
        if keys is None:
            raise UnknownSignerError("no such officer")
        verify(keys, certificate_statement(body.certificate), (body.certificate_signature,))

    def learn(self, entry: Entry, body: Body | None) -> None:
        """Take up the keys that a genuine entry brings."""
        match body:
            case Organisation() if entry.n == 1:
                publics = (body.ed25519_public, body.mldsa_public)
                self._keys[SignerRole.ROOT, self.fingerprint[:ROOT_FINGERPRINT_SHORT]] = publics
            case Officer():
                self._keys[SignerRole.OFFICER, officer_id(body.public)] = (body.public,)
            case Joined():
                self._learn_device(body.device)
                self._learn_device(body.paper)
            case Device() | Paper():
                self._learn_device(body.keys)
            case _:
                return

    def _learn_device(self, keys: PublicKeys) -> None:
        self._keys[SignerRole.DEVICE, device_id(keys.sign, keys.box)] = (keys.sign,)

    def _founding_keys(self, entry: Entry, body: Body | None) -> tuple[bytes, ...]:
        if entry.kind != EntryKind.ORGANISATION or not isinstance(body, Organisation):
            raise WrongRootError("the first entry founds no organisation")
        fingerprint = root_fingerprint(body.ed25519_public, body.mldsa_public)
        signer = entry.signer
        if fingerprint != self.fingerprint or signer.role is not SignerRole.ROOT:
            raise WrongRootError("the first entry is of another organisation")
        if signer.id != fingerprint[:ROOT_FINGERPRINT_SHORT]:
            raise WrongRootError("the first entry names another signer")
        return body.ed25519_public, body.mldsa_public

    def _newcomer_keys(self, entry: Entry, body: Joined) -> tuple[bytes, ...]:
        one_time = parse_certificate(body.certificate).one_time_public
        if entry.signer.role is not SignerRole.NEWCOMER or entry.signer.id != invite_id(one_time):
            raise MalformedError("a newcomer signs with the key of the invite")
        return (one_time,)
