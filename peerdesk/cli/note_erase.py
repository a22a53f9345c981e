"""`peerdesk note deleted` and `erase`: what can still come back, and removing a note for good."""

import click

from peerdesk.cli.commands import Command
from peerdesk.cli.invocation import Invocation, now, pass_invocation
from peerdesk.cli.note_read import row_line, row_shape
from peerdesk.cli.opened import opened
from peerdesk.cli.words import moment, shipped_labels
from peerdesk.work.deleting import deleted_notes, erase_note
from peerdesk.work.note_details import details_of_rows
from peerdesk.work.reading import resolve

_MEANS = (
    "Erasing cannot be undone. Add --for-good: the note, its follow-ups and its history leave this computer now, and"
    " your other computers, the hospital server and whoever has a copy at their next sync."
)


@click.command(cls=Command, epilog="Example: peerdesk note deleted")
@pass_invocation
def deleted(invocation: Invocation) -> None:
    """List the notes that were deleted.

    Each can come back with: peerdesk note undelete ID. They stay here until you bring them back or erase them: no time
    that passes erases a note.
    """
    with opened(invocation) as vault:
        found = deleted_notes(vault)
        beside = details_of_rows(vault, (one.row for one in found))
    labels = shipped_labels()
    document = {
        "notes": [
            row_shape(one.row, beside[one.row.id])
            | {"deleted_at": one.deleted_at.isoformat() if one.deleted_at else None}
            for one in found
        ]
    }
    lines = [
        f"{row_line(one.row, labels)}  deleted {moment(one.deleted_at) if one.deleted_at else 'at a time not known'}"
        for one in found
    ]
    invocation.answer(document, lines or ["No deleted notes."])


@click.command(cls=Command, epilog="Example: peerdesk note erase 0192f3 --for-good")
@click.argument("note", metavar="ID")
@click.option("--for-good", is_flag=True, help="Yes, for good: this cannot be undone.")
@pass_invocation
def erase(invocation: Invocation, note: str, for_good: bool) -> None:
    """Erase a note for good, deleted before or not, with its follow-ups, its history and every copy.

    It is gone here at once. Your other computers, the server and your supervisor's computer follow at their next sync.
    What somebody has read cannot be unread, and old backups, here and of the server, hold it sealed until they go.
    """
    if not for_good:
        raise click.UsageError(_MEANS)
    with opened(invocation) as vault:
        record = resolve(vault, note)
        erase_note(vault, record, now())
    invocation.answer(
        {"id": record.hex(), "erased": True}, ["Erased here. The other places follow at their next sync."]
    )
