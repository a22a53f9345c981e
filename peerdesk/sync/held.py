"""What stays here although it waits: whoever it is for is not this peer's supervisor any more, or has other keys.

A copy may be made offline, by a directory that has grown old. So who may read it is asked once more when it is about to
be sealed, right after the directory was brought up to date. What is held back still waits: it goes out once the officer
names the supervisor again, or once the peer has said that the new keys are theirs, and is gone once the peer stops
sharing. Taking back what has left is never held.
"""

from collections.abc import Iterable
from datetime import datetime
from enum import IntFlag
from typing import Final

from peerdesk.domain.changes import RecordKind
from peerdesk.domain.ids import PersonId, SpaceId
from peerdesk.sync.new_keys import is_paused
from peerdesk.vault.outbox import Intent
from peerdesk.vault.transaction import Transaction
from peerdesk.wire import ids as wire_ids
from peerdesk.wire.members import Members
from peerdesk.wire.supervision import supervisors_of

_MARKS: Final = frozenset({RecordKind.ACKNOWLEDGEMENT, RecordKind.OPENED, RecordKind.REMOVED})
"""What says nothing in words: it goes to whoever the directory names, whatever is held."""
_COPIES: Final = frozenset({RecordKind.SHARED_ENCOUNTER, RecordKind.SHARED_PAPERS, RecordKind.AGENDA_ENTRY})
_HELD: Final = "held "
_MOST: Final = 100_000


class Hold(IntFlag):
    """Why something stays here. Both may be so at once."""

    NOTHING = 0
    NO_SUPERVISOR = 1
    """Copies, because their reader does not supervise this person now."""
    NEW_KEYS = 2
    """Copies and words, because their reader has keys that this person knows nothing of."""

    @property
    def kinds(self) -> frozenset[RecordKind]:
        """The kinds of record that stay."""
        copies = set(_COPIES) if Hold.NO_SUPERVISOR in self else set()
        return frozenset(copies | (set(RecordKind) - _MARKS if Hold.NEW_KEYS in self else set()))


def hold_of(tx: Transaction, members: Members, space: SpaceId, now: datetime) -> Hold:
    """Return what has to stay here of what waits in a space at `now`.

    In a person's own space that is nothing. Counts that are dropped have no reader whom this person chose.
    """
    if wire_ids.SpaceId(space) in members.drops:
        return Hold.NOTHING
    me = wire_ids.PersonId(tx.person)
    others = {other for other in members.people_of(wire_ids.SpaceId(space)) if other != me}
    supervise = others <= {link.supervisor for link in supervisors_of(members, me, int(now.timestamp()))}
    known = not any(is_paused(tx, members, PersonId(other)) for other in others)
    return (Hold.NOTHING if supervise else Hold.NO_SUPERVISOR) | (Hold.NOTHING if known else Hold.NEW_KEYS)


def note_held(tx: Transaction, space: SpaceId, hold: Hold) -> None:
    """Remember what the last round found about a space, for those who ask without a directory at hand."""
    if held_in(tx, space) != hold:
        tx.settings.put(_HELD + space.hex(), b"%d" % hold)


def held_in(tx: Transaction, space: SpaceId) -> Hold:
    """Return what the last round found."""
    return Hold(int(tx.settings.get(_HELD + space.hex()) or b"0"))


def held_back(tx: Transaction, *, why: Hold = Hold.NO_SUPERVISOR | Hold.NEW_KEYS) -> tuple[Intent, ...]:
    """Return what waits here and was not sent in the last round, for any of these reasons. Erases are not among it."""
    found: list[Intent] = []
    for space in tx.outbox.spaces():
        if hold := held_in(tx, space) & why:
            found.extend(_of(hold, tx.outbox.fresh(space, _MOST)))
    return tuple(found)


def _of(hold: Hold, intents: Iterable[Intent]) -> Iterable[Intent]:
    return (intent for intent in intents if intent.record_kind in hold.kinds and not intent.is_erase)
