"""Shared copies that stay here: whoever they are for is not this peer's supervisor any more.

A copy may be made offline, by a directory that has grown old. So who may read it is asked once more when it is about to
be sealed, right after the directory was brought up to date. What is held back still waits: it goes out once the officer
names the supervisor again, and is gone once the peer stops sharing. Taking back what has left is never held.
"""

from collections.abc import Iterable
from datetime import datetime
from typing import Final

from peerdesk.domain.changes import RecordKind
from peerdesk.domain.ids import PersonId, SpaceId
from peerdesk.vault.outbox import Intent
from peerdesk.vault.transaction import Transaction
from peerdesk.wire import ids as wire_ids
from peerdesk.wire.members import Members
from peerdesk.wire.supervision import supervisors_of

HELD_KIND: Final = RecordKind.SHARED_ENCOUNTER
_HELD: Final = "held "
_MOST: Final = 100_000


def may_send_copies(members: Members, space: SpaceId, person: PersonId, now: datetime) -> bool:
    """Say whether a person's copies may be sealed in a space at `now`: in a pair only to a supervisor of theirs."""
    me = wire_ids.PersonId(person)
    others = {other for other in members.people_of(wire_ids.SpaceId(space)) if other != me}
    return others <= {link.supervisor for link in supervisors_of(members, me, int(now.timestamp()))}


def note_held(tx: Transaction, space: SpaceId, *, held: bool) -> None:
    """Remember what the last round found about a space, for those who ask without a directory at hand."""
    if _is_held(tx, space) != held:
        tx.settings.put(_HELD + space.hex(), b"1" if held else b"0")


def held_back(tx: Transaction) -> tuple[Intent, ...]:
    """Return the copies that wait here and were not sent in the last round. Erases are not among them."""
    held = (space for space in tx.outbox.spaces() if _is_held(tx, space))
    return tuple(intent for space in held for intent in _copies(tx.outbox.fresh(space, _MOST)))


def _is_held(tx: Transaction, space: SpaceId) -> bool:
    return tx.settings.get(_HELD + space.hex()) == b"1"


def _copies(intents: Iterable[Intent]) -> Iterable[Intent]:
    return (intent for intent in intents if intent.record_kind is HELD_KIND and not intent.is_erase)
