"""The two groups below a recovery code name one hospital, for whoever has the code and for nobody else."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from peerdesk.crypto.errors import RecoveryCodeError
from peerdesk.crypto.recovery import code_text, hospital_text, names_hospital, parse_code, parse_typed

codes = st.binary(min_size=20, max_size=20)
roots = st.binary(min_size=32, max_size=32)
pins = st.one_of(st.just(b""), roots)
ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"


@given(codes, roots, pins)
def test_eleven_typed_groups_come_back_and_name_that_hospital(code: bytes, root: bytes, pin: bytes) -> None:
    typed = f"{code_text(code)}-{hospital_text(code, root, pin)}"
    for text in (typed, typed.lower().replace("-", " \n"), typed.replace("-", "")):
        read, groups = parse_typed(text)
        assert read == code
        assert names_hospital(groups, code, root, pin)
    assert parse_code(typed) == code
    assert parse_typed(code_text(code)) == (code, "")


@given(codes, roots, pins, roots, pins)
def test_another_root_another_certificate_or_another_code_does_not_fit(
    code: bytes, root: bytes, pin: bytes, other_root: bytes, other_pin: bytes
) -> None:
    groups = hospital_text(code, root, pin)
    if (other_root, other_pin) != (root, pin):
        assert not names_hospital(groups, code, other_root, other_pin)
    assert not names_hospital(groups, bytes([code[0] ^ 1]) + code[1:], root, pin)
    assert not names_hospital("", code, root, pin)


@given(codes, roots, st.integers(0, 9), st.integers(1, 31))
def test_a_slip_in_them_is_found_in_its_group(code: bytes, root: bytes, place: int, shift: int) -> None:
    signs = list((code_text(code) + hospital_text(code, root, b"")).replace("-", ""))
    at = 45 + place
    signs[at] = ALPHABET[(ALPHABET.index(signs[at]) + shift) % 32]
    with pytest.raises(RecoveryCodeError) as caught:
        parse_typed("".join(signs))
    assert caught.value.groups == (10 + place // 5,)


def test_they_are_the_same_for_ever() -> None:
    code, root = bytes(range(20)), bytes(range(32))
    assert code_text(code) == "000GC-40R4Y-0M301-E209M-185G2-R38EE-1W810-24GKG-6NXPA"
    assert hospital_text(code, root, b"") == "ACRT9-RD8YK"
    assert hospital_text(code, root, bytes(32)) == "58SZN-P56P1"
