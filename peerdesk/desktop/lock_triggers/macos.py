"""Locks with the screen of macOS: it tells every process when it is locked and when its screen saver begins.

Written from the system's documentation; it has not been run on a Mac yet. Sleep is seen at waking up, by the clocks.
"""

import ctypes
from typing import Final

from peerdesk.desktop.lock_triggers.trigger import Lock

NAMES: Final = ("com.apple.screenIsLocked", "com.apple.screensaver.didstart", "com.apple.sessionDidMoveOffConsole")
_LIBRARY: Final = "/System/Library/Frameworks/CoreFoundation.framework/CoreFoundation"
_UTF_8: Final = 0x08000100  # kCFStringEncodingUTF8
_AT_ONCE: Final = 4  # CFNotificationSuspensionBehaviorDeliverImmediately
_HEARD: Final = ctypes.CFUNCTYPE(None, *(ctypes.c_void_p,) * 5)


class MacTrigger:
    """Observes the notifications between processes, which arrive in the event loop of the window."""

    def __init__(self, library: ctypes.CDLL | None = None) -> None:
        self._library = library
        self._lock: Lock = lambda: None
        # Held for as long as the system may call it.
        self._callback = _HEARD(lambda *_: self._lock())

    def begin(self, lock: Lock) -> None:
        """Observe each notification."""
        self._lock = lock
        core = self._library = self._library or _core_foundation()
        centre = core.CFNotificationCenterGetDistributedCenter()
        for name in NAMES:
            text = core.CFStringCreateWithCString(None, name.encode(), _UTF_8)
            core.CFNotificationCenterAddObserver(centre, self._me(), self._callback, text, None, _AT_ONCE)
            core.CFRelease(text)

    def end(self) -> None:
        """Observe nothing any more."""
        self._lock = lambda: None
        if self._library is not None:
            centre = self._library.CFNotificationCenterGetDistributedCenter()
            self._library.CFNotificationCenterRemoveEveryObserver(centre, self._me())

    def _me(self) -> ctypes.c_void_p:
        return ctypes.c_void_p(id(self))


def _core_foundation() -> ctypes.CDLL:
    core = ctypes.CDLL(_LIBRARY)
    pointer = ctypes.c_void_p
    core.CFNotificationCenterGetDistributedCenter.restype = pointer
    core.CFStringCreateWithCString.restype = pointer
    core.CFStringCreateWithCString.argtypes = [pointer, ctypes.c_char_p, ctypes.c_uint32]
    core.CFNotificationCenterAddObserver.argtypes = [pointer, pointer, _HEARD, pointer, pointer, ctypes.c_long]
    core.CFNotificationCenterAddObserver.restype = None
    core.CFNotificationCenterRemoveEveryObserver.argtypes = [pointer, pointer]
    core.CFRelease.argtypes = [pointer]
    return core
