"""The code that is drawn is the invite, module by module, with the margin that a camera needs."""

from pathlib import Path

import segno

from peerdesk.cli.org_qr import drawn
from peerdesk.wire.invite import invite_qr
from tests.wire.samples import INVITE

MARGIN = 4
DARK = {"█": (0, 0), "▀": (0, 1), "▄": (1, 0), " ": (1, 1)}


def modules(text: str) -> list[list[int]]:
    rows = []
    for line in text.splitlines():
        rows += [[DARK[sign][0] for sign in line], [DARK[sign][1] for sign in line]]
    return rows


def test_the_code_in_a_terminal_is_the_invite_module_by_module() -> None:
    text = invite_qr(INVITE)
    code = segno.make_qr(text, error="m")
    assert code.mode == "alphanumeric"
    seen = modules(drawn(text, Path("devon.TXT")))
    size = len(code.matrix)
    inside = [row[MARGIN : MARGIN + size] for row in seen[MARGIN : MARGIN + size]]
    assert inside == [[int(bit) for bit in row] for row in code.matrix]
    assert not any(any(row) for row in (*seen[:MARGIN], *seen[MARGIN + size :]))
    assert not any(any(row[:MARGIN] + row[MARGIN + size :]) for row in seen)


def test_the_picture_is_black_on_white_and_needs_nothing_from_outside() -> None:
    picture = drawn(invite_qr(INVITE), Path("devon.svg"))
    assert 'fill="#fff"' in picture or 'fill="white"' in picture
    assert picture.count("http") == picture.count("http://www.w3.org/2000/svg")
