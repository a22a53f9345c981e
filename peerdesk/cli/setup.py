"""`peerdesk setup`: a new vault, alone or by an invite, and the recovery sheet that goes with it."""

from pathlib import Path

import click

from peerdesk.cli.commands import Command
from peerdesk.cli.invocation import Invocation, now, pass_invocation, progress
from peerdesk.cli.messages import RefusalError, UnreachableError, plain
from peerdesk.cli.passphrases import read_passphrase
from peerdesk.cli.sheet_file import SheetFile, answer_started
from peerdesk.cli.sign_in import at_terminal
from peerdesk.cli.sign_in_messages import about_sign_in
from peerdesk.desktop.managed import check_home, held_to, managed_here
from peerdesk.domain.errors import OfflineError, ServerRefusedError
from peerdesk.domain.text import folded
from peerdesk.sync.remote import connect
from peerdesk.sync.transport import is_refusal
from peerdesk.wire.exchange import ProblemCode
from peerdesk.wire.invite import Invite
from peerdesk.work.enrolment import Asks, Started, join_hospital, start_alone
from peerdesk.work.joining import read_invite
from peerdesk.work.unlock import people

LONGEST_INVITE_BYTES = 64 * 1024


@click.command(
    cls=Command, epilog='Example: peerdesk setup --name "Devon Achebe" --invite devon.invite --passphrase-file p.txt'
)
@click.option("--name", required=True, metavar="NAME", help="Your name, as colleagues know you.")
@click.option("--invite", type=click.Path(path_type=Path), metavar="FILE", help="The invite from your officer.")
@click.option("--no-browser", is_flag=True, help="Where your hospital has you sign in: only print the address.")
@click.option("--recovery-out", type=click.Path(path_type=Path), metavar="FILE", help="Where the recovery sheet goes.")
@pass_invocation
def setup(
    invocation: Invocation, name: str, invite: Path | None, recovery_out: Path | None, *, no_browser: bool
) -> None:
    """Begin: make a vault of your own on this computer, alone or with an invite.

    Without an invite everything stays on this computer. The recovery sheet opens your notes if you forget the
    passphrase: print it, keep it away from this computer, and remove the file.
    """
    home = invocation.home_folder()
    check_home(home, managed_here())
    invited = None if invite is None else read_invite(invite_text(invite))
    if invited is not None and folded(invited.person_name) != folded(name):
        raise RefusalError("other_name", f"This invite is for {plain(invited.person_name, 60)}. Use that name, or ask.")
    passphrase = read_passphrase(invocation, prompt="New passphrase", new=True)
    with SheetFile(recovery_out, name, lambda: _is_here(home, invited)) as sheet:
        asks = Asks(keep_sheet=sheet.write, sign_in=at_terminal(invocation, browser=not no_browser))
        started = _started(home, name, invited, passphrase, asks)
    with started.vault:
        answer_started(invocation, started, sheet)


def _started(home: Path, name: str, invited: Invite | None, passphrase: str, asks: Asks) -> Started:
    try:
        with progress("Making your vault"):
            if invited is None:
                return start_alone(home, name, passphrase, keep_sheet=asks.keep_sheet)
            remotes = held_to(managed_here(), connect)
            return join_hospital(home, invited, passphrase, now(), remotes=remotes, asks=asks)
    except ServerRefusedError as refusal:
        if is_refusal(refusal, ProblemCode.SIGN_IN_AWAY):
            raise UnreachableError(about_sign_in(refusal.reason)) from None
        raise
    except OfflineError:
        sentence = "The hospital server could not be reached. Nothing is lost: run the same setup again later."
        raise UnreachableError(sentence) from None


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
