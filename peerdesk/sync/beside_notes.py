"""Erasing what another computer kept beside a note that is gone for good, so that nothing of the note is left."""

from peerdesk.domain.changes import Changes, RecordKind
from peerdesk.domain.note_details import details_id
from peerdesk.vault.transaction import Transaction


def erase_what_is_left(tx: Transaction, changes: Changes) -> None:
    """Erase what lies beside notes that were erased, here at once and everywhere once that is sent.

    `changes` are the records that came in. One computer may have kept it while another erased the note, unheard of
    each other. What only has not come yet is waited for: absence is never deletion.
    """
    details = tx.encounters.details
    if not details.are_any():
        return
    records = {*map(details_id, changes.ids(RecordKind.ENCOUNTER)), *changes.ids(RecordKind.NOTE_DETAILS)}
    for note in details.without_a_note(records):
        if tx.deleted.is_erased(note):
            details.erase(note)
