"""`peerdesk note add`: one encounter from options, or one per line from standard input."""

import os
import sys

import click

from peerdesk.cli.commands import Command
from peerdesk.cli.invocation import Invocation, now, pass_invocation, today
from peerdesk.cli.note_fields import answers_of, draft_from, left_out
from peerdesk.cli.note_options import note_options
from peerdesk.cli.note_stream import keep_stream
from peerdesk.cli.opened import opened
from peerdesk.domain.encounter import EncounterDraft
from peerdesk.domain.errors import DiskFullError
from peerdesk.vault.vault import Vault
from peerdesk.work.encounters import Kept, keep_encounter
from peerdesk.work.reading import standing
from peerdesk.work.shifts import first_words

EXAMPLE = 'Example: peerdesk note add --setting ed --outcome met --support listened,time --handle "Blue Heron 27"'


@click.command(cls=Command, epilog=EXAMPLE)
@note_options
@click.option("--stdin", "from_stdin", is_flag=True, help="Read one JSON object per line; one result per line.")
@click.option(
    "--batch", type=click.IntRange(1, 1000), default=1, show_default=True, help="Commit every N lines (with --stdin)."
)
@pass_invocation
def add(invocation: Invocation, /, from_stdin: bool, batch: int, **options: object) -> int:
    """Record one encounter. Only --setting and --outcome are needed, and --support when you met.

    While a shift goes on, what it says of place, unit, language and mode need not be said again.

    With --stdin each line holds one note; the keys are the names of these options with underscores. A line that
    cannot be kept is named by its number and the others go on. A line that was answered is safe on the disk.
    """
    answers = answers_of(options)
    if from_stdin:
        if answers:
            raise click.UsageError("With --stdin the answers come from the lines, not from options.")
        invocation.input_taken = True
        with opened(invocation) as vault:
            return keep_stream(vault, sys.stdin.buffer, sys.stdout, batch)
    day = today().isoformat()
    with opened(invocation) as vault:
        draft = draft_from(_as_on_shift(vault, answers), day)
        kept = _keep(vault, draft)
        revision = standing(vault, kept.id).hex()
    invocation.answer({"id": kept.id.hex(), "revision": revision, "saved": True}, [f"Saved here: {kept.id.hex()}"])
    if gone := left_out((draft.memory, draft.words, draft.prompt, draft.handle, draft.unit)):
        invocation.aside(gone)
    return 0


def _as_on_shift(vault: Vault, answers: dict[str, object]) -> dict[str, object]:
    """Return the answers with those of the shift that goes on where nothing was said."""
    shift = first_words(vault)
    known = {"setting": shift.setting, "language": shift.language, "mode": shift.mode, "unit": shift.unit}
    return {name: value for name, value in known.items() if value} | answers


def _keep(vault: Vault, draft: EncounterDraft) -> Kept:
    try:
        return keep_encounter(vault, draft, now(), os.urandom)
    except DiskFullError:
        # The vault gave up the room it had set by for this. By the next command it would have set it by again.
        return keep_encounter(vault, draft, now(), os.urandom)
