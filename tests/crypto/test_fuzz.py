"""A thousand damaged copies of everything a stranger may have touched give only the documented errors."""

import random
from collections.abc import Callable

import pytest

from peerdesk.crypto.errors import CryptoError
from peerdesk.crypto.key_file import KeyFileKind, open_key_file, seal_key_file
from peerdesk.crypto.passphrase import TEST_ONLY
from peerdesk.crypto.recovery import code_text, parse_code
from peerdesk.crypto.vault_header import header_bytes, parse_header
from peerdesk.crypto.vault_key import VaultKey, new_header, open_with_passphrase, with_passphrase

WORDS = "gentle river over stones"


def _header() -> bytes:
    key = VaultKey(root=b"r" * 32)
    made = with_passphrase(new_header(b"v" * 16, key), key, WORDS, TEST_ONLY, allow_test_profile=True)
    return header_bytes(made)


def _open_header(raw: bytes) -> object:
    return open_with_passphrase(parse_header(raw), WORDS, allow_test_profile=True)


def _key_file() -> bytes:
    return seal_key_file(KeyFileKind.ROOT, "Harbor Point", b"s" * 64, WORDS, TEST_ONLY, allow_test_profile=True)


def _open_key_file(raw: bytes) -> object:
    return open_key_file(raw, KeyFileKind.ROOT, WORDS, allow_test_profile=True)


def _parse_code(raw: bytes) -> object:
    return parse_code(raw.decode(errors="replace"))


@pytest.mark.parametrize(
    ("raw", "opens"),
    [
        (_header(), _open_header),
        (_key_file(), _open_key_file),
        (code_text(b"c" * 20).encode(), _parse_code),
    ],
    ids=["header", "key file", "recovery code"],
)
def test_a_damaged_copy_opens_as_it_was_or_says_what_is_wrong(raw: bytes, opens: Callable[[bytes], object]) -> None:
    whole = opens(raw)
    rng = random.Random(len(raw))
    told = 0
    for _ in range(1000):
        try:
            assert opens(_damaged(raw, rng)) == whole
        except CryptoError:
            told += 1
    assert told > 700


def _damaged(raw: bytes, rng: random.Random) -> bytes:
    changed = bytearray(raw)
    for _ in range(rng.randint(1, 3)):
        place = rng.randrange(len(changed))
        match rng.randrange(3):
            case 0:
                changed[place] = rng.randrange(256)
            case 1:
                del changed[place : place + rng.randint(1, 9)]
            case _:
                changed[place:place] = rng.randbytes(rng.randint(1, 9))
        changed = changed or bytearray(b"x")
    return bytes(changed)
