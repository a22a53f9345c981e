"""Documents that a supervisor gives the peers they supervise: to whom they go, and which of them were looked at.

Each is sealed to the two and signed by the supervisor's computer, so that the server can neither read nor forge one nor
swap a line of it. A peer sees those of whoever supervises them now, and changes none.
"""

from dataclasses import dataclass
from datetime import datetime

from peerdesk.domain.errors import NotAllowedError, NotEnrolledError
from peerdesk.domain.ids import PersonId
from peerdesk.domain.vocabulary import Role
from peerdesk.vault.transaction import Transaction
from peerdesk.wire import ids as wire_ids
from peerdesk.wire.supervision import supervised_by, supervisors_of
from peerdesk.work.membership import known_members


@dataclass(frozen=True, slots=True, kw_only=True)
class GivenList:
    """How a supervisor's document stands: to how many peers it could go, and how many have it as it stands now.

    `gave`: to how many it was given just now, because they had not got it.
    """

    peers: int
    up_to_date: int
    gave: int = 0

    @property
    def is_outranked(self) -> bool:
        """Say whether nothing could be given anew and somebody still sees another one, which ranks before it."""
        return not self.gave and self.up_to_date < self.peers


@dataclass(frozen=True, slots=True, kw_only=True)
class GivenTo:
    """Which version a peer was given last, 0 for none, and whether the server holds it: their desk tells nothing.

    `is_newest`: what they hold is the newest text, and not another one of its number.
    """

    person: PersonId
    name: str
    version: int
    is_sent: bool
    is_newest: bool


def own_peers(tx: Transaction, now: datetime) -> tuple[PersonId, ...]:
    """Return whom this person supervises now; nobody in the vault of a peer, or of no hospital."""
    if tx.role is not Role.SUPERVISOR:
        return ()
    try:
        links = supervised_by(known_members(tx), wire_ids.PersonId(tx.person), int(now.timestamp()))
    except NotEnrolledError:
        return ()
    return tuple(sorted({PersonId(link.peer) for link in links}))


def peers_to_give(tx: Transaction, now: datetime) -> tuple[PersonId, ...]:
    """Return the same. Raises NotAllowedError for somebody who supervises nobody."""
    peers = own_peers(tx, now)
    if not peers:
        raise NotAllowedError("team_empty" if tx.role is Role.SUPERVISOR else "places_publish")
    return peers


def own_supervisors(tx: Transaction, now: datetime) -> tuple[PersonId, ...]:
    """Return who supervises this person now."""
    try:
        links = supervisors_of(known_members(tx), wire_ids.PersonId(tx.person), int(now.timestamp()))
    except NotEnrolledError:
        return ()
    return tuple(sorted({PersonId(link.supervisor) for link in links}))


def seen_version(tx: Transaction, document: str, author: PersonId) -> int:
    """Return which version of somebody's document an older PeerDesk noted as looked at on this computer, 0 for none."""
    kept = tx.settings.get(document + author.hex())
    return int(kept) if kept else 0
