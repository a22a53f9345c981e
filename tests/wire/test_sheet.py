"""A recovery sheet lies in a drawer for years: what was once printed is read for ever, and a slip is always found."""

import msgspec
import pytest

from peerdesk.wire.armour import compact
from peerdesk.wire.codec import encode
from peerdesk.wire.errors import ChecksumError, MalformedError, TooLargeError, UnknownSuiteError
from peerdesk.wire.sheet import BEGIN, END, Sheet, parse_sheet, sheet_block, sheet_qr

PRINTED = (
    "S4A4IFAAAEBAGBAFAYDQQCIKBMGA2DQPCAIREE6EEAAACAQDAQCQMBYIBEFAWDANBYHRAEISCMKBKFQXDAMRUGY4DUPB7WJJNB2H"
    "I4DTHIXS64DFMVZGIZLTNMXGQYLSMJXXE4DPNFXHILTFPBQW24DMMU5DQNZUGDCCAIBBEIRSIJJGE4UCSKRLFQWS4LZQGEZDGNBV"
    "GY3TQOJ2HM6D2PR7VREGC4TCN5ZCAUDPNFXHJNCSOV2GQICMNFXGILKDMFZXIYODWFSWIYLNOXGQY"
)
SHEET = Sheet(
    suite=1,
    code=bytes(range(20)),
    root=bytes(range(32)),
    server="https://peerdesk.harborpoint.example:8740",
    pin=bytes(range(32, 64)),
    organisation="Harbor Point",
    name="Ruth Lind-Castañeda",
)


def test_what_was_printed_once_is_read_for_ever_and_printed_the_same() -> None:
    assert parse_sheet(PRINTED) == SHEET
    assert sheet_qr(SHEET) == PRINTED


def test_as_a_file_it_may_stand_among_other_words_and_be_broken_into_lines() -> None:
    block = sheet_block(SHEET)
    assert parse_sheet(f"<p>Print this.</p>\n{block}\nand keep it") == SHEET
    assert parse_sheet(block.replace("\n", "\r\n> ")) == SHEET
    with pytest.raises(MalformedError):
        parse_sheet(block.removesuffix(END))


@pytest.mark.parametrize("place", range(0, len(PRINTED), 7))
def test_one_wrong_letter_anywhere_is_found(place: int) -> None:
    other = "A" if PRINTED[place] != "A" else "B"
    with pytest.raises((ChecksumError, MalformedError)):
        parse_sheet(PRINTED[:place] + other + PRINTED[place + 1 :])


def test_a_sheet_of_a_newer_peerdesk_is_said_to_be_one() -> None:
    raw = encode(SHEET)
    with pytest.raises(UnknownSuiteError):
        parse_sheet(compact(raw[:1] + b"\x02" + raw[2:]))


def test_what_is_too_long_or_no_sheet_at_all_is_turned_away_at_once() -> None:
    with pytest.raises(TooLargeError):
        parse_sheet("A" * 100_000)
    with pytest.raises((MalformedError, ChecksumError)):
        parse_sheet("Dear Ruth")
    with pytest.raises(MalformedError):
        parse_sheet(compact(encode(msgspec.structs.replace(SHEET, pin=b"x"))))


def test_its_code_does_not_show_where_the_sheet_is_printed_by_accident() -> None:
    assert repr(SHEET) == "Sheet(...)"
    assert BEGIN not in PRINTED
