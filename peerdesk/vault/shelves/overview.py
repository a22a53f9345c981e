"""Reading across the shelves, for the peer alone: what there is about one person, and what own sums are made of."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

import msgspec
from sqlalchemy import Connection

from peerdesk.domain.changes import RecordKind
from peerdesk.domain.ids import PersonId, RecordId
from peerdesk.domain.impact import OneOfMany
from peerdesk.domain.vocabulary import Outcome, Supply, Support
from peerdesk.vault.engine import driver_of

_PARTS: Final = (
    ("happened_on", RecordKind.ENCOUNTER, "individual IN ({0}) AND hidden = 0"),
    (
        "due",
        RecordKind.FOLLOW_UP,
        "hidden = 0 AND (individual IN ({0}) OR encounter IN (SELECT record FROM encounter WHERE individual IN ({0})))",
    ),
    ("happened_on", RecordKind.INTRODUCTION, "individual IN ({0}) AND hidden = 0"),
    ("starts", RecordKind.CONSENT, "individual IN ({0}) AND hidden = 0"),
)
# What they took back is written under each handle of theirs, and was said once.
_SAID: Final = (
    " UNION ALL SELECT said_on, 'withdrawal', min(record) FROM withdrawal WHERE owner = :owner AND individual IN ({0})"
    " GROUP BY said_on, how, do_not_contact"
)
_ALL: Final = (
    " UNION ALL ".join(
        f"SELECT {day} AS day, '{kind.value}' AS kind, record FROM {kind.value} WHERE owner = :owner AND {condition}"
        for day, kind, condition in _PARTS
    )
    + _SAID
)
_PAGE: Final = (
    "SELECT day, kind, record FROM ({}) WHERE :day = '' OR (day, record) < (:day, :record)"
    " ORDER BY day DESC, record DESC LIMIT :most"
)
_WITH: Final = "SELECT count(*) FROM encounter WHERE owner = ? AND hidden = 0 AND individual IN ({})"
_NOTES: Final = (
    "SELECT outcome, support, supplies, individual FROM encounter"
    " WHERE owner = ? AND hidden = 0 AND happened_on BETWEEN ? AND ?"
)
_COUNTED: Final = "SELECT outcome, support FROM counted WHERE owner = ? AND hidden = 0 AND week BETWEEN ? AND ?"
_REACHED: Final = (
    "SELECT count(*) FROM follow_up WHERE owner = ? AND hidden = 0 AND state = 'reached' AND due BETWEEN ? AND ?"
)
_codes, _supplies = msgspec.json.Decoder(list[str]), msgspec.json.Decoder(dict[str, int])


@dataclass(frozen=True, slots=True, kw_only=True)
class Placed:
    """Where one thing lies: its day, its kind and its record. It is also where the page after it begins."""

    on: date
    kind: RecordKind
    record: RecordId


class Overview:
    """Reads one person's own records. Nothing of it is kept or sent."""

    def __init__(self, connection: Connection, person: PersonId) -> None:
        self._driver = driver_of(connection)
        self._person = person

    def timeline(
        self, individuals: Collection[RecordId], limit: int, after: Placed | None = None
    ) -> tuple[Placed, ...]:
        """Return what there is about somebody, given each of their records. `after` ends the page before."""
        given: dict[str, object] = {f"i{at}": one for at, one in enumerate(sorted(individuals))}
        sql = _PAGE.format(_ALL.format(", ".join(f":{name}" for name in given)))
        given |= {"owner": self._person, "most": limit}
        given |= {"day": after.on.isoformat() if after else "", "record": after.record if after else b""}
        return tuple(
            Placed(on=date.fromisoformat(day), kind=RecordKind(kind), record=RecordId(record))
            for day, kind, record in self._driver.execute(sql, given)
        )

    def notes_with(self, individuals: Collection[RecordId]) -> int:
        """Return how many notes there are with somebody, given each of their records."""
        sql = _WITH.format(", ".join("?" * len(individuals)))
        return int(self._driver.execute(sql, (self._person, *individuals)).fetchone()[0])

    def notes(self, first: date, last: date) -> Iterator[OneOfMany]:
        """Yield what counts of each note of some days, both included."""
        for outcome, support, supplies, individual in self._rows(_NOTES, first.isoformat(), last.isoformat()):
            yield OneOfMany(
                outcome=Outcome(outcome),
                support=tuple(map(Support, _codes.decode(support))),
                supplies={Supply(code): count for code, count in _supplies.decode(supplies).items()},
                individual=RecordId(individual) if individual is not None else None,
            )

    def counted(self, first: str, last: str) -> Iterator[OneOfMany]:
        """Yield the same of what was only counted, in some weeks."""
        for outcome, support in self._rows(_COUNTED, first, last):
            codes = tuple(map(Support, _codes.decode(support)))
            yield OneOfMany(outcome=Outcome(outcome), support=codes, supplies={}, individual=None)

    def reached(self, first: date, last: date) -> int:
        """Return how many follow-ups were due in some days in which the two were in touch."""
        return int(next(self._rows(_REACHED, first.isoformat(), last.isoformat()))[0])

    def _rows(self, sql: str, first: str, last: str) -> Iterator[tuple[Any, ...]]:
        yield from self._driver.execute(sql, (self._person, first, last))
