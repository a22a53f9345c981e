import inspect
import re

import pytest

from peerdesk.cli.messages import RefusalError, code_of, message, plain
from peerdesk.domain import errors

FORBIDDEN = re.compile(
    r"\b(patient|client|case|refused|abuse|invalid|error|fatal|illegal|traceback|exception)s?\b", re.IGNORECASE
)
FACTS = {
    "field": "setting",
    "value": "moon",
    "known": ("ed", "clinic"),
    "limit": 300,
    "length": 301,
    "wanted": "a number from 1 to 99",
    "kind": "note",
    "action": "share",
    "reason": "short",
    "part": "header",
}


def every_error() -> list[errors.ExpectedError]:
    found: list[errors.ExpectedError] = []
    for _, kind in inspect.getmembers(errors, inspect.isclass):
        if issubclass(kind, errors.ExpectedError):
            wanted = [] if kind.__init__ is Exception.__init__ else list(inspect.signature(kind).parameters)
            found.append(kind(**{name: FACTS[name] for name in wanted if name in FACTS}))
    return found


@pytest.mark.parametrize("error", every_error(), ids=lambda error: type(error).__name__)
def test_everything_that_can_go_wrong_has_a_kind_whole_sentence(error: errors.ExpectedError) -> None:
    said = message(error)
    assert said[0].isupper() or said.startswith("--")
    assert said.endswith((".", "NAME", "doctor"))
    assert FORBIDDEN.search(said) is None
    assert "\n" not in said


def test_each_kind_of_trouble_reads_differently() -> None:
    leaves = [error for error in every_error() if not type(error).__subclasses__()]
    said = [message(error) for error in leaves]
    assert len(set(said)) == len(said)


def test_a_word_a_vocabulary_does_not_know_is_answered_with_those_it_knows() -> None:
    said = message(errors.UnknownCodeError("setting", "moon", ("ed", "clinic")))
    assert said == "--setting does not know 'moon'. It knows: ed, clinic."


def test_text_from_outside_cannot_move_the_cursor_of_a_terminal() -> None:
    assert plain("red\x1b[31m\r\nalert" + "x" * 100) == "red?[31m??alert" + "x" * 25
    assert "\x1b" not in message(errors.ServerRefusedError("\x1b[2J"))


def test_the_command_lines_own_refusal_carries_its_code_and_sentence() -> None:
    refusal = RefusalError("no_such_file", "The file is not there.")
    assert (code_of(refusal), message(refusal)) == ("no_such_file", "The file is not there.")
    assert code_of(errors.OfflineError()) == "offline"
