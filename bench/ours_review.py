"""A supervisor's desk with what five peers shared: the page, an item and the next by its key, the search, and changes.

One process prepares and runs the hospital; the window has one of its own, and so has the peer who sends meanwhile.
"""

import os
import sys
from functools import partial
from pathlib import Path

from bench.child import child
from bench.colleague import share_all
from bench.felt_desk import FeltDesk, leave
from bench.laptop import Laptop, laptop_with
from bench.measure import Samples, resident_mib
from bench.notes import WORDS
from bench.ours_sync import Computer, serve_at
from bench.people import SUPERVISOR, found, join
from bench.report import child_result
from bench.review import ANSWER, ARRIVE, ARRIVING, MEMORY, NEXT, PEERS, REVIEW, SEARCH
from bench.server_process import serving
from peerdesk.crypto.passphrase import TEST_ONLY
from peerdesk.domain.vocabulary import Role
from peerdesk.vault.vault import Vault

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

_QUIET_MS = 15_000
"""After so long the desk has tidied its vault and made its backup, and has nothing more to do."""
_NEXT, _ANSWERED, _VISITS = 60, 20, 8


def measured(folder: Path, count: int) -> Samples:
    """Measure with `count` shared notes in an empty folder."""
    folder.mkdir(parents=True)
    homes = folder / "homes"
    with serving(serve_at(folder / "server", found(folder / "org"))) as server:
        supervisor = join(folder / "org", homes / "supervisor", server.url, SUPERVISOR, Role.SUPERVISOR, "", TEST_ONLY)
        for number in range(PEERS):
            home, name = homes / f"peer {number}", f"Invented Peer {number}"
            peer = join(folder / "org", home, server.url, name, Role.PEER, SUPERVISOR, TEST_ONLY)
            _sync(peer)
            share_all(peer, count // PEERS, number)
            _sync(peer)
            peer.close()
        _sync(supervisor)
        supervisor.close()
        return child("bench.ours_review", "window", homes / "supervisor", homes / "peer 0")


def _sync(vault: Vault) -> None:
    computer = Computer(vault)
    computer.sync()
    computer.line.close()


class ReviewDesk(FeltDesk):
    """A supervisor's desk, and a peer who has changes ready: a desk that waited for them would lock itself."""

    def __init__(self, home: Path, peer: Laptop) -> None:
        super().__init__(home)
        from peerdesk.desktop.routes_supervisor import SupervisorRoutes

        self._peer = peer
        session = self._door.session
        assert session is not None
        assert isinstance(session.pages.routes, SupervisorRoutes)
        self._routes = session.pages.routes

    def measure(self) -> Samples:
        """Do what a supervisor does in a week, and let a week of a peer's come."""
        self._be_still(_QUIET_MS)
        self._visit()
        self._read()
        self._search()
        self._receive()
        self._samples[MEMORY] = [resident_mib()]
        return self._samples

    def _visit(self) -> None:
        from peerdesk.desktop.routes_supervisor import REVIEW as PAGE

        others = [place.code for place in (self._routes.library.place, self._routes.report.place)]
        for turn in range(_VISITS):
            self._go("elsewhere", others[turn % 2])
            self._go(REVIEW, PAGE)

    def _read(self) -> None:
        shown: list[bool] = []
        self._routes.model.shown.connect(lambda *_: shown.append(True))
        for turn in range(_NEXT + _ANSWERED):
            self._whole(NEXT, "j", shown)
            if turn >= _NEXT:
                self._whole(ANSWER, "r", shown)

    def _whole(self, what: str, letter: str, shown: list[bool]) -> None:
        shown.clear()
        self._keep(what, self._hand.feel_whole(partial(self._hand.write, letter), lambda: bool(shown)))

    def _search(self) -> None:
        listed: list[bool] = []
        self._routes.model.listed.connect(lambda *_: listed.append(True))
        self._shared.go_to_search()
        for word in WORDS:
            for letter in word:
                listed.clear()
                self._key(SEARCH, partial(self._hand.write, letter), lambda: bool(listed))
            self._hand.feel_whole(self._shared.desk.bar.search.clear)

    def _receive(self) -> None:
        from peerdesk.domain.changes import RecordKind

        self._routes.review.enter()
        self._let_all_in(ARRIVING, self._peer, self._arriving(RecordKind.SHARED_ENCOUNTER, ARRIVE))


if __name__ == "__main__":
    match sys.argv[1:]:
        case ["window", desk, colleague]:
            sys.excepthook = leave
            with laptop_with(Path(colleague), ARRIVE, 1, "bench.colleague") as ready:
                child_result(ReviewDesk(Path(desk), ready).measure())
        case [empty, number]:
            child_result(measured(Path(empty), int(number)))
