"""The line to the process that looks words up. Nobody waits for it: every answer comes as a signal."""

import json
import sys
from pathlib import Path
from typing import Any, Final

from PySide6.QtCore import QCoreApplication, QObject, QProcess, QProcessEnvironment, Signal

CHECKER: Final = "spell-checker"
"""How the frozen application starts the process; nobody types it."""

MOST_AT_ONCE: Final = 64
"""Words in flight."""
_STARTS: Final = 2
_PACKAGE_PARENT: Final = str(Path(__file__).parents[3])


class Speller(QObject):
    """One checker of one language. `told` carries the words of a batch, each with whether it is known.

    `suggested` carries a word and what may stand in its place. A checker that ends by itself is started once more; when
    that one ends too, `gone` is emitted and nothing is asked any more.
    """

    told = Signal(object)
    suggested = Signal(str, object)
    gone = Signal()

    def __init__(self, language: str, dictionary: Path, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._command = checker_command(language, dictionary)
        self._process: QProcess | None = None
        self._starts = 0
        self._is_ready = False
        self._waiting: dict[str, None] = {}
        self._flying: tuple[str, ...] = ()
        self._wanted = ""

    @property
    def pid(self) -> int:
        """The number of the process, 0 where none runs."""
        return int(self._process.processId()) if self._process is not None else 0

    def ask(self, words: set[str]) -> None:
        """Look words up. They go in the order of the alphabet, which says nothing of the text they are from."""
        self._waiting.update(dict.fromkeys(sorted(words)))
        self._begin()
        self._send()

    def suggest(self, word: str) -> None:
        """Look for what may stand in a word's place. A later question takes the place of one that waits."""
        self._wanted = word
        self._begin()
        self._send()

    def stop(self) -> None:
        """End the process, if there is one, and forget what was asked."""
        process, self._process = self._process, None
        self._waiting, self._flying, self._wanted, self._is_ready = {}, (), "", False
        if process is None:
            return
        process.readyReadStandardOutput.disconnect(self._on_answer)
        process.finished.disconnect(self._on_ended)
        process.errorOccurred.disconnect(self._on_error)
        # It is let go of when it has ended, which is nothing to wait for.
        process.setParent(QCoreApplication.instance())
        process.finished.connect(process.deleteLater)
        process.kill()

    def _begin(self) -> None:
        if self._process is not None or self._starts >= _STARTS:
            return
        self._starts += 1
        process = QProcess(self)
        process.setProcessEnvironment(_environment())
        process.setStandardErrorFile(QProcess.nullDevice())
        process.readyReadStandardOutput.connect(self._on_answer)
        process.finished.connect(self._on_ended)
        process.errorOccurred.connect(self._on_error)
        self._process = process
        process.start(self._command[0], self._command[1:])

    def _send(self) -> None:
        if self._process is None or not self._is_ready or self._flying:
            return
        if self._wanted:
            self._flying = (self._wanted,)
            self._write({"suggest": self._wanted})
            self._wanted = ""
        elif self._waiting:
            self._flying = tuple(self._waiting)[:MOST_AT_ONCE]
            for word in self._flying:
                del self._waiting[word]
            self._write({"words": self._flying})

    def _write(self, said: dict[str, Any]) -> None:
        if self._process is not None:
            self._process.write(json.dumps(said).encode() + b"\n")

    def _on_answer(self) -> None:
        while self._process is not None and self._process.canReadLine():
            said = json.loads(bytes(self._process.readLine().data()))
            asked, self._flying = self._flying, ()
            if "ready" in said:
                self._is_ready = True
            elif "suggestions" in said:
                self.suggested.emit(said["word"], tuple(said["suggestions"]))
            else:
                unknown = set(said["unknown"])
                self.told.emit({word: word not in unknown for word in asked})
            self._send()

    def _on_error(self, problem: QProcess.ProcessError) -> None:
        # Only this one comes without an end.
        if problem is QProcess.ProcessError.FailedToStart:
            self._on_ended()

    def _on_ended(self) -> None:
        again = {*self._waiting, *self._flying}
        self.stop()
        if self._starts >= _STARTS:
            self.gone.emit()
        else:
            self.ask(again)


def checker_command(language: str, dictionary: Path) -> list[str]:
    """Return the command that starts the process. No word ever stands in it."""
    if getattr(sys, "frozen", False):
        return [sys.executable, CHECKER, language, str(dictionary)]
    return [sys.executable, "-P", "-B", "-m", "peerdesk.desktop.spelling.checker", language, str(dictionary)]


def _environment() -> QProcessEnvironment:
    around = QProcessEnvironment.systemEnvironment()
    around.insert("PYTHONPATH", _PACKAGE_PARENT)
    return around
