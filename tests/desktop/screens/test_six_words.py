"""Six words on two real desks in two languages: what Tomas reads of himself is what Devon sees of him."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QWidget

from peerdesk.desktop.demo_windows import WatchedDesk
from peerdesk.desktop.screens.six_words import MyWordsCard, SixWords
from peerdesk.desktop.widgets.badges import Badge
from tests.desktop.desks import beyond, click, clipped, nameless, open_desk
from tests.desktop.screens.test_what_the_hospital_decides import buttons
from tests.support.hospital import PASSPHRASE, a_hospital
from tests.work.ward import Pair


@pytest.fixture
def ward(tmp_path: Path) -> Iterator[Pair]:
    with a_hospital(tmp_path) as hospital:
        pair = Pair(hospital)
        pair.meet()
        for vault in (pair.devon, pair.tomas):
            vault.close()
            hospital.open_vaults.remove(vault)
        yield pair


def shown(desk: WatchedDesk, *, mine: bool) -> tuple[str, str]:
    """Return the six as they stand in the language of this screen, and the line for another one."""
    session = desk.door.session
    assert session is not None
    session.pages.shared.show_trust()
    session.pages.shared.pulse.read()
    page = session.pages.shared.trust

    def found() -> list[SixWords]:
        here = [one for one in page.findChildren(SixWords) if one.isVisible()]
        return [one for one in here if mine == isinstance(of_card(one), MyWordsCard)]

    desk.wait(lambda: bool(found()), "the words")
    desk.settle()
    six = found()[0]
    assert (clipped(page), nameless(page), beyond(page)) == ([], [], [])
    texts = [str(one.text()) for one in six.findChildren(QWidget) if hasattr(one, "text")]
    other = next(text for text in texts if text.startswith(("On a screen", "En una pantalla")))
    return ", ".join(badge.text() for badge in six.findChildren(Badge)), other


def of_card(six: QWidget) -> QWidget | None:
    above = six.parentWidget()
    while above is not None and not isinstance(above, MyWordsCard):
        above = above.parentWidget()
    return above


def test_two_screens_in_two_languages_compare_the_same_six(ward: Pair) -> None:
    homes, remotes = ward.hospital.folder / "homes", ward.hospital.remotes
    with open_desk(homes / "Devon Achebe", PASSPHRASE, remotes=remotes) as desk:
        here, elsewhere = shown(desk, mine=False)
    with open_desk(homes / "Tomas Okafor", PASSPHRASE, remotes=remotes, language="es") as desk:
        mine, other = shown(desk, mine=True)
    assert elsewhere == f"On a screen in Spanish: {mine}"
    assert other == f"En una pantalla en inglés: {here}"
    assert here != mine


def test_words_that_match_are_noted_on_a_spanish_screen(ward: Pair) -> None:
    home = ward.hospital.folder / "homes" / "Devon Achebe"
    with open_desk(home, PASSPHRASE, remotes=ward.hospital.remotes, language="es") as desk:
        shown(desk, mine=False)
        (match,) = buttons(desk, "Las palabras coinciden")
        click(match)
        desk.wait(lambda: not buttons(desk, "Las palabras coinciden"), "it to be noted")
