"""Keeping words that an erase overtook as something new: the record that was erased stays erased."""

from collections.abc import Mapping
from typing import Any

from peerdesk.domain.changes import Changes, RecordKind
from peerdesk.domain.ids import RecordId
from peerdesk.vault.fields import KINDS
from peerdesk.vault.transaction import Transaction
from peerdesk.vault.values import encounter_of, follow_up_of, individual_of


def keep_anew(tx: Transaction, kind: RecordKind, fields: Mapping[str, Any], record: RecordId) -> Changes:
    """Keep the fields of an erased record under the new id `record`. What is no peer's own words is let go.

    It is private and not deleted, whatever it was before: sharing and deleting are acts of their own.
    Raises UnreadableFieldError for fields that make no record.
    """
    whole = {**KINDS[kind].defaults(), **{k: v for k, v in fields.items() if v is not None}}
    match kind:
        case RecordKind.ENCOUNTER:
            tx.encounters.put(encounter_of(record, whole), new=True)
        case RecordKind.FOLLOW_UP:
            tx.follow_ups.put(follow_up_of(record, whole))
        case RecordKind.INDIVIDUAL:
            tx.individuals.put(individual_of(record, whole))
        case _:
            return Changes(outbox=True)
    return Changes.of(kind, record)
