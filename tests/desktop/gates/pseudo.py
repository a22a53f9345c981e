"""A language that nobody speaks: every word of the desk in accents and brackets and two fifths longer.

What has no brackets on the screen did not come through a translation; what does not fit has no room for the next
language either.
"""

import ast
import json
import re
from collections.abc import Iterator
from contextlib import contextmanager
from enum import StrEnum
from unittest import mock

from PySide6.QtWidgets import QAbstractButton, QComboBox, QLabel, QLineEdit, QWidget

from peerdesk.desktop.language import Words
from peerdesk.work.labels import Labels
from peerdesk.work.resources import resource_root
from tests.desktop.strings import DESKTOP, said

LONGER = 1.4
_ACCENTS = str.maketrans("aeiounAEIOUN", "áéíóúñÁÉÍÓÚÑ")
_KEPT = re.compile(r"(%\d|%n|\{\w*\}|&\w)")
_VOWEL = re.compile(r"[aeiouAEIOU]")
_KEY = re.compile(r"Ctrl\+|Alt\+|(Esc|Enter|Space)$")
_STRING = re.compile(r'"(?:[^"\\]|\\.)*"')
_SAID = re.compile(r"[^\W\d_]{2}.*\s|^[A-Z][a-z]")
"""What people are told begins with a capital or has several words; one small word alone is a code."""
_NOT_SHOWN = ("shots/", "tour", "component_", "demo_windows.py")
PROPER_NAMES = frozenset({"PeerDesk", "English", "Español"})


def lengthened(words: str) -> str:
    """Return words in the language that nobody speaks. Places for values and the marks of keys stay as they are."""
    parts = _KEPT.split(words)
    missing = round(len(words) * (LONGER - 1))
    doubled: list[str] = []
    for part in parts:
        if _KEPT.fullmatch(part):
            doubled.append(part)
            continue
        vowels = len(_VOWEL.findall(part))
        twice = min(vowels, missing)
        missing -= twice
        doubled.append(_VOWEL.sub(lambda found: found[0] * 2, part, count=twice).translate(_ACCENTS) if twice else part)
    return f"[{''.join(doubled)}]"


class PseudoWords(Words):
    """The translator of that language: only what the desk itself says, so that keys and Qt's own words stay."""

    _ours = frozenset((each.context, each.source) for each in said()) | frozenset(
        (each.context, (each.source or "").split("\0")[0]) for each in said()
    )

    def translate(
        self, context: str | bytes, source: str | bytes, disambiguation: object = None, number: int = -1
    ) -> str | None:
        """Return the longer words, or None for what is not ours."""
        where = context.decode() if isinstance(context, bytes) else context
        what = source.decode() if isinstance(source, bytes) else source
        if (where, what) not in self._ours:
            return None
        return lengthened(super().translate(context, source, disambiguation, number) or what)


@contextmanager
def pseudo_language() -> Iterator[None]:
    """Let every desk that is opened in English speak it. The labels of the vocabularies are longer, too."""
    known = Labels.of

    def of(self: Labels, code: StrEnum, language: str = "en", *, short: bool = False) -> str:
        return lengthened(known(self, code, language, short=short))

    with mock.patch("peerdesk.desktop.language.Words", PseudoWords), mock.patch.object(Labels, "of", of):
        yield


def constants() -> frozenset[str]:
    """Return every text that stands in the code of the desk by itself, and might be shown without a translation."""
    found: set[str] = set()
    for path in sorted(DESKTOP.rglob("*.py")):
        if not any(mark in path.as_posix() for mark in _NOT_SHOWN):
            tree = ast.parse(path.read_text(encoding="utf-8"))
            found.update(
                node.value for node in ast.walk(tree) if isinstance(node, ast.Constant) and isinstance(node.value, str)
            )
    return frozenset(text for text in found - _in_the_library() if _SAID.search(text) and not _KEY.match(text))


def _in_the_library() -> frozenset[str]:
    """Return the names, and what the library says in English itself: it has its own Spanish."""
    files = sorted((resource_root() / "library").glob("*.json"))
    texts = (json.loads(f"[{found}]") for path in files for found in _STRING.findall(path.read_text(encoding="utf-8")))
    return PROPER_NAMES | {text for (text,) in texts}


def texts(root: QWidget) -> Iterator[str]:
    """Yield what can be read or heard on a screen."""
    for part in (root, *root.findChildren(QWidget)):
        if not part.isVisible():
            continue
        yield from (part.toolTip(), part.accessibleName(), part.accessibleDescription())
        if isinstance(part, QLabel | QAbstractButton):
            yield part.text()
        if isinstance(part, QLineEdit):
            yield part.placeholderText()
        if isinstance(part, QComboBox):
            yield from (part.itemText(at) for at in range(part.count()))


def hard_coded(root: QWidget, known: frozenset[str]) -> list[str]:
    """Return the texts on a screen that came from the code itself."""
    return sorted({f"{text!r} is not translated" for text in texts(root) if text in known})
