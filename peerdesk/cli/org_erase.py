"""`peerdesk org erase-after`: from when on the server may drop what somebody who left kept there."""

from pathlib import Path

import click

from peerdesk.cli.commands import Command
from peerdesk.cli.invocation import Invocation, now, pass_invocation
from peerdesk.cli.org_line import ROLE, at_the_server, officer_line, role_of
from peerdesk.cli.passphrases import read_passphrase
from peerdesk.work.erasing_after import days_of_policy, erase_after
from peerdesk.work.moments import moment_of
from peerdesk.work.revoking import OfficerAsk

_EXAMPLE = 'Example: peerdesk org erase-after "Marisol Vega" --days 90 --org org/ --server https://peers.example:8740'


@click.command("erase-after", cls=Command, epilog=_EXAMPLE)
@click.argument("person", metavar="NAME")
@click.option("--days", type=int, metavar="N", help="Days after they left, 30 at least; else as the policy says.")
@ROLE
@at_the_server
@pass_invocation
def command(
    invocation: Invocation,
    person: str,
    days: int | None,
    role: str | None,
    folder: Path,
    server: str,
    tls_cert: Path | None,
) -> None:
    """Let the server drop the sealed copies of somebody who has left, some time after. Only its copies of their own.

    Their notes stay on their computer, and what they shared stays with those they shared it with.
    """
    passphrase = read_passphrase(invocation, prompt="Officer's passphrase")
    with officer_line(server, tls_cert, "Noting it") as line:
        ask = OfficerAsk(
            folder=folder, passphrase=passphrase, transport=line, now=now(), person=person, role=role_of(role)
        )
        done = erase_after(ask, days if days is not None else days_of_policy(folder))
    day = moment_of(done.at).date()
    again = "" if done.changed else " That was so before."
    document = {
        "name": done.person.name,
        "person": done.person.person,
        "erase_after": day.isoformat(),
        "changed": done.changed,
    }
    line_for_people = f"From {day} on the server drops what {done.person.name} kept there for themselves.{again}"
    invocation.answer(document, [line_for_people, "No computer erases anything because of it."])
