"""Where a computer keeps the dictionaries of hunspell, and which of them is taken for a language."""

from collections.abc import Iterable, Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Final

from PySide6.QtCore import QStandardPaths

PACKAGES: Final[Mapping[str, str]] = MappingProxyType({"en": "hunspell-en-us", "es": "hunspell-es"})
"""The package of Debian and Ubuntu that brings a dictionary; others are called alike."""

MOST_RULES: Final = 1 << 20
MOST_WORDS: Final = 16 << 20
"""Bytes of the two files. The largest that is known for either language has an eighth of that."""

_FIRST: Final = {"en": "en_US", "es": "es_ES"}
_BELOW: Final = ("hunspell", "myspell", "myspell/dicts")
_OFFICE: Final = (
    "/usr/lib/libreoffice/share/extensions/dict-{0}",
    "/Applications/LibreOffice.app/Contents/Resources/extensions/dict-{0}",
    "C:/Program Files/LibreOffice/share/extensions/dict-{0}",
    "C:/Program Files (x86)/LibreOffice/share/extensions/dict-{0}",
)


def folders(language: str) -> tuple[Path, ...]:
    """Return where to look: the system's folders of shared data, and those of LibreOffice."""
    shared = QStandardPaths.standardLocations(QStandardPaths.StandardLocation.GenericDataLocation)
    below = (Path(place) / name for place in shared for name in _BELOW)
    return (*below, *(Path(place.format(language)) for place in _OFFICE))


def find_dictionary(language: str, places: Iterable[Path]) -> Path | None:
    """Return the path of a dictionary without the endings of its two files; None where there is none to be used."""
    for place in places:
        try:
            rules = sorted(place.glob(f"{language}_*.aff"), key=lambda path: (path.stem != _FIRST[language], path.stem))
            for path in rules:
                if _is_bounded(path, MOST_RULES) and _is_bounded(path.with_suffix(".dic"), MOST_WORDS):
                    return path.with_suffix("")
        except OSError:
            # A folder that may not be read is as none.
            continue
    return None


def _is_bounded(path: Path, most: int) -> bool:
    return path.is_file() and 0 < path.stat().st_size <= most
