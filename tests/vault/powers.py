"""Doing something without the special powers of the superuser, who may otherwise write where nobody may."""

import ctypes
import os
import struct
import sys
import threading
from collections.abc import Callable

_CAPABILITY_VERSION_3 = 0x20080522
_PR_CAP_AMBIENT_CLEAR = (47, 4)


def without_special_powers(act: Callable[[], object]) -> BaseException | None:
    """Run `act` on a thread that has no capabilities, and return what it raised. On Linux they belong to a thread."""
    failure: list[BaseException] = []

    def run() -> None:
        if sys.platform == "linux" and os.geteuid() == 0:
            _drop_capabilities()
        try:
            act()
        except BaseException as error:  # noqa: BLE001 - whatever it raised is the result
            failure.append(error)

    thread = threading.Thread(target=run)
    thread.start()
    thread.join()
    return failure[0] if failure else None


def _drop_capabilities() -> None:
    libc = ctypes.CDLL(None, use_errno=True)
    header = struct.pack("Ii", _CAPABILITY_VERSION_3, 0)
    if libc.capset(header, bytes(24)) != 0:
        raise OSError(ctypes.get_errno(), "capset")
