"""Starting one session's process: Qt first and alone, then the session."""

import builtins
import gc
import linecache
import sys
from collections.abc import Callable, Sequence
from importlib.machinery import ModuleSpec
from types import ModuleType

_STUB_WRITER = "pyi_generator"


def run_session(words: Sequence[str]) -> int:
    """Run one session and return its exit status. Only for a process that is nothing else."""
    # Importing makes nothing but things that stay: looking through them for garbage took a tenth of the start.
    # The window looks from its first paint on (`garbage.py`).
    gc.disable()
    bring_in_qt()
    from peerdesk.desktop.session import main

    return main(words)


def bring_in_qt() -> None:
    """Import Qt, and leave Python's import as it was.

    PySide puts a function of its own in its place, which reads the source of every module that is imported from then on
    to see whether it asks for names_like_these, and Python keeps each source it has read: 19 MiB once a vault is open,
    and some ten milliseconds before the first paint. PeerDesk asks for no such names.
    """
    imports = builtins.__import__
    builtins.__import__ = _without_the_stub_writer(imports)
    try:
        import PySide6.QtCore  # noqa: F401 - brought in for those who come after
    finally:
        builtins.__import__ = imports
    # Three modules were read in this way while Qt was brought in.
    linecache.clearcache()


def _without_the_stub_writer(imports: Callable[..., ModuleType]) -> Callable[..., ModuleType]:
    """Return an import that puts an empty module in the place of the one with which PySide writes type stubs.

    PySide compiles its helpers anew at every start. This one is a program for PySide's own build, nothing in a running
    application calls it, and with what it imports it takes twelve milliseconds, a tenth of the start. Should a later
    PySide not ask for it any more, or by another name, nothing is left out.
    """

    def importing(name: str, *rest: object, **named: object) -> ModuleType:
        # The third of the rest is what comes after "from ... import".
        if rest[2:3] != ((_STUB_WRITER,),):
            return imports(name, *rest, **named)
        package = imports(name, *rest[:2], ("__name__",), *rest[3:])
        empty = ModuleType(f"{name}.{_STUB_WRITER}")
        empty.__spec__ = ModuleSpec(empty.__name__, None)
        setattr(package, _STUB_WRITER, empty)
        return package

    return importing


if __name__ == "__main__":
    sys.exit(run_session(sys.argv[1:]))
