"""A window made to be found fault with: what a reader cannot name, beside what only looks as if it could not.

Usage: python -m tests.assistive.window_with_gaps
"""

import sys

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QComboBox, QFormLayout, QLabel, QLineEdit, QPushButton, QWidget

NAME = "window-with-gaps"
PATIENCE_MS = 60_000


def main() -> int:
    app = QApplication([NAME])
    app.setApplicationName(NAME)
    window = QWidget()
    window.setWindowTitle("Gaps")
    form = QFormLayout(window)
    place, search, icon_only, alone = QComboBox(), QLineEdit(), QPushButton(), QLineEdit()
    place.addItems(["Emergency department", "Clinic"])
    search.setAccessibleName("Search")
    icon_only.setIcon(app.style().standardIcon(app.style().StandardPixmap.SP_TrashIcon))
    form.addRow("Where", place)
    form.addRow(search)
    form.addRow(icon_only)
    form.addRow(alone)
    form.addRow(QLabel("The end"))
    window.show()
    QTimer.singleShot(PATIENCE_MS, app.quit)
    return int(app.exec())


if __name__ == "__main__":
    sys.exit(main())
