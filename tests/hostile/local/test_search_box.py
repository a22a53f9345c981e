"""The search box takes anything for words: it finds or finds nothing, at once, and never speaks of a fault."""

from pathlib import Path

import pytest
from PySide6.QtWidgets import QLabel

from peerdesk.desktop.demo_windows import WatchedDesk
from peerdesk.vault import search
from tests.cli.conftest import DEVON, Terminal
from tests.desktop.desks import open_desk, peer
from tests.desktop.screens.test_whole_desk import SECRET, write_a_whole_note

pytestmark = pytest.mark.usefixtures("qapp")
EXTREMES = {
    "quote": '"', "injection": "'; DROP TABLE encounters; --", "near": "NEAR(", "operator": "quetz AND",
    "column": "nope:x",
    "minus": "-x", "star": "*", "NUL": "\0", "blank": "   ", "brackets": "((((", "caret": "^quetz", "plus": '"a" + "b"',
    "override": "\u202equetz", "marks": "e" + "\u0301" * 10_000, "words": "or " * 33_334, "letters": "q" * 100_000,
}  # fmt: skip
FINDS = {"caret", "override", "blank"}
"""A blank box lists every note."""


def found(desk: WatchedDesk, query: str) -> int:
    desk.search_field().setText(query)
    desk.settle()
    return len(peer(desk).notes.list.rows.rows)


def test_nothing_that_is_typed_there_is_a_fault(home: Path) -> None:
    with open_desk(home) as desk:
        write_a_whole_note(desk)
        desk.press("Ctrl+F")
        assert found(desk, "quetz") == 1
        for name, query in EXTREMES.items():
            rows = found(desk, query)
            shown = [label.text() for label in desk.door.frame.findChildren(QLabel) if label.isVisible()]
            assert not any("stopped" in line or "rror" in line for line in shown), name
            assert rows == (name in FINDS), name
        assert found(desk, SECRET) == 1


def test_a_hundred_thousand_characters_are_asked_as_a_few_words() -> None:
    for query in EXTREMES.values():
        words = search.words_of(query)
        assert len(words) <= search.MOST_WORDS
        assert sum(map(len, words)) <= search.LONGEST_QUERY


def test_what_is_typed_faster_than_it_is_answered_ends_with_the_last_question(home: Path) -> None:
    with open_desk(home) as desk:
        write_a_whole_note(desk)
        desk.press("Ctrl+F")
        field = desk.search_field()
        for query in ("nothing", "words " * 20_000, "quetz" * 20_000, "quetz"):
            field.setText(query)
        desk.settle()
        assert len(peer(desk).notes.list.rows.rows) == 1


def test_the_command_line_takes_the_same_words(here: Terminal) -> None:
    for query in EXTREMES.values():
        said = here.type("--home", "d", "note", "search", "--json", "--", query, passphrase=DEVON)
        assert said.status in {0, 1, 2}, said
        assert "Traceback" not in said.err
        assert (said.status == 0) == (said.err == "")
