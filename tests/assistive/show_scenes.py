"""A desk that goes through every scene that is photographed, and at each waits until somebody has looked at it.

Usage: python -m tests.assistive.show_scenes MANNER
Prints a line of JSON for each scene, with what is to be read on it, and goes on with each line that comes in.
"""

import json
import os
import sys
import tempfile
from contextlib import ExitStack, closing
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path

from PySide6.QtCore import QEventLoop, QSocketNotifier

from peerdesk.desktop.demo_windows import WatchedDesk
from peerdesk.desktop.shots.hospital import invented_hospital
from peerdesk.desktop.shots.manners import EVERY_MANNER
from peerdesk.desktop.shots.scenes import Photographer
from peerdesk.desktop.theme import new_application
from tests.assistive.written import told_by
from tests.desktop.gates.tour import in_front
from tests.support.stretching import cheap_passphrases

NAME = "peerdesk"


def main() -> None:
    app = new_application()
    app.setApplicationName(NAME)
    manner = next(one for one in EVERY_MANNER if one.suffix == sys.argv[1])
    with ExitStack() as stack:
        stack.enter_context(cheap_passphrases())
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="pd-scenes-")))
        hospital = stack.enter_context(invented_hospital(folder, datetime.now(UTC), os.environ))
        photographer = Photographer(folder / "none", hospital, manners=(manner,), look=_show)
        stack.enter_context(closing(photographer))
        photographer.take_all()


def _show(desk: WatchedDesk, name: str) -> None:
    """Tell what is to be read, and let the desk go on working until a line comes in."""
    front = in_front(desk)
    # Where there is no window manager, nobody gives the window back its turn once a sheet has closed.
    front.activateWindow()
    desk.wait(front.isActiveWindow, "the window to come forward")
    sys.stdout.write(json.dumps({"scene": name, **asdict(told_by(front))}) + "\n")
    sys.stdout.flush()
    waiting = QEventLoop()
    news = QSocketNotifier(sys.stdin.fileno(), QSocketNotifier.Type.Read)
    news.activated.connect(waiting.quit)
    waiting.exec()
    news.setEnabled(False)
    if not sys.stdin.readline():
        raise SystemExit("nobody looks any more")


if __name__ == "__main__":
    main()
