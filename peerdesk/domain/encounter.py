"""An encounter: one meeting, or one try at a meeting, in at most three required answers.

There is no field for a substance, a diagnosis, a result, a record number or a birth date, and there never will be:
peers are not asked to report details of anybody's use or health. No name and no words is a complete record.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from functools import lru_cache
from typing import TypeVar

from peerdesk.domain.errors import (
    BadDateError,
    BadValueError,
    MissingAnswerError,
    TextTooLongError,
    UnknownCodeError,
)
from peerdesk.domain.ids import RecordId
from peerdesk.domain.text import clean_text, without_unkeepable
from peerdesk.domain.vocabulary import (
    Interpreter,
    Language,
    Length,
    Mattered,
    Mode,
    NextState,
    NextStep,
    Outcome,
    Setting,
    Supply,
    Support,
    WrittenWith,
)

MEMORY_LIMIT = 1000
MEMORY_SOFT_LIMIT = 300
WORDS_LIMIT = 280
PROMPT_LIMIT = 140
HANDLE_LIMIT = 60
MOST_OF_ONE_SUPPLY = 99

Code = TypeVar("Code", bound=StrEnum)


@dataclass(frozen=True, slots=True, kw_only=True)
class EncounterDraft:
    """What stands in the form, unchecked: codes as text, dates as text. Every part may be missing.

    `people` and `unit` are kept beside the note (`peerdesk.domain.note_details`).
    """

    setting: str = ""
    outcome: str = ""
    support: tuple[str, ...] = ()
    handle: str = ""
    happened_on: str = ""
    mode: str = ""
    length: str = ""
    mattered: tuple[str, ...] = ()
    next: Mapping[str, str] = field(default_factory=dict)
    supplies: Mapping[str, int] = field(default_factory=dict)
    words: str = ""
    memory: str = ""
    language: str = ""
    interpreter: str = ""
    written_with: str = ""
    count: bool = True
    bring_to_supervision: bool = False
    prompt: str = ""
    follow_up: str = ""
    people: int | None = None
    unit: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Encounter:
    """One encounter as it is kept. `individual` is the peer's own record of a person, or None."""

    id: RecordId
    happened_on: date
    setting: Setting
    outcome: Outcome
    support: tuple[Support, ...] = ()
    individual: RecordId | None = None
    mode: Mode = Mode.IN_PERSON
    length: Length | None = None
    mattered: tuple[Mattered, ...] = ()
    next: Mapping[NextStep, NextState] = field(default_factory=dict)
    supplies: Mapping[Supply, int] = field(default_factory=dict)
    words: str = ""
    memory: str = ""
    language: Language | None = None
    interpreter: Interpreter | None = None
    written_with: WrittenWith | None = None
    count: bool = True
    bring_to_supervision: bool = False
    prompt: str = ""


def begin_encounter(draft: EncounterDraft, *, record: RecordId, individual: RecordId | None, today: date) -> Encounter:
    """Check a draft and return the encounter. Raises an InputRefusedError that names the field."""
    outcome = code("outcome", draft.outcome, Outcome, required=True)
    support = codes("support", draft.support, Support)
    if outcome is Outcome.MET and not support:
        raise MissingAnswerError("support")
    return Encounter(
        id=record,
        happened_on=day("on", draft.happened_on) if draft.happened_on else today,
        setting=code("setting", draft.setting, Setting, required=True),
        outcome=outcome,
        support=support,
        individual=individual,
        mode=code("mode", draft.mode, Mode) if draft.mode else Mode.IN_PERSON,
        length=code("length", draft.length, Length) if draft.length else None,
        mattered=codes("mattered", draft.mattered, Mattered) if draft.mattered else (),
        next=_next_steps(draft.next) if draft.next else {},
        supplies=_supplies(draft.supplies) if draft.supplies else {},
        words=checked_text("words", draft.words, WORDS_LIMIT) if draft.words else "",
        memory=checked_text("memory", draft.memory, MEMORY_LIMIT) if draft.memory else "",
        language=code("language", draft.language, Language) if draft.language else None,
        interpreter=code("interpreter", draft.interpreter, Interpreter) if draft.interpreter else None,
        written_with=code("written_with", draft.written_with, WrittenWith) if draft.written_with else None,
        count=draft.count,
        bring_to_supervision=draft.bring_to_supervision or bool(draft.prompt),
        prompt=checked_text("prompt", draft.prompt, PROMPT_LIMIT) if draft.prompt else "",
    )


def code(name: str, value: str, vocabulary: type[Code], *, required: bool = False) -> Code:
    """Return the vocabulary's member for a code. Raises MissingAnswerError or UnknownCodeError."""
    if required and not value:
        raise MissingAnswerError(name)
    try:
        member: Code = _member(vocabulary, value)
    except ValueError:
        raise UnknownCodeError(name, clean_text(value).text[:40], tuple(vocabulary)) from None
    return member


# Calling a vocabulary takes five times as long as remembering what it said; there are some hundred codes in all.
@lru_cache(maxsize=1024)
def _member(vocabulary: Callable[[str], Code], value: str) -> Code:
    return vocabulary(value)


def optional_code(name: str, value: str, vocabulary: type[Code]) -> Code | None:
    """Return the member for a code, or None where nothing was said. Raises UnknownCodeError."""
    return code(name, value, vocabulary) if value else None


def codes(name: str, given: Iterable[str], vocabulary: type[Code]) -> tuple[Code, ...]:
    """Return the members for several codes, in the vocabulary's order, each once. Raises UnknownCodeError."""
    return _in_order(name, tuple(given), vocabulary)


# Fifty thousand notes have a few hundred different answers between them.
@lru_cache(maxsize=1024)
def _in_order(name: str, given: tuple[str, ...], vocabulary: type[Code]) -> tuple[Code, ...]:
    chosen = {code(name, value, vocabulary) for value in given}
    return tuple(member for member in vocabulary if member in chosen)


def day(name: str, value: str) -> date:
    """Return the date written YYYY-MM-DD, and in no other way: days are compared as they are written.

    Raises BadDateError.
    """
    try:
        return _day_of(value)
    except ValueError:
        raise BadDateError(name) from None


@lru_cache(maxsize=1024)
def _day_of(value: str) -> date:
    found = date.fromisoformat(value)
    if found.isoformat() != value:
        raise ValueError("a day is written YYYY-MM-DD")
    return found


def checked_text(name: str, raw: str, limit: int) -> str:
    """Return the cleaned text. Raises TextTooLongError (lengths in characters)."""
    if not raw:
        return ""
    text = without_unkeepable(raw).strip()
    if len(text) > limit:
        raise TextTooLongError(name, limit, len(text))
    return text


def _next_steps(given: Mapping[str, str]) -> dict[NextStep, NextState]:
    chosen = {code("next", step, NextStep): code("next", state, NextState) for step, state in given.items()}
    return {step: chosen[step] for step in NextStep if step in chosen}


def _supplies(given: Mapping[str, int]) -> dict[Supply, int]:
    chosen = {code("supplies", item, Supply): count for item, count in given.items()}
    if any(not 1 <= count <= MOST_OF_ONE_SUPPLY for count in chosen.values()):
        raise BadValueError("supplies", "a number from 1 to 99")
    return {item: chosen[item] for item in Supply if item in chosen}
