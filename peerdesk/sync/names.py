"""Keeping verified entries of the directory, and the names of the people in it."""

from typing import Final

from peerdesk.crypto.errors import CannotOpenError
from peerdesk.crypto.names import open_name
from peerdesk.domain.ids import PersonId
from peerdesk.vault.transaction import Transaction
from peerdesk.wire.ids import PersonId as WirePersonId
from peerdesk.wire.membership import Directory
from peerdesk.wire.speaking import first_computer

LONGEST_NAME: Final = 60


def keep_entries(tx: Transaction, directory: Directory, entries: tuple[bytes, ...], first: int) -> None:
    """Keep verified entries from number `first` on, and the names of the people in the directory."""
    for n, raw in enumerate(entries, start=first):
        tx.directory.append(n, directory.hash_at(n) or b"", raw)
    organisation = tx.identity.get().organisation
    if organisation is None:
        return
    known = tx.identity.names()
    before, now = directory.members_at(first - 1), directory.members
    for person in now.people:
        if first_computer(now, person.id) != first_computer(before, person.id):
            # Whoever was met spoke with other keys.
            tx.identity.unmeet(PersonId(person.id))
        if PersonId(person.id) not in known or person.rejoined_n is not None:
            try:
                name = open_name(person.sealed_name, organisation.name_key, WirePersonId(person.id))
            except CannotOpenError:
                # Somebody sealed it under another key; the person is shown by the first digits of their id.
                continue
            tx.identity.put_name(PersonId(person.id), tidy(name))


def tidy(name: str) -> str:
    """Return a name that somebody else chose, in one line and with nothing in it that could steer a screen."""
    return " ".join("".join(c if c.isprintable() else " " for c in name).split())[:LONGEST_NAME]
