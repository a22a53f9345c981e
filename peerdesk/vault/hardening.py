"""What a process that holds keys forbids the system: to write its memory to a file, and to let others look into it."""

import sys

if sys.platform != "win32":
    import ctypes
    import resource

_PR_SET_DUMPABLE = 4  # include/uapi/linux/prctl.h


def harden() -> None:
    """Leave nothing behind in a crash: no core file, and no other process of this person may look inside.

    Twice is once. On Windows the hospital's rules decide about dumps, and nothing is done here.
    """
    if sys.platform == "win32":
        return
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    if sys.platform.startswith("linux"):
        ctypes.CDLL(None).prctl(_PR_SET_DUMPABLE, 0, 0, 0, 0)
