"""The floor of the window's freedom: a bare Qt window, and a thread beside it that fills the bare store, or counts."""

import os
import sys
import threading
import time
from pathlib import Path

from bench.report import child_result

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

COUNT_SECONDS = 1.5


def main(folder: Path, count: int) -> None:
    """Fill a bare store with `count` notes in a thread, then let a thread count, while a bare window lives."""
    from PySide6.QtWidgets import QApplication, QWidget

    from bench.floor_store import INDEX, TABLES, connect, fill
    from bench.heartbeat import Beats, Heartbeat
    from bench.notes import synthetic_notes
    from bench.sync_steps import BARE_PYTHON, BARE_STORE

    folder.mkdir(parents=True)
    application, notes = QApplication([]), synthetic_notes(count)

    def store() -> None:
        opened = connect(folder / "floor.db")
        opened.executescript(TABLES + INDEX["default"])
        fill(opened, notes)
        opened.close()

    def counting() -> None:
        number, until = 0, time.monotonic() + COUNT_SECONDS
        while time.monotonic() < until:
            number += 1

    window, heart = QWidget(), Heartbeat()
    window.show()
    application.processEvents()

    def beside(thread: threading.Thread) -> Beats:
        return heart.during(thread.start, lambda: thread.ident is not None and not thread.is_alive())

    samples = beside(threading.Thread(target=store)).samples(BARE_STORE)
    child_result(samples | beside(threading.Thread(target=counting)).samples(BARE_PYTHON))


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]))
