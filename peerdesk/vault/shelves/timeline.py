"""What there is about one person, of every kind, the newest day first: where it lies, page by page."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from typing import Final

from sqlalchemy import Connection

from peerdesk.domain.changes import RecordKind
from peerdesk.domain.ids import PersonId, RecordId
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


@dataclass(frozen=True, slots=True, kw_only=True)
class Placed:
    """Where one thing lies: its day, its kind and its record. It is also where the page after it begins."""

    on: date
    kind: RecordKind
    record: RecordId


class Timeline:
    """Reading across the shelves of one person's own records."""

    def __init__(self, connection: Connection, person: PersonId) -> None:
        self._driver = driver_of(connection)
        self._person = person

    def page(self, individuals: Collection[RecordId], limit: int, after: Placed | None = None) -> tuple[Placed, ...]:
        """Return what there is about somebody, given each of their records. `after` ends the page before."""
        given: dict[str, object] = {f"i{at}": one for at, one in enumerate(sorted(individuals))}
        sql = _PAGE.format(_ALL.format(", ".join(f":{name}" for name in given)))
        given |= {"owner": self._person, "most": limit}
        given |= {"day": after.on.isoformat() if after else "", "record": after.record if after else b""}
        return tuple(
            Placed(on=date.fromisoformat(day), kind=RecordKind(kind), record=RecordId(record))
            for day, kind, record in self._driver.execute(sql, given)
        )
