"""Numbers of a peer's own work, counted in the vault. No row of them holds a person, a word or a day."""

from typing import Final

from sqlalchemy import Connection

from peerdesk.domain.ids import PersonId
from peerdesk.domain.leaving import Tally
from peerdesk.vault.engine import driver_of

_OWN: Final = "owner = ? AND hidden = 0"
_ONE: Final = f"SELECT {{0}}, count(*) FROM encounter WHERE {_OWN} AND {{0}} != '' GROUP BY {{0}} ORDER BY {{0}}"
_LISTED: Final = (
    f"SELECT j.value, count(*) FROM encounter e, json_each(e.{{0}}) j WHERE {_OWN} GROUP BY j.value ORDER BY j.value"
)
_MAPPED: Final = (
    f"SELECT j.key, {{1}} FROM encounter e, json_each(e.{{0}}) j WHERE {_OWN} GROUP BY j.key ORDER BY j.key"
)
_ALL: Final = f"SELECT 'all', count(*) FROM encounter WHERE {_OWN}"
_ALONE: Final = f"SELECT 'all', count(*) FROM counted WHERE {_OWN}"
_FOLLOW_UPS: Final = f"SELECT state, count(*) FROM follow_up WHERE {_OWN} GROUP BY state ORDER BY state"


class Tallies:
    """Counts one person's own records."""

    def __init__(self, connection: Connection, person: PersonId) -> None:
        self._driver = driver_of(connection)
        self._person = person

    def all(self) -> tuple[Tally, ...]:
        """Return every count: how many notes, and how often each answer was given in them."""
        asked = (
            ("notes", _ALL),
            ("only_counted", _ALONE),
            *((part, _ONE.format(part)) for part in ("setting", "mode", "outcome")),
            ("support", _LISTED.format("support")),
            ("next", _MAPPED.format("next", "count(*)")),
            ("supplies", _MAPPED.format("supplies", "sum(j.value)")),
            ("follow_up", _FOLLOW_UPS),
        )
        return tuple(
            Tally(part=part, code=code, count=count)
            for part, sql in asked
            for code, count in self._driver.execute(sql, (self._person,))
        )

    def notes(self) -> int:
        """Return how many notes there are, deleted ones left out."""
        return int(self._driver.execute(_ALL, (self._person,)).fetchone()[1])
