"""The terms of everything that is shipped, laid beside the program: a file for each part, and a page with them all."""

import shutil
from collections.abc import Sequence
from pathlib import Path
from typing import Final

from shipping.parts import Kind, Part

FOLDER: Final = "licences"
_COMMON: Final = Path("/usr/share/common-licenses")
_ALWAYS: Final = ("GPL-3", "LGPL-3", "GPL-2", "LGPL-2.1", "Apache-2.0", "MPL-2.0")
"""Texts that the parts name and do not all bring."""

_INTRODUCTION: Final = """PeerDesk {version}
Copyright: the PeerDesk contributors. Terms: GPL-3.0-or-later, in the file GPL-3.

Qt and Qt for Python are used under LGPL-3.0. Their libraries are files of their own below _internal/PySide6: you may
put others of the same interface in their place. Their source: https://download.qt.io/official_releases/QtForPython/

What PeerDesk is built with, and the terms of each part. Their texts lie beside this page.

"""


def lay_terms(folder: Path, found: Sequence[Part], version: str, own: Path) -> str:
    """Write the texts below `folder`, and return the page. `own` is the text of PeerDesk's own licence."""
    place = folder / FOLDER
    shutil.rmtree(place, ignore_errors=True)
    place.mkdir()
    shutil.copyfile(own, place / "PeerDesk-GPL-3.0-or-later")
    for name in _ALWAYS:
        shutil.copyfile(_COMMON / name, place / name)
    lines = [_laid(place, part) for part in found]
    page = _INTRODUCTION.format(version=version) + "\n".join(lines) + "\n"
    (place / "README").write_text(page, encoding="utf-8")
    return page


def _laid(place: Path, part: Part) -> str:
    stem = part.name if part.kind is not Kind.DEBIAN else f"debian-{part.name}"
    names = []
    for number, text in enumerate(part.texts, start=1):
        name = f"{stem}" if len(part.texts) == 1 else f"{stem}.{number}"
        shutil.copyfile(text, place / name)
        names.append(name)
    terms = part.terms or "see the file"
    files = f" ({', '.join(path.name for path in part.files)})" if part.files else ""
    return f"{part.name} {part.version}: {terms}. {' '.join(names)}{files}".rstrip()
