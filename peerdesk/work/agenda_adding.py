"""Adding an item to the agenda that a supervisor reads, after a preview, and taking it back."""

from dataclasses import dataclass
from datetime import datetime

from peerdesk.domain.agenda import AgendaDraft, AgendaEntry, AgendaItem
from peerdesk.domain.agenda_vocabulary import AgendaTopic
from peerdesk.domain.changes import Changes, RecordKind
from peerdesk.domain.errors import NotAllowedError, NotFoundError
from peerdesk.domain.ids import PersonId, RecordId, Rng
from peerdesk.vault.transaction import Transaction
from peerdesk.vault.vault import Vault
from peerdesk.work.agenda import as_item, put_item, taken_up
from peerdesk.work.agenda_list import listed_within
from peerdesk.work.agenda_shares import entry_of_item, give_entry, refuse_ended, same_words, take_entries_back
from peerdesk.work.sharing import Reader, allowed_reader, refuse_untold


@dataclass(frozen=True, slots=True, kw_only=True)
class EntryPreview:
    """What a reader would see of an item, and nothing else."""

    item: RecordId
    reader: Reader
    entry: AgendaEntry


def preview_item(vault: Vault, record: RecordId, person: PersonId, now: datetime) -> EntryPreview:
    """Return exactly what a supervisor would read. Nothing leaves by looking. Raises what `add_to_agenda` raises."""
    with vault.read() as tx:
        reader, item = allowed_reader(tx, person, now), as_item(tx, record)
        refuse_ended(tx, item)
        return EntryPreview(item=record, reader=reader, entry=entry_of_item(tx, item, person))


def add_to_agenda(
    vault: Vault, record: RecordId, person: PersonId, now: datetime, rng: Rng, *, as_shown: AgendaEntry | None = None
) -> Changes:
    """Let a supervisor read an item, as it is now. Doing it again changes what they read, or nothing.

    `as_shown` is what a preview showed: where the item says something else since, nothing leaves.

    Raises NotFoundError, NotAllowedError for somebody who is not this peer's supervisor now, KeysChangedError,
    WordsFirstError, NotEnrolledError or DirectoryForkedError as `sharing.share` does.
    """
    with vault.write() as tx:
        refuse_untold(tx, allowed_reader(tx, person, now))
        item = taken_up(tx, record, now, rng)
        refuse_ended(tx, item)
        entry = entry_of_item(tx, item, person)
        if as_shown is not None and not same_words(entry, as_shown):
            raise NotAllowedError("agenda_changed")
        return Changes.of(RecordKind.AGENDA_ITEM, item.id) | give_entry(tx, item, person, entry)


def take_off_agenda(vault: Vault, record: RecordId, person: PersonId | None = None) -> Changes:
    """Take an item back from one supervisor, or from all. Works offline and without anybody's leave.

    It stays on the peer's own list. Raises NotFoundError for an item that nobody, or that person, does not read.
    """
    with vault.write() as tx:
        changes = take_entries_back(tx, tx.agenda.get(record).id, person)
        if not changes:
            raise NotFoundError("person" if person is not None else "item")
        return changes


def ask_to_talk(vault: Vault, person: PersonId, now: datetime, rng: Rng) -> tuple[RecordId, Changes]:
    """Ask a supervisor for a talk: an item that says that and nothing else. Return its id.

    Where such an item stands open already it is that one. Raises what `add_to_agenda` raises.
    """
    with vault.write() as tx:
        refuse_untold(tx, allowed_reader(tx, person, now))
        item, changes = _open_request(tx), Changes()
        if item is None:
            record, changes = put_item(tx, AgendaDraft(topic=AgendaTopic.TALK.value), now, rng)
            item = tx.agenda.get(record)
        return item.id, changes | give_entry(tx, item, person, entry_of_item(tx, item, person))


def _open_request(tx: Transaction) -> AgendaItem | None:
    waiting = (one for one in listed_within(tx) if one.topic is AgendaTopic.TALK and one.talked_on is None)
    return next((tx.agenda.get(one.id) for one in waiting if not one.is_off), None)
