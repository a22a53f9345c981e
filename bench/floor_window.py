"""The floor of the desk: a bare table over the bare store.

`plain` is a program that shows its prompt, then brings in the library of the store, then paints its first list. `best`
knows two tricks of PeerDesk: the library is there before Qt (PySide keeps the sources of whatever comes after it), and
an unseen list has been painted before the clock starts.
"""

import importlib
import os
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

from bench.desk_steps import MEMORY, SEARCH, UNLOCK
from bench.floor_store import NEWEST, connect
from bench.floor_store import SEARCH as FIND
from bench.measure import Samples, resident_mib
from bench.notes import letters
from bench.report import child_result

if TYPE_CHECKING:
    from PySide6.QtCore import QModelIndex, QPersistentModelIndex
    from PySide6.QtWidgets import QLineEdit, QTableView

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

LIBRARY = "sqlalchemy.orm"
PLAIN, BEST = "plain", "best"


def desk(path: Path, kind: str) -> Samples:
    """Open the bare store, paint its newest 200 rows, and search letter by letter with the list painted each time."""
    if kind == BEST:
        importlib.import_module(LIBRARY)
    from PySide6.QtWidgets import QApplication, QLineEdit

    application = QApplication([])
    prompt = QLineEdit()
    paint_prompt(prompt)
    importlib.import_module(LIBRARY)
    if kind == BEST:
        bare_table([(b"", "", "words")] * 3)[1].grab()
    began = time.perf_counter()
    connection = connect(path)
    show_rows, view = bare_table(connection.execute(NEWEST).fetchall())
    view.show()
    view.grab()
    unlocked = time.perf_counter() - began
    keys = []
    for text in letters():
        began = time.perf_counter()
        show_rows(connection.execute(FIND, (text + "*",)).fetchall())
        view.grab()
        keys.append(time.perf_counter() - began)
    application.processEvents()
    return {
        UNLOCK: [unlocked],
        SEARCH: keys,
        MEMORY: [resident_mib()],
    }


def paint_prompt(prompt: "QLineEdit") -> None:
    """Show where a passphrase is typed: no list is the first thing that a program paints."""
    prompt.show()
    prompt.grab()


def bare_table(rows: list[tuple[object, ...]]) -> "tuple[Any, QTableView]":
    """Return what replaces the rows of a table, and the table."""
    from PySide6.QtCore import QAbstractTableModel
    from PySide6.QtWidgets import QTableView

    class Rows(QAbstractTableModel):
        rows: list[tuple[object, ...]]

        def rowCount(self, parent: object = None) -> int:
            return len(self.rows)

        def columnCount(self, parent: object = None) -> int:
            return 1

        def data(self, index: "QModelIndex | QPersistentModelIndex", role: int = 0) -> object:
            return self.rows[index.row()][2] if role == 0 else None

        def show_rows(self, rows: list[tuple[object, ...]]) -> None:
            self.beginResetModel()
            self.rows = rows
            self.endResetModel()

    model, view = Rows(), QTableView()
    model.rows = rows
    view.setModel(model)
    view.resize(452, 700)
    return model.show_rows, view


if __name__ == "__main__":
    child_result(desk(Path(sys.argv[1]), sys.argv[2]))
