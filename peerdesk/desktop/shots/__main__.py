"""`python -m peerdesk.desktop.shots --out build/shots`: render every screen."""

import argparse
import os
import sys
import tempfile
from collections.abc import Sequence
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

from peerdesk.desktop.shots.hospital import invented_hospital
from peerdesk.desktop.shots.scenes import Photographer


def main(arguments: Sequence[str] | None = None) -> int:
    """Render the pictures and return the exit status."""
    parser = argparse.ArgumentParser(prog="peerdesk.desktop.shots")
    parser.add_argument("--out", type=Path, default=Path("build/shots"))
    options = parser.parse_args(arguments)
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    now = datetime.now(UTC)
    with (
        tempfile.TemporaryDirectory(prefix="peerdesk-shots-") as folder,
        invented_hospital(Path(folder), now, os.environ) as hospital,
        closing(Photographer(options.out, hospital)) as photographer,
    ):
        pictures = photographer.take_all()
    sys.stdout.write(f"{len(pictures)} pictures in {options.out}\n")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
