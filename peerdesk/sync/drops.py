"""Drop spaces on a computer: which of them it looks into, and what it believes of what lies there.

`docs/sync.md` tells the whole of it. What is put into one is made in `peerdesk.sync.weekly`.
"""

from typing import Final

from peerdesk.domain.changes import RecordKind
from peerdesk.domain.ids import SpaceId
from peerdesk.domain.periods import is_week
from peerdesk.sync.payload import Opened
from peerdesk.vault.transaction import Transaction
from peerdesk.wire import ids as wire_ids
from peerdesk.wire.drops import drops_read_by
from peerdesk.wire.limits import KIB
from peerdesk.wire.members import Members
from peerdesk.wire.padding import bucket_for
from peerdesk.wire.revision import Header

TALLY_BUCKET: Final = bucket_for(8 * KIB - 1)
"""The size of every tally. The fullest there can be fits, so the size says nothing about a week."""

_NAMED: Final = {
    RecordKind.TALLY: wire_ids.tally_record,
    RecordKind.ROLE_TALLY: wire_ids.role_tally_record,
}


def drops_of(members: Members, person: wire_ids.PersonId) -> tuple[SpaceId, ...]:
    """Return the drop spaces in which somebody reads: their own, and those of all others for a supervisor."""
    return tuple(map(SpaceId, (wire_ids.drop_space(person), *drops_read_by(members, person))))


def drops_met(tx: Transaction, members: Members) -> tuple[SpaceId, ...]:
    """Return those in which there may be something: the own one once its peer has ever said yes."""
    own, *others = drops_of(members, wire_ids.PersonId(tx.person))
    return (own, *others) if tx.weekly.agreements() else tuple(others)


def is_of_its_week(header: Header, said: Opened) -> bool:
    """Say whether a tally is of the peer and the week for which its record's id stands. What is no tally always is."""
    named = _NAMED.get(said.kind)
    if named is None:
        return True
    weeks = {str(candidate.value) for candidate in said.head.fields.get("week", ())}
    return bool(weeks) and all(is_week(week) and header.record == named(header.owner, week) for week in weeks)
