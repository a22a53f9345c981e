"""`peerdesk org recovery-key` and `org recover`: the hospital's own key to notes, for those who agreed to it."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import click

from peerdesk.cli.commands import Command
from peerdesk.cli.invocation import Invocation, now, pass_invocation, progress
from peerdesk.cli.messages import RefusalError
from peerdesk.cli.org_line import FILE, FOLDER, ORG, ROLE, at_the_server, officer_line, officers_words, role_of
from peerdesk.cli.passphrases import read_passphrase, read_secret_file
from peerdesk.cli.recovered_files import Written, write_notes
from peerdesk.crypto.identity import DeviceKeys
from peerdesk.domain.errors import NotAllowedError, VaultExistsError, WrongPassphraseError
from peerdesk.vault import files
from peerdesk.work.ceremony import fingerprint_groups
from peerdesk.work.recovering import recovered_notes
from peerdesk.work.recovery_key import RECOVERY_KEY, make_recovery_key, unlock_recovery_key
from peerdesk.work.revoking import OfficerAsk

RECOVERY_KEY_OPTION = click.option(
    "--recovery-key", type=FILE, metavar="FILE", help="Where the recovery key is; else recovery.key in that folder."
)
RECOVERY_PASSPHRASE = click.option(
    "--recovery-passphrase-file", type=FILE, metavar="FILE", help="Read the recovery key's passphrase from a file."
)


@click.command("recovery-key", cls=Command, epilog="Example: peerdesk org recovery-key --org org/")
@ORG
@RECOVERY_PASSPHRASE
@pass_invocation
def recovery_key(invocation: Invocation, folder: Path, recovery_passphrase_file: Path | None) -> None:
    """Make the hospital's recovery key, once. It opens nothing before a policy names it and a person says yes."""
    passphrase = recovery_passphrase(invocation, recovery_passphrase_file, new=True)
    try:
        with officers_words(), progress("Making the key"):
            made = make_recovery_key(folder, passphrase, now())
    except VaultExistsError:
        raise RefusalError("exists", f"A recovery key is in {folder} already. Nothing was changed.") from None
    sheets = [str(path) for path in made.sheets]
    lines = [
        f"The recovery key is in {made.file}. Its fingerprint:",
        *(f"    {groups}" for groups in fingerprint_groups(made.fingerprint)),
        f"Print, fill in and sign: {' or '.join(sheets)}. It says what to keep where.",
        "It opens nothing yet. To offer it: peerdesk org policy --recovery on",
    ]
    invocation.answer({"file": str(made.file), "fingerprint": made.fingerprint.hex(), "sheets": sheets}, lines)


@click.command(
    cls=Command,
    epilog='Example: peerdesk org recover --person "Devon Achebe" --out devon/ '
    "--recovery-key /media/safe/recovery.key --org org/ --server https://peers.example:8740",
)
@click.option("--person", required=True, metavar="NAME", help="Whose notes.")
@click.option("--out", required=True, type=FOLDER, metavar="DIR", help="A new folder for what could be opened.")
@RECOVERY_KEY_OPTION
@RECOVERY_PASSPHRASE
@ROLE
@at_the_server
@pass_invocation
def recover(
    invocation: Invocation,
    person: str,
    out: Path,
    recovery_key: Path | None,
    recovery_passphrase_file: Path | None,
    role: str | None,
    folder: Path,
    server: str,
    tls_cert: Path | None,
) -> None:
    """Open the notes of somebody who agreed to it. The directory says so first, and the person sees it."""
    if out.exists():
        raise RefusalError("exists", f"{out} is there already. Name a new folder: --out DIR")
    passphrase = read_passphrase(invocation, prompt="Officer's passphrase")
    secret = recovery_passphrase(invocation, recovery_passphrase_file, new=False)
    keys = open_recovery_key(folder, recovery_key, secret)
    with _folder(out), officer_line(server, tls_cert, "Opening") as line:
        ask = OfficerAsk(
            folder=folder, passphrase=passphrase, transport=line, now=now(), person=person, role=role_of(role)
        )
        written, closed = _write(ask, keys, out)
    shape = {"person": person, "notes": written.notes, "closed": closed, "files": [str(one) for one in written.files]}
    invocation.answer(shape, _said(person, out, written, closed))


@contextmanager
def _folder(out: Path) -> Iterator[None]:
    """Make a folder for its owner only; where nothing came into it, it goes again."""
    with files.disk():
        out.mkdir(mode=files.FOLDER_MODE, parents=True)
    try:
        yield
    finally:
        if not any(out.iterdir()):
            out.rmdir()


def _write(ask: OfficerAsk, keys: DeviceKeys, out: Path) -> tuple[Written, int]:
    try:
        with recovered_notes(ask, keys, out) as found:
            return write_notes(found.vault, out), found.closed
    except NotAllowedError as never:
        if never.action != "recover":
            raise
        said = f"{ask.person} has not agreed to this key. Nothing was opened, and nothing was written down."
        raise RefusalError("not_allowed", said) from None


def _said(person: str, out: Path, written: Written, closed: int) -> list[str]:
    lines = [
        f"Opened: {written.notes} notes of {person}. They are in {out}, not sealed: give them over and delete them.",
        f"{person} sees on every computer of theirs that this was done.",
    ]
    return [*lines, "What they kept while they did not agree stays closed."] if closed else lines


def open_recovery_key(folder: Path, file: Path | None, passphrase: str) -> DeviceKeys:
    """Return the recovery key. Raises RefusalError where the file is not there or the passphrase is another."""
    with officers_words(), progress("Opening the recovery key"):
        try:
            return unlock_recovery_key(file or folder / RECOVERY_KEY, passphrase)
        except WrongPassphraseError:
            said = "That passphrase does not open the recovery key. Nothing was changed."
            raise RefusalError("wrong_passphrase", said) from None


def recovery_passphrase(invocation: Invocation, file: Path | None, *, new: bool) -> str:
    """Return the recovery key's passphrase: from its file, or asked for."""
    if file is not None:
        return read_secret_file(file, "passphrase")
    return read_passphrase(invocation, prompt="Recovery key's passphrase, another one", new=new)
