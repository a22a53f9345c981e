"""Keeping new encounters, one or many: prepared rows, then the search words and the intents.

`peerdesk.vault.records` keeps any record, new or not; a new note has no earlier state to look for, and is what a person
waits for.
"""

import itertools
from collections.abc import Iterable, Iterator
from enum import StrEnum
from functools import lru_cache
from typing import Final, NamedTuple

import msgspec
from sqlalchemy import Connection
from sqlcipher3 import dbapi2

from peerdesk.domain.changes import RecordKind
from peerdesk.domain.encounter import Encounter
from peerdesk.domain.ids import PersonId, RecordId, SpaceId
from peerdesk.vault.derived import handle_of
from peerdesk.vault.engine import BULK_CACHE_KIB, CACHE_KIB, driver_of
from peerdesk.vault.records import INTEND, SAVE
from peerdesk.vault.search_words import ADD_WORDS
from peerdesk.vault.values import code_text, codes_text

MANY: Final = 1000  # from here on a larger page cache is worth asking for

_LAST: Final = "SELECT coalesce(max(id), 0) FROM encounter"
_WORDS: Final = (
    "INSERT INTO encounter_search (rowid, handle, memory, words)"
    " SELECT id, handle, memory, words FROM encounter WHERE id > ?"
)
_INTENTS: Final = (
    "INSERT INTO intent (space, owner, record, action, record_kind)"
    f" SELECT space, owner, record, '{SAVE}', '{RecordKind.ENCOUNTER.value}' FROM encounter WHERE id > ?"
)

_SAID: Final = ("record", "happened_on", "setting", "outcome", "support", "mode", "memory")
_REST: Final = (
    *("individual", "length", "mattered", "next", "supplies", "words", "language", "interpreter", "written_with"),
    *("count", "bring_to_supervision", "prompt", "handle"),
)

Row = tuple[object, ...]


class _Inserts(NamedTuple):
    """The statements that insert one person's notes: `brief` for the answers most notes have, `full` for all."""

    brief: str
    full: str


@lru_cache(maxsize=8)
def _inserts(space: SpaceId, person: PersonId) -> _Inserts:
    """Return the statements, with what is the same in every row written out.

    A bound value costs an import a quarter of a microsecond, so what a note leaves at its default is not bound either.
    """

    def insert(columns: tuple[str, ...]) -> str:
        names = ", ".join(f'"{name}"' for name in columns)
        marks = ", ".join("?" * len(columns))
        same = f"x'{space.hex()}', x'{person.hex()}'"
        return f"INSERT INTO encounter (space, owner, {names}) VALUES ({same}, {marks})"

    return _Inserts(insert(_SAID), insert(_SAID + _REST))


def insert_encounter(connection: Connection, space: SpaceId, person: PersonId, encounter: Encounter) -> None:
    """Insert an encounter that is new, with its search words and its intent. If it is not, the table refuses it."""
    driver = driver_of(connection)
    handle = handle_of(driver, encounter.individual)
    into = _inserts(space, person)
    if _says_more(encounter):
        rowid = driver.execute(into.full, _full(encounter, handle)).lastrowid
    else:
        rowid = driver.execute(into.brief, _brief(encounter)).lastrowid
    driver.execute(ADD_WORDS, (rowid, handle, encounter.memory, encounter.words))
    driver.execute(INTEND, (space, person, encounter.id, SAVE, RecordKind.ENCOUNTER.value))


def insert_encounters(connection: Connection, space: SpaceId, person: PersonId, encounters: Iterable[Encounter]) -> int:
    """Insert encounters that are all new, with their search words and intents. Returns how many."""
    driver = driver_of(connection)
    last = driver.execute(_LAST).fetchone()[0]
    into, handles = _inserts(space, person), _Handles(driver)
    count = 0
    for batch in _batches(encounters):
        if not count and len(batch) == MANY:
            driver.execute(f"PRAGMA cache_size = -{BULK_CACHE_KIB}")
        for more, notes in itertools.groupby(batch, _says_more):
            if more:
                rows = (_full(e, handles[e.individual] if e.individual else "") for e in notes)
                driver.executemany(into.full, rows)
            else:
                driver.executemany(into.brief, map(_brief, notes))
        count += len(batch)
    if count:
        driver.execute(_WORDS, (last,))
        driver.execute(_INTENTS, (last,))
    if count >= MANY:
        driver.execute(f"PRAGMA cache_size = -{CACHE_KIB}")
    return count


class _Handles(dict[RecordId, str]):
    """The handle of each individual, looked up once."""

    def __init__(self, driver: dbapi2.Connection) -> None:
        super().__init__()
        self._driver = driver

    def __missing__(self, individual: RecordId) -> str:
        self[individual] = handle_of(self._driver, individual)
        return self[individual]


def _batches(encounters: Iterable[Encounter]) -> Iterator[list[Encounter]]:
    left = iter(encounters)
    while batch := list(itertools.islice(left, MANY)):
        yield batch


def _says_more(e: Encounter) -> bool:
    """Say whether a note has any answer beside the required ones, its mode and its text."""
    return bool(
        e.individual
        or e.length
        or e.mattered
        or e.next
        or e.supplies
        or e.words
        or e.language
        or e.interpreter
        or e.written_with
        or not e.count
        or e.bring_to_supervision
        or e.prompt
    )


def _brief(e: Encounter) -> Row:
    day = e.happened_on.isoformat()
    # The property behind `.value` is a Python function, and this line is where an import spends its time.
    where, how, mode = e.setting._value_, e.outcome._value_, e.mode._value_
    return e.id, day, where, how, _codes(e.support), mode, e.memory


def _full(e: Encounter, handle: str) -> Row:
    return (
        *_brief(e),
        e.individual,
        code_text(e.length),
        _codes(e.mattered),
        _json({step.value: state.value for step, state in e.next.items()}),
        _json({item.value: count for item, count in e.supplies.items()}),
        e.words,
        code_text(e.language),
        code_text(e.interpreter),
        code_text(e.written_with),
        e.count,
        e.bring_to_supervision,
        e.prompt,
        handle,
    )


# Fifty thousand notes have a few hundred different sets of codes between them.
@lru_cache(maxsize=1024)
def _codes(codes: tuple[StrEnum, ...]) -> str:
    return _json(codes_text(codes))


def _json(value: object) -> str:
    return msgspec.json.encode(value).decode()
