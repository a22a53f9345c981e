"""A report of our own mistake that can be sent to anybody: where it happened, and not one word of what was written."""

import platform
import sys
import tempfile
import traceback
from datetime import datetime
from pathlib import Path

from peerdesk import __version__


def write_bug_report(problem: BaseException, folder: Path, at: datetime) -> Path:
    """Write the report and return its path; into the system's temporary folder when `folder` cannot be written.

    It holds types, file names, line numbers and function names. Messages of exceptions stay out: they may quote text.
    """
    text = report(problem, at)
    name = f"peerdesk-report-{at:%Y%m%d-%H%M%S}-"
    for place in (folder / "reports", Path(tempfile.gettempdir())):
        try:
            place.mkdir(parents=True, exist_ok=True, mode=0o700)
            with tempfile.NamedTemporaryFile(
                "w", encoding="utf-8", dir=place, prefix=name, suffix=".txt", delete=False
            ) as file:
                file.write(text)
            return Path(file.name)
        except OSError:
            continue
    return Path()


def report(problem: BaseException, at: datetime) -> str:
    """Return the report's text."""
    lines = [
        f"PeerDesk {__version__}",
        f"Python {platform.python_version()} on {sys.platform}",
        f"At {at:%Y-%m-%d %H:%M} UTC",
    ]
    while_handling: BaseException | None = problem
    while while_handling is not None:
        lines.append(f"{type(while_handling).__module__}.{type(while_handling).__qualname__}")
        lines += [
            f"  {Path(frame.filename).name}:{frame.lineno} in {frame.name}"
            for frame in traceback.extract_tb(while_handling.__traceback__)
        ]
        while_handling = while_handling.__cause__ or while_handling.__context__
    return "\n".join(lines) + "\n"
