"""The floor of the desk: a bare table over the bare store."""

import os
import sys
import time
from pathlib import Path

from bench.measure import Samples, resident_mib
from bench.report import child_result

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")


def desk(path: Path) -> Samples:
    """Open the bare store, paint its newest 200 rows, and search letter by letter with the list painted each time."""
    import sqlalchemy.orm  # noqa: F401  the floor of budget 16 carries the library, too
    from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex
    from PySide6.QtWidgets import QApplication, QTableView

    from bench.floor_store import NEWEST, SEARCH, connect, letters

    application = QApplication([])

    class Rows(QAbstractTableModel):
        def __init__(self) -> None:
            super().__init__()
            self.rows: list[tuple[object, ...]] = []

        def rowCount(self, parent: object = None) -> int:
            return len(self.rows)

        def columnCount(self, parent: object = None) -> int:
            return 1

        def data(self, index: QModelIndex | QPersistentModelIndex, role: int = 0) -> object:
            return self.rows[index.row()][2] if role == 0 else None

        def show_rows(self, rows: list[tuple[object, ...]]) -> None:
            self.beginResetModel()
            self.rows = rows
            self.endResetModel()

    # The desk paints an unseen list while the person types, so the floor has painted one before its clock starts, too.
    unseen, before = Rows(), QTableView()
    before.setModel(unseen)
    unseen.show_rows([(b"", "", "words")] * 3)
    before.resize(452, 700)
    before.grab()
    began = time.perf_counter()
    connection = connect(path)
    model, view = Rows(), QTableView()
    view.setModel(model)
    view.resize(452, 700)
    view.show()
    model.show_rows(connection.execute(NEWEST).fetchall())
    view.grab()
    unlocked = time.perf_counter() - began
    keys = []
    for text in letters():
        began = time.perf_counter()
        model.show_rows(connection.execute(SEARCH, (text + "*",)).fetchall())
        view.grab()
        keys.append(time.perf_counter() - began)
    application.processEvents()
    return {
        "unlock: open + newest 200 + list painted": [unlocked],
        "search key press to list painted": keys,
        "memory with vault open, list and searches done": [resident_mib()],
    }


if __name__ == "__main__":
    child_result(desk(Path(sys.argv[1])))
