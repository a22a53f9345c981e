"""Two peers and the space of the two, in which one hands follow-ups over to the other.

A live device of either says in the directory that there is such a space; so everybody, the server too, judges by the
directory alone who may write there. It gives nobody a key to anything else, and what is written there counts for
nothing until the other person accepts it.
"""

from peerdesk.wire.book import Book, KnownPerson
from peerdesk.wire.directory import Entry
from peerdesk.wire.directory_body import Peers
from peerdesk.wire.ids import DeviceId, PersonId, SpaceId
from peerdesk.wire.invite_certificate import Role
from peerdesk.wire.members import Members
from peerdesk.wire.verdict import Verdict


def peers(book: Book, entry: Entry, body: Peers) -> Verdict:
    """Give two peers a space. Both have to be peers who are here; who they are is said by the signer, and by the body.

    Nobody can do so for two others, and the same two never have more than one.
    """
    mine = book.devices[DeviceId(entry.signer.id)].person
    if mine == body.other or not (_is_peer(book.people.get(mine)) and _is_peer(book.people.get(body.other))):
        return Verdict.UNENTITLED
    if body.other in book.beside.get(mine, ()):
        return Verdict.REPEATED
    book.put_peers(mine, body.other)
    return Verdict.COUNTED


def peers_of(members: Members, person: PersonId) -> tuple[KnownPerson, ...]:
    """Return the peers to whom this one may hand over: everybody else who is a peer and still here."""
    if not _is_peer(members.person(person)):
        return ()
    return tuple(known for known in members.people if known.id != person and _is_peer(known))


def are_peers(members: Members, space: SpaceId) -> bool:
    """Tell whether this is the space of two peers and nothing else, also after one of them has left.

    It is not where one was ever named as the supervisor of the other, before or since (`are_both`).
    """
    return _are_beside(members, space) and not _is_supervised(members, space)


def are_both(members: Members, space: SpaceId) -> bool:
    """Tell whether two who have a space as peers were also named as peer and supervisor, in whatever order."""
    return _are_beside(members, space) and _is_supervised(members, space)


def _are_beside(members: Members, space: SpaceId) -> bool:
    people = members.people_of(space)
    return len(people) == 2 and people[1] in members.beside.get(people[0], ())


def _is_supervised(members: Members, space: SpaceId) -> bool:
    people = set(members.people_of(space))
    return any({link.peer, link.supervisor} == people for link in members.links)


def _is_peer(known: KnownPerson | None) -> bool:
    return known is not None and known.is_active and known.role is Role.PEER
