"""The desk in use with all its notes: what a hand feels, what changes from a laptop do to it, and the desk left alone.

One process prepares and runs the hospital; the window has one of its own, and so has the laptop whenever it sends.
"""

import os
import sys
import time
from collections.abc import Callable
from functools import partial
from itertools import cycle
from pathlib import Path
from typing import TYPE_CHECKING

from bench.child import child
from bench.felt_desk import FeltDesk, leave
from bench.in_use import (
    ARRIVE,
    AT_ONCE,
    FIRST_VISIT,
    IDLE_NOTE,
    IDLE_SECONDS,
    IDLE_TODAY,
    KEY_ANSWER,
    KEY_LIST,
    KEY_MEANWHILE,
    KEY_NOTE,
    KEY_SEARCH,
    LIVE,
    MEMORY,
    OPEN_NOTE,
    TEXT,
    VISIT,
)
from bench.measure import Samples, resident_mib
from bench.notes import WORDS
from bench.report import child_result

if TYPE_CHECKING:
    from peerdesk.desktop.screens.quick_note import QuickNote

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

_QUIET_MS = 15_000
"""After so long the desk has tidied its vault and made its backup, and has nothing more to do."""
_ROUNDS, _STEPS, _OPENED = 3, 120, 12
_ANSWERS = "1AB21CD1AB"


def measured(folder: Path, count: int) -> Samples:
    """Measure with `count` notes in an empty folder."""
    from bench.notes import synthetic_notes
    from bench.ours_store import draft
    from bench.ours_sync import Computer, serve_at
    from bench.people import both_join, clock, found, second_computer
    from bench.server_process import serving
    from peerdesk.work.encounters import keep_many

    folder.mkdir(parents=True)
    homes = folder / "homes"
    with serving(serve_at(folder / "server", found(folder / "org"))) as server:
        first = both_join(folder / "org", homes, server.url)
        second = second_computer(first, homes / "laptop")
        keep_many(first, map(draft, synthetic_notes(count)), clock(), os.urandom)
        for vault in (first, second):
            computer = Computer(vault)
            computer.sync()
            computer.line.close()
            vault.close()
        return child("bench.ours_in_use", "window", homes / "peer", homes / "laptop")


class DeskInUse(FeltDesk):
    """A peer's desk, and their laptop elsewhere."""

    def __init__(self, home: Path, laptop: Path) -> None:
        super().__init__(home)
        from peerdesk.desktop.routes_peer import PeerRoutes

        self._laptop = laptop
        session = self._door.session
        assert session is not None
        assert isinstance(session.pages.routes, PeerRoutes)
        self._routes = session.pages.routes

    def measure(self) -> Samples:
        """Do what a hand does, let changes come, and leave the desk alone."""
        self._leave_alone(IDLE_TODAY)
        self._visit()
        self._walk_the_list()
        self._open_notes()
        self._search()
        self._write()
        self._receive_at_once()
        self._receive_while_writing()
        self._leave_alone(IDLE_NOTE)
        self._samples[MEMORY] = [resident_mib()]
        return self._samples

    def _leave_alone(self, what: str) -> None:
        self._be_still(_QUIET_MS)
        busy = time.process_time()
        self._hand.rest(IDLE_SECONDS * 1000)
        self._samples[what] = [100 * (time.process_time() - busy) / IDLE_SECONDS]

    def _visit(self) -> None:
        from peerdesk.desktop.routes_peer import DELETED, NOTES, TODAY
        from peerdesk.desktop.routes_shared import TRUST

        places = (NOTES, *(place.code for place in self._routes.further.places), TRUST, DELETED, TODAY)
        for turn in range(_ROUNDS):
            for place in places:
                self._go(VISIT if turn or place == TODAY else FIRST_VISIT, place)

    def _walk_the_list(self) -> None:
        from PySide6.QtCore import Qt

        from peerdesk.desktop.routes_peer import NOTES

        self._go(VISIT, NOTES)
        self._routes.notes.enter_list()
        for key in (*[Qt.Key.Key_Down] * _STEPS, *[Qt.Key.Key_Up] * (_STEPS // 2)):
            self._key(KEY_LIST, partial(self._hand.press, key))

    def _open_notes(self) -> None:
        from PySide6.QtCore import Qt

        from peerdesk.desktop.routes_peer import NOTES

        for _ in range(_OPENED):
            self._routes.notes.enter_list()
            self._hand.feel_whole(partial(self._hand.press, Qt.Key.Key_Down))
            self._page(OPEN_NOTE, partial(self._hand.press, Qt.Key.Key_Return))
            self._go(VISIT, NOTES)

    def _search(self) -> None:
        shown: list[bool] = []
        self._routes.list_model.shown.connect(lambda *_: shown.append(True))
        self._shared.go_to_search()
        for word in WORDS:
            for letter in word:
                shown.clear()
                self._key(KEY_SEARCH, partial(self._hand.write, letter), lambda: bool(shown))
            self._hand.feel_whole(self._shared.desk.bar.search.clear)

    def _write(self) -> None:
        form = self._begin_note()
        for answer in _ANSWERS:
            self._key(KEY_ANSWER, partial(self._hand.write, answer))
        self._hand.feel_whole(partial(form.parts.open_part, "memory"))
        for letter in TEXT:
            self._key(KEY_NOTE, partial(self._hand.write, letter))

    def _begin_note(self) -> "QuickNote":
        from PySide6.QtCore import Qt

        self._page(VISIT, partial(self._hand.press, Qt.Key.Key_N, Qt.KeyboardModifier.ControlModifier))
        form = self._routes.writing.form
        assert form is not None
        return form

    def _receive_at_once(self) -> None:
        """Hold syncing while the laptop sends, then let everything in at once."""
        from bench.laptop import laptop_with
        from peerdesk.desktop.routes_peer import NOTES

        self._go(VISIT, NOTES)
        with laptop_with(self._laptop, ARRIVE, 1) as laptop:
            self._let_all_in(AT_ONCE, laptop, self._notes_arriving())

    def _receive_while_writing(self) -> None:
        from bench.laptop import laptop_with

        form = self._begin_note()
        self._hand.feel_whole(partial(form.parts.open_part, "memory"))
        written: list[bool] = []
        with laptop_with(self._laptop, ARRIVE, 2) as laptop:
            is_here = self._notes_arriving()

            def write() -> None:
                laptop.go()
                letters = cycle(TEXT)
                while not is_here():
                    self._key(KEY_MEANWHILE, lambda: self._hand.write(next(letters)))
                written.append(True)

            self._samples |= self._heart.during(write, lambda: bool(written)).samples(LIVE)
            laptop.end()

    def _notes_arriving(self) -> Callable[[], bool]:
        from peerdesk.domain.changes import RecordKind

        return self._arriving(RecordKind.ENCOUNTER, ARRIVE)


if __name__ == "__main__":
    match sys.argv[1:]:
        case ["window", desk, portable]:
            sys.excepthook = leave
            child_result(DeskInUse(Path(desk), Path(portable)).measure())
        case [empty, number]:
            child_result(measured(Path(empty), int(number)))
