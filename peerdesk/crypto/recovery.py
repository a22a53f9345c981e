"""The code on the recovery sheet: 160 random bits, written so that a slip of the pen is found and located.

Nine groups of five signs. The fifth sign of each group is its check sign: any one wrong sign and any two
swapped signs in a group are always found, and the message names the group. The ninth group is a checksum
over all, so that two slips that hide each other are found too.

The alphabet is Crockford's: no I, L, O or U; reading takes I and L for 1 and O for 0, and forgives lower
case, spaces and dashes.

On the sheet of somebody who belongs to a hospital two more groups stand behind the nine. They are made from the code
and from what names the hospital, so whoever types all eleven on a new computer has checked that the server there is
the hospital's: without the code nobody can make them fit another one.
"""

import hashlib
import hmac
import re

from peerdesk.crypto.derivation import expand
from peerdesk.crypto.errors import RecoveryCodeError

CODE_BYTES = 20
GROUPS = 9
HOSPITAL_GROUPS = 2
GROUP_SIGNS = 5
_ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_VALUES = {sign: value for value, sign in enumerate(_ALPHABET)} | {"I": 1, "L": 1, "O": 0}
_POLYNOMIAL = 0b100101  # x^5 + x^2 + 1, primitive over GF(2)


def code_text(code: bytes) -> str:
    """Return the code as nine groups with dashes between. Raises ValueError unless it has 20 bytes."""
    if len(code) != CODE_BYTES:
        raise ValueError("a recovery code has 20 bytes")
    return _text(_signs(int.from_bytes(code), 32) + _signs(_checksum(code), 4), 0)


def hospital_text(code: bytes, root: bytes, pin: bytes) -> str:
    """Return the two groups that name a hospital, by its root's fingerprint and its server's certificate."""
    said = expand(code, b"PD1 hospital check" + len(pin).to_bytes(1) + pin + root)
    return _text(_signs(int.from_bytes(said[:5]), 4 * HOSPITAL_GROUPS), GROUPS)


def names_hospital(typed: str, code: bytes, root: bytes, pin: bytes) -> bool:
    """Say whether two typed groups are those of this hospital."""
    return hmac.compare_digest(typed, hospital_text(code, root, pin))


def parse_code(text: str) -> bytes:
    """Return the 20 bytes of a typed code. Raises RecoveryCodeError, with the groups to look at if known."""
    return parse_typed(text)[0]


def parse_typed(text: str) -> tuple[bytes, str]:
    """Return the 20 bytes of a typed code, and the two groups behind it as they are written, empty without any.

    Raises RecoveryCodeError, with the groups to look at if known.
    """
    groups = _groups(text)
    wrong = tuple(i + 1 for i, group in enumerate(groups) if not _fits(group, i))
    if wrong:
        raise RecoveryCodeError(wrong)
    values = [_VALUES[sign] for group in groups[:GROUPS] for sign in group[:4]]
    code = _number(values[:32]).to_bytes(CODE_BYTES)
    if _number(values[32:]) != _checksum(code):
        raise RecoveryCodeError(())
    behind = [_VALUES[sign] for group in groups[GROUPS:] for sign in group[:4]]
    return code, _text(behind, GROUPS)


def _text(values: list[int], place: int) -> str:
    groups = [values[i : i + 4] for i in range(0, len(values), 4)]
    return "-".join("".join(_ALPHABET[v] for v in [*g, _check(g, i)]) for i, g in enumerate(groups, place))


def _groups(text: str) -> list[str]:
    typed = [group for group in re.split(r"[\s\-–—·]+", text.upper()) if group]
    if len(typed) in {GROUPS, GROUPS + HOSPITAL_GROUPS}:
        return typed
    signs = "".join(typed)
    if len(signs) not in {GROUPS * GROUP_SIGNS, (GROUPS + HOSPITAL_GROUPS) * GROUP_SIGNS}:
        raise RecoveryCodeError(())
    return [signs[i : i + GROUP_SIGNS] for i in range(0, len(signs), GROUP_SIGNS)]


def _fits(group: str, place: int) -> bool:
    if len(group) != GROUP_SIGNS or not all(sign in _VALUES for sign in group):
        return False
    values = [_VALUES[sign] for sign in group]
    return values[4] == _check(values[:4], place)


def _check(values: list[int], place: int) -> int:
    # Each sign has a weight of its own in GF(32), and the check sign has weight 1. So one changed sign, or
    # two that changed places, always change the sum. The place is added: groups cannot change places.
    total = place + 1
    for i, value in enumerate(values):
        total ^= _times_x(value, i + 1)
    return total


def _times_x(value: int, power: int) -> int:
    for _ in range(power):
        value <<= 1
        if value & 0b100000:
            value ^= _POLYNOMIAL
    return value


def _signs(number: int, count: int) -> list[int]:
    return [(number >> 5 * i) & 31 for i in reversed(range(count))]


def _number(values: list[int]) -> int:
    number = 0
    for value in values:
        number = number << 5 | value
    return number


def _checksum(code: bytes) -> int:
    return int.from_bytes(hashlib.sha256(b"PD1 recovery code" + code).digest()[:3]) >> 4
