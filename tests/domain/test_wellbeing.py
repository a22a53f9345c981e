from datetime import date

import pytest

from peerdesk.domain.errors import BadDateError, MissingAnswerError, TextTooLongError, UnknownCodeError
from peerdesk.domain.ids import RecordId
from peerdesk.domain.wellbeing import LINE_LIMIT, CheckIn, CheckInDraft, Mood, begin_check_in

KEY = RecordId(bytes(16))
TODAY = date(2026, 11, 21)


def begun(**draft: str) -> CheckIn:
    return begin_check_in(CheckInDraft(**draft), record=KEY, today=TODAY)


def test_a_word_is_enough_and_so_is_a_line() -> None:
    assert begun(mood="tired") == CheckIn(id=KEY, on=TODAY, mood=Mood.TIRED)
    assert begun(line=" a long night\x00 ") == CheckIn(id=KEY, on=TODAY, mood=None, line="a long night")


def test_another_day_can_be_said() -> None:
    assert begun(mood="good", on="2026-11-19").on == date(2026, 11, 19)


@pytest.mark.parametrize(
    ("draft", "refused"),
    [
        ({}, MissingAnswerError),
        ({"line": " \x00 "}, MissingAnswerError),
        ({"mood": "7"}, UnknownCodeError),
        ({"line": "x" * (LINE_LIMIT + 1)}, TextTooLongError),
        ({"mood": "good", "on": "21.11.2026"}, BadDateError),
    ],
)
def test_what_cannot_be_kept_is_named(draft: dict[str, str], refused: type[Exception]) -> None:
    with pytest.raises(refused):
        begun(**draft)


def test_no_word_is_a_number_and_none_asks_about_substances() -> None:
    assert not any(character.isdigit() for mood in Mood for character in mood.value)
    assert len(Mood) == 5
