"""`peerdesk trust recovery`: whether the hospital can open this vault, and saying yes, no, or no more."""

import click

from peerdesk.cli.commands import Command
from peerdesk.cli.invocation import Invocation, now, pass_invocation, progress
from peerdesk.cli.messages import RefusalError
from peerdesk.cli.opened import opened
from peerdesk.cli.recovery_words import recovery_lines, recovery_shape
from peerdesk.sync.remote import connect
from peerdesk.vault.vault import Vault
from peerdesk.work.hospital_recovery import allow_recovery, decline_recovery, end_recovery, recovery_here


@click.command(cls=Command, epilog="Example: peerdesk trust recovery --no")
@click.option("--yes", "answer", flag_value="yes", help="Let the hospital open what you keep from now on.")
@click.option("--no", "answer", flag_value="no", help="Only you. It is not asked again, and nobody is told.")
@click.option("--end", "answer", flag_value="end", help="No more: what you keep from now on is yours alone.")
@pass_invocation
def recovery(invocation: Invocation, answer: str | None) -> None:
    """Show whether your hospital can open your notes, or answer what it asks. Saying no changes nothing for you."""
    with opened(invocation) as vault:
        if answer is not None:
            _answer(vault, answer)
        here = recovery_here(vault)
    invocation.answer(recovery_shape(here), recovery_lines(here) or ["Your hospital cannot open your notes."])


def _answer(vault: Vault, answer: str) -> None:
    here = recovery_here(vault)
    if answer == "no":
        decline_recovery(vault)
    elif answer == "end":
        with progress("Telling the hospital"):
            end_recovery(vault, connect, now())
    elif not here.fingerprint:
        raise RefusalError("not_allowed", "Your hospital does not offer it.")
    else:
        with progress("Telling the hospital"):
            allow_recovery(vault, connect, here.fingerprint, now())
