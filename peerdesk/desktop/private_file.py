"""Writing a file that holds a secret, such as a recovery sheet."""

import os
import secrets
from contextlib import suppress
from pathlib import Path

from peerdesk.desktop.chosen_file import chosen_disk
from peerdesk.desktop.paper import one_page_pdf
from peerdesk.domain.sheet_errors import SheetFileThereError
from peerdesk.work.recovery_sheet import RecoverySheet
from peerdesk.work.sheet_page import PDF, sheet_file, sheet_page


def write_private(path: Path, content: str | bytes) -> None:
    """Write a file that only this account can read, and have it on the disk.

    Raises OSError; then the name holds what it held before, and nothing half-written lies beside it.
    """
    # One that is there may be the sheet that still counts, until this one is whole.
    beside = path.with_name(f".{path.name}.{secrets.token_hex(4)}")
    file = os.fdopen(os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb")
    try:
        with file:
            file.write(content.encode() if isinstance(content, str) else content)
            file.flush()
            os.fsync(file.fileno())
        beside.replace(path)
    except OSError:
        # Half a secret helps nobody, and might be found.
        with suppress(OSError):
            beside.unlink()
        raise


def keep_sheet(sheet: RecoverySheet, path: Path) -> None:
    """Write a recovery sheet where somebody wants it: by its ending a PDF, a page or text. Raises DiskFailedError."""
    is_pdf = path.suffix.casefold() == PDF
    with chosen_disk():
        write_private(path, one_page_pdf(sheet_page(sheet), sheet.text()) if is_pdf else sheet_file(sheet, path))


def keep_new_sheet(sheet: RecoverySheet, path: Path) -> None:
    """Write a sheet that is to end the one before. Raises SheetFileThereError where that may lie, or DiskFailedError.

    Until the new one counts, the one before is the only way back to the notes.
    """
    with chosen_disk():
        is_there = path.exists()
    if is_there:
        raise SheetFileThereError
    keep_sheet(sheet, path)
