"""The file of a recovery sheet, and the answer of whatever has made a vault with one."""

import os
from collections.abc import Callable
from pathlib import Path
from typing import Self

from peerdesk.cli.invocation import Invocation
from peerdesk.cli.messages import RefusalError
from peerdesk.vault.files import disk
from peerdesk.work.enrolment import Started
from peerdesk.work.recovery_sheet import RecoverySheet
from peerdesk.work.sheet_page import PDF, sheet_file


class SheetFile:
    """The file of the recovery sheet, for a `with` block that makes what it opens.

    It is opened before that is made, so that no vault is left without one. Where nothing was written it is taken away
    again; and where the block fails behind the writing, unless `still_counts` says that the sheet opens something.
    """

    def __init__(self, named: Path | None, person: str, still_counts: Callable[[], bool] = lambda: True) -> None:
        self._still_counts = still_counts
        self.path = named or free_name(Path.cwd(), person)
        if self.path.suffix.casefold() == PDF:
            instead = self.path.with_suffix(".html")
            said = f"A PDF is written by the desk. Name a page instead, and print it: --recovery-out {instead}"
            raise RefusalError("usage", said)
        try:
            handle = os.open(self.path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        except FileExistsError:
            raise RefusalError("exists", f"{self.path} is there already. Name another file: --recovery-out") from None
        except OSError:
            raise RefusalError("read_only", f"{self.path} cannot be written. Name another: --recovery-out") from None
        self.is_written = False
        self._file = os.fdopen(handle, "w", encoding="utf-8")

    def write(self, sheet: RecoverySheet) -> None:
        """Put the sheet on the disk. It is not on it before this returns. Raises a disk error."""
        with disk(), self._file as file:
            file.write(sheet_file(sheet, self.path))
            file.flush()
            os.fsync(file.fileno())
        self.is_written = True

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, *_: object) -> None:
        self._file.close()
        if not self.is_written or (kind is not None and not self._still_counts()):
            self.path.unlink(missing_ok=True)


def free_name(folder: Path, person: str) -> Path:
    """Return a name for a recovery sheet that no file has yet."""
    plain = "-".join("".join(c if c.isalnum() else " " for c in person).split()).lower()[:60] or "peerdesk"
    number = 1
    while True:
        suffix = "" if number == 1 else f"-{number}"
        path = folder / f"{plain}{suffix}.recovery.html"
        if not path.exists():
            return path
        number += 1


def answer_started(invocation: Invocation, started: Started, sheet: SheetFile | None) -> None:
    """Answer with the new vault, and where its sheet was written."""
    # A set-up that is finished on a later try has its sheet from the first one.
    written = sheet.path if sheet is not None and sheet.is_written else None
    vault = started.vault
    with vault.read() as tx:
        identity = tx.identity.get()
    document = {
        "person": identity.person.hex(),
        "name": identity.display_name,
        "device": identity.device.hex() if identity.device else None,
        "vault": vault.vault_id.hex(),
        "recovery_sheet": str(written) if written else None,
    }
    lines = [f"Ready, {identity.display_name}. Your notes are sealed with your passphrase."]
    if written:
        lines.append(f"Your recovery sheet is in {written}")
        lines.append("Print it, keep it away from this computer, and remove the file.")
    invocation.answer(document, lines)
