"""The desk as people start it: parent and child up to the painted prompt, the unlock, the list and the search."""

import json
import os
import sys
import time
from pathlib import Path

from bench.measure import Samples, resident_mib
from bench.report import child_result

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
PAINTED = "painted.json"


def start(home: Path, started: str) -> None:
    """Be the parent: all that `peerdesk` does, with a child that says when it has painted."""
    import peerdesk.cli.desk  # noqa: F401  the door itself is part of the way
    from peerdesk.desktop.main import Keeper, child_environment

    command = [sys.executable, "-m", "bench.ours_window", "prompt", str(home), started]
    os._exit(Keeper(command, child_environment(os.environ)).run())


def prompt(home: Path, started: float) -> None:
    """Be the child: the session as it is, but where it hardens itself after the first paint it reports and ends."""
    from peerdesk.desktop import session

    def painted() -> None:
        found = {"process spawn to prompt painted": [time.time() - started], "memory at prompt": [resident_mib()]}
        (home / PAINTED).write_text(json.dumps(found))
        os._exit(0)

    session.harden = painted
    session.main(["--home", str(home)])


def desk(home: Path, folder: Path) -> Samples:
    """Unlock a vault whose key is at hand and see the whole desk painted."""
    from PySide6.QtWidgets import QApplication

    import peerdesk.desktop.compose_desk  # noqa: F401  brought in while the person types, as in the desk
    from bench.ours_store import opener
    from peerdesk.desktop.compose import Door

    again = opener(folder)
    application = QApplication([])
    door = Door(home=home, name=None, app=application, open_vault=lambda *_: again())
    door.frame.resize(1280, 800)
    door.show()
    door.frame.grab()
    began = time.perf_counter()
    door.unlock_page().asked.emit(0, "")
    while door.session is None or not door.session.is_ready:
        application.processEvents()
    door.frame.grab()
    return {
        "unlock: open + whole desk painted": [time.perf_counter() - began],
        "memory with the desk open": [resident_mib()],
    }


def notes(folder: Path) -> Samples:
    """Open a vault whose key is at hand, paint its newest notes, and search letter by letter, painted each time."""
    from PySide6.QtWidgets import QApplication

    from bench.floor_store import letters
    from bench.ours_store import opener
    from peerdesk.desktop.models.note_rows import NoteRows
    from peerdesk.desktop.models.words import Words
    from peerdesk.desktop.theme import apply_theme, make_theme
    from peerdesk.desktop.widgets.section_list import SectionList
    from peerdesk.work.encounters import encounter_page, search
    from peerdesk.work.labels import read_labels
    from peerdesk.work.resources import resource

    again = opener(folder)
    application = QApplication([])
    apply_theme(application, make_theme())
    rows = NoteRows(Words(read_labels(resource("library", "vocab.json").read_bytes()), "en"))
    began = time.perf_counter()
    vault = again()
    view = SectionList("Notes")
    view.resize(452, 700)
    view.set_rows(tuple(rows.of_list(row) for row in encounter_page(vault)))
    view.show()
    view.grab()
    unlocked = time.perf_counter() - began
    keys = []
    for text in letters():
        began = time.perf_counter()
        view.set_rows(tuple(rows.of_found(found) for found in search(vault, text)))
        view.grab()
        keys.append(time.perf_counter() - began)
    application.processEvents()
    return {
        "unlock: open + newest 200 + list painted": [unlocked],
        "search key press to list painted": keys,
        "memory with vault open, list and searches done": [resident_mib()],
    }


if __name__ == "__main__":
    match sys.argv[1:]:
        case ["start", where, started]:
            start(Path(where), started)
        case ["prompt", where, started]:
            prompt(Path(where), float(started))
        case ["desk", where, folder]:
            child_result(desk(Path(where), Path(folder)))
        case ["notes", folder]:
            child_result(notes(Path(folder)))
