"""The desk's window while its threads work: unlock with the key derivation people get, import, and the first syncs.

Four processes: one that runs the hospital, and a window each for an empty vault that is filled, for the empty vault
of a second computer, and for the full one.
"""

import gc
import os
import sys
import time
from itertools import cycle
from pathlib import Path
from typing import TYPE_CHECKING

from bench.child import child
from bench.measure import Samples
from bench.report import child_result
from bench.sync_steps import SEARCH_MEANWHILE
from peerdesk.desktop.start import bring_in_qt

if TYPE_CHECKING:
    from bench.heartbeat import Beats
    from peerdesk.desktop.compose import Door
    from peerdesk.desktop.models.sync_pulse import SyncPulse
    from peerdesk.desktop.models.unlocking import Cancelled
    from peerdesk.vault.places import VaultPlace
    from peerdesk.vault.vault import Vault
    from peerdesk.work.syncing import SyncResult

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

_LETTER_MS = 120


def measured(folder: Path, count: int) -> Samples:
    """Measure with `count` notes in an empty folder."""
    from bench.ours_sync import serve_at
    from bench.people import both_join, found, second_computer
    from bench.server_process import serving

    folder.mkdir(parents=True)
    with serving(serve_at(folder / "server", found(folder / "org"))) as server:
        first = both_join(folder / "org", folder / "homes", server.url, profile=None)
        second_computer(first, folder / "homes" / "laptop").close()
        first.close()
        samples = child("bench.ours_blocks", "fill", folder / "homes" / "peer", count)
        samples |= child("bench.ours_blocks", "pull", folder / "homes" / "laptop", count)
        samples |= child("bench.ours_blocks", "unlock", folder / "homes" / "peer")
    return samples


class Desk:
    """A window over the vault of a home, as a session starts it. `is_quick` opens a vault of the test profile."""

    def __init__(self, home: Path, *, is_quick: bool = False) -> None:
        bring_in_qt()
        from PySide6.QtWidgets import QApplication

        from bench.heartbeat import Heartbeat
        from peerdesk.desktop.compose import Door
        from peerdesk.vault.opening import open_vault

        self._application = QApplication([])

        def open_quickly(place: "VaultPlace", passphrase: str, _cancelled: "Cancelled") -> "Vault":
            return open_vault(place.folder, passphrase=passphrase, rng=os.urandom, allow_test_profile=True)

        self._door = Door(home=home, name=None, app=self._application, open_vault=open_quickly if is_quick else None)
        self._door.frame.resize(1280, 800)
        warmed: list[bool] = []
        self._door.painted.connect(gc.freeze)
        self._door.warmed.connect(gc.freeze)
        self._door.warmed.connect(lambda: warmed.append(True))
        self._heart = Heartbeat()
        self._heart.during(self._door.show, lambda: bool(warmed))

    def unlock(self) -> Samples:
        """Type the passphrase and wait until the desk is there and nothing more is on its way to it."""
        return self._unlocked().samples("unlock")

    def fill(self, count: int) -> Samples:
        """Import notes on the vault's thread, then let the desk send them."""
        from bench.notes import synthetic_notes
        from bench.ours_store import draft
        from peerdesk.work.encounters import KeptTogether, keep_many

        self._unlocked()
        session = self._door.session
        assert session is not None
        drafts = [draft(note) for note in synthetic_notes(count)]
        bench, pulse = session.bench, session.pages.shared.pulse
        kept: list[KeptTogether] = []
        waiting: list[int] = []

        def bring() -> None:
            bench.run(pulse, lambda: keep_many(bench.vault, drafts, bench.now(), bench.rng), kept.append, _refused)

        imported = self._heart.during(bring, lambda: bool(kept))
        pulse.known.connect(lambda known: waiting.append(known.waiting))
        synced = self._heart.during(
            lambda: session.announcer.tell(kept[0].changes),
            lambda: any(waiting) and not waiting[-1] and not pulse.is_busy,
        )
        return imported.samples("import") | synced.samples("first push")

    def pull(self, count: int) -> Samples:
        """Unlock a second computer, and search letter by letter while everything arrives."""
        self._unlocked(is_quiet=False)
        session = self._door.session
        assert session is not None
        typing = _Typing(self._door)
        arriving = Arriving(session.pages.shared.pulse)
        pulled = self._heart.during(typing.begin, lambda: arriving.is_over(count))
        typing.end()
        return pulled.samples("first pull") | {SEARCH_MEANWHILE: typing.took}

    def _unlocked(self, *, is_quiet: bool = True) -> "Beats":
        """Unlock, until nothing more is on its way; where not `is_quiet`, until the desk is there."""
        from bench.people import PASSPHRASE

        door = self._door

        def is_over() -> bool:
            return door.session is not None and door.session.is_ready and not (is_quiet and door.background.waiting)

        return self._heart.during(lambda: door.unlock_page().asked.emit(0, PASSPHRASE), is_over)


class Arriving:
    """Adds up what rounds of syncing bring: one may follow at once on another, and bring nothing."""

    def __init__(self, pulse: "SyncPulse") -> None:
        self._pulse = pulse
        self._counted: SyncResult | None = None
        self._pulled = 0

    def is_over(self, count: int) -> bool:
        """Say whether so many have come and nothing is on its way. To be asked often, so that no round is missed."""
        last = self._pulse.last
        if last is not None and last is not self._counted:
            assert last.proof
            self._counted, self._pulled = last, self._pulled + last.pulled
        return self._pulled >= count and not self._pulse.is_busy


class _Typing:
    """Types a letter into the search each eighth of a second. `took` are the seconds until the list was shown."""

    def __init__(self, door: "Door") -> None:
        from PySide6.QtCore import QTimer

        from bench.notes import letters
        from peerdesk.desktop.routes_peer import PeerRoutes

        session = door.session
        assert session is not None
        routes = session.pages.routes
        assert isinstance(routes, PeerRoutes)
        self.took: list[float] = []
        self._letters = cycle(letters())
        self._pressed: float | None = None
        self._model, self._bar = routes.list_model, session.pages.shared.desk.bar
        # Behind the slot that shows the rows.
        self._model.shown.connect(self._on_shown)
        self._timer = QTimer(door)
        self._timer.setInterval(_LETTER_MS)
        self._timer.timeout.connect(self._type)

    def begin(self) -> None:
        self._timer.start()

    def end(self) -> None:
        self._timer.stop()

    def _type(self) -> None:
        if self._pressed is None:
            self._pressed = time.perf_counter()
            self._bar.search.setText(next(self._letters))

    def _on_shown(self, *_shown: object) -> None:
        if self._pressed is not None and self._model.query == self._bar.search.text().strip():
            self.took.append(time.perf_counter() - self._pressed)
            self._pressed = None


def _refused(problem: Exception) -> None:
    raise problem


if __name__ == "__main__":
    match sys.argv[1:]:
        case ["fill", home, number]:
            child_result(Desk(Path(home)).fill(int(number)))
        case ["pull", home, number]:
            child_result(Desk(Path(home), is_quick=True).pull(int(number)))
        case ["unlock", home]:
            child_result(Desk(Path(home)).unlock())
        case [empty, number]:
            child_result(measured(Path(empty), int(number)))
