"""One session: the child process that shows the unlock window, becomes the desk, and ends when it is locked."""

import gc
import os
import sys
import threading
from collections.abc import Sequence
from pathlib import Path
from types import TracebackType

from PySide6.QtCore import QLoggingCategory, QObject, Signal

from peerdesk.desktop.compose import Door
from peerdesk.desktop.lock_triggers.here import triggers_here
from peerdesk.desktop.words_between import LOCKED_STATUS, LOCKING, OPENED, PAINTED, PASSING, PRACTICE, PRACTISING

_BUG_STATUS = 70
_READ_BYTES = 256


class ParentLine(QObject):
    """The two pipes to the parent. Its end means that the parent is gone, and then the session locks.

    They are taken out of the places where a program that is started from here would find them: a browser stays when the
    desk is closed, and the parent hears of the end of a session only when nobody holds its line any more.
    """

    heard = Signal(str)
    ended = Signal()

    def __init__(self) -> None:
        super().__init__()
        # What `dup` gives is inherited by no program.
        self._hears, self._tells = os.dup(0), os.dup(1)
        nowhere = os.open(os.devnull, os.O_RDWR)
        for place in (0, 1):
            os.dup2(nowhere, place)
        os.close(nowhere)

    def listen(self) -> None:
        threading.Thread(target=self._read, daemon=True).start()

    def tell(self, word: str) -> None:
        try:
            os.write(self._tells, word.encode() + b"\n")
        except OSError:
            return  # The parent is gone; `ended` says so.

    def _read(self) -> None:
        # Plain reads: a buffered stream that a thread waits in cannot be closed when the process ends.
        waiting = b""
        while True:
            try:
                got = os.read(self._hears, _READ_BYTES)
            except OSError:
                got = b""
            if not got:
                break
            *lines, waiting = (waiting + got).split(b"\n")
            for line in lines:
                self.heard.emit(line.decode(errors="replace"))
        self.ended.emit()


def harden() -> None:
    """Leave nothing behind in a crash. Brought in after the first paint, and before there is anything to leave."""
    from peerdesk.vault import hardening

    hardening.harden()


def stop_on_bug(kind: type[BaseException], _problem: BaseException, trace: TracebackType | None) -> None:
    """End a session that broke a promise: place and type are printed, never a value, and the next window comes up.

    Without this a fault in a slot would leave a process without a window running for ever.
    """
    places: list[str] = []
    while trace is not None:
        code = trace.tb_frame.f_code
        places.append(f"{Path(code.co_filename).name}:{trace.tb_lineno}")
        trace = trace.tb_next
    sys.stderr.write(f"PeerDesk stopped: {kind.__name__} at {' > '.join(places)}\n")
    sys.stderr.flush()
    os._exit(_BUG_STATUS)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one session and return its exit status."""
    words = list(sys.argv[1:] if arguments is None else arguments)
    sys.excepthook = stop_on_bug
    # Whatever a file of settings for Qt says: what it tells of keys and fields to find faults is no log's business.
    QLoggingCategory.setFilterRules("*.debug=false\n*.info=false")
    line = ParentLine()
    door = Door(home=Path(_value(words, "--home") or "."), name=_value(words, "--name"), triggers=triggers_here)
    door.opened.connect(lambda: line.tell(OPENED))
    door.passing.connect(lambda: line.tell(PASSING))
    door.practice.wanted.connect(lambda: line.tell(PRACTISING))
    door.locking.connect(lambda: line.tell(LOCKING))
    door.locked.connect(lambda: os._exit(LOCKED_STATUS))
    door.painted.connect(harden)
    door.painted.connect(lambda: line.tell(PAINTED))
    # What the start brought in stays as long as the process, and so does what an open vault needs: neither is ever
    # searched for garbage. A search through the second alone took the window's thread 19 ms, while a person typed.
    door.painted.connect(gc.freeze)
    door.warmed.connect(gc.freeze)
    line.heard.connect(door.hear)
    line.ended.connect(door.lock)
    line.listen()
    if "--warm" not in words:
        door.show()
    if PRACTICE in words:
        door.practice.ask()
    status = door.run()
    os._exit(status)


def _value(words: Sequence[str], option: str) -> str | None:
    """Return the word after an option. Only the parent calls, so nothing more is needed, and it is quick."""
    return words[words.index(option) + 1] if option in words else None
