"""The supervisor's side of agendas: what peers added for this person, in each peer's own order, and the tick under it.

Nothing is listed or counted here but what was added for this person, and no peer is compared with another.
"""

from dataclasses import dataclass
from datetime import date, datetime

from peerdesk.domain.agenda import AgendaEntry, TalkedAbout, session_of_talk
from peerdesk.domain.changes import Changes, RecordKind
from peerdesk.domain.errors import NotFoundError
from peerdesk.domain.ids import PersonId, RecordId, Rng, new_record_id
from peerdesk.vault.shelves.agenda_entries import KeptEntry, Ticks
from peerdesk.vault.transaction import Transaction
from peerdesk.vault.vault import Vault
from peerdesk.work.agenda_list import days_of
from peerdesk.work.encounters import local_day


@dataclass(frozen=True, slots=True, kw_only=True)
class ReceivedItem:
    """An entry of a peer's agenda. `talked_on`: the day on which either of the two said that it was talked about.

    `is_ticked`: this person did. `session` is the session in whose past it is. `has_note`: the note is here to read.
    """

    id: RecordId
    person: PersonId
    peer: str
    entry: AgendaEntry
    talked_on: date | None
    is_ticked: bool
    session: RecordId | None
    has_note: bool


def received_agenda(vault: Vault, person: PersonId | None = None) -> tuple[ReceivedItem, ...]:
    """Return what one peer, or each, wants to talk about, in their order."""
    with vault.read() as tx:
        return received_within(tx, person)


def received_within(tx: Transaction, person: PersonId | None = None) -> tuple[ReceivedItem, ...]:
    """Return the same within a transaction."""
    names, ticks = tx.identity.names(), tx.agenda_entries.ticks()
    return tuple(_received(tx, one, names.get(one.owner, ""), ticks) for one in tx.agenda_entries.received(person))


def one_received(vault: Vault, entry: RecordId) -> ReceivedItem:
    """Return one entry, however many there are. Raises NotFoundError."""
    with vault.read() as tx:
        kept = tx.agenda_entries.received_one(entry)
        return _received(tx, kept, tx.identity.names().get(kept.owner, ""), tx.agenda_entries.ticks())


def find_received(vault: Vault, prefix: str) -> RecordId:
    """Return the only entry whose id begins so. Raises NotFoundError or AmbiguousIdError."""
    with vault.read() as tx:
        return tx.agenda_entries.resolve(prefix)


def tick_talked(vault: Vault, entry: RecordId, now: datetime, rng: Rng, *, talked: bool = True) -> Changes:
    """Say that an entry was talked about, or take that back. The peer sees it; the entry itself stays as it is.

    Doing it again changes nothing. Raises NotFoundError.
    """
    with vault.write() as tx:
        kept = tx.agenda_entries.received_one(entry)
        mine = _own_ticks(tx, kept, tx.agenda_entries.ticks())
        if talked and not mine:
            one = TalkedAbout(id=new_record_id(now, rng), author=tx.person, about=entry, talked_on=local_day(now))
            tx.agenda_entries.tick(one, kept.space)
            return Changes.of(RecordKind.TALKED_ABOUT, one.id)
        ended = () if talked else tuple(one.id for one in mine)
        for tick in ended:
            tx.agenda_entries.untick(tick)
        return Changes.of(RecordKind.TALKED_ABOUT, *ended) if ended else Changes()


def _received(tx: Transaction, kept: KeptEntry, peer: str, ticks: Ticks) -> ReceivedItem:
    mine = _own_ticks(tx, kept, ticks)
    said = [*(one.talked_on for one in mine), *([kept.entry.talked_on] if kept.entry.talked_on else [])]
    talked_on = min(said, default=None)
    return ReceivedItem(
        id=kept.id,
        person=kept.owner,
        peer=peer,
        entry=kept.entry,
        talked_on=talked_on,
        is_ticked=bool(mine),
        session=session_of_talk(talked_on, days_of(tx, kept.space)) if talked_on else None,
        has_note=kept.entry.note is not None and _is_here(tx, kept.entry.note),
    )


def _own_ticks(tx: Transaction, kept: KeptEntry, ticks: Ticks) -> tuple[TalkedAbout, ...]:
    return tuple(one for one in ticks.get((kept.id, kept.space), ()) if one.author == tx.person)


def _is_here(tx: Transaction, note: RecordId) -> bool:
    try:
        tx.shared_items.received_one(note)
    except NotFoundError:
        return False
    return True
