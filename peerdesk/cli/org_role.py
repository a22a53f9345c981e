"""`peerdesk org role`: somebody does something else here from now on."""

from pathlib import Path

import click

from peerdesk.cli.commands import Command
from peerdesk.cli.invocation import Invocation, now, pass_invocation
from peerdesk.cli.org_line import ROLE, at_the_server, officer_line, role_of
from peerdesk.cli.passphrases import read_passphrase
from peerdesk.domain.vocabulary import Role
from peerdesk.work.revoking import OfficerAsk
from peerdesk.work.role_change import change_role

_EXAMPLE = 'Example: peerdesk org role "Ruth Lind" --to supervisor --org org/ --server https://peers.example:8740'


@click.command("role", cls=Command, epilog=_EXAMPLE)
@click.argument("person", metavar="NAME")
@click.option("--to", required=True, type=click.Choice([one.value for one in Role]), help="What they do from now on.")
@ROLE
@at_the_server
@pass_invocation
def command(
    invocation: Invocation, person: str, to: str, role: str | None, folder: Path, server: str, tls_cert: Path | None
) -> None:
    """Say that somebody is a peer or a supervisor from now on. Nothing is shared and nobody is assigned by it.

    Their desk follows if it holds no notes yet; else it stays as it is: invite them once more for the other role.
    """
    passphrase = read_passphrase(invocation, prompt="Officer's passphrase")
    with officer_line(server, tls_cert, "Noting it") as line:
        ask = OfficerAsk(
            folder=folder, passphrase=passphrase, transport=line, now=now(), person=person, role=role_of(role)
        )
        done = change_role(ask, Role(to))
    again = "" if done.changed else " That was so before."
    said = f"{done.person.name} is a {to} from now on.{again} A desk without notes follows at its next unlock."
    shape = {"name": done.person.name, "person": done.person.person, "role": to, "changed": done.changed}
    invocation.answer(shape, [said])
