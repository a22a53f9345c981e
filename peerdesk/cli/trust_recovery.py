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
@click.option("--yes", "allows", is_flag=True, help="Let the hospital open what you keep from now on.")
@click.option("--no", "declines", is_flag=True, help="Only you. It is not asked again, and nobody is told.")
@click.option("--end", "ends", is_flag=True, help="No more: what you keep from now on is yours alone.")
@pass_invocation
def recovery(invocation: Invocation, allows: bool, declines: bool, ends: bool) -> None:
    """Show whether your hospital can open your notes, or answer what it asks. Saying no changes nothing for you."""
    answers = [answer for answer, said in ((_allow, allows), (_decline, declines), (_end, ends)) if said]
    if len(answers) > 1:
        raise RefusalError("bad_input", "Say one of them: --yes, --no or --end.")
    with opened(invocation) as vault:
        for answer in answers:
            answer(vault)
        here = recovery_here(vault)
    told = recovery_lines(here, now()) or ["Your hospital cannot open your notes."]
    invocation.answer(recovery_shape(here), told)


def _allow(vault: Vault) -> None:
    here = recovery_here(vault)
    if not here.fingerprint:
        raise RefusalError("not_allowed", "Your hospital does not offer it.")
    with progress("Telling the hospital"):
        allow_recovery(vault, connect, here.fingerprint, now())


def _decline(vault: Vault) -> None:
    decline_recovery(vault)


def _end(vault: Vault) -> None:
    with progress("Telling the hospital"):
        end_recovery(vault, connect, now())
