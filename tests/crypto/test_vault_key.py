"""The root key opens through its slots, and a changed header is told from a wrong passphrase."""

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from peerdesk.crypto.errors import (
    CryptoError,
    HeaderDamagedError,
    KdfOutOfBoundsError,
    WrongPassphraseError,
)
from peerdesk.crypto.key_file import KeyFileKind, open_key_file, seal_key_file
from peerdesk.crypto.passphrase import FLOOR, TEST_ONLY
from peerdesk.crypto.vault_header import MAX_HEADER_BYTES, VaultHeader, header_bytes, parse_header
from peerdesk.crypto.vault_key import (
    Purpose,
    VaultKey,
    new_header,
    open_with_passphrase,
    open_with_recovery,
    with_passphrase,
    with_recovery,
)

KEY = VaultKey.generate()
CODE = b"c" * 20
WORDS = "gentle river over stones"


def made(vault: bytes = b"v" * 16, key: VaultKey = KEY, words: str = WORDS) -> VaultHeader:
    header = with_passphrase(new_header(vault, key), key, words, TEST_ONLY, allow_test_profile=True)
    return with_recovery(header, key, CODE)


HEADER = made()


def opened(header: VaultHeader, words: str = WORDS) -> VaultKey:
    return open_with_passphrase(header, words, allow_test_profile=True)


def changed(path: str, value: object) -> VaultHeader:
    tree: Any = json.loads(header_bytes(HEADER))
    place = tree
    *way, last = [int(step) if step.isdigit() else step for step in path.split(".")]
    for step in way:
        place = place[step]
    place[last] = value
    return parse_header(json.dumps(tree).encode())


def test_both_slots_give_the_same_key_after_a_trip_to_the_disk() -> None:
    header = parse_header(header_bytes(HEADER))
    assert opened(header) == KEY
    assert open_with_recovery(header, CODE) == KEY


def test_a_real_profile_opens_too() -> None:
    header = with_passphrase(new_header(b"v" * 16, KEY), KEY, WORDS, FLOOR)
    assert open_with_passphrase(header, WORDS) == KEY


def test_a_wrong_passphrase_or_code_is_said_to_be_wrong() -> None:
    with pytest.raises(WrongPassphraseError):
        opened(HEADER, "gentle river over stonez")
    with pytest.raises(WrongPassphraseError):
        open_with_recovery(HEADER, b"d" * 20)


def test_a_new_passphrase_ends_the_old_one_and_keeps_the_sheet() -> None:
    header = with_passphrase(HEADER, KEY, "another way to say it", TEST_ONLY, allow_test_profile=True)
    assert opened(header, "another way to say it") == KEY
    assert open_with_recovery(header, CODE) == KEY
    with pytest.raises(WrongPassphraseError):
        opened(header)


def test_a_header_for_tests_never_opens_in_earnest() -> None:
    with pytest.raises(KdfOutOfBoundsError):
        open_with_passphrase(HEADER, WORDS)


@pytest.mark.parametrize(
    ("path", "value"),
    [
        ("slots.0.kdf.memory_kib", 2**31),
        ("slots.0.kdf.passes", 0),
        ("slots.0.kdf.lanes", 2**24),
    ],
)
def test_a_header_that_asks_for_too_much_or_too_little_is_stopped_before_any_work(path: str, value: int) -> None:
    with pytest.raises(KdfOutOfBoundsError):
        opened(changed(path, value))


def test_a_deleted_slot_a_moved_slot_and_a_swapped_vault_are_noticed() -> None:
    tree = json.loads(header_bytes(HEADER))
    alone = parse_header(json.dumps(tree | {"slots": tree["slots"][:1]}).encode())
    with pytest.raises(HeaderDamagedError):
        opened(alone)
    with pytest.raises(HeaderDamagedError):
        open_with_recovery(alone, CODE)
    with pytest.raises(WrongPassphraseError):
        opened(changed("vault", "ab" * 16))
    other = json.loads(header_bytes(made(b"w" * 16, VaultKey.generate())))
    with pytest.raises(WrongPassphraseError):
        opened(parse_header(json.dumps(tree | {"slots": other["slots"]}).encode()))
    with pytest.raises(HeaderDamagedError, match="another key"):
        opened(parse_header(json.dumps(tree | {"commitment": other["commitment"]}).encode()))
    with pytest.raises(HeaderDamagedError):
        opened(parse_header(json.dumps(tree | {"mac": other["mac"]}).encode()))


@pytest.mark.parametrize(
    ("path", "value"),
    [
        ("format", "Another header"),
        ("version", 2),
        ("vault", "xyz"),
        ("slots", "none"),
        ("slots.0.kind", "backdoor"),
        ("slots.0.kdf.algorithm", "md5"),
        ("slots.0.kdf.salt", ""),
        ("slots.0.kdf.more", 1),
        ("slots.0.wrapped", "&&"),
        ("mac", ""),
        ("more", 1),
    ],
)
def test_a_header_out_of_shape_is_damaged(path: str, value: object) -> None:
    with pytest.raises(HeaderDamagedError):
        changed(path, value)


def test_a_passphrase_slot_without_parameters_is_damaged() -> None:
    with pytest.raises(HeaderDamagedError):
        opened(changed("slots.0.kdf", None))


def test_a_header_cut_at_any_byte_is_damaged_and_nothing_else() -> None:
    raw = header_bytes(HEADER)
    for end in range(len(raw) - 2):
        with pytest.raises(HeaderDamagedError):
            parse_header(raw[:end])
    with pytest.raises(HeaderDamagedError):
        parse_header(raw + b" " * MAX_HEADER_BYTES)


@given(st.integers(0, 10**6), st.integers(0, 255))
def test_any_changed_byte_gives_an_error_with_a_name_or_the_same_key(place: int, value: int) -> None:
    raw = bytearray(header_bytes(HEADER))
    raw[place % len(raw)] = value
    try:
        assert opened(parse_header(bytes(raw))) == KEY
    except CryptoError:
        return


def test_each_purpose_has_a_key_of_its_own_and_the_root_is_never_printed() -> None:
    keys = {KEY.subkey(purpose) for purpose in Purpose}
    assert len(keys) == len(Purpose) == 6
    assert KEY.root.hex() not in repr(KEY)
    assert repr(KEY) == "VaultKey()"


def test_a_sheet_of_another_length_is_our_own_mistake() -> None:
    with pytest.raises(ValueError, match="20 bytes"):
        with_recovery(HEADER, KEY, b"short")


def test_an_officers_file_opens_with_its_passphrase_and_not_as_the_root() -> None:
    raw = seal_key_file(KeyFileKind.OFFICER, "Harbor Point", b"secret", WORDS, TEST_ONLY, allow_test_profile=True)
    assert b"secret" not in raw
    assert open_key_file(raw, KeyFileKind.OFFICER, WORDS, allow_test_profile=True) == b"secret"
    with pytest.raises(WrongPassphraseError):
        open_key_file(raw, KeyFileKind.OFFICER, "x", allow_test_profile=True)
    with pytest.raises(HeaderDamagedError):
        open_key_file(raw, KeyFileKind.ROOT, WORDS, allow_test_profile=True)
    with pytest.raises(KdfOutOfBoundsError):
        open_key_file(raw, KeyFileKind.OFFICER, WORDS)
    as_root = raw.replace(b'"officer"', b'"root"')
    with pytest.raises(WrongPassphraseError):
        open_key_file(as_root, KeyFileKind.ROOT, WORDS, allow_test_profile=True)
    renamed = raw.replace(b"Harbor Point", b"Harbor Joint")
    with pytest.raises(WrongPassphraseError):
        open_key_file(renamed, KeyFileKind.OFFICER, WORDS, allow_test_profile=True)


def test_what_is_no_key_file_is_damaged_and_too_large_a_secret_is_our_own_mistake() -> None:
    for raw in (b"", b"{}", b"[" * 10000, b"x" * 20000):
        with pytest.raises(HeaderDamagedError):
            open_key_file(raw, KeyFileKind.ROOT, WORDS)
    with pytest.raises(ValueError, match="4,096"):
        seal_key_file(KeyFileKind.ROOT, "", bytes(4097), WORDS, FLOOR)
