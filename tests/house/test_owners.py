"""Questions to a widget that are not asked: the binding makes the answer a child of whoever was asked.

What Qt holds inside a scroll area has that area as its proxy. Asked for it, the binding took the area for a child of
its own inside, a ring that nothing else held; the next search for garbage destroyed a page that stood on the screen.
"""

import ast

from tests.house.tree import inside, parsed, python_files

NOT_ASKED = {"focusProxy", "nextInFocusChain", "previousInFocusChain", "topLevelWidget"}


def asked(source: ast.AST) -> list[int]:
    """Return the lines that ask one of them."""
    return sorted(
        call.lineno
        for call in ast.walk(source)
        if isinstance(call, ast.Call) and isinstance(call.func, ast.Attribute) and call.func.attr in NOT_ASKED
    )


def test_no_widget_is_asked_for_what_would_become_its_child() -> None:
    named = [
        path for path in python_files("peerdesk", "tests") if any(f".{one}(" in path.read_text() for one in NOT_ASKED)
    ]
    assert {inside(path): lines for path in named if (lines := asked(parsed(path)))} == {}


def test_one_that_is_asked_is_found() -> None:
    assert asked(ast.parse("part.focusProxy()\npart.setFocusProxy(other)")) == [1]
