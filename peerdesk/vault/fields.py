"""Fields of a payload and columns of a row: one mapping for every kind of record that may leave.

Only the tables listed in `KINDS` can ever be sealed. It is a list of what is allowed, so a table that nobody thought of
stays at home. A plain value is what a payload can carry: str, int, bool, bytes, list, dict or None. A field that holds
its default is not carried at all.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final, TypeVar

import msgspec
from sqlalchemy import Boolean, Column, Integer, LargeBinary, RowMapping, Table

from peerdesk.domain.changes import RecordKind
from peerdesk.domain.errors import ExpectedError
from peerdesk.vault import (
    agenda_tables,
    follow_up_tables,
    individual_tables,
    note_details_tables,
    own_tables,
    papers_tables,
    place_tables,
    referral_tables,
    tables,
    tally_tables,
    team_tables,
)

Plain = str | int | bool | bytes | list[Any] | dict[str, Any] | None
Values = dict[str, Plain]
Same = TypeVar("Same")
_lists, _maps = msgspec.json.Decoder(list), msgspec.json.Decoder(dict)

TRUE_BY_DEFAULT: Final = frozenset({tables.encounter.c.count})
COMMON: Final = ("id", "space", "owner", "record", "lineage")


class UnreadableFieldError(ExpectedError):
    """A field that arrived has a value of the wrong kind. `field` is its name."""

    code = "unreadable_field"

    def __init__(self, field: str) -> None:
        super().__init__(field)
        self.field = field


@dataclass(frozen=True, slots=True)
class Field:
    """One field: its name, its type when plain, its default, and how it lies in the row."""

    name: str
    shape: type
    default: Plain
    to_row: Callable[[Any], object]
    from_row: Callable[[Any], Plain]


@dataclass(frozen=True, slots=True)
class RecordTable:
    """The table of one kind of record, with its fields and the columns that never leave.

    `places` says of each field where it stands in `columns`, and how its default lies in the row.
    """

    kind: RecordKind
    table: Table
    fields: tuple[Field, ...]
    local: tuple[str, ...]
    columns: tuple[str, ...]
    places: tuple[tuple[int, Field, object], ...]
    insert: str
    update: str
    find: str

    def plain(self, row: Mapping[str, Any] | RowMapping) -> Values:
        """Return every field of a row as it would travel."""
        return {field.name: field.from_row(row[field.name]) for field in self.fields}

    def said(self, row: Sequence[Any]) -> Values:
        """Return the fields of a row, given in the order of `columns`, that hold something else than their default."""
        return {
            field.name: field.from_row(row[place]) for place, field, nothing in self.places if row[place] != nothing
        }

    def defaults(self) -> Values:
        """Return every field at its default."""
        return {field.name: field.default for field in self.fields}

    def stored(self, values: Mapping[str, Plain]) -> tuple[object, ...]:
        """Return the values of all fields as they lie in the row, in the order of `fields`.

        Raises UnreadableFieldError for a value of another type than the field's.
        """
        return tuple(laid(field, values.get(field.name)) for field in self.fields)


def laid(field: Field, value: Plain) -> object:
    """Return a value as it lies in its column. Raises UnreadableFieldError for one of another type."""
    if value is None:
        value = field.default
    # A flag is an int to Python, so types are compared and not tested for kinship.
    elif type(value) is not field.shape:
        raise UnreadableFieldError(field.name)
    return None if value is None else field.to_row(value)


def _same(value: Same) -> Same:
    return value


def _list_text(value: list[Any]) -> str:
    return msgspec.json.encode(value).decode() if value else "[]"


def _map_text(value: dict[str, Any]) -> str:
    return msgspec.json.encode(value).decode() if value else "{}"


def _list_of(text: str) -> list[Any]:
    found: list[Any] = [] if text == "[]" else _lists.decode(text)
    return found


def _map_of(text: str) -> dict[str, Any]:
    found: dict[str, Any] = {} if text == "{}" else _maps.decode(text)
    return found


def _field(column: Column[Any]) -> Field:
    # SQLAlchemy's names are a kind of text of its own, which no codec knows.
    name = str(column.name)
    json = column.info.get("json")
    if json is list:
        return Field(name, list, [], _list_text, _list_of)
    if json is dict:
        return Field(name, dict, {}, _map_text, _map_of)
    if isinstance(column.type, Boolean):
        return Field(name, bool, column in TRUE_BY_DEFAULT, int, bool)
    if isinstance(column.type, LargeBinary):
        return Field(name, bytes, None, _same, _same)
    if isinstance(column.type, Integer):
        return Field(name, int, 0, _same, _same)
    return Field(name, str, "", _same, _same)


def _record_table(kind: RecordKind, table: Table) -> RecordTable:
    fields = tuple(_field(column) for column in table.columns if not column.info.get("local"))
    local = tuple(c.name for c in table.columns if c.info.get("local") and c.name not in COMMON)
    columns = tuple(str(column.name) for column in table.columns)
    names = ("space", "owner", "record", "lineage", *(f.name for f in fields), *local)
    changed = ("lineage", *(f.name for f in fields), *local)
    every = ", ".join(f'"{column.name}"' for column in table.columns)
    quoted = ", ".join(f'"{name}"' for name in names)
    return RecordTable(
        kind=kind,
        table=table,
        fields=fields,
        local=local,
        columns=columns,
        places=tuple((columns.index(field.name), field, laid(field, None)) for field in fields),
        insert=f"INSERT INTO {table.name} ({quoted}) VALUES ({', '.join('?' * len(names))})",
        update=f"UPDATE {table.name} SET " + ", ".join(f'"{name}" = ?' for name in changed) + " WHERE id = ?",
        find=f"SELECT {every} FROM {table.name} WHERE record = ? AND owner = ?",
    )


KINDS: Final = {
    kind: _record_table(kind, table)
    for kind, table in (
        (RecordKind.ENCOUNTER, tables.encounter),
        (RecordKind.INDIVIDUAL, tables.individual),
        (RecordKind.FOLLOW_UP, tables.follow_up),
        (RecordKind.SHARED_ENCOUNTER, tables.shared_encounter),
        (RecordKind.COMMENT, tables.comment),
        (RecordKind.ACKNOWLEDGEMENT, tables.acknowledgement),
        (RecordKind.OPENED, tables.opened),
        (RecordKind.REMOVED, tables.removed),
        (RecordKind.SPACE_SEED, tables.space_seed),
        (RecordKind.CONSENT, tables.consent),
        (RecordKind.WITHDRAWAL, tables.withdrawal),
        (RecordKind.DISCLOSURE, tables.disclosure),
        (RecordKind.HANDOFF, tables.handoff),
        (RecordKind.HANDOFF_ANSWER, tables.handoff_answer),
        (RecordKind.HANDOVER, tables.handover),
        (RecordKind.SUPERVISION, tables.supervision),
        (RecordKind.SUPERVISION_SIGNED, tables.supervision_signed),
        (RecordKind.FOLLOW_UP_PLAN, follow_up_tables.follow_up_plan),
        (RecordKind.FOLLOW_UP_TRY, follow_up_tables.follow_up_try),
        (RecordKind.PHONE_NUMBER, follow_up_tables.phone_number),
        (RecordKind.SHIFT, tables.shift),
        (RecordKind.COUNTED, tables.counted),
        (RecordKind.PAPERS_SHARE, papers_tables.papers_share),
        (RecordKind.SHARED_PAPERS, papers_tables.shared_papers),
        (RecordKind.TALLY, tally_tables.tally),
        (RecordKind.TALLY_AGREEMENT, tally_tables.tally_agreement),
        (RecordKind.ROLE_TALLY, tally_tables.role_tally),
        (RecordKind.ROLE_AGREEMENT, tally_tables.role_agreement),
        (RecordKind.REFERRAL, referral_tables.referral),
        (RecordKind.WHEREABOUTS, referral_tables.whereabouts),
        (RecordKind.INTRODUCTION, referral_tables.introduction),
        (RecordKind.OUT_OF_ROLE, own_tables.out_of_role),
        (RecordKind.TRAINING, own_tables.training),
        (RecordKind.PLACE, place_tables.place),
        (RecordKind.TEAM_PLACES, place_tables.team_places),
        (RecordKind.PLACES_VERSION, place_tables.places_version),
        (RecordKind.ONE_PERSON, individual_tables.one_person),
        (RecordKind.AGENDA_ITEM, agenda_tables.agenda_item),
        (RecordKind.AGENDA_ENTRY, agenda_tables.agenda_entry),
        (RecordKind.TALKED_ABOUT, agenda_tables.talked_about),
        (RecordKind.GUIDE_USE, agenda_tables.guide_use),
        (RecordKind.NEXT_MEETING, agenda_tables.next_meeting),
        (RecordKind.NOTE_DETAILS, note_details_tables.note_details),
        (RecordKind.NOTE_TIME, note_details_tables.note_time),
        (RecordKind.OWN_WORD, own_tables.own_word),
        (RecordKind.PEER_PULSE, own_tables.peer_pulse),
        (RecordKind.TEXT_VERSION, team_tables.text_version),
        (RecordKind.TEAM_TEXT, team_tables.team_text),
    )
}
