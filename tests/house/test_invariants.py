"""Every invariant of docs/proof.md has a test that carries its number, and the page names the files where they are."""

import ast
import re
from collections import defaultdict

from tests.house.tree import ROOT, inside, parsed, python_files

NUMBERS = range(1, 34)
ROW = re.compile(r"^\| I(\d+) \| [^|]+ \| ([^|]+) \|$", re.MULTILINE)


MARK = "pytest.mark.invariant"


def marked() -> dict[int, set[str]]:
    """Return by number the files whose tests carry it."""
    found: dict[int, set[str]] = defaultdict(set)
    for path in python_files("tests"):
        if MARK not in path.read_text(encoding="utf-8"):
            continue
        for test in ast.walk(parsed(path)):
            if isinstance(test, ast.FunctionDef | ast.AsyncFunctionDef):
                for number in numbers_of(test):
                    found[number].add(inside(path))
    return found


def numbers_of(test: ast.FunctionDef | ast.AsyncFunctionDef) -> list[int]:
    marks = [mark for mark in test.decorator_list if isinstance(mark, ast.Call)]
    return [
        number.value
        for mark in marks
        if ast.unparse(mark.func) == MARK
        for number in mark.args
        if isinstance(number, ast.Constant) and isinstance(number.value, int)
    ]


def test_every_invariant_has_a_test_that_carries_its_number() -> None:
    assert sorted(marked()) == list(NUMBERS)


def test_every_file_that_the_page_names_is_there() -> None:
    page = (ROOT / "docs" / "proof.md").read_text(encoding="utf-8")
    named = set(re.findall(r"`([\w/]+\.py)`", page))
    assert len(named) > 60
    assert [name for name in named if not (ROOT / "tests" / name.removeprefix("tests/")).is_file()] == []


def test_the_page_names_the_files_of_each_invariant() -> None:
    page = (ROOT / "docs" / "proof.md").read_text(encoding="utf-8")
    told = {int(number): set(re.findall(r"`([^`]+)`", files)) for number, files in ROW.findall(page)}
    short = {number: {name.removeprefix("tests/") for name in files} for number, files in marked().items()}
    assert told == short
