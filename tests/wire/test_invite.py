"""An invite survives being printed, scanned, mailed and typed, and tells a slip from nonsense."""

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from peerdesk.wire.armour import armoured, compact, unarmoured
from peerdesk.wire.codec import encode
from peerdesk.wire.errors import ChecksumError, MalformedError, TooLargeError
from peerdesk.wire.invite import invite_bytes, invite_qr, invite_text, parse_invite, parse_invite_bytes
from tests.wire import samples

INVITE = msgspec.structs.replace(samples.INVITE, certificate=encode(samples.CERTIFICATE))
SENTENCE = "This file invites Devon Achebe to PeerDesk at Harbor Point.\nKeep it to yourself."


def test_an_invite_comes_back_from_a_file_a_code_and_typed_letters() -> None:
    text = invite_text(INVITE, SENTENCE)
    assert text.splitlines()[0] == SENTENCE.replace("\n", " ")
    assert parse_invite(text) == INVITE
    assert parse_invite(text.replace("\n", "\r\n")) == INVITE
    assert parse_invite("Forwarded:\n" + text.replace("\n", "\n> ") + "\nbye") == INVITE
    assert parse_invite(invite_qr(INVITE)) == INVITE
    assert parse_invite(invite_qr(INVITE).lower()) == INVITE
    assert parse_invite(armoured(invite_bytes(INVITE)).replace(" ", "-")) == INVITE


def test_a_printed_code_is_small_enough_to_scan() -> None:
    assert len(invite_bytes(INVITE)) <= 440
    local = msgspec.structs.replace(INVITE, pin=b"", server="http://127.0.0.1:8740", supervisor_name="")
    assert len(invite_bytes(local)) <= 400
    assert set(invite_qr(INVITE)) <= set("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567")


def test_a_slip_is_told_from_nonsense() -> None:
    letters = invite_qr(INVITE)
    slip = letters[:40] + ("A" if letters[40] != "A" else "B") + letters[41:]
    with pytest.raises(ChecksumError):
        parse_invite(slip)
    for text in ("", "hello there!", "ñandú", letters[:-1] + "!", letters + "É"):
        with pytest.raises(MalformedError):
            parse_invite(text)
    with pytest.raises(TooLargeError):
        parse_invite("A" * 100_000)


def test_a_file_that_was_cut_off_is_malformed() -> None:
    text = invite_text(INVITE, SENTENCE)
    for end in range(len(SENTENCE) + 5, len(text) - 2, 7):
        with pytest.raises(MalformedError):
            parse_invite(text[:end])


def test_a_pin_has_thirty_two_bytes_or_none() -> None:
    for length in (1, 31):
        with pytest.raises(MalformedError):
            parse_invite_bytes(encode(msgspec.structs.replace(INVITE, pin=b"p" * length)))


def test_the_secrets_of_an_invite_are_never_printed() -> None:
    assert repr(INVITE) == "Invite(...)"
    assert "Devon" not in str(INVITE)


@given(st.binary(max_size=500))
def test_any_bytes_come_back_from_their_letters(raw: bytes) -> None:
    assert unarmoured(armoured(raw), 500) == raw
    assert unarmoured(compact(raw).lower().replace("o", "0").replace("i", "1").replace("b", "8"), 500) == raw


@given(st.binary(min_size=1, max_size=60), st.integers(0, 10**6), st.integers(1, 31))
def test_any_one_wrong_letter_is_noticed(raw: bytes, place: int, shift: int) -> None:
    alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567"
    letters = list(compact(raw))
    i = place % (len(letters) - 1)  # the last letter may hold unused bits
    letters[i] = alphabet[(alphabet.index(letters[i]) + shift) % 32]
    with pytest.raises(ChecksumError):
        unarmoured("".join(letters), 60)
