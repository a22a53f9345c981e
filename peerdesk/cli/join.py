"""`peerdesk join`: one more computer of somebody who belongs to a hospital already, by their recovery sheet."""

from contextlib import nullcontext
from pathlib import Path

import click

from peerdesk.cli.commands import Command
from peerdesk.cli.invocation import Invocation, now, pass_invocation, progress
from peerdesk.cli.messages import UnreachableError
from peerdesk.cli.passphrases import read_passphrase, read_recovery
from peerdesk.cli.sheet_file import SheetFile, answer_started
from peerdesk.desktop.managed import check_home, held_to, managed_here
from peerdesk.domain.errors import OfflineError
from peerdesk.sync.remote import connect
from peerdesk.work.enrolment import Started
from peerdesk.work.recovery_sheet import read_sheet
from peerdesk.work.second_computer import JoinAsk, join_by_sheet


@click.command(cls=Command, epilog="Example: peerdesk join --recovery-file sheet.txt --passphrase-file p.txt")
@click.option("--recovery-file", metavar="FILE", help="The recovery sheet, its scanned code, or its typed groups.")
@click.option("--server", default="", metavar="ADDRESS", help="Where the server is; a whole sheet says it itself.")
@click.option("--name", default="", metavar="NAME", help="Your name; a whole sheet says it itself.")
@click.option("--recovery-out", type=click.Path(path_type=Path), metavar="FILE", help="Write the sheet once more.")
@pass_invocation
def join(invocation: Invocation, recovery_file: str | None, server: str, name: str, recovery_out: Path | None) -> None:
    """Set up one more computer of yours with your recovery sheet. Your notes come with the next sync.

    A whole sheet is the file that was saved, or what a scanner reads from its code. Whoever types gives the nine groups
    of the code and the two below it, with --server and --name. Your other computers and your officer see the new one.
    The same sheet opens this computer, too, if you forget its passphrase.
    """
    managed, home = managed_here(), invocation.home_folder()
    check_home(home, managed)
    sheet = read_sheet(read_recovery(invocation, recovery_file))
    passphrase = read_passphrase(invocation, prompt="New passphrase for this computer", new=True)
    ask = JoinAsk(
        home=home,
        sheet=sheet,
        passphrase=passphrase,
        now=now(),
        remotes=held_to(managed, connect),
        server=server or managed.server,
        name=name,
    )
    wanted = SheetFile(recovery_out, sheet.name or name) if recovery_out is not None else nullcontext()
    with wanted as out:
        started = _joined(ask)
        with started.vault:
            if out is not None:
                out.write(started.sheet)
            answer_started(invocation, started, out)


def _joined(ask: JoinAsk) -> Started:
    try:
        with progress("Making your vault"):
            return join_by_sheet(ask)
    except OfflineError:
        sentence = "The hospital server could not be reached. Nothing is lost: run the same join again later."
        raise UnreachableError(sentence) from None
