"""`python -m peerdesk.desktop.shots --out build/shots`: render every screen."""

import argparse
import os
import sys
import tempfile
from collections.abc import Sequence
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

from peerdesk.desktop.shots.guide import keep_for_guide
from peerdesk.desktop.shots.hospital import invented_hospital
from peerdesk.desktop.shots.manners import EVERY_MANNER, LIGHT
from peerdesk.desktop.shots.scenes import Photographer


def main(arguments: Sequence[str] | None = None) -> int:
    """Render the pictures and return the exit status."""
    parser = argparse.ArgumentParser(prog="peerdesk.desktop.shots")
    parser.add_argument("--out", type=Path, default=Path("build/shots"))
    parser.add_argument("--guide", type=Path, help="take the light ones only, and keep those of the guides here")
    options = parser.parse_args(arguments)
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    now = datetime.now(UTC)
    manners = EVERY_MANNER if options.guide is None else (LIGHT,)
    with (
        tempfile.TemporaryDirectory(prefix="peerdesk-shots-") as folder,
        invented_hospital(Path(folder), now, os.environ) as hospital,
        closing(Photographer(options.out, hospital, manners=manners)) as photographer,
    ):
        pictures = photographer.take_all()
    if options.guide is not None:
        keep_for_guide(options.out, options.guide)
    sys.stdout.write(f"{len(pictures)} pictures in {options.out}\n")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
