"""What syncing has to tell the person, until they have read it. Nothing here ever leaves."""

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, Final

from sqlalchemy import Connection, Row

from peerdesk.domain.ids import DeviceId, PersonId, SpaceId
from peerdesk.domain.notices import Notice, NoticeKind

_COLUMNS: Final = "id, kind, kept_at, times, number, space, person, device"
_OPEN: Final = f"SELECT {_COLUMNS} FROM notice WHERE dismissed = 0 ORDER BY id"
_ADD: Final = (
    "INSERT INTO notice (kind, subject, kept_at, times, number, space, person, device, dismissed)"
    " VALUES (?, ?, ?, 1, ?, ?, ?, ?, 0)"
)
_ONCE: Final = f"{_ADD} ON CONFLICT DO NOTHING"
_AGAIN: Final = (
    # Told twice at one moment is told once: several spaces are healed in one round.
    f"{_ADD} ON CONFLICT (kind, subject) DO UPDATE SET times = times + (kept_at != excluded.kept_at),"
    " number = excluded.number + iif(kept_at = excluded.kept_at, number, 0), kept_at = excluded.kept_at, dismissed = 0"
)
_NOW: Final = (
    f"{_ADD} ON CONFLICT (kind, subject) DO UPDATE SET number = excluded.number,"
    " kept_at = iif(?, excluded.kept_at, kept_at), dismissed = iif(?, 0, dismissed)"
)
_DISMISS: Final = "UPDATE notice SET dismissed = 1 WHERE id = ?"
_WITHDRAW: Final = "DELETE FROM notice WHERE kind = ? AND subject = ?"


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """What is told. Two tellings of one kind with the same `subject` are the same notice."""

    kind: NoticeKind
    subject: bytes = b""
    number: int = 0
    space: SpaceId | None = None
    person: PersonId | None = None
    device: DeviceId | None = None


class Notices:
    """The shelf of notices."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def open(self) -> tuple[Notice, ...]:
        """Return the notices that were not dismissed, the oldest first."""
        return tuple(_notice(row) for row in self._connection.exec_driver_sql(_OPEN))

    def tell(self, told: Told, now: datetime) -> None:
        """Tell of something that happened, again if it was told before, also after that was dismissed."""
        self._connection.exec_driver_sql(_AGAIN, _row(told, now))

    def tell_once(self, told: Told, now: datetime) -> bool:
        """Tell of something that was found, unless it was told before: what was dismissed does not come back.

        Says whether it is news.
        """
        return self._connection.exec_driver_sql(_ONCE, _row(told, now)).rowcount > 0

    def tell_now(self, told: Told, now: datetime, *, is_news: bool) -> None:
        """Tell how much there is of something by now. Only news bring back what was dismissed."""
        self._connection.exec_driver_sql(_NOW, (*_row(told, now), is_news, is_news))

    def dismiss(self, notice: int) -> None:
        """Note that the person has read a notice."""
        self._connection.exec_driver_sql(_DISMISS, (notice,))

    def withdraw(self, kind: NoticeKind, subject: bytes = b"") -> None:
        """Forget a notice whose reason is over."""
        self._connection.exec_driver_sql(_WITHDRAW, (kind.value, subject))


def _row(told: Told, now: datetime) -> tuple[object, ...]:
    kept_at = now.astimezone(UTC).isoformat()
    return (told.kind.value, told.subject, kept_at, told.number, told.space, told.person, told.device)


def _notice(row: Row[*tuple[Any, ...]]) -> Notice:
    number, kind, kept_at, times, count, space, person, device = row
    return Notice(
        id=number,
        kind=NoticeKind(kind),
        kept_at=datetime.fromisoformat(kept_at),
        times=times,
        number=count,
        space=SpaceId(space) if space is not None else None,
        person=PersonId(person) if person is not None else None,
        device=DeviceId(device) if device is not None else None,
    )
