"""`peerdesk server stats` and `server verify`: what the store holds, and whether every chain still fits."""

from dataclasses import asdict
from pathlib import Path

import click

from peerdesk.cli.commands import Command
from peerdesk.cli.invocation import Invocation, pass_invocation, progress
from peerdesk.cli.messages import RefusalError
from peerdesk.cli.server_place import named_place, place_options
from peerdesk.server import admin
from peerdesk.server.errors import ServerError
from peerdesk.wire.errors import WireError

DONE, REFUSED = 0, 1


@click.command(cls=Command, epilog="Example: peerdesk server stats --data srv/ --json")
@place_options
@pass_invocation
def stats(invocation: Invocation, data: Path, database: str, database_password_file: Path | None) -> None:
    """Count what the server holds: people, computers, sealed changes and bytes. It can run meanwhile."""
    try:
        counts = asdict(admin.stats(named_place(data, database, database_password_file)))
    except (ServerError, WireError) as problem:
        raise _refused(problem) from None
    invocation.answer(counts, [f"{name.replace('_', ' '):<15} {count}" for name, count in counts.items()])


@click.command(cls=Command, epilog="Example: peerdesk server verify --data srv/")
@place_options
@pass_invocation
def verify(invocation: Invocation, data: Path, database: str, database_password_file: Path | None) -> int:
    """Check every entry, chain and signature in the server's store. Status 1 when something does not fit."""
    try:
        with progress("Checking"):
            found = admin.check(named_place(data, database, database_password_file))
    except (ServerError, WireError) as problem:
        raise _refused(problem) from None
    document = {**asdict(found), "faults": list(found.faults), "ok": not found.faults}
    checked = f"Checked {found.entries} entries, {found.spaces} spaces, {found.revisions} sealed changes."
    invocation.answer(document, [checked, *(found.faults or ["All of it fits."])])
    return REFUSED if found.faults else DONE


def _refused(problem: Exception) -> RefusalError:
    said = str(problem) if isinstance(problem, ServerError) else "The directory in that folder does not fit together."
    return RefusalError("server", said)
