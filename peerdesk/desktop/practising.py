"""Practice in this window: made on the vault's thread, entered as a desk, and taken away with it."""

import os
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from peerdesk.desktop.announcer import say
from peerdesk.desktop.doorway import Doorway

if TYPE_CHECKING:
    from peerdesk.domain.errors import ExpectedError
    from peerdesk.work.practice import RunningPractice

Then = Callable[[Callable[[], None]], None]


class Practising(QObject):
    """Begins practice and ends it. `wanted` asks for it in the next window, since notes are open in this one.

    `then` does something once nothing is being brought in any more.
    """

    wanted = Signal()

    def __init__(self, door: Doorway, home: Path, then: Then, *, parent: QObject) -> None:
        super().__init__(parent)
        self._door, self._home, self._then = door, home, then
        self._is_beginning = False
        # What runs, once it does: written and ended on the vault's thread, which asks nothing of this object.
        self._running: list[RunningPractice] = []
        self.tour_step = 0

    @property
    def is_on(self) -> bool:
        """Say whether the desk behind this door is practice: invented people, and nothing is kept."""
        return bool(self._running)

    def ask(self) -> None:
        """Begin it: here where nobody's notes are open, else in the next window, behind a lock."""
        if self._door.is_open:
            self.wanted.emit()
            self._door.lock()
        elif not self._is_beginning:
            self._begin()

    def end(self) -> None:
        """Take it away, where there is one; on the vault's thread."""
        for running in self._running:
            running.end()

    def sweep(self) -> None:
        """Take away what practices left that did not end as they should. Nobody waits for it."""
        home = self._home

        def job() -> None:
            # Where nothing was left, nothing is brought in for it.
            if (home / "practice").is_dir():
                from peerdesk.work.practice import sweep_practice

                sweep_practice(home)

        self._door.background.run_file(self, job, lambda _: None, lambda _: None)

    def _begin(self) -> None:
        self._is_beginning = True
        say(self._door.frame, self.tr("Getting practice ready"))
        home, language, now = self._home, self._door.language.code, self._door.now()
        known = self._running

        def job() -> "RunningPractice":
            from peerdesk.work.practice import begin_practice

            # Known from here on, on the thread that ends it: a lock may come before this window hears that it is there.
            known.append(begin_practice(home, language, now, os.urandom))
            return known[-1]

        self._door.background.run(self, job, self._on_begun, self._on_refused)

    def _on_begun(self, running: "RunningPractice") -> None:
        self._then(lambda: self._door.enter(running.vault, running.folder.name))

    def _on_refused(self, problem: "ExpectedError") -> None:
        from peerdesk.desktop.screens.first_run import FirstRun
        from peerdesk.desktop.sentences import Sentences

        self._is_beginning = False
        page, sentence = self._door.frame.centralWidget(), Sentences().of(problem)
        if isinstance(page, FirstRun):
            page.form.show_problem(sentence)
        else:
            self._door.refuse(sentence)
