"""`peerdesk people`: whose notes are on this computer. Names only; nothing is opened."""

import click

from peerdesk.cli.commands import Command
from peerdesk.cli.invocation import Invocation, pass_invocation
from peerdesk.work.unlock import people as people_here


@click.command(cls=Command, epilog="Example: peerdesk people --json")
@pass_invocation
def people(invocation: Invocation) -> None:
    """Show whose notes are on this computer: the names that stand on the unlock screen, and nothing else."""
    places = people_here(invocation.home_folder())
    document = {
        "people": [
            {"name": place.display_name, "vault": place.vault_id.hex(), "locked_by": place.held_by()}
            for place in places
        ]
    }
    lines = [place.display_name for place in places] or ["Nobody yet. Begin with: peerdesk setup --name NAME"]
    invocation.answer(document, lines)
