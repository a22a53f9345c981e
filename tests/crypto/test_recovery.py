"""A slip of the pen on the recovery sheet is found, and the message says where."""

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from peerdesk.crypto.errors import RecoveryCodeError
from peerdesk.crypto.recovery import code_text, parse_code

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
codes = st.binary(min_size=20, max_size=20)


@given(codes)
def test_a_code_comes_back_from_paper(code: bytes) -> None:
    text = code_text(code)
    assert [len(group) for group in text.split("-")] == [5] * 9
    assert parse_code(text) == code
    assert parse_code(text.lower().replace("-", " \n")) == code
    assert parse_code(text.replace("-", "")) == code
    assert parse_code(text.replace("0", "o").replace("1", "l")) == code


@given(codes, st.integers(0, 44), st.integers(1, 31))
def test_any_one_wrong_sign_is_found_in_its_group(code: bytes, place: int, shift: int) -> None:
    signs = list(code_text(code).replace("-", ""))
    signs[place] = ALPHABET[(ALPHABET.index(signs[place]) + shift) % 32]
    with pytest.raises(RecoveryCodeError) as caught:
        parse_code("".join(signs))
    assert caught.value.groups == (place // 5 + 1,)


@given(codes, st.integers(0, 8), st.integers(0, 4), st.integers(0, 4))
def test_two_signs_of_a_group_that_changed_places_are_found(code: bytes, group: int, a: int, b: int) -> None:
    signs = list(code_text(code).replace("-", ""))
    i, j = group * 5 + a, group * 5 + b
    if signs[i] == signs[j]:
        return
    signs[i], signs[j] = signs[j], signs[i]
    with pytest.raises(RecoveryCodeError) as caught:
        parse_code("".join(signs))
    assert caught.value.groups == (group + 1,)


@given(codes, st.integers(0, 8), st.integers(0, 8))
def test_two_groups_that_changed_places_are_found(code: bytes, a: int, b: int) -> None:
    groups = code_text(code).split("-")
    if groups[a] == groups[b]:
        return
    groups[a], groups[b] = groups[b], groups[a]
    with pytest.raises(RecoveryCodeError):
        parse_code("-".join(groups))


def test_a_group_that_fits_by_chance_is_still_found_by_the_last_group() -> None:
    rng = random.Random(5)
    found = 0
    for _ in range(2000):
        groups = code_text(rng.randbytes(20)).split("-")
        groups[rng.randrange(8)] = "".join(rng.choices(ALPHABET, k=5))
        with pytest.raises(RecoveryCodeError) as caught:
            parse_code("-".join(groups))
        found += not caught.value.groups
    assert found > 0


def test_a_missing_sign_names_its_group_when_the_groups_are_kept_apart() -> None:
    groups = code_text(b"\x07" * 20).split("-")
    with pytest.raises(RecoveryCodeError) as caught:
        parse_code("-".join([*groups[:3], groups[3][:4], *groups[4:]]))
    assert caught.value.groups == (4,)
    for text in ("", "hello", "-".join(groups[:8]), "".join(groups)[:-1]):
        with pytest.raises(RecoveryCodeError) as caught:
            parse_code(text)
        assert caught.value.groups == ()


def test_a_sign_from_no_alphabet_names_its_group() -> None:
    groups = code_text(b"\x07" * 20).split("-")
    groups[6] = "U" + groups[6][1:]
    with pytest.raises(RecoveryCodeError) as caught:
        parse_code(" ".join(groups))
    assert caught.value.groups == (7,)


def test_a_code_of_another_size_is_turned_away() -> None:
    with pytest.raises(ValueError, match="20 bytes"):
        code_text(b"short")
