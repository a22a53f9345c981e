"""What stands around the sessions with one person: what was talked about in each, and what is between the two."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from peerdesk.domain.agenda_vocabulary import AgendaTopic
from peerdesk.domain.ids import PersonId, RecordId
from peerdesk.domain.vocabulary import Role
from peerdesk.vault.shelves.identity import pair_space
from peerdesk.vault.transaction import Transaction
from peerdesk.vault.vault import Vault
from peerdesk.work.agenda_list import listed_within
from peerdesk.work.agenda_received import received_within


@dataclass(frozen=True, slots=True, kw_only=True)
class Talked:
    """What was talked about in a session: the topic, and the line where there is one."""

    topic: AgendaTopic
    line: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Overview:
    """How many notes of this peer somebody can read now, and on how many of them their word waits for an answer."""

    notes: int = 0
    unanswered: int = 0


def talked_in_sessions(vault: Vault) -> Mapping[RecordId, tuple[Talked, ...]]:
    """Return what was talked about in each session, as far as it stood on an agenda."""
    found: dict[RecordId, tuple[Talked, ...]] = {}
    with vault.read() as tx:
        for session, talked in _talked(tx):
            found[session] = (*found.get(session, ()), talked)
    return found


def overview(vault: Vault, person: PersonId) -> Overview:
    """Return what a supervisor can read of this peer's notes, counted. A supervisor's own vault has none to count."""
    with vault.read() as tx:
        if tx.role is Role.SUPERVISOR:
            return Overview()
        notes, unanswered = tx.disclosures.between(pair_space(tx.person, person))
        return Overview(notes=notes, unanswered=unanswered)


def _talked(tx: Transaction) -> Iterator[tuple[RecordId, Talked]]:
    if tx.role is Role.SUPERVISOR:
        for received in received_within(tx):
            if received.session is not None:
                yield received.session, Talked(topic=received.entry.topic, line=received.entry.line)
        return
    for one in listed_within(tx):
        if one.session is not None:
            yield one.session, Talked(topic=one.topic, line=one.line)
