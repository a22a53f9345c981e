"""The recovery sheet on paper: everything stands on it, in both languages, and a computer reads the file back whole."""

import base64
import json
import re
import zlib
from html.parser import HTMLParser
from pathlib import Path

import pytest
import segno
from hypothesis import given
from hypothesis import strategies as st

from peerdesk.crypto.recovery import code_text
from peerdesk.domain.sheet_errors import SheetMistypedError
from peerdesk.work.recovery_sheet import RecoverySheet, read_sheet
from peerdesk.work.resources import resource
from peerdesk.work.sheet_page import sheet_file, sheet_page

names = st.text(st.characters(blacklist_categories=("Cs", "Cc")), min_size=1, max_size=60)


def a_sheet(name: str = "Ruth Lind", code: bytes = bytes(range(20)), *, alone: bool = False) -> RecoverySheet:
    if alone:
        return RecoverySheet(name=name, code=code_text(code))
    return RecoverySheet(
        name=name,
        code=code_text(code),
        organisation="Harbor Point <&> Sons",
        server="https://peerdesk.harborpoint.example:8740",
        root=bytes(32),
        pin=b"\x01" * 32,
    )


class Shown(HTMLParser):
    """What a reader of the page sees, and which places it would fetch something from."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.words: list[str] = []
        self.sources: list[str] = []
        self._hidden = 0
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._hidden += tag in {"script", "style"}
        self.sources += [value or "" for name, value in attrs if name in {"src", "href"}]

    def handle_endtag(self, tag: str) -> None:
        self._hidden -= tag in {"script", "style"}

    def handle_data(self, data: str) -> None:
        if not self._hidden:
            self.words.append(data)

    @property
    def text(self) -> str:
        return "".join(self.words)


@given(name=names, code=st.binary(min_size=20, max_size=20), alone=st.booleans())
def test_what_is_saved_is_read_back_whole_whatever_somebody_is_called(name: str, code: bytes, alone: bool) -> None:
    sheet = a_sheet(name, code, alone=alone)
    for text in (sheet_page(sheet), sheet.text(), sheet.qr()):
        read = read_sheet(text)
        assert read.code == code
        if not alone:
            assert read.printed() == sheet


def test_the_page_shows_code_groups_server_and_both_languages_and_fetches_nothing() -> None:
    sheet = a_sheet()
    shown = Shown(sheet_page(sheet))
    assert sheet.code in shown.text
    assert all(part in shown.text for part in (sheet.hospital_groups, sheet.server, sheet.organisation, sheet.name))
    for words in json.loads(resource("library", "recovery_sheet.json").read_bytes()).values():
        assert all(sentence in shown.text for sentence in words.values())
    assert [source[:22] for source in shown.sources] == ["data:image/png;base64,"]


def test_without_a_hospital_nothing_is_said_of_one() -> None:
    shown = Shown(sheet_page(a_sheet(alone=True)))
    assert "eleven" not in shown.text
    assert "Server" not in shown.text


def test_the_picture_is_the_code_of_everything_on_the_page() -> None:
    sheet = a_sheet()
    (data,) = Shown(sheet_page(sheet)).sources
    raw = base64.b64decode(data.partition(",")[2])
    expected = segno.make_qr(sheet.qr(), error="m")
    width = int.from_bytes(raw[16:20], "big")
    assert width == (expected.symbol_size(border=4)[0]) * 4
    assert zlib.crc32(raw[12:29]) == int.from_bytes(raw[29:33], "big")
    assert int(expected.version) <= 11


def test_the_name_of_the_file_says_what_goes_into_it() -> None:
    sheet = a_sheet()
    assert sheet_file(sheet, Path("a.html")).startswith("<!doctype html>")
    assert sheet_file(sheet, Path("a.HTM")).startswith("<!doctype html>")
    assert sheet_file(sheet, Path("a.txt")) == sheet.text()


def test_a_page_with_a_slip_in_it_is_not_taken_for_a_sheet() -> None:
    page = sheet_page(a_sheet())
    block = re.search(r"SHEET-----\n(\w)", page)
    assert block is not None
    at = block.start(1)
    other = "A" if page[at] != "A" else "B"
    with pytest.raises(SheetMistypedError):
        read_sheet(page[:at] + other + page[at + 1 :])
