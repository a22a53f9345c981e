"""`peerdesk practice`: the desk with invented people, while everybody's notes stay closed."""

import os

import click

from peerdesk.cli.commands import Command
from peerdesk.cli.desk import prepared
from peerdesk.cli.invocation import Invocation, pass_invocation


@click.command(cls=Command, epilog="Example: peerdesk practice")
@pass_invocation
def practice(invocation: Invocation) -> int:
    """Try the desk with invented people.

    Nobody's notes are open meanwhile, no server is asked, and nothing is kept: whatever is written goes when practice
    is left. Behind it comes the window that asks who is working.
    """
    if not prepared():
        return 1
    from peerdesk.desktop.main import open_desk

    return open_desk(invocation.home_folder(), environment=os.environ, practice=True)
