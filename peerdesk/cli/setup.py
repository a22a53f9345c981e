"""`peerdesk setup`: a new vault, alone or by an invite, and the recovery sheet that goes with it."""

import os
from pathlib import Path

import click

from peerdesk.cli.commands import Command
from peerdesk.cli.invocation import Invocation, now, pass_invocation, progress
from peerdesk.cli.messages import RefusalError, UnreachableError, plain
from peerdesk.cli.passphrases import read_passphrase
from peerdesk.domain.errors import OfflineError
from peerdesk.domain.text import folded
from peerdesk.sync.remote import connect
from peerdesk.wire.invite import Invite
from peerdesk.work.enrolment import Started, join_hospital, start_alone
from peerdesk.work.joining import read_invite
from peerdesk.work.recovery_sheet import RecoverySheet
from peerdesk.work.unlock import people

LONGEST_INVITE_BYTES = 64 * 1024


@click.command(
    cls=Command, epilog='Example: peerdesk setup --name "Devon Achebe" --invite devon.invite --passphrase-file p.txt'
)
@click.option("--name", required=True, metavar="NAME", help="Your name, as colleagues know you.")
@click.option("--invite", type=click.Path(path_type=Path), metavar="FILE", help="The invite from your officer.")
@click.option("--recovery-out", type=click.Path(path_type=Path), metavar="FILE", help="Where the recovery sheet goes.")
@pass_invocation
def setup(invocation: Invocation, name: str, invite: Path | None, recovery_out: Path | None) -> None:
    """Begin: make a vault of your own on this computer, alone or with an invite.

    Without an invite everything stays on this computer. The recovery sheet opens your notes if you forget the
    passphrase: print it, keep it away from this computer, and remove the file.
    """
    invited = None if invite is None else read_invite(invite_text(invite))
    if invited is not None and folded(invited.person_name) != folded(name):
        raise RefusalError("other_name", f"This invite is for {plain(invited.person_name, 60)}. Use that name, or ask.")
    passphrase = read_passphrase(invocation, prompt="New passphrase", new=True)
    home = invocation.home_folder()
    sheet = _Sheet(recovery_out, name)
    try:
        with progress("Making your vault"):
            if invited is None:
                started = start_alone(home, name, passphrase)
                sheet.write(started.sheet)
            else:
                started = join_hospital(home, invited, passphrase, now(), remotes=connect, keep_sheet=sheet.write)
    except OfflineError:
        sheet.drop_unless(_is_here(home, invited))
        sentence = "The hospital server could not be reached. Nothing is lost: run the same setup again later."
        raise UnreachableError(sentence) from None
    except BaseException:
        sheet.drop_unless(_is_here(home, invited))
        raise
    try:
        _answer(invocation, started, sheet)
    finally:
        started.vault.close()


def _is_here(home: Path, invited: Invite | None) -> bool:
    """Say whether a set-up whose last answer was lost left a vault that the same invite can finish."""
    return invited is not None and any(place.display_name == invited.person_name for place in people(home))


def invite_text(path: Path) -> str:
    """Return the text of an invite file. Raises RefusalError when it cannot be read."""
    try:
        with path.open("rb") as file:
            return file.read(LONGEST_INVITE_BYTES).decode("utf-8", "replace")
    except OSError:
        raise RefusalError("no_such_file", f"The invite file {path} cannot be read.") from None


class _Sheet:
    """The file of the recovery sheet. It is opened before the vault is made, so that no vault is left without one."""

    def __init__(self, named: Path | None, person: str) -> None:
        self.path = named or free_name(Path.cwd(), person)
        try:
            handle = os.open(self.path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        except FileExistsError:
            raise RefusalError("exists", f"{self.path} is there already. Name another file: --recovery-out") from None
        except OSError:
            raise RefusalError("read_only", f"{self.path} cannot be written. Name another: --recovery-out") from None
        self.is_written = False
        self._file = os.fdopen(handle, "w", encoding="utf-8")

    def write(self, sheet: RecoverySheet) -> None:
        """Put the sheet on the disk. It is not on it before this returns."""
        with self._file as file:
            file.write(sheet.text())
            file.flush()
            os.fsync(file.fileno())
        self.is_written = True

    def drop_unless(self, kept: bool) -> None:
        """Take the file away again, unless a vault was made that it opens."""
        self._file.close()
        if not (kept and self.is_written):
            self.path.unlink(missing_ok=True)


def free_name(folder: Path, person: str) -> Path:
    """Return a name for a recovery sheet that no file has yet."""
    plain = "-".join("".join(c if c.isalnum() else " " for c in person).split()).lower()[:60] or "peerdesk"
    number = 1
    while True:
        suffix = "" if number == 1 else f"-{number}"
        path = folder / f"{plain}{suffix}.recovery.txt"
        if not path.exists():
            return path
        number += 1


def _answer(invocation: Invocation, started: Started, sheet: _Sheet) -> None:
    # A set-up that is finished on a later try has its sheet from the first one.
    sheet.drop_unless(sheet.is_written)
    vault = started.vault
    with vault.read() as tx:
        identity = tx.identity.get()
    document = {
        "person": identity.person.hex(),
        "name": identity.display_name,
        "device": identity.device.hex() if identity.device else None,
        "vault": vault.vault_id.hex(),
        "recovery_sheet": str(sheet.path) if sheet.is_written else None,
    }
    lines = [f"Ready, {identity.display_name}. Your notes are sealed with your passphrase."]
    if sheet.is_written:
        lines.append(f"Your recovery sheet is in {sheet.path}")
        lines.append("Print it, keep it away from this computer, and remove the file.")
    invocation.answer(document, lines)
