"""What Windows and macOS say is read as it is documented. Neither system is here: their parts stand in for them."""

import ctypes
from collections.abc import Callable
from ctypes import wintypes
from typing import cast

import pytest
from PySide6.QtWidgets import QApplication, QWidget

from peerdesk.desktop.lock_triggers.here import triggers_here
from peerdesk.desktop.lock_triggers.macos import MacTrigger
from peerdesk.desktop.lock_triggers.windows import WindowsTrigger

KIND = b"windows_generic_MSG"


class Windows:
    """A trigger that was begun, the windows it registered, and how often it locked."""

    def __init__(self) -> None:
        self.registered: list[tuple[int, int]] = []
        self.locks = 0
        self.trigger = WindowsTrigger(lambda window, flags: self.registered.append((window, flags)))
        self.trigger.begin(self._on_lock)

    def _on_lock(self) -> None:
        self.locks += 1

    def says(self, message: int, word: int, kind: bytes = KIND) -> int:
        known = wintypes.MSG()
        known.message, known.wParam = message, word
        assert self.trigger.nativeEventFilter(kind, ctypes.addressof(known)) == (False, 0)
        return self.locks


@pytest.mark.parametrize(
    ("message", "word"),
    [(0x02B1, 7), (0x02B1, 2), (0x02B1, 4), (0x02B1, 6), (0x0218, 4), (0x0011, 0)],
    ids=["lock screen", "another person", "remote end", "logoff", "sleep", "shutdown"],
)
def test_windows_locks_with(qapp: QApplication, message: int, word: int) -> None:
    windows = Windows()
    assert windows.says(message, word) == 1
    windows.trigger.end()
    assert windows.says(message, word) == 1


def test_other_messages_of_windows_lock_nothing(qapp: QApplication) -> None:
    windows = Windows()
    assert windows.says(0x02B1, 8) == 0
    assert windows.says(0x0218, 0x0012) == 0
    assert windows.says(0x0100, 7) == 0
    assert windows.says(0x02B1, 7, kind=b"something else") == 0
    windows.trigger.end()


def test_windows_is_asked_for_its_words_about_sessions(qapp: QApplication) -> None:
    window = QWidget()
    window.show()
    windows = Windows()
    assert [flags for _, flags in windows.registered] == [0]
    windows.trigger.end()


class Core:
    """Stands in for CoreFoundation: keeps who observes what, and can post."""

    def __init__(self) -> None:
        self.observed: dict[bytes, Callable[..., None]] = {}

    def CFNotificationCenterGetDistributedCenter(self) -> int:
        return 1

    def CFStringCreateWithCString(self, _allocator: None, name: bytes, _encoding: int) -> bytes:
        return name

    def CFNotificationCenterAddObserver(
        self, _centre: int, _me: object, heard: Callable[..., None], name: bytes, _of: None, _when: int
    ) -> None:
        self.observed[name] = heard

    def CFRelease(self, _text: bytes) -> None:
        pass

    def CFNotificationCenterRemoveEveryObserver(self, _centre: int, _me: object) -> None:
        self.observed.clear()


def test_macos_locks_with_its_screen() -> None:
    core, locks = Core(), []
    trigger = MacTrigger(cast("ctypes.CDLL", core))
    trigger.begin(lambda: locks.append("lock"))
    assert b"com.apple.screenIsLocked" in core.observed
    for heard in core.observed.values():
        heard(1, 2, 3, 4, 5)
    assert len(locks) == len(core.observed) == 3
    trigger.end()
    assert core.observed == {}


def test_each_system_has_its_own_triggers_and_an_unknown_one_has_none() -> None:
    named = {
        system: [type(one).__name__ for one in triggers_here(system)] for system in ("linux", "darwin", "win32", "x")
    }
    assert named == {
        "linux": ["LoginTrigger", "ScreenSaverTrigger"],
        "darwin": ["MacTrigger"],
        "win32": ["WindowsTrigger"],
        "x": [],
    }
