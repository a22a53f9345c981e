"""`peerdesk org revoke`, `org left` and `org cancel-invite`: a lost computer, somebody who leaves, an invite astray."""

from pathlib import Path

import click

from peerdesk.cli.commands import Command
from peerdesk.cli.invocation import Invocation, now, pass_invocation
from peerdesk.cli.messages import RefusalError
from peerdesk.cli.org_line import ROLE, at_the_server, officer_line, role_of
from peerdesk.cli.passphrases import read_passphrase
from peerdesk.sync.transport import Transport
from peerdesk.work.revoking import OfficerAsk, Shut, cancel_invites, let_go, revoke_device, revoke_person

_EXAMPLE = "--org org/ --server https://peers.example:8740"


@click.command(cls=Command, epilog=f'Example: peerdesk org revoke "Ruth Lind" --device 3f9c2a17 {_EXAMPLE}')
@click.argument("person", metavar="NAME")
@click.option("--device", default="", metavar="ID", help="One computer or sheet, as `org people --json` names it.")
@click.option("--all", "everything", is_flag=True, help="All computers and sheets, and open invites.")
@ROLE
@at_the_server
@pass_invocation
def revoke(
    invocation: Invocation,
    person: str,
    device: str,
    everything: bool,
    role: str | None,
    folder: Path,
    server: str,
    tls_cert: Path | None,
) -> None:
    """Take a lost computer off the list, or all of a person's. The server lets it in no more, from now on."""
    if bool(device) == everything:
        raise RefusalError("bad_input", "Say what to revoke: --device ID for one computer, or --all.")
    passphrase = read_passphrase(invocation, prompt="Officer's passphrase")
    with officer_line(server, tls_cert, "Revoking") as line:
        ask = _ask(passphrase, person, role, folder, line)
        done = revoke_person(ask) if everything else revoke_device(ask, device)
    name, many = done.person.name, len(done.devices)
    lines = [
        f"{name}: {many} off the list{_again(done)}. Nobody seals anything to what is off the list.",
        "What they had sent before stays with those who have it. What they had not sent does not count.",
    ]
    invocation.answer(_shape(done), lines)


@click.command(cls=Command, epilog=f'Example: peerdesk org left "Marisol Vega" {_EXAMPLE}')
@click.argument("person", metavar="NAME")
@ROLE
@at_the_server
@pass_invocation
def left(
    invocation: Invocation, person: str, role: str | None, folder: Path, server: str, tls_cert: Path | None
) -> None:
    """Note that somebody has left. Their notes stay on their own computer and open there; nothing new comes or goes."""
    passphrase = read_passphrase(invocation, prompt="Officer's passphrase")
    with officer_line(server, tls_cert, "Noting it") as line:
        done = let_go(_ask(passphrase, person, role, folder, line))
    name = done.person.name
    lines = [
        f"{name} has left{_again(done)}. Their computers are not let in any more.",
        "Their notes stay on their own computer, and only they can read them.",
    ]
    invocation.answer({**_shape(done), "left": True}, lines)


@click.command("cancel-invite", cls=Command, epilog=f'Example: peerdesk org cancel-invite "Devon Achebe" {_EXAMPLE}')
@click.argument("person", metavar="NAME")
@ROLE
@at_the_server
@pass_invocation
def cancel_invite(
    invocation: Invocation, person: str, role: str | None, folder: Path, server: str, tls_cert: Path | None
) -> None:
    """Cancel somebody's open invites: one that was lost, or went to the wrong person. One that was used stays used."""
    passphrase = read_passphrase(invocation, prompt="Officer's passphrase")
    with officer_line(server, tls_cert, "Cancelling") as line:
        done = cancel_invites(_ask(passphrase, person, role, folder, line))
    name = done.person.name
    said = f"Cancelled invites of {name}: {done.cancelled}." if done.changed else f"{name} has no open invite."
    invocation.answer(_shape(done), [said])


def _ask(passphrase: str, person: str, role: str | None, folder: Path, line: Transport) -> OfficerAsk:
    return OfficerAsk(
        folder=folder, passphrase=passphrase, transport=line, now=now(), person=person, role=role_of(role)
    )


def _again(done: Shut) -> str:
    return "" if done.changed else " already"


def _shape(done: Shut) -> dict[str, object]:
    return {
        "name": done.person.name,
        "person": done.person.person,
        "devices": [one.hex() for one in done.devices],
        "cancelled": done.cancelled,
        "changed": done.changed,
    }
