"""`peerdesk org init` and `org invite`: the hospital's keys, and invites made on the officer's own machine."""

from pathlib import Path

import click

from peerdesk.cli.commands import Command
from peerdesk.cli.invocation import Invocation, now, pass_invocation, progress
from peerdesk.cli.messages import RefusalError
from peerdesk.cli.org_line import FILE, FOLDER, pin_of
from peerdesk.cli.org_qr import check_kind, drawn
from peerdesk.cli.org_root import new_root_passphrase
from peerdesk.cli.passphrases import read_passphrase
from peerdesk.domain.errors import NotFoundError, VaultExistsError
from peerdesk.domain.vocabulary import Role
from peerdesk.vault import files
from peerdesk.work.ceremony import fingerprint_groups
from peerdesk.work.officer import Invitation, Issued, init_organisation, make_invite


@click.command(cls=Command, epilog='Example: peerdesk org init --name "Harbor Point" --out org/')
@click.option("--name", required=True, metavar="NAME", help="The hospital's name.")
@click.option("--out", required=True, type=FOLDER, metavar="DIR", help="Where the keys go; keep it offline.")
@click.option(
    "--root-passphrase-file", type=FILE, metavar="FILE", help="The root key's own passphrase; else it is the officer's."
)
@pass_invocation
def init(invocation: Invocation, name: str, out: Path, root_passphrase_file: Path | None) -> None:
    """Make the hospital's keys, once. Only public.json goes to the server; everything else stays with the officer."""
    passphrase = read_passphrase(invocation, prompt="New officer's passphrase", new=True)
    root_passphrase = new_root_passphrase(invocation, root_passphrase_file)
    try:
        with progress("Making keys"):
            founded = init_organisation(out, name, passphrase, now(), root_passphrase=root_passphrase)
    except VaultExistsError:
        raise RefusalError("exists", f"An officer's keys are in {out} already. Nothing was changed.") from None
    sheets = [str(path) for path in founded.sheets]
    document = {"name": founded.name, "root": founded.root.hex(), "public": str(founded.public_file), "sheets": sheets}
    lines = [
        f"{founded.name} is founded. Start its server with: --org {founded.public_file}",
        "Fingerprint of the root key, as on the founding sheet:",
        *(f"    {groups}" for groups in fingerprint_groups(founded.root)),
        f"Print, fill in and sign: {' or '.join(sheets)}. It says what to keep where.",
    ]
    if not root_passphrase:
        lines.append("The root's key has the officer's passphrase. A real hospital gives it one of its own.")
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
@click.option("--out", required=True, type=FILE, metavar="FILE", help="Where the invite goes.")
@click.option(
    "--qr", type=FILE, metavar="FILE", help="The same as a QR code: FILE.svg to print, FILE.txt for a terminal."
)
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
    qr: Path | None,
    tls_cert: Path | None,
) -> None:
    """Invite a peer or a supervisor. The invite opens one desk, once, within 72 hours: hand it over in person."""
    _check_new(out, "--out")
    if qr is not None:
        check_kind(qr)
        _check_new(qr, "--qr")
    wanted = Invitation(server=server, person=person, role=Role(role), supervisor=supervisor, pin=pin_of(tls_cert))
    passphrase = read_passphrase(invocation, prompt="Officer's passphrase")
    try:
        with progress("Making the invite"):
            issued = make_invite(folder, passphrase, wanted, now())
    except NotFoundError as missing:
        raise _not_there(missing, supervisor) from None
    write_new(out, issued.text)
    if qr is not None:
        write_new(qr, drawn(issued.qr, qr))
    invocation.answer(_shape(issued, out, qr), _lines(issued, out, qr))


def _shape(issued: Issued, out: Path, qr: Path | None) -> dict[str, object]:
    return {
        "person": issued.person.hex(),
        "name": issued.name,
        "role": issued.role.value,
        "expires": issued.expires.isoformat(),
        "file": str(out),
        "qr": str(qr) if qr else None,
    }


def _lines(issued: Issued, out: Path, qr: Path | None) -> list[str]:
    lines = [f"The invite for {issued.name} is in {out}. Hand it over yourself; it is a secret."]
    return [*lines, f"The same is in {qr} as a QR code. Whoever photographs it holds the invite."] if qr else lines


def _check_new(path: Path, option: str) -> None:
    """Raise RefusalError for a file that is there, or cannot be.

    Seen before the invite is made: one that was lost would still stand in the officer's list.
    """
    if path.exists():
        raise RefusalError("exists", f"{path} is there already. Name another file: {option}")
    if not path.absolute().parent.is_dir():
        raise RefusalError("read_only", f"{path} cannot be written. Name another file.")


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
