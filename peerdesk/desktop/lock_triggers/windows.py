"""Locks with the session of Windows: the lock screen, another person's turn, the end of a remote session, sleep.

Written from the system's documentation; the reading of its messages is tested, but it has not been run on Windows yet.
"""

import ctypes
import sys
from ctypes import wintypes
from typing import Protocol

from PySide6.QtCore import QAbstractNativeEventFilter, QByteArray, QCoreApplication
from PySide6.QtGui import QGuiApplication

from peerdesk.desktop.lock_triggers.trigger import Lock

WM_QUERYENDSESSION = 0x0011
WM_POWERBROADCAST = 0x0218
WM_WTSSESSION_CHANGE = 0x02B1
LOCKING = frozenset(
    {
        (WM_POWERBROADCAST, 0x0004),  # PBT_APMSUSPEND
        (WM_WTSSESSION_CHANGE, 0x0002),  # WTS_CONSOLE_DISCONNECT: fast user switch
        (WM_WTSSESSION_CHANGE, 0x0004),  # WTS_REMOTE_DISCONNECT
        (WM_WTSSESSION_CHANGE, 0x0006),  # WTS_SESSION_LOGOFF
        (WM_WTSSESSION_CHANGE, 0x0007),  # WTS_SESSION_LOCK
    }
)
NOTIFY_FOR_THIS_SESSION = 0
_GENERIC = b"windows_generic_MSG"


class Register(Protocol):
    """Asks the system to send its words about sessions to a window."""

    def __call__(self, window: int, flags: int) -> object:
        """Register a window by its handle."""
        ...


class WindowsTrigger(QAbstractNativeEventFilter):
    """Reads what the system sends to the windows of this process."""

    def __init__(self, register: Register | None = None) -> None:
        super().__init__()
        self._register = register or _register
        self._lock: Lock = lambda: None

    def begin(self, lock: Lock) -> None:
        """Ask for the messages, and read them."""
        self._lock = lock
        app = QCoreApplication.instance()
        if app is None:
            return
        app.installNativeEventFilter(self)
        for window in QGuiApplication.topLevelWindows()[:1]:
            self._register(int(window.winId()), NOTIFY_FOR_THIS_SESSION)

    def end(self) -> None:
        """Read no more."""
        self._lock = lambda: None
        app = QCoreApplication.instance()
        if app is not None:
            app.removeNativeEventFilter(self)

    def nativeEventFilter(self, kind: QByteArray | bytes | bytearray | memoryview, message: int) -> tuple[bool, int]:
        if kind == _GENERIC:
            read = wintypes.MSG.from_address(int(message))
            if read.message == WM_QUERYENDSESSION or (read.message, read.wParam) in LOCKING:
                self._lock()
        return False, 0


def _register(window: int, flags: int) -> object:
    answer: object = None
    if sys.platform == "win32":
        library = ctypes.WinDLL("wtsapi32")
        answer = library.WTSRegisterSessionNotification(wintypes.HWND(window), wintypes.DWORD(flags))
    return answer
