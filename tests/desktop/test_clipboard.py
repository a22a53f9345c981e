"""What is copied in the desk does not stay: not after a moment, not after the lock, and in no history of copies."""

import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from peerdesk.desktop.clipboard import KEEP_SECONDS, MARKS, Clearing, clear, copy
from tests.assistive.machine import APP_ENVIRONMENT, Machine, a_machine
from tests.desktop.desks import open_desk

WORDS = "Walk over together on Tuesday"

COPIES = """
    import sys
    from PySide6.QtGui import QKeySequence
    from PySide6.QtTest import QTest
    from PySide6.QtWidgets import QApplication, QTextEdit
    from peerdesk.desktop import clipboard
    app = QApplication([])
    clipboard.take_care()
    edit = QTextEdit()
    edit.setPlainText("{words}")
    edit.show()
    QTest.qWaitForWindowExposed(edit)
    edit.selectAll()
    edit.copy()
    app.clipboard().setText(edit.toPlainText(), app.clipboard().Mode.Selection)
    print("copied", flush=True)
    import threading
    def obey():
        sys.stdin.readline()
        from PySide6.QtCore import QMetaObject, Qt
        QMetaObject.invokeMethod(app, "quit", Qt.ConnectionType.QueuedConnection)
    threading.Thread(target=obey, daemon=True).start()
    app.exec()
    clipboard.clear()
    print("cleared", flush=True)
    sys.stdin.readline()
"""

READS = """
    import json
    from PySide6.QtWidgets import QApplication
    from PySide6.QtGui import QClipboard
    app = QApplication([])
    board = app.clipboard()
    print(json.dumps([board.text(), board.text(QClipboard.Mode.Selection), board.mimeData().formats()]))
"""

TAKES = """
    import sys
    from PySide6.QtWidgets import QApplication
    app = QApplication([])
    app.clipboard().setText("of another program")
    app.processEvents()
    print("taken", flush=True)
    import threading
    threading.Thread(target=lambda: (sys.stdin.readline(), app.quit()), daemon=True).start()
    app.exec()
"""


def program(words: str) -> list[str]:
    return [sys.executable, "-c", "\n".join(line[4:] for line in words.splitlines())]


@pytest.fixture(scope="module")
def machine() -> Iterator[Machine]:
    with a_machine() as machine:
        yield machine


def started(machine: Machine, words: str) -> subprocess.Popen[str]:
    return subprocess.Popen(
        program(words),
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        env={**machine.environment, **APP_ENVIRONMENT},
        cwd=Path(__file__).resolve().parents[2],
    )


def line_of(process: subprocess.Popen[str]) -> str:
    assert process.stdout is not None
    return process.stdout.readline().strip()


def tell(process: subprocess.Popen[str]) -> None:
    assert process.stdin is not None
    process.stdin.write("\n")
    process.stdin.flush()


def seen(machine: Machine) -> tuple[str, str, list[str]]:
    """Return clipboard, selection and kinds as another program sees them."""
    reader = started(machine, READS)
    said, _ = reader.communicate(timeout=60)
    text, selection, kinds = json.loads(said)
    return text, selection, kinds


def test_another_program_sees_the_mark_while_it_is_there_and_nothing_after_the_lock(machine: Machine) -> None:
    with started(machine, COPIES.replace("{words}", WORDS)) as desk:
        try:
            assert line_of(desk) == "copied"
            text, selection, kinds = seen(machine)
            assert (text, selection) == (WORDS, WORDS)
            assert "x-kde-passwordManagerHint" in kinds
            assert "text/html" not in kinds
            tell(desk)
            assert line_of(desk) == "cleared"
            assert seen(machine)[:2] == ("", "")
        finally:
            desk.kill()


def test_what_another_program_put_there_since_stays(machine: Machine) -> None:
    with started(machine, COPIES.replace("{words}", WORDS)) as desk:
        try:
            assert line_of(desk) == "copied"
            with started(machine, TAKES) as other:
                assert line_of(other) == "taken"
                tell(desk)
                assert line_of(desk) == "cleared"
                assert seen(machine)[0] == "of another program"
                other.kill()
        finally:
            desk.kill()


def test_a_copy_is_marked_for_every_system_and_cleared_after_a_moment(qapp: QApplication) -> None:
    board = qapp.clipboard()
    copy(WORDS)
    assert board.text() == WORDS
    assert [kind for kind in MARKS if not board.mimeData().hasFormat(kind)] == []
    (clearing,) = [child for child in board.children() if isinstance(child, Clearing)]
    assert clearing.interval() == KEEP_SECONDS * 1000
    assert clearing.isActive()
    clearing.timeout.emit()
    assert board.text() == ""


def test_every_window_takes_care_of_what_is_copied_in_it(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    taken: list[str] = []
    monkeypatch.setattr("peerdesk.desktop.compose.clipboard.take_care", lambda: taken.append("care"))
    with open_desk(home) as desk:
        assert taken == ["care"]
        copy(WORDS)
        desk.door.lock()
        assert QApplication.clipboard().text() == ""


def test_what_came_since_is_not_ours_to_clear(qapp: QApplication) -> None:
    board = qapp.clipboard()
    copy(WORDS)
    board.setText("of another program")
    clear()
    assert board.text() == "of another program"
    board.clear()
