"""Collect what the desk says to people; `python -m tests.desktop.strings` prints what has no Spanish yet."""

import ast
import json
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from peerdesk.desktop.language import read_catalogue
from peerdesk.work.resources import resource_root

DESKTOP = Path(__file__).resolve().parents[2] / "peerdesk" / "desktop"


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """One `self.tr(...)`: which class says it, where it stands, and the source words (None if not a constant)."""

    context: str
    source: str | None
    place: str


def said(folder: Path = DESKTOP) -> Iterator[Said]:
    """Yield every string that goes through `tr` in a folder."""
    for path in sorted(folder.rglob("*.py")):
        tree = ast.parse(path.read_text(encoding="utf-8"))
        yield from _said_in(tree, "", path.relative_to(folder.parent).as_posix())


def _said_in(node: ast.AST, context: str, where: str) -> Iterator[Said]:
    for child in ast.iter_child_nodes(node):
        inner = child.name if isinstance(child, ast.ClassDef) else context
        if isinstance(child, ast.Call) and isinstance(child.func, ast.Attribute) and child.func.attr == "tr":
            first = child.args[0] if child.args else None
            constant = isinstance(first, ast.Constant) and isinstance(first.value, str)
            source = str(first.value) if constant and isinstance(first, ast.Constant) else None
            yield Said(context=inner, source=source, place=f"{where}:{child.lineno}")
        yield from _said_in(child, inner, where)


def missing(language: str) -> list[Said]:
    """Return what has no words in a language. English needs words only where `%n` counts something."""
    catalogue = read_catalogue(resource_root() / "i18n" / language)
    shared = catalogue.get("*", {})
    found = []
    for each in said():
        if each.source is None or (language == "en" and "%n" not in each.source):
            continue
        if not (catalogue.get(each.context, {}).get(each.source) or shared.get(each.source)):
            found.append(each)
    return found


def unused(language: str) -> list[tuple[str, str]]:
    """Return words of a catalogue that nothing in the desk says any more."""
    used = {(each.context, each.source) for each in said()}
    sources = {each.source for each in said()}
    return [
        (context, source)
        for context, strings in read_catalogue(resource_root() / "i18n" / language).items()
        for source in strings
        if (source not in sources if context == "*" else (context, source) not in used)
    ]


def main() -> None:
    """Print the gaps as JSON that can be filled in."""
    for language in ("en", "es"):
        gaps: dict[str, dict[str, str | list[str]]] = defaultdict(dict)
        for each in missing(language):
            source = each.source or ""
            gaps[each.context][source] = [source, source] if "%n" in source else ""
        print(language, json.dumps(gaps, ensure_ascii=False, indent=2))
        print("unused", unused(language))


if __name__ == "__main__":
    main()
