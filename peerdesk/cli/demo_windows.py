"""The demo's windows: the same road seen through real desks, and two desks for somebody who wants to try it."""

import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from peerdesk.cli.demo_people import Actor
from peerdesk.cli.demo_road import Road
from peerdesk.cli.demo_server import own_command, own_environment
from peerdesk.cli.demo_steps import Checks
from peerdesk.desktop.demo_windows import Onlooker
from peerdesk.work.encounters import encounter_page
from peerdesk.work.unlock import choose, unlock

FEW_KEYS = 6


def look_at_windows(road: Road, out: Path) -> list[Path]:
    """Open both desks in real windows, write a note by keys, take pictures, and return their files."""
    devon, tomas = road.cast.devon, road.cast.tomas
    with _faults() as faults, closing(Onlooker(out)) as onlooker:
        with road.steps.step("a peer's desk in a window") as check:
            _peer(onlooker, road, devon, check)
        with road.steps.step("a supervisor's desk in a window") as check:
            tomas.close()
            desk = onlooker.door(tomas.home, tomas.name)
            desk.unlock(tomas.passphrase)
            desk.picture("06-review")
            desk.show("trust")
            desk.picture("07-sync-and-trust")
            desk.close()
            _open_again(tomas)
            check.that(not faults, "no window had a fault of its own")
            check.that(all(path.stat().st_size > 0 for path in onlooker.pictures), "the pictures are on the disk")
        return onlooker.pictures


@contextmanager
def _faults() -> Iterator[list[str]]:
    """Collect what is raised inside a window: Qt goes on after that, and the demo must not."""
    raised: list[str] = []
    before = sys.excepthook
    sys.excepthook = lambda kind, *_: raised.append(kind.__name__)
    try:
        yield raised
    finally:
        sys.excepthook = before


def open_desks(road: Road) -> int:
    """Open a desk for the peer and one for the supervisor, and wait until both are closed."""
    desks = [_desk(actor) for actor in (road.cast.devon, road.cast.tomas)]
    try:
        statuses = [desk.wait() for desk in desks]
        return int(any(statuses))
    finally:
        for desk in desks:
            if desk.poll() is None:
                desk.terminate()
                desk.wait()


def _peer(onlooker: Onlooker, road: Road, devon: Actor, check: Checks) -> None:
    before = len(encounter_page(devon.vault))
    devon.close()
    desk = onlooker.door(devon.home, devon.name)
    desk.picture("01-unlock")
    desk.unlock(devon.passphrase)
    desk.picture("02-today")
    keys = desk.write_a_note("03-quick-note")
    desk.show("notes")
    desk.picture("04-notes")
    desk.show("notes", road.note)
    desk.picture("05-note-detail")
    desk.close()
    _open_again(devon)
    check.that(keys <= FEW_KEYS, f"a whole note took {keys} keys")
    check.that(len(encounter_page(devon.vault)) == before + 1, "the note that was typed is kept")


def _open_again(actor: Actor) -> None:
    actor.open_vault = unlock(choose(actor.home), actor.passphrase)


def _desk(actor: Actor) -> subprocess.Popen[bytes]:
    return subprocess.Popen([*own_command(), "--home", str(actor.home)], env=own_environment())
