"""A session as the parent really starts it, played by files in its home: what is open or runs when the lock comes.

`state` names what to open, with the passphrase and the words to write: a window that waits for its turn has never read
them, and imports nothing that knows them. It is taken away when it was read. Once that is open and the words are kept,
"ready" is told. `end` says how it ends: by a lock, which tells when it was asked for and when its window was gone (by
the monotonic clock), or by a crash.
"""

import ctypes
import json
import os
import sys
import time
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from PySide6.QtCore import QMimeData, QTimer
from PySide6.QtGui import QDrag, QInputMethodEvent
from PySide6.QtPrintSupport import QPrintDialog, QPrinter, QPrintPreviewDialog
from PySide6.QtWidgets import QApplication, QFileDialog, QMenu, QTextEdit

from peerdesk.desktop import clipboard, session
from peerdesk.desktop.compose import Door
from peerdesk.desktop.screens.quick_note import QuickNote
from peerdesk.desktop.widgets.fields import SearchField
from peerdesk.domain.encounter import EncounterDraft
from peerdesk.vault.places import VaultPlace
from peerdesk.vault.vault import Vault
from peerdesk.work.backups import back_up

LONG = 60.0
"""Seconds for which something that hangs would hang: longer than anybody waits for a lock."""
HOME = Path(os.environ["HOME"])


def tell(word: str, *more: object) -> None:
    """Write a word, the process and whatever belongs to it where the test reads it, in one piece."""
    file = os.open(HOME / "told", os.O_WRONLY | os.O_APPEND)
    os.write(file, (" ".join(map(str, (word, os.getpid(), *more))) + "\n").encode())
    os.close(file)


class Played(Door):
    """A door that opens by itself and does what its home says."""

    def __init__(self, **how: Any) -> None:
        self._state = self.words = self._passphrase = ""
        super().__init__(**{**how, "triggers": tuple, "open_vault": self._opens})
        self.locking.connect(lambda: tell("blank", time.monotonic()))
        self.painted.connect(lambda: tell("shown", json.dumps(QApplication.clipboard().text())))
        self.painted.connect(lambda: self._once((HOME / "state").exists, self._begin))

    def _opens(self, place: VaultPlace, passphrase: str, _cancelled: object) -> Vault:
        from tests.support.vaults import reopened

        if self._state == "unlock":
            time.sleep(LONG)
        return reopened(place.folder, passphrase)

    def _once(self, done: Callable[[], bool], then: Callable[[], None]) -> None:
        QTimer.singleShot(20, self, lambda: then() if done() else self._once(done, then))

    def _begin(self) -> None:
        self._state, self._passphrase, self.words = json.loads((HOME / "state").read_text(encoding="utf-8"))
        (HOME / "state").unlink()
        self.unlock_page().passphrase_edit.setText(self._passphrase)
        self.unlock_page()._on_unlock()
        if self._state == "unlock":
            self._ready()
        else:
            self._once(lambda: self.session is not None and self.session.is_ready, self._write)

    @property
    def _pages(self) -> Any:
        assert self.session is not None
        return self.session.pages

    def _form(self) -> QuickNote:
        form = self._pages.routes.writing.form
        assert isinstance(form, QuickNote)
        return form

    def _write(self) -> None:
        self._pages.routes.writing.begin(EncounterDraft(setting="ed"), place="")
        self._form().parts.open_part("memory")
        self._once(lambda: bool(self._fields()), self._type)

    def _fields(self) -> list[QTextEdit]:
        return [field for field in self._form().findChildren(QTextEdit) if field.isVisible()]

    def _type(self) -> None:
        self._fields()[0].setPlainText(self.words)
        clipboard.copy(self.words)
        writer = self._pages.routes.writing.writer
        self._once(lambda: not writer._quiet.isActive() and not self.background.waiting, self._open)

    def _open(self) -> None:
        # What code waits in comes back only after the lock, if at all: the rest is on its way before.
        QTimer.singleShot(150, self, self._ready)
        STATES[self._state](self)

    def _ready(self) -> None:
        tell("ready", self._state)
        self._once((HOME / "end").exists, self._end)

    def _end(self) -> None:
        tell("asked", time.monotonic())
        ENDS[(HOME / "end").read_text(encoding="utf-8")](self)


def _waits_in(dialog: Callable[[Played], Any]) -> Callable[[Played], object]:
    return lambda door: dialog(door).exec()


def _file_dialog(door: Played) -> QFileDialog:
    dialog = QFileDialog(door.frame)
    dialog.setOption(QFileDialog.Option.DontUseNativeDialog)
    return dialog


def _drag(door: Played) -> QDrag:
    drag = QDrag(door.frame)
    words = QMimeData()
    words.setText(door.words)
    drag.setMimeData(words)
    return drag


def _menu(door: Played) -> None:
    menu = QMenu(door.frame)
    menu.addMenu("More").addAction(door.words)
    menu.exec(door.frame.pos())


def _compose(door: Played) -> None:
    QApplication.sendEvent(door._fields()[0], QInputMethodEvent(door.words, []))


def _search(door: Played) -> None:
    door.frame.findChildren(SearchField)[0].setText("quetz")


def _hangs(door: Played, thread: str) -> None:
    start = getattr(door.background, thread)
    start(door, lambda: time.sleep(LONG), lambda _: None, lambda _: None)


def _backup(door: Played) -> None:
    assert door.session is not None
    vault = door.session.bench.vault

    def one_after_another() -> None:
        for _ in range(50):
            back_up(vault, datetime.now(UTC))

    door.background.run_file(door, one_after_another, lambda _: None, lambda _: None)


def _fault_in_a_slot(door: Played) -> None:
    raise ValueError(door.words)


PRINTER: list[QPrinter] = []
"""Qt only points to the printer of a dialog, so it has to stay."""


def _printer() -> QPrinter:
    PRINTER[:] = PRINTER or [QPrinter()]
    return PRINTER[0]


STATES: dict[str, Callable[[Played], object]] = {
    "a form": lambda door: door.frame.activateWindow(),
    "a sheet": lambda door: door._pages.shared.show_crisis(),
    "a file dialog": _waits_in(_file_dialog),
    "a print dialog": _waits_in(lambda door: QPrintDialog(_printer(), door.frame)),
    "a print preview": _waits_in(lambda door: QPrintPreviewDialog(_printer(), door.frame)),
    "a menu": _menu,
    "a drag": _waits_in(_drag),
    "a composition": _compose,
    "the curtain": lambda door: door.frame.toggle_cover(),
    "a search": _search,
    "a sync that hangs": lambda door: _hangs(door, "run_network"),
    "a vault that hangs": lambda door: _hangs(door, "run"),
    "a backup": _backup,
}
"""What is open or runs; `unlock` is one more, which has no desk yet."""

ENDS: dict[str, Callable[[Played], object]] = {
    "lock": lambda door: door.lock(),
    "a fault in a slot": _fault_in_a_slot,
    "a fault of memory": lambda _door: ctypes.string_at(0),
    "an abort": lambda _door: os.abort(),
}


if __name__ == "__main__":
    vars(session)["Door"] = Played
    sys.exit(session.main())
