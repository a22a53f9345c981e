"""`peerdesk org people` and `org confirm`: who was invited, who has joined, who was confirmed."""

from contextlib import closing
from pathlib import Path

import click

from peerdesk.cli.commands import Command
from peerdesk.cli.invocation import Invocation, now, pass_invocation, progress
from peerdesk.cli.org_make import FOLDER, pin_of
from peerdesk.cli.passphrases import read_passphrase
from peerdesk.sync.remote import connect
from peerdesk.work.officer import KnownToOfficer, org_people
from peerdesk.work.officer import confirm as confirm_person


@click.command(cls=Command, epilog="Example: peerdesk org people --org org/ --server http://127.0.0.1:8740")
@click.option("--org", "folder", required=True, type=FOLDER, metavar="DIR", help="The officer's folder.")
@click.option(
    "--server", default="", metavar="URL", help="Ask this server for what is new; without it, what was known."
)
@click.option("--tls-cert", type=click.Path(path_type=Path), metavar="FILE", help="Pin its certificate (PEM).")
@pass_invocation
def people(invocation: Invocation, folder: Path, server: str, tls_cert: Path | None) -> None:
    """Show who was invited, and with --server who has joined since."""
    if server:
        passphrase = read_passphrase(invocation, prompt="Officer's passphrase")
        with closing(connect(server, pin_of(tls_cert))) as remote, progress("Asking the server"):
            known = org_people(folder, passphrase, remote)
    else:
        known = org_people(folder)
    invocation.answer({"people": [_shape(person) for person in known]}, [_line(person) for person in known])


@click.command(
    cls=Command, epilog='Example: peerdesk org confirm "Tomas Okafor" --org org/ --server http://127.0.0.1:8740'
)
@click.argument("person", metavar="NAME")
@click.option("--org", "folder", required=True, type=FOLDER, metavar="DIR", help="The officer's folder.")
@click.option("--server", required=True, metavar="URL", help="Where the hospital server answers.")
@click.option("--tls-cert", type=click.Path(path_type=Path), metavar="FILE", help="Pin its certificate (PEM).")
@pass_invocation
def confirm(invocation: Invocation, person: str, folder: Path, server: str, tls_cert: Path | None) -> None:
    """Confirm that somebody who has joined is who they say they are."""
    passphrase = read_passphrase(invocation, prompt="Officer's passphrase")
    with closing(connect(server, pin_of(tls_cert))) as remote, progress("Confirming"):
        confirm_person(folder, passphrase, person, remote, now())
    invocation.answer({"name": person, "confirmed": True}, [f"{person} is confirmed."])


def _shape(person: KnownToOfficer) -> dict[str, object]:
    return {
        "name": person.name,
        "person": person.person.hex(),
        "role": person.role.value,
        "supervisor": person.supervisor.hex() if person.supervisor else None,
        "expires": person.expires.isoformat(),
        "joined": person.joined,
        "confirmed": person.confirmed,
    }


def _line(person: KnownToOfficer) -> str:
    state = "confirmed" if person.confirmed else "joined" if person.joined else "invited"
    return f"{person.name}  {person.role.value}  {state}"
