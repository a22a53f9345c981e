"""Drop spaces: each peer puts weekly counts into their own, and the supervisors of the program fetch them.

Nobody else does, other peers least of all. Its key is boxed straight to the computers and sheets of the peer and of
each supervisor who is here; it is a space of its own, so no peer has a key to what another one drops.
"""

from typing import Final

from peerdesk.wire.book import Book
from peerdesk.wire.ids import PersonId
from peerdesk.wire.limits import MAX_EPOCH_BOXES, MAX_KEYS_PER_PERSON

_ROOM: Final = MAX_EPOCH_BOXES - MAX_KEYS_PER_PERSON
"""So many computers and sheets of supervisors fit beside those of any peer."""


def people_of_drop(book: Book, peer: PersonId) -> tuple[PersonId, ...]:
    """Return a peer, and then those who read what that one drops."""
    return (peer, *(person for person in readers_of_drops(book) if person != peer))


def readers_of_drops(book: Book) -> tuple[PersonId, ...]:
    """Return the supervisors of the program who are here, in the order in which they came to be that.

    As many as fit beside any peer into one key. Who came last is left out first, and is the same for everybody.
    """
    found: list[PersonId] = []
    room = _ROOM
    for person in book.supervisors:
        room -= sum(book.is_live(device) for device in book.devices_of(person))
        if room < 0:
            break
        found.append(person)
    return tuple(found)
