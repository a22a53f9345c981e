"""Erasing what another computer kept beside a note that is gone for good, so that nothing of the note is left."""

from peerdesk.domain.changes import Changes, RecordKind
from peerdesk.vault.transaction import Transaction


def erase_what_is_left(tx: Transaction, changes: Changes) -> None:
    """Erase what lies beside notes that were erased, here at once and everywhere once that is sent.

    `changes` are the records that came in. One computer may have kept it while another erased the note, unheard of
    each other. What only has not come yet is waited for: absence is never deletion.
    """
    for beside in (tx.encounters.details, tx.encounters.times):
        if not beside.are_any():
            continue
        records = {*map(beside.id_of, changes.ids(RecordKind.ENCOUNTER)), *changes.ids(beside.kind)}
        for note in beside.without_a_note(records):
            if tx.deleted.is_erased(note):
                beside.erase(note)
