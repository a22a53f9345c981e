"""What an edit of a note may say: the names of its answers, and the type of each, before any code is looked at."""

from collections.abc import Callable, Mapping
from dataclasses import fields, replace
from typing import Any, Final, NamedTuple

from peerdesk.domain.encounter import EncounterDraft
from peerdesk.domain.errors import BadValueError, UnknownFieldError
from peerdesk.domain.vocabulary import Mode

FIELDS: Final = tuple(field.name for field in fields(EncounterDraft))
"""The names of all answers, as a draft has them."""


def changed_draft(before: EncounterDraft, changes: Mapping[str, object]) -> EncounterDraft:
    """Return the draft with other answers. Whoever changes a group into something else takes its head count away.

    Raises UnknownFieldError for a name that is none, BadValueError for an answer of another type.
    """
    given: dict[str, Any] = {}
    for name, value in changes.items():
        if name not in FIELDS:
            raise UnknownFieldError(name, FIELDS)
        wanted = _SHAPES.get(name) or (_FLAG if isinstance(getattr(before, name), bool) else _TEXT)
        if not wanted.fits(value):
            raise BadValueError(name, wanted.in_words)
        given[name] = tuple(value) if isinstance(value, list) else value
    if given.get("mode", Mode.GROUP) != Mode.GROUP:
        given.setdefault("people", None)
    return replace(before, **given)


class _Shape(NamedTuple):
    """What an answer has to be, before its codes are looked at."""

    fits: Callable[[object], bool]
    in_words: str


def _is_list(value: object) -> bool:
    return isinstance(value, list | tuple) and all(isinstance(code, str) for code in value)


def _is_map(value: object, of: type) -> bool:
    # A flag is a number to Python, and no count of anything.
    return isinstance(value, dict) and all(isinstance(k, str) and type(v) is of for k, v in value.items())


_TEXT: Final = _Shape(lambda value: isinstance(value, str), "text")
_FLAG: Final = _Shape(lambda value: isinstance(value, bool), "true or false")
_LIST: Final = _Shape(_is_list, "a list of codes")
_SHAPES: Final[Mapping[str, _Shape]] = {
    "support": _LIST,
    "mattered": _LIST,
    "next": _Shape(lambda value: _is_map(value, str), "next steps, each with how far it has come"),
    "supplies": _Shape(lambda value: _is_map(value, int), "supplies, each with a number"),
    "people": _Shape(lambda value: value is None or type(value) is int, "a number from 2 to 99, or nothing"),
}
