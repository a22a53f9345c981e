"""`peerdesk server stats`, `server verify` and `server backup`: look after the store. No note in it can be read."""

from dataclasses import asdict
from pathlib import Path

import click

from peerdesk.cli.commands import Command
from peerdesk.cli.invocation import Invocation, pass_invocation, progress
from peerdesk.cli.messages import RefusalError
from peerdesk.cli.server_place import named_place, place_options
from peerdesk.server.admin import stats as count
from peerdesk.server.backup import back_up
from peerdesk.server.errors import ServerError
from peerdesk.server.store.place import Place
from peerdesk.server.verifying import Verified
from peerdesk.server.verifying import verify as verify_store
from peerdesk.wire.errors import WireError

DONE, REFUSED = 0, 1
FILE = click.Path(path_type=Path, dir_okay=False)


@click.command(cls=Command, epilog="Example: peerdesk server stats --data srv/ --json")
@place_options
@pass_invocation
def stats(invocation: Invocation, data: Path, database: str, database_password_file: Path | None) -> None:
    """Count what the server holds: people, computers, sealed changes and bytes. It can run meanwhile."""
    try:
        counts = asdict(count(named_place(data, database, database_password_file)))
    except (ServerError, WireError) as problem:
        raise _refused(problem) from None
    invocation.answer(counts, [f"{name.replace('_', ' '):<15} {number}" for name, number in counts.items()])


@click.command(cls=Command, epilog="Example: peerdesk server verify --data srv/")
@place_options
@click.option("--backup", type=FILE, metavar="FILE", help="Check this backup instead, wherever it is.")
@pass_invocation
def verify(
    invocation: Invocation, data: Path, database: str, database_password_file: Path | None, backup: Path | None
) -> int:
    """Check every entry, chain and signature in the server's store. Status 1 when something does not fit."""
    try:
        where = named_place(data, database, database_password_file)
        if backup is not None:
            where = Place(folder=backup.absolute().parent, name=backup.name)
        with progress("Checking"):
            found = verify_store(where)
    except (ServerError, WireError) as problem:
        raise _refused(problem) from None
    invocation.answer(_document(found), [_checked(found), *(found.faults or ["All of it fits."])])
    return REFUSED if found.faults else DONE


@click.command(cls=Command, epilog="Example: peerdesk server backup --data srv/ --out server-2026-11-21.db")
@place_options
@click.option("--out", required=True, type=FILE, metavar="FILE", help="The copy; it must not be there yet.")
@pass_invocation
def backup(invocation: Invocation, data: Path, database: str, database_password_file: Path | None, out: Path) -> None:
    """Copy the store while the server runs, and check all of the copy before it counts. PostgreSQL has pg_dump."""
    try:
        with progress("Copying and checking"):
            made = back_up(named_place(data, database, database_password_file), out.absolute())
    except (ServerError, WireError) as problem:
        raise _refused(problem) from None
    document = {"file": str(made.file), "bytes": made.bytes, **_document(made.verified)}
    invocation.answer(document, [f"Copied to {made.file}.", _checked(made.verified), "All of it fits."])


def _document(found: Verified) -> dict[str, object]:
    return {**asdict(found), "faults": list(found.faults), "ok": not found.faults}


def _checked(found: Verified) -> str:
    return f"Checked {found.entries} entries, {found.spaces} spaces, {found.revisions} sealed changes."


def _refused(problem: Exception) -> RefusalError:
    said = str(problem) if isinstance(problem, ServerError) else "The directory in that folder does not fit together."
    return RefusalError("server", said)
