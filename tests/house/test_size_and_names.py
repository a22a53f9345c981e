"""Files stay short and are named by the world."""

import ast

from tests.house.tree import PACKAGE, inside, parsed, python_files

WALL = 300
"""Lines; the hard stop for one file."""

LONGEST_FUNCTION = 30
"""Lines of one function's body without its docstring. Aim below 25; the rest is for layouts of a screen."""

MOST_METHODS = 12
"""Public methods of one class."""

STEPS = "peerdesk/server/store/migrations/"
"""A step of a migration is frozen: it is one list, and nobody takes it apart any more."""

HOMELESS = {"utils", "util", "helpers", "helper", "common", "base", "manager", "managers", "misc"}


def test_no_file_passes_the_wall() -> None:
    long = {
        inside(path): lines
        for path in python_files("peerdesk", "tests", "bench")
        if (lines := len(path.read_text(encoding="utf-8").splitlines())) > WALL
    }
    assert long == {}


def test_no_module_is_a_drawer_for_everything() -> None:
    homeless = [
        inside(path)
        for path in python_files("peerdesk", "tests", "bench")
        if HOMELESS & {path.stem, *path.stem.split("_"), *path.parent.relative_to(PACKAGE.parent).parts}
    ]
    assert homeless == []


def test_every_room_says_what_it_is_for() -> None:
    silent = [
        inside(path)
        for path in python_files("peerdesk")
        if path.name == "__init__.py" and not ast.get_docstring(parsed(path))
    ]
    assert silent == []


def test_no_class_has_more_than_twelve_public_methods() -> None:
    wide = {
        f"{inside(path)}:{node.name}": public
        for path in python_files("peerdesk")
        for node in ast.walk(parsed(path))
        if isinstance(node, ast.ClassDef) and (public := public_methods(node)) > MOST_METHODS
    }
    assert wide == {}


def test_no_function_is_a_story_of_its_own() -> None:
    long = {
        f"{inside(path)}:{node.name}": lines
        for path in python_files("peerdesk")
        if not inside(path).startswith(STEPS)
        for node in ast.walk(parsed(path))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and (lines := body_lines(node)) > LONGEST_FUNCTION
    }
    assert long == {}


def body_lines(node: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    """Count the lines from the first statement after the docstring to the end."""
    first = node.body[1] if ast.get_docstring(node) and len(node.body) > 1 else node.body[0]
    return (node.end_lineno or first.lineno) - first.lineno + 1


def public_methods(node: ast.ClassDef) -> int:
    """Count methods a caller may use: no underscore, no property, no overridden Qt method (camelCase)."""
    return sum(
        1
        for part in node.body
        if isinstance(part, ast.FunctionDef)
        and not part.name.startswith("_")
        and part.name == part.name.lower()
        and not any(
            isinstance(mark, ast.Name) and mark.id in {"property", "cached_property"} for mark in part.decorator_list
        )
    )
