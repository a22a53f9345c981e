"""The floor of the window's freedom: a bare Qt window, and a thread beside it that fills the bare store."""

import os
import sys
import threading
from pathlib import Path

from bench.report import child_result

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")


def main(folder: Path, count: int) -> None:
    """Fill a bare store with `count` notes in a thread, while a bare window lives."""
    from PySide6.QtWidgets import QApplication, QWidget

    from bench.floor_store import INDEX, TABLES, connect, fill
    from bench.heartbeat import Heartbeat
    from bench.notes import synthetic_notes
    from bench.sync_steps import BLOCK

    folder.mkdir(parents=True)
    application, notes = QApplication([]), synthetic_notes(count)

    def work() -> None:
        store = connect(folder / "floor.db")
        store.executescript(TABLES + INDEX["default"])
        fill(store, notes)
        store.close()

    window, thread = QWidget(), threading.Thread(target=work)
    window.show()
    application.processEvents()
    longest = Heartbeat().longest_while(thread.start, lambda: thread.ident is not None and not thread.is_alive())
    child_result({BLOCK + "import": [longest]})


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]))
