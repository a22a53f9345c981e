import inspect
import re

import pytest

from peerdesk.cli.messages import RefusalError, code_of, message, plain
from peerdesk.cli.words import calm
from peerdesk.crypto.errors import WeakPassphraseError as TooWeakError
from peerdesk.crypto.strength import check_strength
from peerdesk.domain import backup_errors, errors, managed, passphrase_errors, rotation_errors, sheet_errors
from peerdesk.wire.exchange import ProblemCode

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
    "groups": (3,),
    "missing": "hospital",
    "wait_seconds": 4,
    "path": "/etc/peerdesk/policy.toml",
}


def every_error() -> list[errors.ExpectedError]:
    found: list[errors.ExpectedError] = []
    rooms = (errors, managed, sheet_errors, backup_errors, passphrase_errors, rotation_errors)
    for _, kind in (member for room in rooms for member in inspect.getmembers(room, inspect.isclass)):
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


@pytest.mark.parametrize("code", [ProblemCode.DEVICE_REVOKED, ProblemCode.NOT_ALLOWED, ProblemCode.SLOW_DOWN])
def test_what_a_server_says_to_a_person_is_said_in_words_and_not_in_its_code(code: ProblemCode) -> None:
    assert code.value not in message(errors.ServerRefusedError(code.value))


@pytest.mark.parametrize(
    ("passphrase", "told"),
    [
        ("short", "short"),
        ("a long one " * 200, "longer"),
        ("correct horse battery staple", "common"),
        ("abc" * 6, "guess"),
    ],
    ids=["short", "long", "common", "repeats"],
)
def test_each_reason_why_a_passphrase_is_turned_away_has_its_own_sentence(passphrase: str, told: str) -> None:
    with pytest.raises(TooWeakError) as weak:
        check_strength(passphrase)
    assert told in message(errors.WeakPassphraseError(weak.value.reason))


def test_the_command_lines_own_refusal_carries_its_code_and_sentence() -> None:
    refusal = RefusalError("no_such_file", "The file is not there.")
    assert (code_of(refusal), message(refusal)) == ("no_such_file", "The file is not there.")
    assert code_of(errors.OfflineError()) == "offline"


def test_a_long_prompt_is_named_by_the_option_that_took_it() -> None:
    assert message(errors.TextTooLongError("prompt", 140, 141)).startswith("--bring-to-supervision holds 140")


def test_letters_that_only_join_others_stay_where_people_read() -> None:
    family, persian = "\N{WOMAN}\u200d\N{GIRL}", "می\u200cخواهم"
    assert calm(f"{family} {persian}") == f"{family} {persian}"
    assert calm("a\x1b[2Jb\nc\u202ed\u200be") == "a [2Jb c d e"
