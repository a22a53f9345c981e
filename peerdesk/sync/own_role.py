"""What this vault's person does at the hospital, when the officer says something else than their invite did."""

from dataclasses import replace
from typing import Final

from peerdesk.domain.vocabulary import Role
from peerdesk.vault.transaction import Transaction
from peerdesk.wire.ids import PersonId
from peerdesk.wire.invite_certificate import Role as WireRole
from peerdesk.wire.members import Members

_ROLES: Final = {WireRole.PEER: Role.PEER, WireRole.SUPERVISOR: Role.SUPERVISOR}


def follow_role(tx: Transaction, members: Members) -> None:
    """Take the role up, from the next unlock on, in a vault that holds nothing of the one before.

    A desk shows what belongs to its role. So nobody's notes go out of sight by a word of the officer's: whoever has
    kept some, or has some to review, keeps their desk, and is invited once more for the other one.
    """
    identity = tx.identity.get()
    me = members.person(PersonId(identity.person))
    if me is None or identity.role in {None, _ROLES[me.role]}:
        return
    if not (tx.disclosures.count_notes() or tx.deleted.rows(1) or tx.shared_items.received(1)):
        tx.identity.put(replace(identity, role=_ROLES[me.role]))
