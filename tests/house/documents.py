"""What the documents say to type: the lines of their blocks, and the commands that stand in backticks.

A block is fenced, or set in by four spaces behind an empty line. `<!-- needs: root -->` on the line before it says what
has to be there for its commands to be run; without such a mark they are run as they stand (`make documents`).
"""

import re
import shlex
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from tests.house.tree import tracked_text

PROGRAMS = ("peerdesk", "make", "python")
PLAYED = ("docs/officer.md", "docs/operator.md", "docs/command-line.md", "docs/installing.md", "README.md")
"""The pages whose blocks are typed as they stand by `make documents`, in this order."""

_NEEDS = re.compile(r"<!-- needs: ([a-z ]+) -->")
_SPAN = re.compile(r"`(peerdesk [^`]+|make [a-z][^`]*|python -m [^`]+)`")
_CELL = re.compile(r"^\| (`[^|]*`[^|]*)\|")
_FILL_IN = re.compile(r"<([a-z]+)>")
_BETWEEN = frozenset({"|", "||", "&&", ";", "&", "(", ")"})
_INTO = frozenset({"<", ">", ">>", "2>"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """Lines to be typed, with their place in a document and what they need (empty: nothing)."""

    file: str
    number: int
    needs: str
    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """One command of ours. `is_whole` says that it could be typed as it stands, placeholders aside."""

    where: str
    words: tuple[str, ...]
    is_whole: bool


@cache
def documents() -> dict[str, str]:
    """Return name and text of every document that tells people what to type; records of decisions do not."""
    texts = tracked_text()
    return {
        name: text for name, text in texts.items() if name.endswith(".md") and not name.startswith("docs/decisions/")
    }


def blocks(name: str, text: str) -> Iterator[Block]:
    """Yield the blocks of one document."""
    kept: list[str] = []
    begun, fence, needs, before = 0, False, "", ""
    for number, line in enumerate([*text.splitlines(), ""], start=1):
        if line.startswith("```"):
            fence = not fence
        elif fence or (line.startswith("    ") and (kept or not before.strip())):
            begun = begun or number
            kept.append(line if fence else line[4:])
        found = _NEEDS.search(line)
        needs = found[1] if found else needs
        ends = kept and not fence and not line.startswith("    ")
        if ends:
            yield Block(file=name, number=begun, needs=needs, lines=tuple(kept))
            kept, begun = [], 0
        if ends or (line.strip() and not found and not kept and not fence):
            needs = ""
        before = "" if found else line


def typed_in(block: Block) -> Iterator[tuple[int, str]]:
    """Yield the lines of a block that begin with a program of ours, those that go on in the next one joined."""
    whole, begun = "", 0
    for number, line in enumerate(block.lines, start=block.number):
        begun = begun if whole else number
        whole += line.strip().removeprefix("$ ")
        if whole.endswith(("\\", "|")):
            whole = whole.removesuffix("\\") + " "
            continue
        yield begun, whole
        whole = ""


def said_in(name: str, text: str) -> Iterator[Said]:
    """Yield every command of ours that a document names."""
    for block in blocks(name, text):
        for number, line in typed_in(block):
            for words in commands_of(line):
                yield Said(where=f"{name}:{number}", words=words, is_whole="..." not in words)
    for number, line in enumerate(text.splitlines(), start=1):
        for span in _SPAN.findall(line):
            for words in commands_of(_plain(span)):
                yield Said(where=f"{name}:{number}", words=words, is_whole=False)
        cell = _CELL.match(line) if name == "docs/command-line.md" else None
        for span in re.findall(r"`([a-z][^`]*)`", cell[1]) if cell else ():
            yield Said(where=f"{name}:{number}", words=("peerdesk", *_words(_plain(span))), is_whole=False)


def commands_of(line: str) -> list[tuple[str, ...]]:
    """Return the commands of ours in a line, without what the shell does around them."""
    found: list[list[str]] = [[]]
    words = iter(_words(line))
    for word in words:
        if word in _BETWEEN:
            found.append([])
        elif word in _INTO:
            next(words, None)
        else:
            found[-1].append(word)
    bare = (_without_surroundings(command) for command in found)
    return [tuple(command) for command in bare if command and command[0] in PROGRAMS]


def _without_surroundings(command: list[str]) -> list[str]:
    """Take away `sudo`, `NAME=value` before the program, and the folder in which it lies."""
    while command and (command[0] == "sudo" or re.match(r"^[A-Z_]+=", command[0])):
        command = command[1:]
    return [command[0].rpartition("/")[2], *command[1:]] if command else []


def _words(line: str) -> list[str]:
    # What stands in <> is to be filled in, and is no redirection.
    lexer = shlex.shlex(_FILL_IN.sub(lambda found: found[1].upper(), line), posix=True, punctuation_chars="|&;()<>")
    lexer.whitespace_split = True
    lexer.commenters = "#"
    try:
        return list(lexer)
    except ValueError:
        return line.split()


def _plain(span: str) -> str:
    """Return a span without the brackets around what may be left out, and with one of several values."""
    return re.sub(r"[\[\]]", "", span.replace("…", "...")).replace("|", "/")
