"""Below the doors nobody asks for the time or reads the environment: both are arguments."""

import ast

from tests.house.tree import inside, parsed, python_files

DOORS = (
    "peerdesk/__main__.py",
    "peerdesk/cli/",
    "peerdesk/desktop/component_sheet.py",
    "peerdesk/desktop/compose.py",
    "peerdesk/desktop/main.py",
    "peerdesk/desktop/shots/",
    "peerdesk/server/app.py",
)
"""The composition roots: what they build gets the clock and the environment from them."""

ASKING = {
    ("datetime", "now"),
    ("datetime", "utcnow"),
    ("datetime", "today"),
    ("date", "today"),
    ("time", "time"),
    ("time", "time_ns"),
    ("time", "localtime"),
    ("os", "environ"),
    ("os", "getenv"),
    ("os", "putenv"),
    ("QDateTime", "currentDateTime"),
    ("QDateTime", "currentDateTimeUtc"),
    ("QDate", "currentDate"),
    ("QTime", "currentTime"),
}


def asks(tree: ast.Module) -> list[tuple[int, str]]:
    """Return line and words of every place that asks for the time or the environment."""
    found = []
    for node in ast.walk(tree):
        if isinstance(node, ast.Attribute):
            owner = node.value.attr if isinstance(node.value, ast.Attribute) else getattr(node.value, "id", "")
            if (owner, node.attr) in ASKING:
                found.append((node.lineno, f"{owner}.{node.attr}"))
        elif isinstance(node, ast.ImportFrom):
            found += [
                (node.lineno, f"{node.module}.{name.name}") for name in node.names if (node.module, name.name) in ASKING
            ]
    return found


def test_nobody_below_the_doors_asks_for_the_time_or_the_environment() -> None:
    found = [
        f"{inside(path)}:{line} {words}"
        for path in python_files("peerdesk")
        if not inside(path).startswith(DOORS)
        for line, words in asks(parsed(path))
    ]
    assert found == []


def test_the_check_sees_each_way_of_asking() -> None:
    asking = (
        "import os\nimport datetime as dt\nfrom time import time, monotonic\n"
        "a = dt.datetime.now()\nb = os.environ['HOME']\nc = monotonic()\nd = date.today()\n"
    )
    assert sorted(asks(ast.parse(asking))) == [
        (3, "time.time"),
        (4, "datetime.now"),
        (5, "os.environ"),
        (7, "date.today"),
    ]
