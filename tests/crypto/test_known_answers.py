"""Every primitive gives the published answer, so that a changed library is noticed before a vault is."""

import hashlib

import pytest
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.argon2 import Argon2id

from peerdesk.crypto.derivation import expand
from peerdesk.crypto.identity import box_public
from peerdesk.crypto.passphrase import TEST_ONLY, derive
from peerdesk.crypto.signing import SignatureError, Signer, verify

# RFC 8032, section 7.1: seed, public key, message, signature.
ED25519 = [
    (
        "9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60",
        "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a",
        "",
        (
            "e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555fb8821590a33bacc61e39701cf9b46b"
            "d25bf5f0595bbe24655141438e7a100b"
        ),
    ),
    (
        "4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb",
        "3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c",
        "72",
        (
            "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da085ac1e43e15996e458f3613d0f11d8c"
            "387b2eaeb4302aeeb00d291612bb0c00"
        ),
    ),
]


@pytest.mark.parametrize(("seed", "public", "message", "signature"), ED25519)
def test_ed25519_gives_the_answers_of_rfc_8032(seed: str, public: str, message: str, signature: str) -> None:
    signer = Signer(bytes.fromhex(seed))
    assert signer.public.hex() == public
    assert signer.sign(bytes.fromhex(message)).hex() == signature
    verify(signer.public, bytes.fromhex(message), bytes.fromhex(signature))


# RFC 5869, appendix A.1, A.2 and A.3: info, pseudorandom key, output.
HKDF = [
    (
        "f0f1f2f3f4f5f6f7f8f9",
        "077709362c2e32df0ddc3f0dc47bba6390b6c73bb50f9c3122ec844ad7c2b3e5",
        "3cb25f25faacd57a90434f64d0362f2a2d2d0a90cf1a5a4c5db02d56ecc4c5bf34007208d5b887185865",
    ),
    (
        (
            "b0b1b2b3b4b5b6b7b8b9babbbcbdbebfc0c1c2c3c4c5c6c7c8c9cacbcccdcecfd0d1d2d3d4d5d6d7d8d9dadbdcdddedf"
            "e0e1e2e3e4e5e6e7e8e9eaebecedeeeff0f1f2f3f4f5f6f7f8f9fafbfcfdfeff"
        ),
        "06a6b88c5853361a06104c9ceb35b45cef760014904671014a193f40c15fc244",
        (
            "b11e398dc80327a1c8e7f78c596a49344f012eda2d4efad8a050cc4c19afa97c59045a99cac7827271cb41c65e590e09"
            "da3275600c2f09b8367793a9aca3db71cc30c58179ec3e87c14c01d5c1f3434f1d87"
        ),
    ),
    (
        "",
        "19ef24a32c717b167f33a91d6f648bdf96596776afdb6377ac434c1c293ccb04",
        "8da4e775a563c18f715f802a063c5a31b8a11f5c5ee1879ec3454e5f3c738d2d9d201395faa4b61a96c8",
    ),
]


@pytest.mark.parametrize(("info", "prk", "okm"), HKDF)
def test_hkdf_gives_the_answers_of_rfc_5869(info: str, prk: str, okm: str) -> None:
    assert expand(bytes.fromhex(prk), bytes.fromhex(info), len(okm) // 2).hex() == okm


def test_hkdf_knows_its_limit() -> None:
    assert len(expand(bytes(32), b"", 8160)) == 8160
    with pytest.raises(ValueError, match="8,160"):
        expand(bytes(32), b"", 8161)


def test_argon2id_gives_the_answer_of_rfc_9106() -> None:
    """Section 5.3."""
    argon2 = Argon2id(
        salt=b"\x02" * 16,
        length=32,
        iterations=3,
        lanes=4,
        memory_cost=32,
        secret=b"\x03" * 8,
        ad=b"\x04" * 12,
    )
    expected = "0d640df58d78766c08c037a34a8b53c9d01ef0452d75b65eb52520e96b01e659"
    assert argon2.derive(b"\x01" * 32).hex() == expected


def test_argon2id_without_a_secret_gives_the_answer_of_openssl_and_is_what_a_passphrase_goes_through() -> None:
    """The answer is of OpenSSL's file `evpkdf_argon2.txt`; `derive` asks for the same with a profile's numbers."""
    plain = Argon2id(salt=b"\x02" * 16, length=32, iterations=3, lanes=4, memory_cost=32)
    expected = "03aab965c12001c9d7d0d2de33192c0494b684bb148196d73c1df1acaf6d0c2e"
    assert plain.derive(b"\x01" * 32).hex() == expected
    salt = bytes(range(16))
    profile = Argon2id(
        salt=salt, length=32, iterations=TEST_ONLY.passes, lanes=TEST_ONLY.lanes, memory_cost=TEST_ONLY.memory_kib
    )
    assert derive("gentle river", salt, TEST_ONLY, allow_test_profile=True) == profile.derive(b"gentle river")


def test_aes_256_gcm_gives_the_answer_of_its_specification() -> None:
    """Test case 16 of "The Galois/Counter Mode of Operation", McGrew and Viega."""
    key = bytes.fromhex("feffe9928665731c6d6a8f9467308308" * 2)
    nonce = bytes.fromhex("cafebabefacedbaddecaf888")
    plain = bytes.fromhex(
        "d9313225f88406e5a55909c5aff5269a86a7a9531534f7da2e4c303d8a318a72"
        "1c3c0c95956809532fcf0e2449a6b525b16aedf5aa0de657ba637b39"
    )
    data = bytes.fromhex("feedfacedeadbeeffeedfacedeadbeefabaddad2")
    expected = (
        "522dc1f099567d07f47f37a32a84427d643a8cdcbfe5c0c97598a2bd2555d1aa"
        "8cb08e48590dbb3da7b08b1056828838c5f61e6393ba7a0abcc9f662"
        "76fc6ece0f4e1768cddf8853bb2d551b"
    )
    assert AESGCM(key).encrypt(nonce, plain, data).hex() == expected


def test_x_wing_expands_a_seed_as_its_draft_says() -> None:
    """Draft-connolly-cfrg-xwing-kem-09, appendix C, first vector: the beginning and the end of the public key."""
    seed = hashlib.shake_128(b"").digest(32)
    public = box_public(seed)
    assert len(public) == 1216
    assert public.hex().startswith("e2236b35a8c24b39b10aa1323a96a919a2ced88400633a7b07131713fc14b2b5")
    assert public.hex().endswith("859edb06eff389b27dce59844570216223593d4ba32d9abac8cd049040ef6534")


def test_a_signature_has_one_form() -> None:
    """RFC 8032, section 5.1.7: its second half is below the order. Else an entry could be told in two ways."""
    order = 2**252 + 27742317777372353535851937790883648493
    signer = Signer(bytes(32))
    signature = signer.sign(b"once")
    high = (int.from_bytes(signature[32:], "little") + order).to_bytes(32, "little")
    with pytest.raises(SignatureError):
        verify(signer.public, b"once", signature[:32] + high)
