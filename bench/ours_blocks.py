"""The desk's window while its threads work: unlock with the key derivation people get, import, and the first sync.

Three processes: one that runs the hospital, and one window each for an empty vault that is filled and for the full one.
"""

import gc
import os
import sys
from pathlib import Path

from bench.child import child
from bench.measure import Samples
from bench.report import child_result
from bench.sync_steps import BLOCK
from peerdesk.desktop.start import bring_in_qt

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")


def measured(folder: Path, count: int) -> Samples:
    """Measure with `count` notes in an empty folder."""
    from bench.ours_sync import serve_at
    from bench.people import both_join, found
    from bench.server_process import serving

    folder.mkdir(parents=True)
    with serving(serve_at(folder / "server", found(folder / "org"))) as server:
        both_join(folder / "org", folder / "homes", server.url, profile=None).close()
        samples = child("bench.ours_blocks", "fill", folder / "homes" / "peer", count)
        samples |= child("bench.ours_blocks", "unlock", folder / "homes" / "peer")
    return samples


class Desk:
    """A window over the vault of a home, opened as a person opens it."""

    def __init__(self, home: Path) -> None:
        bring_in_qt()
        from PySide6.QtWidgets import QApplication

        from bench.heartbeat import Heartbeat
        from peerdesk.desktop.compose import Door
        from peerdesk.desktop.warming import bring_in, paint_unseen

        self._application = QApplication([])
        self._door = Door(home=home, name=None, app=self._application)
        self._door.frame.resize(1280, 800)
        self._door.show()
        self._door.frame.grab()
        bring_in()
        paint_unseen()
        gc.freeze()
        self._heart = Heartbeat()

    def unlock(self) -> Samples:
        """Type the passphrase and wait until the desk is there and nothing more is on its way to it."""
        from bench.people import PASSPHRASE

        door = self._door

        def is_over() -> bool:
            return door.session is not None and door.session.is_ready and not door.background.waiting

        longest = self._heart.longest_while(lambda: door.unlock_page().asked.emit(0, PASSPHRASE), is_over)
        return {BLOCK + "unlock": [longest]}

    def fill(self, count: int) -> Samples:
        """Import notes on the vault's thread, then let the desk send them."""
        from bench.notes import synthetic_notes
        from bench.ours_store import draft
        from peerdesk.work.encounters import KeptTogether, keep_many

        session = self._door.session
        assert session is not None
        drafts = [draft(note) for note in synthetic_notes(count)]
        bench, pulse = session.bench, session.pages.shared.pulse
        kept: list[KeptTogether] = []
        waiting: list[int] = []

        def bring() -> None:
            bench.run(pulse, lambda: keep_many(bench.vault, drafts, bench.now(), bench.rng), kept.append, _refused)

        imported = self._heart.longest_while(bring, lambda: bool(kept))
        pulse.known.connect(lambda known: waiting.append(known.waiting))
        synced = self._heart.longest_while(
            lambda: session.announcer.tell(kept[0].changes),
            lambda: any(waiting) and not waiting[-1] and not pulse.is_busy,
        )
        return {BLOCK + "import": [imported], BLOCK + "first push": [synced]}


def _refused(problem: Exception) -> None:
    raise problem


if __name__ == "__main__":
    match sys.argv[1:]:
        case ["fill", home, number]:
            desk = Desk(Path(home))
            desk.unlock()
            child_result(desk.fill(int(number)))
        case ["unlock", home]:
            child_result(Desk(Path(home)).unlock())
        case [empty, number]:
            child_result(measured(Path(empty), int(number)))
