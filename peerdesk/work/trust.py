"""Knowing who is who: the people of the hospital, and six words that two people compare in person or by phone.

The words come from the keys of somebody's first computer. Who hears the same six words on both sides knows that nobody
stands between them.
"""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from peerdesk.domain.changes import Changes
from peerdesk.domain.errors import BadValueError, NotFoundError
from peerdesk.domain.ids import PersonId
from peerdesk.domain.vocabulary import Role
from peerdesk.sync.new_keys import changed_at, is_paused
from peerdesk.vault.transaction import Transaction
from peerdesk.vault.vault import Vault
from peerdesk.wire.book import KnownPerson
from peerdesk.wire.invite_certificate import Role as WireRole
from peerdesk.wire.members import Members
from peerdesk.wire.speaking import first_computer
from peerdesk.work.key_changes import take_keys
from peerdesk.work.membership import known_members
from peerdesk.work.word_list import matches

WORDS: Final = 6
_ROLES: Final = {WireRole.PEER: Role.PEER, WireRole.SUPERVISOR: Role.SUPERVISOR}


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """Somebody in the hospital's directory. `met`: their words were compared here. `words` are six, in order.

    `keys_changed` says that they have other keys than this person knew, and that nothing was said about it yet;
    `is_paused` that sharing waits for that. `changed_n` is the entry that brought the keys, 0 for none.
    """

    person: PersonId
    name: str
    role: Role
    is_me: bool
    met: bool
    confirmed: bool
    active: bool
    keys_changed: bool
    is_paused: bool
    changed_n: int
    words: tuple[str, ...]


def people(vault: Vault, word_list: Sequence[str]) -> tuple[Known, ...]:
    """Return everybody who has joined, in the order of joining. Raises NotEnrolledError for a vault of no hospital."""
    with vault.read() as tx:
        members, names, met = known_members(tx), tx.identity.names(), tx.identity.met()
        return tuple(_known(tx, members, one, names, met, word_list) for one in members.people)


def find_person(vault: Vault, who: str, word_list: Sequence[str]) -> Known:
    """Return the one person meant by a name or the beginning of an id. Raises NotFoundError or NotEnrolledError."""
    wanted = " ".join(who.split()).casefold()
    found = [
        one
        for one in people(vault, word_list)
        if one.name.casefold() == wanted or (len(wanted) >= 6 and one.person.hex().startswith(wanted))
    ]
    if len(found) != 1:
        raise NotFoundError("person")
    return found[0]


def confirm_words(vault: Vault, person: Known, typed: str, now: datetime) -> Changes:
    """Note that somebody's words were compared and are the same; sharing with them goes on if it was paused.

    Raises BadValueError when they are not.
    """
    if not matches(typed, person.words):
        raise BadValueError("words", "the six words that they read to you, in their order")
    with vault.write() as tx:
        tx.identity.confirm(person.person)
        return take_keys(tx, person.person, person.changed_n, now)


def safety_words(sign_public: bytes, box_public: bytes, word_list: Sequence[str]) -> tuple[str, ...]:
    """Return the six words of a computer's public keys. `word_list` has at least 1,024 different words."""
    number = int.from_bytes(hashlib.sha256(b"PD1 safety words" + sign_public + box_public).digest())
    words = []
    for _ in range(WORDS):
        number, place = divmod(number, len(word_list))
        words.append(word_list[place])
    return tuple(words)


def _known(
    tx: Transaction,
    members: Members,
    person: KnownPerson,
    names: dict[PersonId, str],
    met: frozenset[PersonId],
    word_list: Sequence[str],
) -> Known:
    computers = [device for device in members.devices_of(person.id) if not device.is_paper]
    # Of keys that count today: after a second invite the words of the first computer say nothing about who reads.
    speaking = first_computer(members, person.id)
    first = next((device for device in computers if device.id == speaking), computers[0])
    mine = PersonId(person.id) == tx.person
    changed_n = changed_at(tx, members, PersonId(person.id))
    return Known(
        person=PersonId(person.id),
        name=names.get(PersonId(person.id), ""),
        role=_ROLES[person.role],
        is_me=mine,
        met=mine or PersonId(person.id) in met,
        confirmed=person.confirmed_n is not None,
        active=person.is_active,
        keys_changed=bool(changed_n) or PersonId(person.id) in tx.identity.changed_since_met(),
        is_paused=not mine and is_paused(tx, members, PersonId(person.id)),
        changed_n=changed_n,
        words=safety_words(first.sign_public, first.box_public, word_list),
    )
