"""The desk's window once a passphrase is right: the unlock, the list and the search. The start is `bench.prompt`."""

import os
import sys
import time
from pathlib import Path

from bench.measure import Samples, resident_mib
from bench.report import child_result
from peerdesk.desktop.start import bring_in_qt

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")


def desk(home: Path, folder: Path) -> Samples:
    """Unlock a vault whose key is at hand and see the whole desk painted."""
    bring_in_qt()
    from PySide6.QtWidgets import QApplication

    from bench.ours_store import opener
    from peerdesk.desktop.compose import Door

    again = opener(folder)
    application = QApplication([])
    door = Door(home=home, name=None, app=application, open_vault=lambda *_: again())
    door.frame.resize(1280, 800)
    door.show()
    door.frame.grab()
    _while_the_person_types()
    began = time.perf_counter()
    door.unlock_page().asked.emit(0, "")
    while door.session is None or not door.session.is_ready:
        application.processEvents()
    door.frame.grab()
    return {
        "unlock: open + whole desk painted": [time.perf_counter() - began],
        "memory with the desk open": [resident_mib()],
    }


def _while_the_person_types() -> None:
    """Do what the desk does behind the unlock window."""
    from peerdesk.desktop.warming import bring_in, paint_unseen

    bring_in(lambda: None)
    paint_unseen()


def notes(folder: Path) -> Samples:
    """Open a vault whose key is at hand, paint its newest notes, and search letter by letter, painted each time."""
    bring_in_qt()
    from PySide6.QtWidgets import QApplication

    from bench.notes import letters
    from bench.ours_store import NEWEST, opener
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
    _while_the_person_types()
    began = time.perf_counter()
    vault = again()
    view = SectionList("Notes")
    view.resize(452, 700)
    view.set_rows(rows.listed(encounter_page(vault, limit=NEWEST)))
    view.show()
    view.grab()
    unlocked = time.perf_counter() - began
    keys = []
    for text in letters():
        began = time.perf_counter()
        view.set_rows(rows.found(search(vault, text)))
        view.grab()
        keys.append(time.perf_counter() - began)
    return {
        "unlock: open + newest 200 + list painted": [unlocked],
        "search key press to list painted": keys,
        "memory with vault open, list and searches done": [resident_mib()],
    }


if __name__ == "__main__":
    match sys.argv[1:]:
        case ["desk", where, folder]:
            child_result(desk(Path(where), Path(folder)))
        case ["notes", folder]:
            child_result(notes(Path(folder)))
