"""A file that a command makes at a place that somebody named. What is there already stays as it is."""

from pathlib import Path

from peerdesk.cli.messages import RefusalError
from peerdesk.work.handing_out import put_new


def write_new(out: Path, content: bytes) -> None:
    """Write a new file, for this account alone. Raises RefusalError where it is there already, or cannot be written."""
    try:
        put_new(out, content)
    except FileExistsError:
        raise RefusalError("exists", f"{out.name} is there already. Choose another name.") from None
    except OSError:
        raise RefusalError("not_written", f"{out.name} could not be written there.") from None
