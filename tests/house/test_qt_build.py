"""The installed Qt binding does not lose references.

PySide6 6.12.0 under Python 3.11 drops one reference to None at every virtual call that returns None, and the process
dies in the end. docs/decisions/0002-pyside6-6-11.md tells the story.
"""

import sys

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, Qt

CALLS = 400


class Silent(QAbstractListModel):
    """A list of one row that has nothing to say."""

    def rowCount(self, parent: QModelIndex | QPersistentModelIndex = QModelIndex()) -> int:
        return 0 if parent.isValid() else 1

    def data(self, index: QModelIndex | QPersistentModelIndex, role: int = Qt.ItemDataRole.DisplayRole) -> None:
        return None


def test_a_virtual_call_that_returns_none_keeps_the_count_of_none() -> None:
    model = Silent()
    index = model.index(0)
    before = sys.getrefcount(None)
    for _ in range(CALLS):
        # Through the index the call goes into C++ and comes back as a virtual call: there the reference was lost.
        index.data(Qt.ItemDataRole.DisplayRole)
    lost = before - sys.getrefcount(None)
    assert lost < CALLS // 4
