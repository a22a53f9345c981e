"""The supervisor's side of permission papers: those that peers showed me, and that I opened them.

Nothing is listed or counted here but what was shared with this person, and nobody is looked up by it.
"""

from dataclasses import dataclass
from datetime import datetime

from peerdesk.domain.changes import Changes, RecordKind
from peerdesk.domain.ids import RecordId, Rng, new_record_id
from peerdesk.domain.supervision import Opened
from peerdesk.vault.shelves.papers import ReceivedPapers
from peerdesk.vault.transaction import Transaction
from peerdesk.vault.vault import Vault


@dataclass(frozen=True, slots=True, kw_only=True)
class PapersItem:
    """Papers that somebody shared, with their name, and the first time on each day they were opened here (UTC)."""

    received: ReceivedPapers
    peer: str
    openings: tuple[datetime, ...]


def received_papers(vault: Vault) -> tuple[PapersItem, ...]:
    """Return the permission papers that were shared with this person, by handle."""
    with vault.read() as tx:
        return tuple(_item(tx, one) for one in tx.papers.received())


def find_papers(vault: Vault, prefix: str) -> RecordId:
    """Return the only papers whose id begins so. Raises NotFoundError or AmbiguousIdError."""
    with vault.read() as tx:
        return tx.papers.resolve(prefix)


def papers_item(vault: Vault, papers: RecordId) -> PapersItem:
    """Return one of them without marking it as opened. Raises NotFoundError."""
    with vault.read() as tx:
        return _item(tx, tx.papers.received_one(papers))


def open_papers(vault: Vault, papers: RecordId, now: datetime, rng: Rng) -> tuple[PapersItem, Changes]:
    """Open papers. Their peer will see on which days they were opened, and when first on each. Raises NotFoundError.

    A day is one of the clock that gave `now`.
    """
    with vault.write() as tx:
        changes, received = Changes(), tx.papers.received_one(papers)
        days = {one.astimezone(now.tzinfo).date() for one in _item(tx, received).openings}
        if now.date() not in days:
            opened = Opened(id=new_record_id(now, rng), author=tx.person, about=papers, opened_at=now)
            tx.opened.put(opened, received.space)
            changes = Changes.of(RecordKind.OPENED, opened.id)
        return _item(tx, tx.papers.received_one(papers)), changes


def _item(tx: Transaction, received: ReceivedPapers) -> PapersItem:
    opened = tx.opened.about(received.item.id, received.space)
    return PapersItem(
        received=received,
        peer=tx.identity.name_of(received.item.owner),
        openings=tuple(sorted(one.opened_at for one in opened if one.author == tx.person)),
    )
