"""Making the space of two peers, before anything is sent in it: by whoever writes first.

What waits in the outbox says that there is something to send; the directory says whether the two have a space yet. So
nothing is remembered in between, and after a cut the next round makes what is missing.
"""

from collections.abc import Callable, Collection

from peerdesk.domain.errors import ServerRefusedError
from peerdesk.domain.ids import SpaceId
from peerdesk.sync.directory import append
from peerdesk.sync.sealing import Author
from peerdesk.sync.transport import Transport
from peerdesk.wire import ids as wire_ids
from peerdesk.wire.directory import Signer, SignerRole
from peerdesk.wire.directory_body import Peers
from peerdesk.wire.members import Members
from peerdesk.wire.membership import Directory
from peerdesk.wire.peers import peers_of

Keep = Callable[[tuple[bytes, ...], int], None]
"""Keeps entries that are new, from a number on."""


def peers_without_a_space(
    members: Members, person: wire_ids.PersonId, waiting: Collection[SpaceId]
) -> tuple[wire_ids.PersonId, ...]:
    """Return the peers for whom something waits, and with whom this person has no space yet."""
    unknown = {wire_ids.SpaceId(space) for space in waiting if not members.people_of(wire_ids.SpaceId(space))}
    if not unknown:
        return ()
    return tuple(one.id for one in peers_of(members, person) if wire_ids.pair_space(person, one.id) in unknown)


def make_spaces(
    line: Transport, directory: Directory, author: Author, waiting: Collection[SpaceId], at: int, keep: Keep
) -> None:
    """Say in the directory that there is a space with each of them. `at` is the time in seconds since 1970.

    Somebody who has just left, or a server that is too old for it, leaves what waits waiting, and nothing else with it.
    Raises OfflineError, or DirectoryForkedError.
    """
    signer = Signer(role=SignerRole.DEVICE, id=author.device)
    for other in peers_without_a_space(directory.members, author.person, waiting):
        first = directory.head[0] + 1
        try:
            new = append(line, directory, Peers(other=other), signer, author.signer.signatures, at)
        except ServerRefusedError:
            return
        keep(new, first)
