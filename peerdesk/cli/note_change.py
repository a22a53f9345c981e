"""`peerdesk note edit`, `delete` and `undelete`. What was sent before stays as a version."""

import os

import click

from peerdesk.cli.commands import Command
from peerdesk.cli.invocation import Invocation, now, pass_invocation
from peerdesk.cli.note_fields import answers_of, changes_from, left_out
from peerdesk.cli.note_options import note_options
from peerdesk.cli.opened import opened
from peerdesk.domain.ids import RecordId
from peerdesk.vault.vault import Vault
from peerdesk.work.encounters import change_encounter, delete_encounter, resolve, undelete_encounter
from peerdesk.work.reading import standing


@click.command(cls=Command, epilog="Example: peerdesk note edit 0192f3 --outcome later --memory ''")
@click.argument("note", metavar="ID")
@note_options
@click.option("--no-bring-to-supervision", is_flag=True, default=None, help="Do not bring it to supervision.")
@pass_invocation
def edit(invocation: Invocation, /, note: str, no_bring_to_supervision: bool | None, **options: object) -> None:
    """Change a note. Only what is given changes; an empty text empties. A version that was sent is kept."""
    if no_bring_to_supervision:
        options = {**options, "bring_to_supervision": False, "prompt": ""}
    changes = changes_from(answers_of(options))
    if not changes:
        raise click.UsageError("Say what changes, for example --memory TEXT.")
    with opened(invocation) as vault:
        kept = change_encounter(vault, resolve(vault, note), changes, now(), os.urandom)
        _tell(invocation, vault, kept.id, "Changed.")
    if gone := left_out(changes.values()):
        invocation.aside(gone)


@click.command(cls=Command, epilog="Example: peerdesk note delete 0192f3")
@click.argument("note", metavar="ID")
@pass_invocation
def delete(invocation: Invocation, note: str) -> None:
    """Delete a note. It can be brought back with: peerdesk note undelete ID. Copies that were shared are withdrawn."""
    with opened(invocation) as vault:
        kept = delete_encounter(vault, resolve(vault, note), now())
        _tell(invocation, vault, kept.id, "Deleted. To bring it back: peerdesk note undelete ID")


@click.command(cls=Command, epilog="Example: peerdesk note undelete 0192f3")
@click.argument("note", metavar="ID")
@pass_invocation
def undelete(invocation: Invocation, note: str) -> None:
    """Bring a deleted note back. It is private then, also if a copy was shared before."""
    with opened(invocation) as vault:
        kept = undelete_encounter(vault, resolve(vault, note), now())
        _tell(invocation, vault, kept.id, "It is back.")


def _tell(invocation: Invocation, vault: Vault, record: RecordId, line: str) -> None:
    invocation.answer({"id": record.hex(), "revision": standing(vault, record).hex()}, [line])
