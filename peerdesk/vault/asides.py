"""Edits that an erase overtook: somebody erased a record without having seen them, and the person decides about them.

What is needed is put aside in the very commit that takes the text out of the record. It stays on this computer until it
is kept as a new record or dropped.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

import msgspec
from sqlalchemy import Connection

from peerdesk.domain.changes import RecordKind
from peerdesk.domain.choosing import both
from peerdesk.domain.ids import PersonId, RecordId, SpaceId
from peerdesk.domain.merge import Head, view
from peerdesk.vault import revisions
from peerdesk.vault.engine import driver_of
from peerdesk.vault.fields import KINDS
from peerdesk.vault.records import Stored, shown
from peerdesk.wire.revision import Header

_ERASING: Final = (
    "SELECT EXISTS (SELECT 1 FROM intent WHERE space = ? AND action = 'erase')"
    " OR EXISTS (SELECT 1 FROM revision WHERE space = ? AND state = 'attempted' AND kind = 2)"
)
_ADD: Final = "INSERT INTO set_aside (space, owner, record, record_kind, fields, revision) VALUES (?, ?, ?, ?, ?, ?)"
_ALL: Final = "SELECT id, record_kind, record, fields FROM set_aside ORDER BY id"
_FORGET: Final = "DELETE FROM set_aside WHERE id = ?"
_REPLACED: Final = "DELETE FROM set_aside WHERE owner = ? AND record = ? AND revision = ?"
_PARENTS: Final = "SELECT revision, parents FROM revision WHERE record = ? AND owner = ?"
_ERASES: Final = (
    "SELECT parents FROM revision WHERE record = ? AND owner = ? AND kind = 2 AND state != 'quarantined'"
    " AND device = (SELECT device FROM identity WHERE id = 1)"
)
_OURS_TO_KEEP: Final = (
    "SELECT 1 FROM revision WHERE revision = ? AND device IN (?, (SELECT device FROM identity WHERE id = 1))"
)

_GOES: Final = frozenset(
    {
        *(RecordKind.SHARED_ENCOUNTER, RecordKind.SHARED_PAPERS, RecordKind.AGENDA_ENTRY),
        *(RecordKind.PHONE_NUMBER, RecordKind.WHEREABOUTS),
    }
)
"""A copy is made again with its note; what is erased so that it is gone must not come back by another way."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SetAside:
    """An edit of this person's that an erase on another computer of theirs overtook: to be kept as new, or dropped."""

    id: int
    kind: RecordKind
    record: RecordId
    fields: dict[str, object]


class Asides:
    """The shelf of what was put aside."""

    def __init__(self, connection: Connection, person: PersonId) -> None:
        self._driver = driver_of(connection)
        self._person = person

    def all(self) -> tuple[SetAside, ...]:
        """Return what waits for a decision, in the order it came."""
        return tuple(
            SetAside(id=rowid, kind=RecordKind(kind), record=RecordId(record), fields=msgspec.msgpack.decode(fields))
            for rowid, kind, record, fields in self._driver.execute(_ALL)
        )

    def forget(self, aside: SetAside) -> None:
        """Forget an edit, once the person has decided."""
        self._driver.execute(_FORGET, (aside.id,))

    def is_erasing(self, space: SpaceId) -> bool:
        """Say whether an erase waits to be sent: then what has been written meanwhile is better fetched first."""
        return bool(self._driver.execute(_ERASING, (space, space)).fetchone()[0])

    def before_erase(self, known: Stored, erase: Header, *, is_edited: bool) -> None:
        """Put aside what this computer wrote of a record and the erase had not seen. `is_edited`: unsealed, too.

        And what the erasing computer wrote itself and had not seen any more: its vault was put back from a backup, and
        whoever still holds that is the last who does.
        """
        if known.kind in _GOES or known.owner != self._person:
            return
        seen = self._ancestry(known.owner, known.record, erase.parents)
        unseen = [head for head in known.heads() if self._is_unseen(head, seen, erase, is_edited=is_edited)]
        if unseen:
            self._put(known.kind, known.space, known.record, unseen)

    def after_erase(self, header: Header, kind: RecordKind, head: Head) -> None:
        """Put aside what came of a record that was erased on this computer, unless the erase had seen it."""
        owner, record = PersonId(header.owner), RecordId(header.record)
        if kind in _GOES or owner != self._person:
            return
        erases = self._driver.execute(_ERASES, (record, owner)).fetchall()
        if erases and all(head.revision not in self._ancestry(owner, record, revisions.split(e)) for (e,) in erases):
            self._put(kind, SpaceId(header.space), record, [head])

    def unsent_erase(self, header: Header, kind: RecordKind, head: Head) -> None:
        """Put aside what came of a record whose erase still waits here: the person had not seen it."""
        if kind not in _GOES:
            self._put(kind, SpaceId(header.space), RecordId(header.record), [head])

    def _is_unseen(self, head: Head, seen: frozenset[bytes], erase: Header, *, is_edited: bool) -> bool:
        if head.revision is None:
            return is_edited
        asked = (head.revision, erase.device)
        return head.revision not in seen and self._driver.execute(_OURS_TO_KEEP, asked).fetchone() is not None

    def _ancestry(self, owner: PersonId, record: RecordId, parents: Iterable[bytes]) -> frozenset[bytes]:
        """Return everything that these revisions build on, and themselves, as far as it is known here."""
        known = {row[0]: revisions.split(row[1]) for row in self._driver.execute(_PARENTS, (record, owner))}
        seen: set[bytes] = set()
        ahead = list(parents)
        while ahead:
            one = ahead.pop()
            if one not in seen:
                seen.add(one)
                ahead.extend(known.get(one, ()))
        return frozenset(seen)

    def _put(self, kind: RecordKind, space: SpaceId, record: RecordId, heads: list[Head]) -> None:
        for head in heads:
            for parent in head.parents:
                # A later version of the same edit takes the place of the one before.
                self._driver.execute(_REPLACED, (self._person, record, parent))
        fields = {**KINDS[kind].defaults(), **shown(kind, heads), **_both(heads)}
        row = (space, self._person, record, kind.value, msgspec.msgpack.encode(fields), heads[-1].revision)
        self._driver.execute(_ADD, row)


def _both(heads: Iterable[Head]) -> dict[str, object]:
    """Return the values of every answer that has several, as one: what is put aside has no versions side by side."""
    competing = {name: many for name, many in view(heads).items() if len(many) > 1}
    kept = {name: both(name, [one.value for one in many]) for name, many in competing.items()}
    return {name: value for name, value in kept.items() if value is not None}
