"""Writing a file that holds a secret, such as a recovery sheet."""

import os
from contextlib import suppress
from pathlib import Path

from peerdesk.desktop.chosen_file import chosen_disk
from peerdesk.desktop.paper import one_page_pdf
from peerdesk.work.recovery_sheet import RecoverySheet
from peerdesk.work.sheet_page import PDF, sheet_file, sheet_page


def write_private(path: Path, content: str | bytes) -> None:
    """Write a file that only this account can read, and have it on the disk. Raises OSError; then it is gone."""
    flags = os.O_WRONLY | os.O_CREAT | os.O_TRUNC
    file = os.fdopen(os.open(path, flags, 0o600), "wb")
    try:
        with file:
            # One that was there before keeps its mode. A stick may know no modes, and holds a sheet all the same.
            with suppress(OSError):
                path.chmod(0o600)
            file.write(content.encode() if isinstance(content, str) else content)
            file.flush()
            os.fsync(file.fileno())
    except OSError:
        # Half a secret helps nobody, and might be found.
        with suppress(OSError):
            path.unlink()
        raise


def keep_sheet(sheet: RecoverySheet, path: Path) -> None:
    """Write a recovery sheet where somebody wants it: by its ending a PDF, a page or text. Raises DiskFailedError."""
    is_pdf = path.suffix.casefold() == PDF
    with chosen_disk():
        write_private(path, one_page_pdf(sheet_page(sheet), sheet.text()) if is_pdf else sheet_file(sheet, path))
