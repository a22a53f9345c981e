"""Encounters as lists and search results show them: one row, read in one go, without opening the note."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Any, Final

import msgspec
from sqlalchemy import Connection

from peerdesk.domain.errors import NotFoundError
from peerdesk.domain.ids import PersonId, RecordId
from peerdesk.domain.vocabulary import Mode, Outcome, Setting, Support
from peerdesk.vault.engine import driver_of
from peerdesk.vault.grants import read_grants
from peerdesk.vault.lineage import is_disputed
from peerdesk.vault.search import Excerpt, Finder, match_expression, words_of
from peerdesk.vault.shelves.note_filter import Wanted, conditions

# Looked up by code, hundreds of times for one list; calling the vocabulary costs three times as much.
_SETTINGS: Final = {member.value: member for member in Setting}
_MODES: Final = {member.value: member for member in Mode}
_OUTCOMES: Final = {member.value: member for member in Outcome}
_FIRST_LINE: Final = 160
_COLUMNS: Final = (
    "SELECT e.id, e.record, e.happened_on, e.setting, e.mode, e.outcome, e.support, e.individual, e.handle,"
    f" substr(e.memory, 1, {_FIRST_LINE}) AS memory_start, e.bring_to_supervision, e.share, e.lineage, e.hidden,"
    " (SELECT min(f.due) FROM follow_up f WHERE f.encounter = e.record AND f.hidden = 0"
    "   AND f.state IN ('planned', 'tried')) AS due,"
    # Nothing waits to be sent by somebody who has no hospital; and after an import each look is a page of its own.
    " CASE WHEN (SELECT root_fingerprint FROM identity) IS NULL THEN 0 ELSE"
    "  EXISTS (SELECT 1 FROM intent i WHERE i.space = e.space AND i.owner = e.owner AND i.record = e.record)"
    "  OR EXISTS (SELECT 1 FROM revision r WHERE r.record = e.record AND r.owner = e.owner"
    "   AND r.state = 'attempted') END AS waiting"
)
_ONE: Final = f"{_COLUMNS} FROM encounter e WHERE e.record = ? AND e.owner = ?"
_SEARCH: Final = (
    f"{_COLUMNS}, e.memory, e.words FROM encounter_search s JOIN encounter e ON e.id = s.rowid"
    " WHERE encounter_search MATCH ? AND {} ORDER BY s.rowid DESC LIMIT ?"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class EncounterRow:
    """One line of a list. `cursor` asks for what follows it; `readers` are those whose share is on now.

    `waiting` means that its newest state has not reached the hospital server (of a vault that has one).
    """

    id: RecordId
    happened_on: date
    setting: Setting
    mode: Mode
    outcome: Outcome
    support: tuple[Support, ...]
    handle: str
    first_line: str
    readers: tuple[PersonId, ...]
    follow_up_due: date | None
    bring_to_supervision: bool
    waiting: bool
    count_only: bool
    conflicts: bool
    hidden: bool
    cursor: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """A row that was searched for: the ranges found in its handle, and the piece of text that holds the hit."""

    row: EncounterRow
    handle: Excerpt
    excerpt: Excerpt


class EncounterRows:
    """Reading one person's encounters row by row.

    The statements go to the driver: a list is read at each key of a search, and rows by name were a fifth of that time.
    """

    def __init__(self, connection: Connection, person: PersonId) -> None:
        self._connection = connection
        self._person = person

    def one(self, record: RecordId) -> EncounterRow:
        """Return one row, hidden or not. Raises NotFoundError."""
        row = driver_of(self._connection).execute(_ONE, (record, self._person)).fetchone()
        if row is None:
            raise NotFoundError("note")
        return _row(row)

    def page(self, limit: int, before: str, wanted: Wanted) -> tuple[EncounterRow, ...]:
        """Return rows that are not hidden, newest day first."""
        holding, given = conditions(wanted)
        if before:
            day, _, rowid = before.partition("/")
            holding.append("(e.happened_on, e.id) < (?, ?)")
            given += [day, int(rowid) if rowid.isdecimal() else 0]
        where = " AND ".join(holding)
        sql = f"{_COLUMNS} FROM encounter e WHERE {where} ORDER BY e.happened_on DESC, e.id DESC LIMIT ?"
        rows = driver_of(self._connection).execute(sql, (*given, limit)).fetchall()
        return tuple(map(_row, rows))

    def search(self, query: str, limit: int, wanted: Wanted) -> tuple[Found, ...]:
        """Return the rows that hold every word begun in `query`, the newest kept first."""
        words = words_of(query)
        if not words:
            return ()
        holding, given = conditions(wanted)
        sql = _SEARCH.format(" AND ".join(holding))
        rows = driver_of(self._connection).execute(sql, (match_expression(words), *given, limit)).fetchall()
        finder = Finder(words)
        return tuple(_found(row, finder) for row in rows)


def _found(row: tuple[Any, ...], finder: Finder) -> Found:
    *shown, memory, spoken = row
    piece = finder.excerpt(memory)
    if not piece.marks and spoken:
        said = finder.excerpt(spoken)
        piece = said if said.marks or not piece.text else piece
    listed = _row(shown)
    handle = listed.handle
    return Found(row=listed, handle=Excerpt(handle, finder.marks(handle) if handle else ()), excerpt=piece)


def _row(row: Sequence[Any]) -> EncounterRow:
    # In the order of _COLUMNS.
    number, record, day, setting, mode, outcome, support, individual, handle, start, bring, share, lineage, *rest = row
    hidden, due, waiting = rest
    return EncounterRow(
        id=RecordId(record),
        happened_on=date.fromisoformat(day),
        setting=_SETTINGS[setting],
        mode=_MODES[mode],
        outcome=_OUTCOMES[outcome],
        support=_support(support),
        handle=handle,
        first_line=start.partition("\n")[0],
        readers=_readers(share) if share != "{}" else (),
        follow_up_due=date.fromisoformat(due) if due else None,
        bring_to_supervision=bool(bring),
        waiting=bool(waiting),
        count_only=individual is None,
        conflicts=is_disputed(lineage),
        hidden=bool(hidden),
        cursor=f"{day}/{number}",
    )


@lru_cache(maxsize=512)
def _support(text: str) -> tuple[Support, ...]:
    return tuple(Support(code) for code in msgspec.json.decode(text, type=list[str]))


def _readers(text: str) -> tuple[PersonId, ...]:
    share = msgspec.json.decode(text, type=dict[str, tuple[int, bool]])
    return tuple(sorted(person for person, grant in read_grants(share).items() if grant.is_on))
