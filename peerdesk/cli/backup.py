"""`peerdesk backup`: make a backup, list them, check them, look into one, put one back beside the notes."""

from pathlib import Path

import click

from peerdesk.cli.commands import Command
from peerdesk.cli.invocation import Document, Invocation, now, pass_invocation, progress
from peerdesk.cli.note_read import row_line, row_shape
from peerdesk.cli.opened import chosen_place, opened
from peerdesk.cli.passphrases import read_passphrase
from peerdesk.cli.words import moment, shipped_labels
from peerdesk.vault.backup_places import BackupPlace
from peerdesk.vault.shelves.note_filter import Wanted
from peerdesk.work.backups import back_up, backups_here, check_backup, key_of, look, named, put_back
from peerdesk.work.encounters import encounter_page
from peerdesk.work.note_details import details_of_rows

DONE, NEEDS_ATTENTION = 0, 4
BYTES_A_MEGABYTE = 1_000_000
WHY = {"asked": "asked for", "unlock": "by itself", "update": "before an update"}


@click.command(cls=Command, epilog="Example: peerdesk backup create --json")
@pass_invocation
def create(invocation: Invocation) -> None:
    """Make a backup of your notes beside them, open it, and read all of it before it counts.

    The last five stay, and the last of each of seven days and four weeks on which one was made.
    """
    with opened(invocation) as vault, progress("Copying and checking"):
        made = back_up(vault, now())
    document = {**_shape(made.place), "ok": made.holds, "notes": made.notes}
    invocation.answer(document, [f"Backup {made.place.number}: opened and checked. Notes in it: {made.notes}."])


@click.command("list", cls=Command, epilog="Example: peerdesk backup list")
@pass_invocation
def list_backups(invocation: Invocation) -> None:
    """Show the backups beside your notes, the newest first. No passphrase is needed, and nothing is opened."""
    found = backups_here(chosen_place(invocation).folder)
    lines = [_line(place) for place in found] or ["No backups yet. Make one with: peerdesk backup create"]
    invocation.answer({"backups": [_shape(place) for place in found]}, lines)


@click.command(cls=Command, epilog="Example: peerdesk backup verify 12")
@click.argument("backup", metavar="[ID]", required=False, default="")
@pass_invocation
def verify(invocation: Invocation, backup: str) -> int:
    """Open a backup, or every one, and read all of it. Status 4 when one does not hold what was put into it.

    The notes themselves need not open for this.
    """
    place = chosen_place(invocation)
    wanted = (named(place.folder, backup),) if backup else backups_here(place.folder)
    passphrase = read_passphrase(invocation, prompt=f"Passphrase of {place.display_name}")
    with progress("Checking"):
        key = key_of(place, passphrase)
        found = [check_backup(one, key) for one in wanted]
    document = {"backups": [{**_shape(one.place), "ok": one.holds, "notes": one.notes} for one in found]}
    lines = [f"{'ok  ' if one.holds else '!   '}{_line(one.place)}" for one in found] or ["No backups yet."]
    invocation.answer(document, lines)
    return DONE if all(one.holds for one in found) else NEEDS_ATTENTION


@click.command("look", cls=Command, epilog="Example: peerdesk backup look 12")
@click.argument("backup", metavar="ID")
@click.option("--limit", type=click.IntRange(1, 1000), default=50, show_default=True, metavar="N", help="How many.")
@pass_invocation
def look_inside(invocation: Invocation, backup: str, limit: int) -> None:
    """Open a backup for reading only, and list the notes in it, newest day first. Nothing is changed by that."""
    place = chosen_place(invocation)
    wanted = named(place.folder, backup)
    passphrase = read_passphrase(invocation, prompt=f"Passphrase of {place.display_name}")
    with progress("Opening"), look(wanted, passphrase) as vault:
        rows = encounter_page(vault, Wanted(), limit=limit, before="")
        beside = details_of_rows(vault, rows)
    labels = shipped_labels()
    document: Document = {"backup": _shape(wanted), "notes": [row_shape(row, beside[row.id]) for row in rows]}
    lines = [row_line(row, labels) for row in rows] or ["No notes in it."]
    invocation.answer(document, [f"Backup of {moment(wanted.made_at)}, only to look:", *lines])


@click.command(cls=Command, epilog="Example: peerdesk backup restore 12 --to restored/")
@click.argument("backup", metavar="ID")
@click.option("--to", required=True, type=click.Path(path_type=Path, file_okay=False), metavar="DIR", help="Where to.")
@pass_invocation
def restore(invocation: Invocation, backup: str, to: Path) -> None:
    """Put a backup back beside your notes, never over them: into a home of its own.

    Open it with: peerdesk --home DIR note list. What was kept since then and sent comes back with the next sync.
    """
    place = chosen_place(invocation)
    wanted = named(place.folder, backup)
    passphrase = read_passphrase(invocation, prompt=f"Passphrase of {place.display_name}")
    with progress("Copying and checking"):
        folder = put_back(wanted, key_of(place, passphrase), to.absolute())
    document = {"id": wanted.name, "to": str(to.absolute()), "vault": folder.name}
    lines = [f"Put back into {to}. Open it with: peerdesk --home {to} note list", "Your notes here are as they were."]
    invocation.answer(document, lines)


def _shape(place: BackupPlace) -> dict[str, object]:
    return {
        "id": place.name,
        "number": place.number,
        "made_at": place.made_at.isoformat(),
        "reason": place.reason.value,
        "bytes": place.size,
    }


def _line(place: BackupPlace) -> str:
    size = f"{place.size / BYTES_A_MEGABYTE:.1f} MB"
    return f"{place.number:>4}  {moment(place.made_at)}  {size:>9}  {WHY[place.reason.value]}"
