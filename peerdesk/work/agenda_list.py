"""The list of what a peer brings to supervision, as they see it: their items, and the notes that are only marked.

What was talked about moves into the past of the session of that day, or of the first one after it: of those that the
peer wrote down or has signed. A supervisor alone, by a tick and a session, moves nothing off a peer's list.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from peerdesk.domain.agenda import session_of_talk
from peerdesk.domain.agenda_vocabulary import AgendaTopic
from peerdesk.domain.errors import NotFoundError
from peerdesk.domain.guide_use import GuideSaid
from peerdesk.domain.ids import RecordId, SpaceId
from peerdesk.domain.supervision_log import session_digest
from peerdesk.vault.shelves.agenda import KeptItem, NoteToBring
from peerdesk.vault.shelves.identity import pair_space
from peerdesk.vault.transaction import Transaction
from peerdesk.vault.vault import Vault
from peerdesk.work.agenda_shares import Reading, guide_of, line_of, readers_of, readings_of

Days = tuple[tuple[RecordId, date], ...]
Sessions = Mapping[SpaceId, Days]


@dataclass(frozen=True, slots=True, kw_only=True)
class ListedItem:
    """An item as the peer's list shows it. `id` is the note's, while it stands here only because its note is marked.

    `line` is what it says. `origin` is the record it came from; `note` is that where it is a note, `guide` what is said
    of it where it is a guide. `talked_on` is the day on which either
    of the two said that it was talked about, `session` the session in whose past it is. `is_off`: it was taken off the
    list, and stands here because somebody reads it still.
    """

    id: RecordId
    topic: AgendaTopic
    line: str
    origin: RecordId | None = None
    note: RecordId | None = None
    guide: GuideSaid | None = None
    readings: tuple[Reading, ...] = ()
    talked_on: date | None = None
    session: RecordId | None = None
    is_off: bool = False

    @property
    def is_open(self) -> bool:
        """Say whether it still stands on the list, or is in the past of a session."""
        return self.session is None

    @property
    def readers(self) -> tuple[Reading, ...]:
        """Return who reads it now."""
        return tuple(one for one in self.readings if one.entry is not None)


def agenda(vault: Vault) -> tuple[ListedItem, ...]:
    """Return the peer's whole list in their order, then the notes that are only marked, the newest first."""
    with vault.read() as tx:
        return listed_within(tx)


def one_item(vault: Vault, record: RecordId) -> ListedItem:
    """Return one item of the list. Raises NotFoundError."""
    found = next((one for one in agenda(vault) if one.id == record), None)
    if found is None:
        raise NotFoundError("item")
    return found


def resolve_item(vault: Vault, prefix: str) -> RecordId:
    """Return the only item whose id begins so, also a marked note's, and one that is off but that somebody reads still.

    Raises NotFoundError or AmbiguousIdError.
    """
    with vault.read() as tx:
        try:
            return tx.agenda.resolve(prefix)
        except NotFoundError:
            off = tuple(one.id for one in listed_within(tx) if one.is_off and one.id.hex().startswith(prefix.lower()))
            return off[0] if len(off) == 1 else _resolve_marked(tx, prefix)


def _resolve_marked(tx: Transaction, prefix: str) -> RecordId:
    note = tx.encounters.resolve(prefix)
    if note not in {one.note for one in tx.agenda.to_bring()}:
        raise NotFoundError("item")
    return note


def listed_within(tx: Transaction) -> tuple[ListedItem, ...]:
    """Return the list within a transaction."""
    readers, kept = readers_of(tx), tx.agenda.items()
    sessions = {space: _own_days(tx, space) for space in tx.sessions.spaces()}
    listed = []
    for one in kept:
        readings = readings_of(tx, readers, one.item) if readers else ()
        if not one.is_off or any(reading.entry is not None for reading in readings):
            listed.append(_listed(tx, one, readings, sessions))
    known = {one.item.origin for one in kept}
    return (*listed, *(_marked(note) for note in tx.agenda.to_bring() if note.note not in known))


def _listed(tx: Transaction, kept: KeptItem, readings: tuple[Reading, ...], sessions: Sessions) -> ListedItem:
    item = kept.item
    said = (item.talked_on, *(one.talked_on for one in readings))
    talked_on = min((one for one in said if one is not None), default=None)
    try:
        guide = guide_of(tx, item)
    except NotFoundError:
        guide = None
    return ListedItem(
        id=item.id,
        topic=item.topic,
        line=line_of(tx, item),
        origin=item.origin,
        note=item.origin if item.origin is not None and _is_note(tx, item.origin) else None,
        guide=guide,
        readings=readings,
        talked_on=talked_on,
        session=session_of_talk(talked_on, _sessions_of(tx, readings, sessions)) if talked_on else None,
        is_off=kept.is_off,
    )


def days_of(tx: Transaction, space: SpaceId) -> Days:
    """Return the sessions of two people with their days."""
    return tuple((one.session.id, one.session.happened_on) for one in tx.sessions.between(space))


def _own_days(tx: Transaction, space: SpaceId) -> Days:
    """Return those that this person wrote down, or has signed as they stand now."""
    signed = {one.digest for one in tx.sessions.signatures(space) if one.author == tx.person}
    return tuple(
        (one.session.id, one.session.happened_on)
        for one in tx.sessions.between(space)
        if one.session.author == tx.person or (not one.competing and session_digest(one.session) in signed)
    )


def _sessions_of(tx: Transaction, readings: tuple[Reading, ...], sessions: Sessions) -> Iterable[tuple[RecordId, date]]:
    """Return the sessions with those who read an item, or all where nobody does."""
    between = {pair_space(tx.person, one.share.person) for one in readings if one.entry is not None}
    return (day for space, days in sessions.items() if not between or space in between for day in days)


def _is_note(tx: Transaction, record: RecordId) -> bool:
    try:
        tx.encounters.get(record)
    except NotFoundError:
        return False
    return True


def _marked(note: NoteToBring) -> ListedItem:
    return ListedItem(id=note.note, topic=AgendaTopic.ENCOUNTER, line=note.prompt, origin=note.note, note=note.note)
