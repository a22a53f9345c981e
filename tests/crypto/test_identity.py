"""Key pairs come back from their seeds, and a paper from its code."""

import pytest

from peerdesk.crypto.identity import DeviceKeys, OfficerKey, RootKey, box_public, paper_keys
from peerdesk.crypto.signing import (
    RootSigner,
    SignatureError,
    verify,
    verify_all,
    verify_root,
)
from peerdesk.wire.ids import device_id, officer_id


def test_a_device_comes_back_from_its_secret_with_the_same_id() -> None:
    keys = DeviceKeys.generate()
    again = DeviceKeys.from_secret(keys.secret)
    assert again.public() == keys.public()
    assert again.id() == keys.id() == device_id(keys.public().sign, keys.public().box)
    assert keys.sign_seed.hex() not in repr(keys)


def test_a_paper_is_the_same_wherever_its_code_is_typed() -> None:
    assert paper_keys(b"c" * 20).id() == paper_keys(b"c" * 20).id()
    assert paper_keys(b"c" * 20).id() != paper_keys(b"d" * 20).id()


def test_seeds_of_another_length_are_our_own_mistake() -> None:
    for build, match in (
        (lambda: DeviceKeys.from_secret(b"x"), "64"),
        (lambda: paper_keys(b"x"), "20"),
        (lambda: box_public(b"x"), "32"),
        (lambda: RootSigner(b"x"), "64"),
    ):
        with pytest.raises(ValueError, match=match):
            build()


def test_an_officers_id_is_the_hash_of_the_key() -> None:
    officer = OfficerKey.generate()
    assert officer.id() == officer_id(officer.signer().public)


def test_a_root_needs_both_of_its_signatures() -> None:
    root = RootKey.generate().signer()
    publics = (root.ed25519_public, root.mldsa_public)
    first, second = root.signatures(b"message")
    verify_root(publics, b"message", (first, second))
    verify_all(publics, b"message", (first, second))
    other = RootKey.generate().signer().signatures(b"message")
    for signatures in ((first, other[1]), (other[0], second), (first, b""), (b"", second)):
        with pytest.raises(SignatureError):
            verify_root(publics, b"message", signatures)
    for count in ((), (first,), (first, second, second)):
        with pytest.raises(SignatureError):
            verify_all(publics, b"message", count)
    with pytest.raises(SignatureError):
        verify_root((root.ed25519_public, b"no key"), b"message", (first, second))


def test_a_signature_holds_for_its_message_and_its_key_alone() -> None:
    signer, other = OfficerKey.generate().signer(), OfficerKey.generate().signer()
    signature = signer.sign(b"message")
    verify(signer.public, b"message", signature)
    for public, message, candidate in (
        (other.public, b"message", signature),
        (signer.public, b"massage", signature),
        (signer.public, b"message", signature[:-1]),
        (signer.public, b"message", b""),
        (b"no key", b"message", signature),
    ):
        with pytest.raises(SignatureError):
            verify(public, message, candidate)
