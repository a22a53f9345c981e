"""The directory of places that help: keeping it, finding somewhere in it, and saying that a line still holds."""

from datetime import datetime
from typing import Final

from peerdesk.domain.changes import Changes, RecordKind
from peerdesk.domain.errors import NotAllowedError
from peerdesk.domain.ids import RecordId, Rng, new_record_id
from peerdesk.domain.place import BY_LIMIT, Place, PlaceDraft, make_place
from peerdesk.domain.place_table import MOST_LINES, write_table
from peerdesk.vault.transaction import Transaction
from peerdesk.vault.vault import Vault

MOST: Final = MOST_LINES
"""So many places fit: what is typed is looked for in all of them at once."""


def add_place(vault: Vault, draft: PlaceDraft, now: datetime, rng: Rng) -> tuple[RecordId, Changes]:
    """Keep a place, and return its id.

    Raises an InputRefusedError that names the field, or NotAllowedError where there are too many.
    """
    with vault.write() as tx:
        check_room(len(tx.places.all()) + 1)
        one = make_place(draft, new_record_id(now, rng))
        tx.places.put(one)
        return one.id, Changes.of(RecordKind.PLACE, one.id)


def edit_place(vault: Vault, record: RecordId, draft: PlaceDraft) -> Changes:
    """Say anew what a place is. Raises NotFoundError, or an InputRefusedError that names the field."""
    with vault.write() as tx:
        tx.places.get(record)
        tx.places.put(make_place(draft, record))
        return Changes.of(RecordKind.PLACE, record)


def check_place(vault: Vault, record: RecordId, now: datetime) -> Changes:
    """Say that this person looked today, and that it holds. Raises NotFoundError."""
    with vault.write() as tx:
        by = tx.identity.get().display_name[:BY_LIMIT]
        tx.places.put(tx.places.get(record).checked(now.astimezone().date(), by))
        return Changes.of(RecordKind.PLACE, record)


def delete_place(vault: Vault, record: RecordId) -> Changes:
    """Take a place off the list. Raises NotFoundError."""
    with vault.write() as tx:
        tx.places.get(record)
        return _hidden(tx, record, hidden=True)


def undelete_place(vault: Vault, record: RecordId) -> Changes:
    """Put a place back on the list."""
    with vault.write() as tx:
        return _hidden(tx, record, hidden=False)


def place_list(vault: Vault) -> tuple[Place, ...]:
    """Return every place, by name."""
    with vault.read() as tx:
        return tx.places.all()


def one_place(vault: Vault, record: RecordId) -> Place:
    """Return one of them. Raises NotFoundError."""
    with vault.read() as tx:
        return tx.places.get(record)


def resolve_place(vault: Vault, prefix: str) -> RecordId:
    """Return the only place whose id begins so. Raises NotFoundError or AmbiguousIdError."""
    with vault.read() as tx:
        return tx.places.resolve(prefix)


def as_table(vault: Vault) -> tuple[bytes, int]:
    """Return the directory as a file for a spreadsheet, and how many places it holds.

    It begins with the mark by which spreadsheets know UTF-8, so that accents stay what they are.
    """
    found = place_list(vault)
    return write_table(found).encode("utf-8-sig"), len(found)


def check_room(places: int) -> None:
    """Raise NotAllowedError where so many places are too many."""
    if places > MOST:
        raise NotAllowedError("places_full")


def _hidden(tx: Transaction, record: RecordId, *, hidden: bool) -> Changes:
    tx.places.hide(record, hidden=hidden)
    return Changes.of(RecordKind.PLACE, record)
