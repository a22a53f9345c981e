"""A change of supervisor, as the peer hears of it: nothing is shared by it, and the peer chooses what the new one sees.

What the peer has heard is kept in the vault; what is left to tell is worked out from the directory each time. So it is
told once on each of a peer's computers, whatever was cut short.
"""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from peerdesk.domain.ids import PersonId
from peerdesk.domain.vocabulary import Role
from peerdesk.vault.transaction import Transaction
from peerdesk.wire import ids as wire_ids
from peerdesk.wire.supervision import named_supervisors
from peerdesk.work.membership import known_members

_TOLD: Final = "supervisors told"


@dataclass(frozen=True, slots=True, kw_only=True)
class SupervisorNews:
    """Somebody who supervises this peer since, or does so no more. `copies`: how many notes they have a copy of.

    `leaves_a_choice`: there is something to take back from them, or something that others had and they could be given.
    """

    person: PersonId
    name: str
    has_ended: bool
    copies: int
    leaves_a_choice: bool


def supervisor_news(tx: Transaction) -> Iterator[SupervisorNews]:
    """Yield what this peer has not heard yet about who supervises them, new ones first. Nothing in other vaults."""
    identity = tx.identity.get()
    if identity.organisation is None or identity.role is not Role.PEER or tx.directory.head() is None:
        return
    members, me = known_members(tx), wire_ids.PersonId(identity.person)
    named = {PersonId(link.supervisor) for link in named_supervisors(members, me)}
    told = _told(tx)
    # Somebody who has not joined yet was named and is awaited: that is no end.
    ended = {one for one in told - named if members.person(wire_ids.PersonId(one)) is not None}
    copies = Counter(one.reader for one in tx.shared_items.all_given())
    shares = tx.papers.shares()
    papers = {reader for share in shares for reader, grant in share.readers.items() if grant.is_on}
    for person in (*sorted(named - told), *sorted(ended)):
        yield SupervisorNews(
            person=person,
            name=tx.identity.name_of(person),
            has_ended=person in ended,
            copies=copies[person],
            leaves_a_choice=bool(
                (copies[person] or person in papers) if person in ended else (tx.disclosures.notes() or shares)
            ),
        )


def heard(tx: Transaction, news: SupervisorNews) -> None:
    """Note that the peer has heard it."""
    told = _told(tx)
    now = told - {news.person} if news.has_ended else told | {news.person}
    tx.settings.put(_TOLD, b"".join(sorted(now)))


def _told(tx: Transaction) -> frozenset[PersonId]:
    kept = tx.settings.get(_TOLD)
    if kept is None:
        # The one whom the peer's own invite named is no news.
        first = tx.identity.get().supervisor
        return frozenset() if first is None else frozenset({first})
    size = wire_ids.ID_BYTES
    return frozenset(PersonId(kept[at : at + size]) for at in range(0, len(kept), size))
