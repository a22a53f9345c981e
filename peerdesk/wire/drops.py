"""Drop spaces: each peer puts weekly counts into their own, and the supervisors of the program fetch them.

Nobody else does, other peers least of all. Its key is boxed straight to the computers and sheets of the peer and of
each supervisor who is here; it is a space of its own, so no peer has a key to what another one drops.
"""

from peerdesk.wire.ids import PersonId, SpaceId
from peerdesk.wire.members import Members


def writers_of(members: Members, space: SpaceId) -> tuple[PersonId, ...]:
    """Return who writes there: everybody of the space, and into a drop space its peer alone."""
    peer = members.drops.get(space)
    return members.people_of(space) if peer is None else (peer,)


def drops_read_by(members: Members, person: PersonId) -> tuple[SpaceId, ...]:
    """Return the drop spaces of others that a person reads, ascending: all of them, or none."""
    if person not in members.drop_readers:
        return ()
    return tuple(sorted(space for space, peer in members.drops.items() if peer != person))
