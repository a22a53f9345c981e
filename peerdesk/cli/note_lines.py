"""Reading notes from standard input, one JSON object per line. A line of rubbish is turned away; the next is read."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import BinaryIO

from peerdesk.cli.messages import RefusalError
from peerdesk.domain.errors import ExpectedError

LONGEST_LINE_BYTES = 64 * 1024
_BOM = b"\xef\xbb\xbf"


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One line: its number from 1, and either its object or why it is none."""

    number: int
    answers: dict[str, object] | None = None
    problem: ExpectedError | None = None


def read_lines(stream: BinaryIO) -> Iterator[Line]:
    """Return the lines as they come; empty lines are counted and left out."""
    number = 0
    while raw := stream.readline(LONGEST_LINE_BYTES + 1):
        number += 1
        too_long = len(raw) > LONGEST_LINE_BYTES and not raw.endswith(b"\n")
        if too_long:
            _skip_rest(stream)
            raw = b""
        text = raw.removeprefix(_BOM).strip() if number == 1 else raw.strip()
        if too_long:
            sentence = f"A line holds {LONGEST_LINE_BYTES} bytes at most."
            yield Line(number=number, problem=RefusalError("too_long", sentence))
        elif text:
            yield _line(number, text)


def _skip_rest(stream: BinaryIO) -> None:
    while (piece := stream.readline(LONGEST_LINE_BYTES)) and not piece.endswith(b"\n"):
        pass


def _line(number: int, text: bytes) -> Line:
    try:
        answers = json.loads(text, object_pairs_hook=_once_each, parse_constant=_no_number)
    except RefusalError as problem:
        return Line(number=number, problem=problem)
    except (ValueError, RecursionError):
        return Line(number=number, problem=RefusalError("not_json", "This line is not JSON."))
    if not isinstance(answers, dict):
        return Line(number=number, problem=RefusalError("not_json", "A line is one JSON object: {...}"))
    return Line(number=number, answers=answers)


def _once_each(pairs: list[tuple[str, object]]) -> dict[str, object]:
    if len({name for name, _ in pairs}) != len(pairs):
        raise RefusalError("bad_value", "Something is said twice in this line.")
    return dict(pairs)


def _no_number(name: str) -> object:
    raise ValueError(name)
