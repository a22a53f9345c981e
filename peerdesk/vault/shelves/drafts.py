"""Drafts: what stands in a form and is not kept yet. A draft never leaves this computer and is in no outbox."""

from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Final

import msgspec
from sqlalchemy import Connection

from peerdesk.domain.encounter import EncounterDraft
from peerdesk.domain.errors import NotFoundError
from peerdesk.domain.ids import RecordId

_KEEP: Final = (
    "INSERT INTO draft (draft, kept_at, body) VALUES (?, ?, ?)"
    " ON CONFLICT (draft) DO UPDATE SET kept_at = excluded.kept_at, body = excluded.body"
)
_GET: Final = "SELECT draft, kept_at, body FROM draft WHERE draft = ?"
_ALL: Final = "SELECT draft, kept_at, body FROM draft ORDER BY kept_at DESC, draft"
_DROP: Final = "DELETE FROM draft WHERE draft = ?"


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptDraft:
    """A draft, and when it was last kept (UTC)."""

    id: RecordId
    draft: EncounterDraft
    kept_at: datetime


class Drafts:
    """The shelf of drafts. `id` is 16 bytes of the caller's choice; keeping under the same id replaces."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def keep(self, record: RecordId, draft: EncounterDraft, now: datetime) -> None:
        """Keep what stands in a form, as it stands there."""
        body = msgspec.json.encode(asdict(draft)).decode()
        self._connection.exec_driver_sql(_KEEP, (record, now.isoformat(), body))

    def get(self, record: RecordId) -> KeptDraft:
        """Return a draft. Raises NotFoundError."""
        row = self._connection.exec_driver_sql(_GET, (record,)).first()
        if row is None:
            raise NotFoundError("draft")
        return _draft(*row)

    def all(self) -> tuple[KeptDraft, ...]:
        """Return every draft, the newest first."""
        return tuple(_draft(*row) for row in self._connection.exec_driver_sql(_ALL))

    def drop(self, record: RecordId) -> None:
        """Forget a draft; one that is not there is forgotten already."""
        self._connection.exec_driver_sql(_DROP, (record,))


def _draft(record: bytes, kept_at: str, body: str) -> KeptDraft:
    draft = msgspec.json.decode(body, type=EncounterDraft, strict=False)
    return KeptDraft(id=RecordId(record), draft=draft, kept_at=datetime.fromisoformat(kept_at))
