"""`peerdesk rescue`: make damaged notes whole again, from what can be read of them and the newest backup that holds."""

import click

from peerdesk.cli.commands import Command
from peerdesk.cli.invocation import Invocation, pass_invocation, progress
from peerdesk.cli.opened import chosen_place
from peerdesk.cli.passphrases import read_passphrase
from peerdesk.cli.words import line, moment
from peerdesk.work.rescue import Rescue, rescue_notes

DONE, NEEDS_ATTENTION = 0, 4


@click.command(cls=Command, epilog="Example: peerdesk rescue --json")
@pass_invocation
def rescue(invocation: Invocation) -> int:
    """Make damaged notes whole again. The damaged files are set aside first, and never deleted.

    What can be read is taken over row by row, and what cannot from the newest backup that holds. Then sync: what the
    hospital server has comes back as well. Status 4 when something is missing, or there are fewer notes than before.
    """
    place = chosen_place(invocation)
    passphrase = read_passphrase(invocation, prompt=f"Passphrase of {place.display_name}")
    with progress("Reading what can be read"):
        found = rescue_notes(place, passphrase)
    invocation.answer(_shape(found), _lines(found))
    return NEEDS_ATTENTION if found.missing or found.fewer else DONE


def _shape(found: Rescue) -> dict[str, object]:
    return {
        "set_aside": str(found.aside.absolute()),
        "backup": found.backup.name if found.backup else None,
        "notes": found.notes,
        "rows": found.rows,
        "rows_from_backup": found.rows_from_backup,
        "with_next_sync": [record.hex() for record in found.coming],
        "missing": [record.hex() for record in found.missing],
        "asks_the_server": found.asks_the_server,
        "fewer": found.fewer,
    }


def _lines(found: Rescue) -> list[str]:
    backup = f"of {moment(found.backup.made_at)}" if found.backup else "none that holds"
    lines = [
        "Your notes open again.",
        line("Notes", str(found.notes)),
        line("Read", f"{found.rows} rows of every kind"),
        line("From backup", f"{found.rows_from_backup} rows ({backup})"),
        line("Set aside", str(found.aside)),
    ]
    if found.coming or found.asks_the_server:
        lines.append(line("With next sync", f"{len(found.coming)} records, and what the server has besides"))
    if found.fewer:
        lines.append(line("Fewer", f"{found.fewer} notes fewer than when they were last closed"))
    lines += [line("Missing", record.hex()) for record in found.missing]
    return lines if found.missing or found.fewer else [*lines, "Nothing is known to be missing."]
