"""Words that try things, as an option or in a stream: what had to go is told, and nothing steers a terminal."""

import json

import pytest

from peerdesk.domain.encounter import MEMORY_LIMIT
from tests.cli.conftest import DEVON, Said, Terminal
from tests.hostile.local.texts import LONE_SURROGATE, TEXTS

D = ("--home", "d")
NOTE = (*D, "note", "add", "--setting", "ed", "--outcome", "later")
ALL = {**TEXTS, "lone surrogate": LONE_SURROGATE}


def memory(terminal: Terminal, note: str) -> str:
    shown = terminal.type(*D, "note", "show", note, "--json", passphrase=DEVON).json()
    return str(shown["memory"])


def told(said: Said) -> int:
    """Return how many characters were said to be left out."""
    words = [line.split()[0] for line in said.err.splitlines() if "had to be left out" in line]
    return int(words[0]) if words else 0


def test_each_text_is_kept_to_the_letter_or_it_is_told_how_much_had_to_go(here: Terminal) -> None:
    found = {}
    for name, odd in ALL.items():
        said = here.type(*NOTE, "--memory", odd.put_in, "--json", passphrase=DEVON)
        found[name] = (memory(here, said.json()["id"]), told(said))
    assert found == {name: (odd.kept, odd.gone) for name, odd in ALL.items()}


def test_each_text_comes_through_a_stream_the_same(here: Terminal) -> None:
    lines = [json.dumps({"setting": "ed", "outcome": "later", "memory": odd.put_in}) for odd in ALL.values()]
    said = here.type(*D, "note", "add", "--stdin", text="\n".join(lines), passphrase=DEVON)
    answers = dict(zip(ALL, map(json.loads, said.out.splitlines()), strict=True))
    found = {name: (memory(here, one["id"]), one.get("left_out", 0)) for name, one in answers.items()}
    assert said.status == 0
    assert found == {name: (odd.kept, odd.gone) for name, odd in ALL.items()}


@pytest.mark.parametrize("length", [MEMORY_LIMIT + 1, 10_000_000])
def test_what_is_too_long_is_turned_away_and_never_cut(here: Terminal, length: int) -> None:
    line = json.dumps({"setting": "ed", "outcome": "later", "memory": "w" * length})
    said = here.type(*D, "note", "add", "--stdin", text=line, passphrase=DEVON)
    assert (said.status, json.loads(said.out)["error"]) == (1, "too_long")


def test_what_was_kept_cannot_steer_the_terminal_that_shows_it(here: Terminal) -> None:
    odd = "a\u200bb \u061c \u2028 c"
    made = here.type(*NOTE, "--memory", odd, "--handle", "Heron\u200f 27", "--json", passphrase=DEVON).json()
    shown = here.type(*D, "note", "show", made["id"], passphrase=DEVON).out
    listed = here.type(*D, "note", "list", passphrase=DEVON).out
    assert all(letter.isprintable() or letter in "\n\u200c\u200d" for letter in shown + listed)


def test_names_and_files_with_an_override_show_no_other_ending(here: Terminal) -> None:
    said = here.type(
        "--home", "named", "setup", "--name", "Rosa\u202efdp.exe", "--json", passphrase="candle orchard velvet morning"
    )
    answer = said.json()
    assert answer["name"] == "Rosafdp.exe"
    assert answer["recovery_sheet"].endswith("rosa-fdp-exe.recovery.html")
