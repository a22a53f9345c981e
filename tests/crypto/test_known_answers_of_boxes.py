"""X-Wing, HPKE and ML-DSA-65 give the published answers, and our boxes are read by the letter of the standard.

The answers lie in `tests/vectors/known`, each file with its source. No file has a box of exactly our suite (X-Wing,
HKDF-SHA256, AES-256-GCM). So the steps of RFC 9180 are written out here a second time, held against the answers of two
neighbouring suites, and then read what the product has boxed.
"""

import hashlib
import hmac
import json
import secrets
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from cryptography.hazmat.primitives.asymmetric.mldsa import MLDSA65PrivateKey, MLDSA65PublicKey
from cryptography.hazmat.primitives.asymmetric.mlkem import MLKEM768PrivateKey
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.ciphers.aead import AESGCM, ChaCha20Poly1305

from peerdesk.crypto.derivation import expand
from peerdesk.crypto.epoch_key import EpochKey, box_for
from peerdesk.crypto.identity import DeviceKeys, box_public
from peerdesk.crypto.signing import RootSigner, SignatureError, verify_root
from peerdesk.wire.ids import DeviceId, EpochId, SpaceId

FOLDER = Path(__file__).parents[1] / "vectors/known"
X_WING, X25519_KEM, HKDF_SHA256, AES_256_GCM, CHACHA20 = 0x647A, 0x0020, 0x0001, 0x0002, 0x0003
CIPHERTEXT_BYTES = 1120


def known(name: str) -> dict[str, Any]:
    answers: dict[str, Any] = json.loads((FOLDER / f"{name}.json").read_text("utf-8"))
    return answers


def raw(value: str) -> bytes:
    return bytes.fromhex(value)


def x_wing_shared(seed: bytes, ciphertext: bytes) -> bytes:
    """Open a ciphertext as section 5 of the X-Wing draft says, from the seed alone."""
    expanded = hashlib.shake_256(seed).digest(96)
    mlkem, x25519 = (
        MLKEM768PrivateKey.from_seed_bytes(expanded[:64]),
        X25519PrivateKey.from_private_bytes(expanded[64:]),
    )
    ephemeral = ciphertext[1088:]
    first = mlkem.decapsulate(ciphertext[:1088])
    second = x25519.exchange(X25519PublicKey.from_public_bytes(ephemeral))
    public = x25519.public_key().public_bytes_raw()
    return hashlib.sha3_256(first + second + ephemeral + public + rb"\.//^" + b"\\").digest()


class Suite(NamedTuple):
    """Which three algorithms, by their numbers in RFC 9180 and its registry."""

    kem: int
    kdf: int
    aead: int

    @property
    def name(self) -> bytes:
        return b"HPKE" + b"".join(number.to_bytes(2) for number in self)


class Opening(NamedTuple):
    key: bytes
    nonce: bytes


def opening(suite: Suite, shared: bytes, info: bytes) -> Opening:
    """Return key and nonce of the base mode: RFC 9180, section 5.1."""

    def extracted(salt: bytes, label: bytes, ikm: bytes) -> bytes:
        return hmac.digest(salt, b"HPKE-v1" + suite.name + label + ikm, "sha256")

    def expanded(key: bytes, label: bytes, context: bytes, length: int) -> bytes:
        return expand(key, length.to_bytes(2) + b"HPKE-v1" + suite.name + label + context, length)

    context = b"\x00" + extracted(b"", b"psk_id_hash", b"") + extracted(b"", b"info_hash", info)
    secret = extracted(shared, b"secret", b"")
    return Opening(expanded(secret, b"key", context, 32), expanded(secret, b"base_nonce", context, 12))


@pytest.mark.parametrize("answer", known("xwing")["answers"], ids=["first", "second", "third"])
def test_x_wing_gives_the_answers_of_its_draft(answer: dict[str, str]) -> None:
    assert box_public(raw(answer["seed"])).hex() == answer["public"]
    assert x_wing_shared(raw(answer["seed"]), raw(answer["ciphertext"])).hex() == answer["shared"]


@pytest.mark.parametrize(
    ("name", "suite"),
    [
        ("hpke_xwing", Suite(X_WING, HKDF_SHA256, CHACHA20)),
        ("hpke_rfc9180", Suite(X25519_KEM, HKDF_SHA256, AES_256_GCM)),
    ],
)
def test_the_steps_of_hpke_give_the_published_keys(name: str, suite: Suite) -> None:
    answer = known(name)["answer"]
    assert Suite(answer["kem_id"], answer["kdf_id"], answer["aead_id"]) == suite
    found = opening(suite, raw(answer["shared_secret"]), raw(answer["info"]))
    assert (found.key.hex(), found.nonce.hex()) == (answer["key"], answer["base_nonce"])
    first = answer["encryptions"][0]
    cipher = ChaCha20Poly1305(found.key) if suite.aead == CHACHA20 else AESGCM(found.key)
    assert cipher.decrypt(found.nonce, raw(first["ct"]), raw(first["aad"])) == raw(first["pt"])


def test_x_wing_inside_hpke_opens_the_published_ciphertext() -> None:
    answer = known("hpke_xwing")["answer"]
    assert box_public(raw(answer["skRm"])).hex() == answer["pkRm"]
    assert x_wing_shared(raw(answer["skRm"]), raw(answer["enc"])).hex() == answer["shared_secret"]


def test_a_box_of_ours_is_read_by_the_letter_of_the_standard() -> None:
    keys = DeviceKeys.generate()
    key = EpochKey(epoch=EpochId(b"e" * 16), key=secrets.token_bytes(32))
    box = box_for(key, SpaceId(b"s" * 16), DeviceId(b"r" * 16), keys.public().box)
    info = b"PD1 epoch box\x01" + b"".join(b"\x00\x00\x00\x10" + part * 16 for part in (b"s", b"e", b"r"))
    shared = x_wing_shared(keys.box_seed, box.sealed[:CIPHERTEXT_BYTES])
    found = opening(Suite(X_WING, HKDF_SHA256, AES_256_GCM), shared, info)
    assert AESGCM(found.key).decrypt(found.nonce, box.sealed[CIPHERTEXT_BYTES:], b"") == key.key


def test_ml_dsa_65_gives_the_published_keys_and_takes_the_published_signature() -> None:
    for answer in known("mldsa65")["answers"]:
        seed, public = raw(answer["seed"]), raw(answer["public"])
        assert MLDSA65PrivateKey.from_seed_bytes(seed).public_key().public_bytes_raw() == public
        assert RootSigner(bytes(32) + seed).mldsa_public == public
        key = MLDSA65PublicKey.from_public_bytes(public)
        key.verify(raw(answer["signature"]), raw(answer["message"]), raw(answer["context"]))


def test_a_published_signature_of_another_context_is_none_of_the_root() -> None:
    """What the root signs has no context: FIPS 204 keeps a signature with one from being taken for it."""
    answer = known("mldsa65")["answers"][0]
    root = RootSigner(bytes(32) + raw(answer["seed"]))
    message = raw(answer["message"])
    ed25519, _ = root.signatures(message)
    with pytest.raises(SignatureError):
        verify_root((root.ed25519_public, root.mldsa_public), message, (ed25519, raw(answer["signature"])))


@pytest.mark.parametrize("answer", known("aes256gcm")["answers"], ids=lambda answer: answer["key"][:8])
def test_aes_256_gcm_gives_the_answers_of_nist(answer: dict[str, str]) -> None:
    cipher = AESGCM(raw(answer["key"]))
    nonce, plain, data = raw(answer["nonce"]), raw(answer["plain"]), raw(answer["data"])
    assert cipher.encrypt(nonce, plain, data).hex() == answer["sealed"]
    assert cipher.decrypt(nonce, raw(answer["sealed"]), data) == plain
