"""A page that is torn off says what it holds: the notice stands at the head of each page, and covers nothing."""

import re
import zlib
from contextlib import suppress

import pytest

from peerdesk.desktop.noticed_paper import noticed_pdf

_STREAM = re.compile(rb"stream\r?\n(.*?)endstream", re.DOTALL)
_TEXT = re.compile(rb"BT(.*?)ET", re.DOTALL)
_SHOWN = re.compile(rb"<([0-9A-F]+)>")
_GLYPH = 4


def pages(content: bytes) -> list[list[bytes]]:
    """Return the letters that each page shows, in the order they are drawn, as the file encodes them."""
    found = []
    for packed in _STREAM.findall(content):
        with suppress(zlib.error):
            texts = _TEXT.findall(zlib.decompress(packed))
            shown = b"".join(piece for text in texts for piece in _SHOWN.findall(text))
            if shown:
                found.append([shown[at : at + _GLYPH] for at in range(0, len(shown), _GLYPH)])
    return found


NOTICE = "Private notes of a peer"


@pytest.mark.usefixtures("qapp")
def test_each_page_begins_with_the_notice_and_no_line_is_lost() -> None:
    ((*notice, _),) = pages(noticed_pdf("<p>x</p>", NOTICE))
    assert len(notice) == len(NOTICE)
    lines = [f"Line {number}" for number in range(150)]
    content = noticed_pdf("".join(f"<p>{line}</p>" for line in lines), NOTICE)
    drawn = pages(content)
    assert len(drawn) > 2
    assert content.count(b"/Type /Page\n") == len(drawn)
    assert [page[: len(notice)] for page in drawn] == [notice] * len(drawn)
    # A line beside the edge of a page is drawn on both, and cut off on one.
    assert sum(len(page) - len(notice) for page in drawn) >= sum(map(len, lines))
