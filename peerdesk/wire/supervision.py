"""Who supervises whom at a certain time (seconds since 1970)."""

from typing import Final

from peerdesk.wire.book import Link
from peerdesk.wire.ids import PersonId
from peerdesk.wire.invite_certificate import Role
from peerdesk.wire.members import Members

ENDED: Final = 0
"""An `until` that no clock of any computer takes for the future: this supervision is over, whatever time it is."""


def named_supervisors(members: Members, peer: PersonId) -> tuple[Link, ...]:
    """Return the supervisors of a peer who are here and whose supervision nobody has ended. No clock is asked."""
    named = (link for link in members.links if link.peer == peer and link.until != ENDED)
    return tuple(link for link in named if _is_here(members, link))


def supervisors_of(members: Members, peer: PersonId, now: int) -> tuple[Link, ...]:
    """Return the supervisors a peer may share with: named, in their time, joined as one and still here."""
    return tuple(link for link in _current(members, now) if link.peer == peer and _is_here(members, link))


def supervised_by(members: Members, supervisor: PersonId, now: int) -> tuple[Link, ...]:
    """Return the peers whom a supervisor supervises: named, in their time, and still here."""
    current = (link for link in _current(members, now) if link.supervisor == supervisor and _is_here(members, link))
    return tuple(link for link in current if (peer := members.person(link.peer)) is not None and peer.is_active)


def awaited_supervisors_of(members: Members, peer: PersonId, now: int) -> tuple[Link, ...]:
    """Return the supervisors named for this peer who have not joined yet."""
    current = (link for link in _current(members, now) if link.peer == peer)
    return tuple(link for link in current if members.person(link.supervisor) is None)


def _current(members: Members, now: int) -> tuple[Link, ...]:
    return tuple(link for link in members.links if link.holds_at(now))


def _is_here(members: Members, link: Link) -> bool:
    supervisor = members.person(link.supervisor)
    return supervisor is not None and supervisor.is_active and supervisor.role is Role.SUPERVISOR
