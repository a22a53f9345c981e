"""Keeping verified entries of the directory, and the names of the people in it.

The names are sealed under the hospital's key of names. A computer that came by the recovery sheet has it from another
computer of its person, perhaps only later: until then people are shown by the first digits of their ids.
"""

from dataclasses import replace
from typing import Final

from peerdesk.crypto.errors import CannotOpenError
from peerdesk.crypto.names import open_name
from peerdesk.domain.ids import PersonId
from peerdesk.sync.own_role import follow_role
from peerdesk.sync.policy_kept import keep_policy
from peerdesk.sync.sent_anew import note_return
from peerdesk.vault.transaction import Transaction
from peerdesk.vault.vault import Vault
from peerdesk.wire.book import KnownPerson
from peerdesk.wire.ids import PersonId as WirePersonId
from peerdesk.wire.members import Members
from peerdesk.wire.membership import Directory
from peerdesk.wire.speaking import first_computer

LONGEST_NAME: Final = 60


def keep_entries(tx: Transaction, directory: Directory, entries: tuple[bytes, ...], first: int) -> None:
    """Keep verified entries from number `first` on, and the names of the people in the directory."""
    for n, raw in enumerate(entries, start=first):
        tx.directory.append(n, directory.hash_at(n) or b"", raw)
    keep_policy(tx, directory.members)
    follow_role(tx, directory.members)
    note_return(tx, directory.members)
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
            _keep_name(tx, person, organisation.name_key)


def learn_key_of_names(tx: Transaction, key: bytes, members: Members) -> None:
    """Take up the key of names where there was none, and everybody's names with it."""
    identity = tx.identity.get()
    if identity.organisation is None or identity.organisation.name_key:
        return
    tx.identity.put(replace(identity, organisation=replace(identity.organisation, name_key=key)))
    for person in members.people:
        _keep_name(tx, person, key)


def take_up_names(vault: Vault, members: Members) -> None:
    """Take up a key of names that another computer of this person has given on, where there was none."""
    with vault.read() as tx:
        organisation, key = tx.identity.get().organisation, tx.space_seed.key_of_names()
    if organisation is not None and not organisation.name_key and key is not None:
        with vault.write() as tx:
            learn_key_of_names(tx, key, members)


def _keep_name(tx: Transaction, person: KnownPerson, key: bytes) -> None:
    """Keep what somebody is called. Whoever was invited by another name later keeps the first one in front of it.

    A second invite needs nobody's word but the officer's, so its name alone must not make one person look like another.
    """
    try:
        name = tidy(open_name(person.sealed_name, key, WirePersonId(person.id)))
        first = tidy(open_name(person.first_name, key, WirePersonId(person.id))) if person.first_name else name
    except CannotOpenError:
        # Somebody sealed it under another key; the person is shown as before, or by the first digits of their id.
        return
    tx.identity.put_name(PersonId(person.id), name if name == first else f"{first} ({name})")


def tidy(name: str) -> str:
    """Return a name that somebody else chose, in one line and with nothing in it that could steer a screen."""
    return " ".join("".join(c if c.isprintable() else " " for c in name).split())[:LONGEST_NAME]
