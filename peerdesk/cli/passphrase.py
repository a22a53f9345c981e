"""`peerdesk passphrase change`: another passphrase for the notes here, also when the old one is forgotten."""

import click

from peerdesk.cli.commands import Command
from peerdesk.cli.invocation import Invocation, pass_invocation, progress
from peerdesk.cli.opened import chosen_place
from peerdesk.cli.passphrases import read_new_passphrase, read_passphrase, read_recovery
from peerdesk.work.passphrase_change import renew_passphrase, replace_forgotten
from peerdesk.work.recovery_sheet import read_sheet


@click.command(cls=Command, epilog="Example: peerdesk passphrase change --recovery-file sheet.txt")
@click.option("--recovery-file", metavar="FILE", help="The recovery sheet, when the old one is forgotten.")
@click.option("--new-passphrase-file", metavar="FILE", help="Read the new passphrase from a file.")
@pass_invocation
def change(invocation: Invocation, recovery_file: str | None, new_passphrase_file: str | None) -> None:
    """Set another passphrase for the notes on this computer. The notes are not touched, and no network is needed.

    With your recovery sheet the old one is not asked for; --passphrase-file then holds the new one.
    """
    place = chosen_place(invocation)
    if recovery_file is not None:
        sheet = read_sheet(read_recovery(invocation, recovery_file))
        new = read_new_passphrase(invocation, new_passphrase_file, is_only_one=True)
        with progress("Setting the passphrase"):
            replace_forgotten(place, sheet, new)
    else:
        old = read_passphrase(invocation, prompt=f"Passphrase of {place.display_name}")
        new = read_new_passphrase(invocation, new_passphrase_file)
        with progress("Setting the passphrase"):
            renew_passphrase(place, old, new)
    document = {"name": place.display_name, "vault": place.vault_id.hex(), "changed": True}
    invocation.answer(document, ["Done. From now on the new passphrase opens these notes; the old one does not."])
