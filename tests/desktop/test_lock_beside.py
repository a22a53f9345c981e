"""A lock is never held up: not by what is open, not by what runs. The window is blank and the desk over."""

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtPrintSupport import QPrintDialog, QPrinter, QPrintPreviewDialog
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QFileDialog, QMenu, QTextEdit, QWidget

from peerdesk.desktop.demo_windows import WatchedDesk
from peerdesk.desktop.words_between import LOCK_SECONDS
from peerdesk.work.backups import back_up
from peerdesk.work.reading import drafts
from tests.desktop.desks import open_desk, peer, type_words
from tests.desktop.test_blank import BLANK_SECONDS, heard_anywhere, shown_windows
from tests.support.vaults import reopened

CANARY = "Quetzalcanary"
PATIENCE = 20.0


class Locked:
    """What a lock did: the order of what was told, and the window's own processor time until it was blank."""

    def __init__(self, desk: WatchedDesk) -> None:
        self.told: list[str] = []
        self.busy = 0.0
        self._desk = desk
        desk.door.locking.connect(self._on_blank)
        desk.door.locked.connect(lambda: self.told.append("over"))

    def lock(self) -> None:
        """Lock, as a signal of the system does: from the event loop, whichever of them turns."""
        self._begun = time.thread_time()
        self._desk.door.lock()

    def _on_blank(self) -> None:
        self.busy = time.thread_time() - self._begun
        self.told.append("blank")

    def must_be_whole(self) -> None:
        assert self.told == ["blank", "over"]
        assert self.busy <= BLANK_SECONDS
        assert shown_windows() == []
        assert heard_anywhere() == []


@contextmanager
def writing(home: Path) -> Iterator[tuple[WatchedDesk, Locked]]:
    """Open a desk with the canary in the form of a new note; it has to be there as a draft when all is over."""
    with open_desk(home) as desk:
        folder = desk.door.session.bench.vault.folder  # type: ignore[union-attr]
        desk.press("Ctrl+N", "1")
        form = peer(desk).writing.form
        assert form is not None
        form.parts.open_part("memory")
        type_words(CANARY)
        yield desk, Locked(desk)
        desk.door.background.close()
    with reopened(folder) as vault:
        assert [kept.draft.memory for kept in drafts(vault)] == [CANARY]


PRINTER: list[QPrinter] = []
"""Qt only points to the printer of a dialog, so it has to stay."""


def printer() -> QPrinter:
    PRINTER[:] = PRINTER or [QPrinter()]
    return PRINTER[0]


def dialogs() -> dict[str, Callable[[QWidget], QDialog]]:
    def file_dialog(window: QWidget) -> QDialog:
        dialog = QFileDialog(window)
        dialog.setOption(QFileDialog.Option.DontUseNativeDialog)
        return dialog

    return {
        "file dialog": file_dialog,
        "print dialog": lambda window: QPrintDialog(printer(), window),
        "print preview": lambda window: QPrintPreviewDialog(printer(), window),
        "dialog over a dialog": lambda window: QFileDialog(file_dialog(window)),
    }


@pytest.mark.parametrize("kind", sorted(dialogs()))
def test_a_dialog_that_code_waits_in_holds_nothing_up(home: Path, kind: str) -> None:
    with writing(home) as (desk, locked):
        dialog = dialogs()[kind](desk.door.frame)
        QTimer.singleShot(0, locked.lock)
        dialog.exec()
        locked.must_be_whole()


def test_a_sheet_holds_nothing_up(home: Path) -> None:
    with writing(home) as (desk, locked):
        peer(desk)._shared.show_crisis()
        desk.settle()
        locked.lock()
        locked.must_be_whole()


def test_a_menu_that_code_waits_in_holds_nothing_up(home: Path) -> None:
    with writing(home) as (desk, locked):
        menu = QMenu(desk.door.frame)
        menu.addMenu("More").addAction("Something")
        QTimer.singleShot(0, locked.lock)
        menu.exec(desk.door.frame.pos())
        locked.must_be_whole()


def test_words_that_are_being_composed_hold_nothing_up(home: Path) -> None:
    with writing(home) as (_desk, locked):
        field = QApplication.focusWidget()
        assert isinstance(field, QTextEdit)
        QApplication.sendEvent(field, QInputMethodEvent("composed", []))
        locked.lock()
        locked.must_be_whole()


def test_a_mouse_button_that_is_held_down_holds_nothing_up(home: Path) -> None:
    with writing(home) as (desk, locked):
        QTest.mousePress(desk.door.frame.windowHandle(), Qt.MouseButton.LeftButton)
        locked.lock()
        locked.must_be_whole()


@pytest.mark.parametrize("thread", ["run", "run_network"])
def test_work_that_hangs_on_a_thread_holds_nothing_up(home: Path, thread: str) -> None:
    with writing(home) as (desk, locked):
        desk.wait(lambda: not peer(desk).writing.writer._quiet.isActive(), "the draft to be kept")
        desk.settle()
        let_go, in_time = threading.Event(), []
        start = getattr(desk.door.background, thread)
        start(desk.door, lambda: in_time.append(let_go.wait(PATIENCE)), lambda _: None, lambda _: None)
        begun = time.monotonic()
        locked.lock()
        lasted = time.monotonic() - begun
        let_go.set()
        locked.must_be_whole()
        desk.door.background.close()
        assert in_time == [True]
        # The parent would have ended it by then; other work on this computer makes every clock slower.
        assert lasted < LOCK_SECONDS + PATIENCE / 2


def test_a_backup_that_is_under_way_holds_nothing_up(home: Path) -> None:
    with writing(home) as (desk, locked):
        vault = desk.door.session.bench.vault  # type: ignore[union-attr]
        now = datetime.now(UTC)
        desk.door.background.run(desk.door, lambda: back_up(vault, now), lambda _: None, lambda _: None)
        locked.lock()
        locked.must_be_whole()


def test_a_search_that_is_under_way_holds_nothing_up(home: Path) -> None:
    with writing(home) as (desk, locked):
        desk.press("Ctrl+F")
        QTest.keyClicks(desk.search_field(), "quetz")
        locked.lock()
        locked.must_be_whole()


def test_a_sync_that_is_under_way_holds_nothing_up(home: Path) -> None:
    with writing(home) as (desk, locked):
        peer(desk)._shared.pulse.sync()
        locked.lock()
        locked.must_be_whole()


def test_a_lock_under_the_curtain_holds(home: Path) -> None:
    with writing(home) as (desk, locked):
        peer(desk)._shared.show_crisis()
        desk.settle()
        desk.door.frame.toggle_cover()
        locked.lock()
        locked.must_be_whole()
