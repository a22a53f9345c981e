"""Two versions of one answer, and what keeping both of them would be.

Keeping both never guesses: texts stand one below the other, lists and maps are united, and where one thing would have
to win over another (a place, a day, two counts of the same supply) both cannot be kept and the person picks one.
"""

from collections.abc import Mapping, Sequence
from enum import StrEnum
from typing import Final

from peerdesk.domain.encounter import MEMORY_LIMIT, PROMPT_LIMIT, WORDS_LIMIT
from peerdesk.domain.vocabulary import Mattered, NextStep, Supply, Support

Value = object

_TEXTS: Final[Mapping[str, int]] = {"memory": MEMORY_LIMIT, "words": WORDS_LIMIT, "prompt": PROMPT_LIMIT}
_LISTS: Final[Mapping[str, type[StrEnum]]] = {"support": Support, "mattered": Mattered}
_MAPS: Final[Mapping[str, type[StrEnum]]] = {"next": NextStep, "supplies": Supply}
_BETWEEN: Final = "\n\n"


def both(name: str, values: Sequence[Value]) -> Value | None:
    """Return what keeping all these values of the answer `name` is, or None where one of them has to be picked.

    The order of the values is kept for texts; codes come in the order of their vocabulary.
    """
    if name in _TEXTS:
        return _one_below_the_other([str(value) for value in values], _TEXTS[name])
    if name in _LISTS and all(isinstance(value, list | tuple) for value in values):
        said = {code for value in values if isinstance(value, list | tuple) for code in value}
        return [code.value for code in _LISTS[name] if code.value in said]
    if name in _MAPS and all(isinstance(value, Mapping) for value in values):
        return _united([value for value in values if isinstance(value, Mapping)], _MAPS[name])
    return None


def _one_below_the_other(texts: Sequence[str], limit: int) -> str | None:
    """Return the texts joined, one that stands whole inside another left out; None where there is no room for them."""
    kept: list[str] = []
    for text in texts:
        if any(text in other for other in kept):
            continue
        kept = [*(other for other in kept if other not in text), text]
    joined = _BETWEEN.join(kept)
    return joined if len(joined) <= limit else None


def _united(maps: Sequence[Mapping[str, object]], vocabulary: type[StrEnum]) -> dict[str, object] | None:
    """Return all entries together; None where two maps say different things about the same one."""
    united: dict[str, object] = {}
    for said in maps:
        if any(united.get(key, value) != value for key, value in said.items()):
            return None
        united.update(said)
    return {code.value: united[code.value] for code in vocabulary if code.value in united}
