"""`peerdesk recovery`: a new recovery sheet, and letting it open this computer when it was made on another one."""

import os
from pathlib import Path

import click

from peerdesk.cli.commands import Command
from peerdesk.cli.invocation import Invocation, now, pass_invocation, progress
from peerdesk.cli.opened import opened
from peerdesk.cli.passphrases import read_recovery
from peerdesk.cli.sheet_file import SheetFile
from peerdesk.sync.remote import connect
from peerdesk.vault.vault import Vault
from peerdesk.work.new_sheet import NewSheet, new_sheet, use_sheet
from peerdesk.work.recovery_sheet import read_sheet


@click.command("new", cls=Command, epilog="Example: peerdesk recovery new --recovery-out sheet.html")
@click.option("--recovery-out", type=click.Path(path_type=Path), metavar="FILE", help="Where the new sheet goes.")
@pass_invocation
def make(invocation: Invocation, recovery_out: Path | None) -> None:
    """Make a new recovery sheet. The one before it ends: here at once, elsewhere once the server has heard of it.

    Print it, keep it away from this computer, and remove the file. On another computer of yours that you open with the
    sheet, type the new one with: peerdesk recovery use
    """
    with opened(invocation) as vault:
        name = _name(vault)
        # Once it is written it may be the one that counts.
        with SheetFile(recovery_out, name) as sheet, progress("Making a new sheet"):
            found = new_sheet(vault, connect, now(), sheet.write, os.urandom)
    document = {"name": name, "recovery_sheet": str(sheet.path), "ended": found.is_heard}
    invocation.answer(document, _lines(found, sheet.path))


@click.command("use", cls=Command, epilog="Example: peerdesk recovery use --recovery-file sheet.txt")
@click.option("--recovery-file", metavar="FILE", help="The new sheet, its scanned code, or its typed groups.")
@pass_invocation
def use(invocation: Invocation, recovery_file: str | None) -> None:
    """Let your newest sheet, made on another computer, open this one too. The one before it opens it no more."""
    sheet = read_sheet(read_recovery(invocation, recovery_file))
    with opened(invocation) as vault:
        use_sheet(vault, sheet)
        name = _name(vault)
    invocation.answer({"name": name, "changed": True}, ["Done. Your newest sheet opens these notes."])


def _name(vault: Vault) -> str:
    with vault.read() as tx:
        return tx.identity.get().display_name


def _lines(found: NewSheet, path: Path) -> list[str]:
    return [
        f"Your new recovery sheet is in {path}",
        "Print it, keep it away from this computer, and remove the file.",
        "The older one ended. Destroy it." if found.is_heard else "The older one ends with the next sync.",
    ]
