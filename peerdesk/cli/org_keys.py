"""`peerdesk org renew-officer` and `org replace-officer`: a key that runs out, and one that was lost or stolen."""

from collections.abc import Mapping
from pathlib import Path

import click

from peerdesk.cli.commands import Command
from peerdesk.cli.invocation import Invocation, now, pass_invocation
from peerdesk.cli.org_line import at_the_server, day_of, officer_line
from peerdesk.cli.org_root import ROOT_KEY_OPTION, ROOT_PASSPHRASE, open_root, root_passphrase
from peerdesk.cli.passphrases import read_passphrase
from peerdesk.work.officer_keys import KeyAsk, Renewed
from peerdesk.work.officer_keys import renew_officer as renew
from peerdesk.work.officer_keys import replace_officer as replace
from peerdesk.work.organisation_folder import read_people

_EXAMPLE = "--root-key /media/safe/root.key --org org/ --server https://peers.example:8740"


@click.command("renew-officer", cls=Command, epilog=f"Example: peerdesk org renew-officer {_EXAMPLE}")
@ROOT_KEY_OPTION
@ROOT_PASSPHRASE
@at_the_server
@pass_invocation
def renew_officer(
    invocation: Invocation,
    root_key: Path | None,
    root_passphrase_file: Path | None,
    folder: Path,
    server: str,
    tls_cert: Path | None,
) -> None:
    """Put a new officer's key in force for a year, under the same passphrase. Invites that are out stay good."""
    passphrase = read_passphrase(invocation, prompt="Officer's passphrase")
    root = open_root(folder, root_key, root_passphrase(invocation, root_passphrase_file, passphrase))
    with officer_line(server, tls_cert, "Renewing") as line:
        ask = KeyAsk(folder=folder, passphrase=passphrase, root=root, transport=line, now=now())
        done = renew(ask)
    invocation.answer(_shape(done, {}), [f"The officer's new key lasts until {day_of(done.expires)}."])


@click.command(
    "replace-officer",
    cls=Command,
    epilog=f"Example: peerdesk org replace-officer --last-good 41 {_EXAMPLE}",
)
@click.option("--last-good", type=int, metavar="N", help="The last entry that was really the officer's; else all were.")
@ROOT_KEY_OPTION
@ROOT_PASSPHRASE
@at_the_server
@pass_invocation
def replace_officer(
    invocation: Invocation,
    last_good: int | None,
    root_key: Path | None,
    root_passphrase_file: Path | None,
    folder: Path,
    server: str,
    tls_cert: Path | None,
) -> None:
    """Replace an officer's key that was lost or stolen. What it signed after --last-good never counted, anywhere."""
    passphrase = read_passphrase(invocation, prompt="New officer's passphrase", new=True)
    root = open_root(folder, root_key, root_passphrase(invocation, root_passphrase_file, passphrase))
    names = {one.person: one.name for one in read_people(folder)}
    with officer_line(server, tls_cert, "Replacing") as line:
        done = replace(KeyAsk(folder=folder, passphrase=passphrase, root=root, transport=line, now=now()), last_good)
    lines = [
        f"The old officer's key counts for nothing after entry {done.last_good}, on every computer and at the server.",
        f"The new one lasts until {day_of(done.expires)}. Open invites have ended: make them again.",
    ]
    lines += [
        f"{name} does not count any more: they came in by the old key. Invite them again."
        for name in _lost(done, names)
    ]
    invocation.answer(_shape(done, names), lines)


def _lost(done: Renewed, names: Mapping[str, str]) -> list[str]:
    return [names.get(one.hex(), one.hex()) for one in done.lost]


def _shape(done: Renewed, names: Mapping[str, str]) -> dict[str, object]:
    return {
        "officer": done.officer.hex(),
        "officer_until": done.expires.isoformat(),
        "last_good": done.last_good,
        "lost": [{"person": one.hex(), "name": names.get(one.hex(), "")} for one in done.lost],
    }
