"""Somebody with keys that their older ones never signed for: nothing new is sealed to them until it was said who it is.

That is worked out from the directory each time, so every computer of a person comes to it by itself, also one that
joins later. What is kept here is only up to which change its person has said so.
"""

from typing import Final

from peerdesk.domain.ids import PersonId
from peerdesk.vault.transaction import Transaction
from peerdesk.wire import ids as wire_ids
from peerdesk.wire.members import Members

DEMANDED: Final = "demanded"
WORDS_RULE: Final = "words"
_KNOWN: Final = "keys known "
_SIZE: Final = 8


def changed_at(tx: Transaction, members: Members, person: PersonId) -> int:
    """Return the entry that gave somebody the keys which this person has not said anything about; 0 if there is none.

    What changed before this person joined is no change to them.
    """
    me, known = members.person(wire_ids.PersonId(tx.person)), members.person(wire_ids.PersonId(person))
    if me is None or known is None or known.rekeyed_n is None or known.id == me.id:
        return 0
    return known.rekeyed_n if known.rekeyed_n > max(me.joined_n, _known_to(tx, person)) else 0


def is_paused(tx: Transaction, members: Members, person: PersonId) -> bool:
    """Say whether nothing new goes to somebody for now.

    Where the hospital demands that words are compared, that is also so for somebody who was met and speaks with a
    computer of other keys since, whoever signed for it.
    """
    if changed_at(tx, members, person):
        return True
    return are_words_demanded(members) and person in tx.identity.changed_since_met()


def are_words_demanded(members: Members) -> bool:
    """Say whether the hospital demands that six words are compared before something is shared with somebody."""
    return members.policy.get(WORDS_RULE) == DEMANDED


def take_for_known(tx: Transaction, person: PersonId, changed_n: int) -> None:
    """Note that it is still them, with the keys that entry `changed_n` gave them. A later change counts anew."""
    if changed_n > _known_to(tx, person):
        tx.settings.put(_KNOWN + person.hex(), changed_n.to_bytes(_SIZE, "big"))


def _known_to(tx: Transaction, person: PersonId) -> int:
    return int.from_bytes(tx.settings.get(_KNOWN + person.hex()) or b"", "big")
