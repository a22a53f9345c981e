"""The supervisor's side: what was shared with me, that I opened it, what I say about it. And the peer's answers.

Everything said is a record of whoever says it. Nobody can touch the note or the copy of somebody else.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Final

from peerdesk.domain.changes import Changes, RecordKind
from peerdesk.domain.errors import AmbiguousIdError, NotAllowedError, NotFoundError
from peerdesk.domain.ids import PersonId, RecordId, RevisionId, Rng, new_record_id
from peerdesk.domain.supervision import Acknowledgement, Comment, Opened, comment_text
from peerdesk.domain.vocabulary import AckKind
from peerdesk.vault.shelves.identity import pair_space
from peerdesk.vault.shelves.shared_items import Received
from peerdesk.vault.transaction import Transaction
from peerdesk.vault.vault import Vault

QUEUE: Final = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class ReviewItem:
    """One shared copy on the supervisor's list, with the name of whoever shared it."""

    received: Received
    peer: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ReviewDetail:
    """One shared copy with what was said about it, oldest first. `names` are those of the people in it."""

    received: Received
    peer: str
    comments: tuple[Comment, ...]
    acknowledgements: tuple[Acknowledgement, ...]
    names: dict[PersonId, str]

    @property
    def has_changed_since(self) -> bool:
        """Say whether the copy is another version than the one that its reader spoke about last."""
        said: tuple[Comment | Acknowledgement, ...] = (*self.comments, *self.acknowledgements)
        by_reader = [one for one in said if one.author != self.received.item.owner and one.revision is not None]
        last = max(by_reader, key=lambda one: one.id, default=None)
        return last is not None and last.revision != self.received.revision


def review_queue(vault: Vault, limit: int = QUEUE) -> tuple[ReviewItem, ...]:
    """Return what was shared with this person: what is flagged and waits, then what is new, then the newest day."""
    with vault.read() as tx:
        return listed(tx, tx.shared_items.received(limit))


def how_many_new(vault: Vault) -> int:
    """Return how many copies wait to be opened, on the list or behind its end."""
    with vault.read() as tx:
        return tx.review_list.how_many_new()


def resolve_item(vault: Vault, prefix: str) -> RecordId:
    """Return the only shared copy whose id begins so. Raises NotFoundError or AmbiguousIdError."""
    with vault.read() as tx:
        return tx.shared_items.resolve(prefix)


def resolve_talk(vault: Vault, prefix: str) -> RecordId:
    """Return the copy that a comment is about: by its id, or, for the peer, by the id of the note it was made of.

    Raises NotFoundError, or AmbiguousIdError also when several people have a copy of that note.
    """
    with vault.read() as tx:
        try:
            return tx.shared_items.resolve(prefix)
        except NotFoundError:
            copies = tx.shared_items.given(tx.encounters.resolve(prefix))
    if not copies:
        raise NotFoundError("item")
    if len(copies) > 1:
        raise AmbiguousIdError("item")
    return copies[0].item.id


def review_item(vault: Vault, item: RecordId) -> ReviewDetail:
    """Return one shared copy without marking it as opened. Raises NotFoundError."""
    with vault.read() as tx:
        return _detail(tx, item)


def open_item(vault: Vault, item: RecordId, now: datetime, rng: Rng) -> tuple[ReviewDetail, Changes]:
    """Open a shared copy. Its peer will see on which days it was opened, and when first on each. Raises NotFoundError.

    A day is one of the clock that gave `now`.
    """
    with vault.write() as tx:
        changes, space = Changes(), pair_space(tx.person, tx.shared_items.received_one(item).item.owner)
        mine = (one.opened_at for one in tx.opened.about(item, space) if one.author == tx.person)
        if now.date() not in {opened_at.astimezone(now.tzinfo).date() for opened_at in mine}:
            opened = Opened(id=new_record_id(now, rng), author=tx.person, about=item, opened_at=now)
            tx.opened.put(opened)
            changes = Changes.of(RecordKind.OPENED, opened.id)
        return _detail(tx, item), changes


def comment(vault: Vault, item: RecordId, text: str, now: datetime, rng: Rng) -> Changes:
    """Say something about a shared copy, or answer: as the supervisor or as the peer who shared it.

    Raises NotFoundError, MissingAnswerError or TextTooLongError.
    """
    said = comment_text(text)
    with vault.write() as tx:
        written = Comment(
            id=new_record_id(now, rng),
            author=tx.person,
            about=item,
            revision=_version(tx, item),
            text=said,
            written_at=now,
        )
        tx.comments.put(written)
    return Changes.of(RecordKind.COMMENT, written.id)


def acknowledge(vault: Vault, item: RecordId, kind: AckKind, now: datetime, rng: Rng) -> Changes:
    """Answer a shared copy without words. Raises NotFoundError, or NotAllowedError for one's own copy."""
    with vault.write() as tx:
        if tx.shared_items.get(item).owner == tx.person:
            raise NotAllowedError("acknowledge")
        given = Acknowledgement(
            id=new_record_id(now, rng),
            author=tx.person,
            about=item,
            revision=_version(tx, item),
            kind=kind,
            given_at=now,
        )
        tx.acknowledgements.put(given)
    return Changes.of(RecordKind.ACKNOWLEDGEMENT, given.id)


def listed(tx: Transaction, received: tuple[Received, ...]) -> tuple[ReviewItem, ...]:
    """Return copies with the name of whoever shared each."""
    names = tx.identity.names()
    return tuple(ReviewItem(received=one, peer=names.get(one.item.owner, "")) for one in received)


def _detail(tx: Transaction, item: RecordId) -> ReviewDetail:
    received, names = tx.shared_items.received_one(item), tx.identity.names()
    space = pair_space(tx.person, received.item.owner)
    return ReviewDetail(
        received=received,
        peer=names.get(received.item.owner, ""),
        comments=tx.comments.about(item, space),
        acknowledgements=tx.acknowledgements.about(item, space),
        names=names,
    )


def _version(tx: Transaction, item: RecordId) -> RevisionId | None:
    """Return the version of the copy that is being answered; the peer's own copy answers none in particular."""
    if tx.shared_items.get(item).owner == tx.person:
        return None
    return tx.shared_items.received_one(item).revision
