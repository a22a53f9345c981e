"""Asking where a file is to go, by Qt's own window."""

from pathlib import Path

from PySide6.QtCore import QStandardPaths
from PySide6.QtWidgets import QFileDialog, QWidget


def asked_file(window: QWidget, name: str, kind: str) -> str:
    """Ask, and offer a name among the person's documents; empty where they thought better of it. `kind` is *.csv."""
    folder = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
    return QFileDialog.getSaveFileName(window, "", str(Path(folder) / name), kind)[0]
