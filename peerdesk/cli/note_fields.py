"""The answers of a note, from options or from a JSON object, as one draft. The names are the options' names."""

from collections.abc import Iterable, Mapping
from typing import Final, TypeVar, cast

from peerdesk.domain.encounter import EncounterDraft
from peerdesk.domain.errors import BadValueError, UnknownFieldError
from peerdesk.domain.text import clean_text

Answers = Mapping[str, object]
Value = TypeVar("Value")

TEXTS: Final = ("setting", "outcome", "handle", "on", "mode", "length", "words", "memory", "language", "interpreter",
                "written_with", "prompt", "follow_up", "unit")  # fmt: skip
LISTS: Final = ("support", "mattered")
FIELDS: Final = ("setting", "outcome", "support", "handle", "memory", "words", "next", "supplies", "mattered", "on",
                 "length", "mode", "count", "bring_to_supervision", "prompt", "follow_up", "language", "interpreter",
                 "written_with", "people", "unit")  # fmt: skip

_PARTS: Final = {"on": "happened_on"}
A_TEXT = "text"
A_LIST = 'a list of codes, such as ["listened", "time"]'
STEPS = 'steps with states, such as {"group": "chosen"}'
COUNTS = 'items with counts, such as {"naloxone_nasal": 1}'
A_HEAD_COUNT = "a number from 2 to 99, or nothing"
YES_OR_NO = "true or false"


def draft_from(answers: Answers, today: str) -> EncounterDraft:
    """Return the draft for answers in the shape of JSON. `today` (YYYY-MM-DD) stands where no day was said.

    Raises UnknownFieldError or BadValueError; codes and lengths are checked when the draft becomes an encounter.
    """
    for name in answers:
        if name not in FIELDS:
            raise UnknownFieldError(name, FIELDS)
    texts = {name: _text(name, answers.get(name, "")) for name in TEXTS}
    flag, prompt = _supervision(answers)
    return EncounterDraft(
        setting=texts["setting"],
        outcome=texts["outcome"],
        support=_list("support", answers.get("support", [])),
        handle=texts["handle"],
        happened_on=texts["on"] or today,
        mode=texts["mode"],
        length=texts["length"],
        mattered=_list("mattered", answers.get("mattered", [])),
        next=_steps(answers.get("next", {})),
        supplies=_counts(answers.get("supplies", {})),
        words=texts["words"],
        memory=texts["memory"],
        language=texts["language"],
        interpreter=texts["interpreter"],
        written_with=texts["written_with"],
        count=_flag("count", answers.get("count", True)),
        bring_to_supervision=flag,
        prompt=prompt or texts["prompt"],
        follow_up=texts["follow_up"],
        people=_head_count(answers.get("people")),
        unit=texts["unit"],
    )


def unkeepable(texts: Iterable[object]) -> int:
    """Return how many characters of these texts cannot be kept; what is no text has none."""
    return sum(clean_text(text).removed for text in texts if isinstance(text, str))


def left_out(texts: Iterable[object]) -> str:
    """Return a sentence about characters that cannot be kept, empty where there were none."""
    gone = unkeepable(texts)
    if not gone:
        return ""
    return f"{gone} control or broken character{'s' if gone > 1 else ''} could not be kept and had to be left out."


def changes_from(answers: Answers) -> dict[str, object]:
    """Return the parts of a draft that answers change, under the draft's own names. Raises as `draft_from` does."""
    draft = draft_from(answers, "")
    names = {_PARTS.get(name, name) for name in answers}
    if "bring_to_supervision" in answers and draft.prompt:
        names.add("prompt")
    return {name: getattr(draft, name) for name in names}


def answers_of(options: Mapping[str, object]) -> dict[str, object]:
    """Return the answers that options gave, in the shape of JSON; an option that was not given is left out."""
    answers = {name: value for name, value in options.items() if value is not None and value != ()}
    for name in LISTS:
        if name in answers:
            answers[name] = _split(answers[name])
    if "next" in answers:
        answers["next"] = _once_each("next", (_pair(part, "offered") for part in _split(answers["next"])))
    if "supplies" in answers:
        answers["supplies"] = _once_each("supplies", map(_counted, _split(answers["supplies"])))
    if "people" in answers:
        answers["people"] = _number(str(answers["people"]))
    return answers


def _split(values: object) -> list[str]:
    given = cast(Iterable[str], values)
    return [part.strip() for value in given for part in value.split(",") if part.strip()]


def _pair(part: str, otherwise: str) -> tuple[str, str]:
    name, _, value = part.partition("=")
    return name.strip(), value.strip() or otherwise


def _counted(part: str) -> tuple[str, int]:
    name, value = _pair(part, "1")
    if not (value.isascii() and value.isdigit() and len(value) <= 6):
        raise BadValueError("supplies", "items with counts, such as naloxone_nasal=1")
    return name, int(value)


def _number(text: str) -> int | None:
    """Return the number that an option holds; an empty text is none."""
    if text.strip() and not (text.isascii() and text.isdigit() and len(text) <= 6):
        raise BadValueError("people", A_HEAD_COUNT)
    return int(text) if text.strip() else None


def _once_each(field: str, pairs: Iterable[tuple[str, Value]]) -> dict[str, Value]:
    said: dict[str, Value] = {}
    for name, value in pairs:
        if name in said:
            raise BadValueError(field, "each of its items once")
        said[name] = value
    return said


def _text(name: str, value: object) -> str:
    if value is None:
        return ""
    if not isinstance(value, str):
        raise BadValueError(name, A_TEXT)
    return value


def _list(name: str, value: object) -> tuple[str, ...]:
    if not isinstance(value, list) or not all(isinstance(item, str) for item in value):
        raise BadValueError(name, A_LIST)
    return tuple(value)


def _steps(value: object) -> dict[str, str]:
    if not isinstance(value, dict) or not all(isinstance(state, str) for state in value.values()):
        raise BadValueError("next", STEPS)
    return dict(value)


def _counts(value: object) -> dict[str, int]:
    if not isinstance(value, dict) or not all(type(count) is int for count in value.values()):
        raise BadValueError("supplies", COUNTS)
    return dict(value)


def _head_count(value: object) -> int | None:
    if value is None or type(value) is int:
        return value
    raise BadValueError("people", A_HEAD_COUNT)


def _flag(name: str, value: object) -> bool:
    if not isinstance(value, bool):
        raise BadValueError(name, YES_OR_NO)
    return value


def _supervision(answers: Answers) -> tuple[bool, str]:
    value = answers.get("bring_to_supervision", False)
    if isinstance(value, str):
        return True, value
    return _flag("bring_to_supervision", value), ""
