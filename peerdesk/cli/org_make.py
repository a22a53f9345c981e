"""`peerdesk org init` and `org invite`: the hospital's keys, and invites made on the officer's own machine."""

from pathlib import Path

import click

from peerdesk.cli.commands import Command
from peerdesk.cli.invocation import Invocation, now, pass_invocation, progress
from peerdesk.cli.messages import RefusalError
from peerdesk.cli.org_line import FOLDER, pin_of
from peerdesk.cli.passphrases import read_passphrase
from peerdesk.domain.errors import NotFoundError, VaultExistsError
from peerdesk.domain.vocabulary import Role
from peerdesk.vault import files
from peerdesk.work.officer import Invitation, init_organisation, make_invite


@click.command(cls=Command, epilog='Example: peerdesk org init --name "Harbor Point" --out org/')
@click.option("--name", required=True, metavar="NAME", help="The hospital's name.")
@click.option("--out", required=True, type=FOLDER, metavar="DIR", help="Where the keys go; keep it offline.")
@pass_invocation
def init(invocation: Invocation, name: str, out: Path) -> None:
    """Make the hospital's keys, once. Only public.json goes to the server; everything else stays with the officer."""
    passphrase = read_passphrase(invocation, prompt="New officer's passphrase", new=True)
    try:
        with progress("Making keys"):
            founded = init_organisation(out, name, passphrase, now())
    except VaultExistsError:
        raise RefusalError("exists", f"An officer's keys are in {out} already. Nothing was changed.") from None
    document = {"name": founded.name, "root": founded.root.hex(), "public": str(founded.public_file)}
    lines = (f"{founded.name} is founded. Start its server with: --org {founded.public_file}",)
    invocation.answer(document, lines)


@click.command(
    cls=Command,
    epilog="Example: peerdesk org invite --org org/ --server https://peers.example:8740 "
    '--person "Devon Achebe" --role peer --supervisor "Tomas Okafor" --out devon.invite',
)
@click.option("--org", "folder", required=True, type=FOLDER, metavar="DIR", help="The officer's folder.")
@click.option("--server", required=True, metavar="URL", help="Where the hospital server answers.")
@click.option("--person", required=True, metavar="NAME", help="Whom you invite.")
@click.option("--role", required=True, type=click.Choice([role.value for role in Role]), help="What they do.")
@click.option("--supervisor", default="", metavar="NAME", help="A peer's supervisor, invited before.")
@click.option("--out", required=True, type=click.Path(path_type=Path), metavar="FILE", help="Where the invite goes.")
@click.option("--tls-cert", type=click.Path(path_type=Path), metavar="FILE", help="Pin the server's certificate (PEM).")
@pass_invocation
def invite(
    invocation: Invocation,
    folder: Path,
    server: str,
    person: str,
    role: str,
    supervisor: str,
    out: Path,
    tls_cert: Path | None,
) -> None:
    """Invite a peer or a supervisor. The invite opens one desk, once, within 72 hours: hand it over in person."""
    if out.exists():
        raise RefusalError("exists", f"{out} is there already. Name another file: --out")
    if not out.absolute().parent.is_dir():
        # Seen before the invite is made: one that was lost would still stand in the officer's list.
        raise RefusalError("read_only", f"{out} cannot be written. Name another file.")
    wanted = Invitation(server=server, person=person, role=Role(role), supervisor=supervisor, pin=pin_of(tls_cert))
    passphrase = read_passphrase(invocation, prompt="Officer's passphrase")
    try:
        with progress("Making the invite"):
            issued = make_invite(folder, passphrase, wanted, now())
    except NotFoundError as missing:
        raise _not_there(missing, supervisor) from None
    write_new(out, issued.text)
    document = {
        "person": issued.person.hex(),
        "name": issued.name,
        "role": issued.role.value,
        "expires": issued.expires.isoformat(),
        "file": str(out),
    }
    invocation.answer(document, [f"The invite for {issued.name} is in {out}. Hand it over yourself; it is a secret."])


def write_new(path: Path, text: str) -> None:
    """Write a file that was not there, for its owner only. Raises RefusalError when it cannot be written."""
    try:
        files.create(path, text.encode())
    except OSError:
        raise RefusalError("read_only", f"{path} cannot be written. Name another file.") from None


def _not_there(missing: NotFoundError, supervisor: str) -> RefusalError:
    if missing.kind == "organisation":
        return RefusalError("not_found", "No officer's keys are in that folder. See: peerdesk org init --help")
    return RefusalError("not_found", f"No supervisor named {supervisor} was invited yet. Invite them first.")
