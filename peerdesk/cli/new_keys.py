"""`peerdesk passphrase new-keys`: another root key for the notes here, for when their disk may have been copied."""

import os
from pathlib import Path

import click

from peerdesk.cli.commands import Command
from peerdesk.cli.invocation import Invocation, now, pass_invocation, progress
from peerdesk.cli.messages import RefusalError
from peerdesk.cli.opened import chosen_place, looked_over
from peerdesk.cli.passphrases import read_passphrase, read_recovery
from peerdesk.cli.sheet_file import SheetFile
from peerdesk.vault.places import VaultPlace
from peerdesk.work.new_sheet import KeepSheet
from peerdesk.work.recovery_sheet import RecoverySheet, TypedSheet, read_sheet
from peerdesk.work.rotation import NewKeysAsk, Rotated, rotate_keys, sheet_counts
from peerdesk.work.unlock import unlock


@click.command("new-keys", cls=Command, epilog="Example: peerdesk passphrase new-keys --recovery-out sheet.html")
@click.option("--recovery-file", metavar="FILE", help="The recovery sheet you have: it goes on to count.")
@click.option("--recovery-out", type=click.Path(path_type=Path), metavar="FILE", help="Where a new sheet goes instead.")
@pass_invocation
def new_keys(invocation: Invocation, recovery_file: str | None, recovery_out: Path | None) -> None:
    """Seal your notes anew under new keys. For when somebody may have copied this disk and known a way in.

    Your passphrase stays; if somebody knows it, change it first. The older backups go, and a new one is there. It needs
    room for two copies. What was copied before stays readable to them.
    """
    if recovery_file is not None and recovery_out is not None:
        raise RefusalError(
            "usage", "Give the sheet you have, --recovery-file, or a place for a new one, --recovery-out."
        )
    place = chosen_place(invocation)
    typed = read_sheet(read_recovery(invocation, recovery_file)) if recovery_file is not None else None
    passphrase = read_passphrase(invocation, prompt=f"Passphrase of {place.display_name}")
    if typed is not None:
        _answer(invocation, place, _renewed(place, passphrase, typed, lambda _: None), None)
        return
    made: list[RecoverySheet] = []

    def keep(new: RecoverySheet) -> None:
        made.append(new)
        sheet.write(new)

    def still_counts() -> bool:
        # Stopped by hand while the files changed their places, it is the sheet that opens them.
        return any(sheet_counts(place.folder, one) for one in made)

    with SheetFile(recovery_out, place.display_name, still_counts) as sheet:
        found = _renewed(place, passphrase, None, keep)
    _answer(invocation, place, found, sheet.path)


def _renewed(place: VaultPlace, passphrase: str, typed: TypedSheet | None, keep: KeepSheet) -> Rotated:
    with progress("Sealing your notes anew"):
        vault = unlock(place, passphrase)
        try:
            looked_over(vault)
            asked = NewKeysAsk(passphrase=passphrase, now=now(), keep=keep, sheet=typed, rng=os.urandom)
            return rotate_keys(vault, asked)
        finally:
            vault.close()


def _answer(invocation: Invocation, place: VaultPlace, found: Rotated, path: Path | None) -> None:
    document = {
        "name": place.display_name,
        "vault": place.vault_id.hex(),
        "changed": True,
        "recovery_sheet": str(path) if path is not None else None,
        "ended": found.sheet is not None and not found.ends_with_sync,
        "set_aside": [str(folder.absolute()) for folder in found.aside],
    }
    invocation.answer(document, _lines(found, path))


def _lines(found: Rotated, path: Path | None) -> list[str]:
    lines = ["Done. Your notes have new keys; your passphrase opens them as before. The older backups are gone."]
    if path is not None:
        lines += [
            f"Your new recovery sheet is in {path}",
            "Print it, keep it away from this computer, remove the file.",
        ]
        ends = (
            "The older sheet ends with the next sync." if found.ends_with_sync else "The older sheet ended. Destroy it."
        )
        lines.append(ends)
    else:
        lines.append("Your recovery sheet goes on to count.")
    for folder in found.aside:
        lines.append(f"Damaged files from a rescue are under the old keys. Remove them yourself: {folder}")
    return [*lines, "At a hospital, a computer that was copied is also removed and joined anew: peerdesk devices list"]
