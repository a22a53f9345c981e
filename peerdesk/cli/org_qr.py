"""An invite as a QR code: a picture to print, or text for a dark terminal. Whoever photographs it holds the invite."""

import io
from pathlib import Path

import segno

from peerdesk.cli.messages import RefusalError

KINDS = (".svg", ".txt")
_MARGIN = 4
_HALVES = {(1, 1): " ", (1, 0): "▄", (0, 1): "▀", (0, 0): "█"}
"""Two modules, one above the other. What is light in the code is drawn, because a terminal is dark."""


def check_kind(path: Path) -> None:
    """Raise RefusalError unless the file's name says how the code is to be drawn."""
    if path.suffix.casefold() not in KINDS:
        raise RefusalError("bad_input", "--qr wants a file that ends in .svg, or in .txt for a terminal.")


def drawn(text: str, path: Path) -> str:
    """Return the code of `text` as the file's name wants it."""
    code = segno.make_qr(text, error="m")
    if path.suffix.casefold() == ".svg":
        out = io.BytesIO()
        code.save(out, kind="svg", scale=4, border=_MARGIN, light="white")
        return out.getvalue().decode()
    rows = [list(row) for row in code.matrix_iter(border=_MARGIN)]
    if len(rows) % 2:
        rows.append([0] * len(rows[0]))
    pairs = zip(rows[::2], rows[1::2], strict=True)
    return "\n".join("".join(_HALVES[bool(a), bool(b)] for a, b in zip(*pair, strict=True)) for pair in pairs) + "\n"
