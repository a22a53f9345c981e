"""Marisol works in Spanish, at twice the size and with a screen reader: nothing on her way is English, and none is cut.

The page with what somebody wants their team to know is printed in Spanish, with an English copy, and decides nothing by
itself: the individual holds it. What is kept of a note are the same codes as those of a peer who works in English.
"""

from pathlib import Path

import pytest
from PySide6.QtCore import QDate, QLocale
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent
from PySide6.QtWidgets import QApplication, QLabel, QWidget

from peerdesk.desktop.demo_windows import WatchedDesk
from peerdesk.desktop.language import read_catalogue
from peerdesk.desktop.screens.nudge_line import NudgeLine
from peerdesk.domain.encounter import Encounter
from peerdesk.work.labels import NAMES, read_labels
from peerdesk.work.reading import encounter_detail, encounter_page
from peerdesk.work.resources import resource, resource_root
from tests.desktop.desks import beyond, clipped, cut, nameless, open_desk, open_door, squeezed
from tests.desktop.gates.pseudo import PROPER_NAMES, texts
from tests.desktop.gates.room import overlapping, too_long
from tests.desktop.gates.tour import in_front
from tests.desktop.screens.test_handouts import routes as handouts_of
from tests.desktop.screens.test_quick_note import vault_of
from tests.desktop.strings import said
from tests.support.by_keys import Keys
from tests.support.vaults import PASSPHRASE, new_vault

WARD = (1366, 768)
ANSWER = "quetzalcanario, silencio y agua"

pytestmark = pytest.mark.usefixtures("qapp")


@pytest.fixture
def heard(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Return what is said aloud, as it is said."""
    sentences: list[str] = []

    def hear(event: QAccessibleAnnouncementEvent) -> None:
        sentences.append(event.message())

    monkeypatch.setattr(QAccessible, "updateAccessibility", hear)
    return sentences


@pytest.fixture(scope="module")
def english() -> frozenset[str]:
    """Return everything the desk says in English and otherwise in Spanish."""
    catalogue = read_catalogue(resource_root() / "i18n" / "es")
    sources = {(one.context, one.source) for one in said() if one.source}
    told = {
        source
        for context, source in sources
        if source != (catalogue.get(context, {}).get(source) or catalogue["*"].get(source))
    }
    labels = read_labels(resource("library", "vocab.json").read_bytes())
    codes = [code for kind in NAMES for code in kind]
    return frozenset(told | {labels.of(one) for one in codes if labels.of(one) != labels.of(one, "es")}) - PROPER_NAMES


class Spanish:
    """Marisol's keys, and a look at each screen that they lead to."""

    def __init__(self, desk: WatchedDesk, english: frozenset[str]) -> None:
        self.keys = Keys(desk)
        self._english = english
        self.seen: list[str] = []

    def look(self, name: str) -> None:
        """Say what is wrong with the screen, by failing."""
        root = in_front(self.keys.desk)
        room = [flaw for gate in (clipped, beyond, cut, squeezed, overlapping, too_long) for flaw in gate(root)]
        assert (name, room, nameless(root), self._not_translated(root)) == (name, [], [], [])
        self.seen.append(name)

    def _not_translated(self, root: QWidget) -> list[str]:
        return sorted({text for text in texts(root) if text in self._english})


def write_a_note(keys: Keys, words: tuple[str, str, str], after_each: "Spanish | None" = None) -> None:
    """Write one by keys. `words` are the names of the parts for who, language, and none who interpreted."""
    keys.press("Ctrl+N", "1", "B", "C")
    if after_each is not None:
        after_each.look("a note")
    who, language, interpreter = words
    keys.tab_to(who)
    keys.press("Space")
    keys.write("L.")
    keys.tab_to(language)
    keys.press("Space")
    if after_each is not None:
        after_each.look("the language of the talk")
    keys.press("Right", "Space")
    keys.tab_to(interpreter)
    keys.press("Space")


def kept(desk: WatchedDesk) -> Encounter:
    (row,) = encounter_page(vault_of(desk))
    return encounter_detail(vault_of(desk), row.id).encounter


@pytest.fixture
def in_english(tmp_path: Path, qapp: QApplication) -> Encounter:
    """Return the same note as a peer keeps it whose desk is English."""
    qapp.processEvents()
    home = tmp_path / "english"
    home.mkdir()
    with open_desk(home) as desk:
        keys = Keys(desk)
        write_a_note(keys, ("Who", "Language", "No interpreter"))
        keys.press("Ctrl+Return")
        return kept(desk)


def test_the_way_of_a_note_is_spanish_at_twice_the_size_and_is_heard_in_spanish(
    home: Path, english: frozenset[str], heard: list[str], in_english: Encounter
) -> None:
    new_vault(home, "Marisol Vega").close()
    heard.clear()
    with open_door(home, language="es", percent=200, size=WARD) as desk:
        marisol = Spanish(desk, english)
        marisol.look("the door")
        desk.unlock(PASSPHRASE)
        marisol.look("today")
        the_dates_are_spanish(desk)
        write_a_note(marisol.keys, ("Quién", "Idioma", "Sin intérprete"), marisol)
        nudged_in_spanish(marisol)
        marisol.keys.press("Ctrl+Return")
        marisol.look("today, with a note")
        marisol.keys.go("Notas")
        marisol.look("notes")
        marisol.keys.press("Return")
        marisol.look("one note")
        note = kept(desk)
    codes = ("setting", "outcome", "support", "language", "interpreter", "mode")
    assert {name: getattr(note, name) for name in codes} == {name: getattr(in_english, name) for name in codes}
    assert (note.language, note.interpreter) == ("es", "none")
    assert "Nota guardada en esta computadora. Deshacer" in heard
    assert [sentence for sentence in heard if sentence.partition(".")[0] in english] == []
    assert len(marisol.seen) == 8


def the_dates_are_spanish(desk: WatchedDesk) -> None:
    today = QDate.currentDate()
    weekday = QLocale("es").standaloneDayName(today.dayOfWeek())
    month = QLocale("es").standaloneMonthName(today.month())
    shown = " ".join(one.text().casefold() for one in desk.door.frame.findChildren(QLabel) if one.isVisible())
    assert weekday in shown
    assert month in shown


def nudged_in_spanish(marisol: Spanish) -> None:
    """Write a word of the Spanish list and one of the English list: only the first is asked about."""
    marisol.keys.tab_to("Nota para mí")
    marisol.keys.press("Space")
    line = marisol.keys.desk.door.frame.findChildren(NudgeLine)[0]
    marisol.keys.write("Le llaman frequent flyer ")
    assert not line.isVisible()
    marisol.keys.write("y drogadicto en el piso ")
    assert line.isVisible()
    assert line.take.text() == "persona que consume"
    marisol.look("a suggestion")


def test_what_the_team_should_know_is_printed_in_spanish_with_an_english_copy_and_is_theirs(
    home: Path, english: frozenset[str], heard: list[str]
) -> None:
    printed: list[str] = []
    with open_desk(home, language="es", percent=200, size=WARD) as desk:
        marisol = Spanish(desk, english)
        handouts_of(desk).ask_printer = lambda _window: printed.append
        marisol.keys.command("entregar")
        marisol.look("pages to hand out")
        sheet = handouts_of(desk).sheet
        assert sheet is not None
        assert sheet.language.code() == "es"
        marisol.keys.tab_to("Y una en el otro idioma")
        marisol.keys.press("Space")
        marisol.keys.tab_to("Lo que me ayuda")
        marisol.keys.write(ANSWER)
        marisol.keys.tab_to("Imprimir")
        marisol.keys.press("Space")
        assert "Se mandó a la impresora. Aquí no se guardó nada." in heard
        marisol.keys.press("Escape")
    (page,) = printed
    spanish, _, copy = page.partition('<div class="next">')
    assert "Lo que quiero que sepa mi equipo" in spanish
    assert "Yo decido quién lee" in spanish, "the individual decides who gets it"
    assert "What I want my team to know" in copy
    assert "I decide who reads this page" in copy
    assert ANSWER in spanish
    assert ANSWER in copy
    left = [path for path in home.rglob("*") if path.is_file() and b"quetzalcanario" in path.read_bytes()]
    assert left == []
