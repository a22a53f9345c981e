"""Keeping new encounters, one or many: prepared rows, then the search words and the intents.

`peerdesk.vault.records` keeps any record, new or not; a new note has no earlier state to look for, and is what a person
waits for.
"""

import itertools
from collections.abc import Iterable, Iterator, Mapping
from enum import StrEnum
from typing import Final

import msgspec
from sqlalchemy import Connection

from peerdesk.domain.changes import RecordKind
from peerdesk.domain.encounter import Encounter
from peerdesk.domain.ids import PersonId, RecordId, SpaceId
from peerdesk.vault.derived import ADD_WORDS, handle_of
from peerdesk.vault.engine import BULK_CACHE_KIB, CACHE_KIB, driver_of
from peerdesk.vault.fields import KINDS
from peerdesk.vault.records import INTEND, SAVE
from peerdesk.vault.values import codes_text

MANY: Final = 1000  # from here on a larger page cache is worth asking for

_HANDLES: Final = "SELECT record, handle FROM individual WHERE owner = ?"
_LAST: Final = "SELECT coalesce(max(id), 0) FROM encounter"
_WORDS: Final = (
    "INSERT INTO encounter_search (rowid, handle, memory, words)"
    " SELECT id, handle, memory, words FROM encounter WHERE id > ?"
)
_INTENTS: Final = (
    "INSERT INTO intent (space, owner, record, action, record_kind)"
    f" SELECT space, owner, record, '{SAVE}', '{RecordKind.ENCOUNTER.value}' FROM encounter WHERE id > ?"
)

_INSERT: Final = KINDS[RecordKind.ENCOUNTER].insert

Row = tuple[object, ...]


def insert_encounter(connection: Connection, space: SpaceId, person: PersonId, encounter: Encounter) -> None:
    """Insert an encounter that is new, with its search words and its intent. If it is not, the table refuses it."""
    driver = driver_of(connection)
    handle = handle_of(driver, encounter.individual)
    lists: dict[tuple[StrEnum, ...], str] = {
        codes: _json(codes_text(codes)) for codes in (encounter.support, encounter.mattered)
    }
    rowid = driver.execute(_INSERT, _row(space, person, encounter, handle, lists)).lastrowid
    driver.execute(ADD_WORDS, (rowid, handle, encounter.memory, encounter.words))
    driver.execute(INTEND, (space, person, encounter.id, SAVE, RecordKind.ENCOUNTER.value))


def insert_encounters(connection: Connection, space: SpaceId, person: PersonId, encounters: Iterable[Encounter]) -> int:
    """Insert encounters that are all new, with their search words and intents. Returns how many."""
    new = tuple(encounters)
    if not new:
        return 0
    named = any(encounter.individual is not None for encounter in new)
    last = connection.exec_driver_sql(_LAST).scalar_one()
    roomy = len(new) >= MANY
    if roomy:
        connection.exec_driver_sql(f"PRAGMA cache_size = -{BULK_CACHE_KIB}")
    rows = encounter_rows(space, person, new, _handles(connection, person) if named else {})
    for batch in _batches(rows):
        connection.exec_driver_sql(_INSERT, batch)
    connection.exec_driver_sql(_WORDS, (last,))
    connection.exec_driver_sql(_INTENTS, (last,))
    if roomy:
        connection.exec_driver_sql(f"PRAGMA cache_size = -{CACHE_KIB}")
    return len(new)


def _handles(connection: Connection, person: PersonId) -> dict[RecordId, str]:
    return {RecordId(record): handle for record, handle in connection.exec_driver_sql(_HANDLES, (person,))}


def _batches(rows: Iterator[Row]) -> Iterator[list[Row]]:
    while batch := list(itertools.islice(rows, MANY)):
        yield batch


def encounter_rows(
    space: SpaceId, person: PersonId, encounters: Iterable[Encounter], handles: dict[RecordId, str]
) -> Iterator[Row]:
    """Yield the rows of new encounters, in the column order of the insert. A test holds them to the general mapping."""
    # Fifty thousand notes have a few hundred different sets of codes between them.
    lists: dict[tuple[StrEnum, ...], str] = {(): "[]"}
    for e in encounters:
        for codes in (e.support, e.mattered):
            if codes not in lists:
                lists[codes] = _json(codes_text(codes))
        handle = handles.get(e.individual, "") if e.individual else ""
        yield _row(space, person, e, handle, lists)


def _row(space: SpaceId, person: PersonId, e: Encounter, handle: str, lists: Mapping[tuple[StrEnum, ...], str]) -> Row:
    return (space, person, e.id, b"", 0, *_fields(e, lists), "{}", handle, 0)


def _fields(e: Encounter, lists: Mapping[tuple[StrEnum, ...], str]) -> Row:
    return (
        e.happened_on.isoformat(),
        e.setting.value,
        e.outcome.value,
        lists[e.support],
        e.individual,
        e.mode.value,
        e.length.value if e.length else "",
        lists[e.mattered],
        _json({step.value: state.value for step, state in e.next.items()}) if e.next else "{}",
        _json({item.value: count for item, count in e.supplies.items()}) if e.supplies else "{}",
        e.words,
        e.memory,
        e.language.value if e.language else "",
        e.interpreter.value if e.interpreter else "",
        e.written_with.value if e.written_with else "",
        e.count,
        e.bring_to_supervision,
        e.prompt,
    )


def _json(value: object) -> str:
    return msgspec.json.encode(value).decode()
