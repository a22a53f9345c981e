"""The floor of a cold start: a bare Qt prompt. Nothing is imported before it is painted but what it paints with."""

import os
import sys
import time

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")


def main(painted_file: str, started: float) -> None:
    """Paint a bare passphrase prompt and report. `started` is the wall clock just before this process was spawned."""
    from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QPushButton, QVBoxLayout, QWidget

    application = QApplication([])
    painted: list[bool] = []

    class Prompt(QWidget):
        def paintEvent(self, event: object) -> None:
            painted.append(True)

    window = Prompt()
    layout = QVBoxLayout(window)
    layout.addWidget(QLabel("Passphrase"))
    layout.addWidget(QLineEdit(echoMode=QLineEdit.EchoMode.Password))
    layout.addWidget(QPushButton("Unlock"))
    window.show()
    while not painted:
        application.processEvents()
    # Here its parts are painted, too; as with PeerDesk, whose clock stops after its whole window.
    report(painted_file, time.time() - started)


def report(painted_file: str, seconds: float) -> None:
    """Write down how long it took, then end at once."""
    import json
    from pathlib import Path

    from bench.measure import resident_mib

    # The memory first: what is imported to report is not part of the prompt.
    Path(painted_file).write_text(
        json.dumps({"process spawn to prompt painted": [seconds], "memory at prompt": [resident_mib()]}),
        encoding="utf-8",
    )
    os._exit(0)


if __name__ == "__main__":
    main(sys.argv[1], float(sys.argv[2]))
