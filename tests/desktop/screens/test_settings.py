"""Settings in a real window: every change holds at once, and what belongs to a person is in no file of the computer."""

import importlib.metadata
import json
import re
import tomllib
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QShortcut
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from peerdesk.desktop.demo_windows import WatchedDesk
from peerdesk.desktop.licences import BUILT_WITH
from peerdesk.desktop.locking import IdleWatch
from peerdesk.desktop.preferences import FILE_NAME, Preferences
from peerdesk.desktop.screens.keys import KeysSheet
from peerdesk.desktop.screens.settings import SettingsScreen
from peerdesk.desktop.theme import theme_of
from peerdesk.desktop.widgets.buttons import LinkButton
from peerdesk.desktop.widgets.chip_grid import ChipGrid
from peerdesk.desktop.widgets.labels import StrongLabel
from peerdesk.desktop.widgets.paint import keycap_size
from peerdesk.work import nudges
from tests.desktop.desks import beyond, clipped, nameless, open_desk, peer, small
from tests.desktop.screens.test_nudges import begun
from tests.desktop.screens.test_quick_note import form_of, vault_of

ROOT = Path(__file__).parents[3]


def shown(desk: WatchedDesk) -> SettingsScreen:
    (page,) = [one for one in desk.door.frame.findChildren(SettingsScreen) if one.isVisible()]
    return page


def settings(desk: WatchedDesk) -> SettingsScreen:
    desk.press("Ctrl+Comma")
    desk.settle()
    return shown(desk)


def focus() -> str:
    widget = QApplication.focusWidget()
    return widget.objectName() if widget is not None else ""


def test_another_language_holds_at_once_and_the_focus_stays_where_it_was(home: Path) -> None:
    with open_desk(home) as desk:
        settings(desk)
        assert focus() == "settings-language-en"
        desk.press("Right")
        desk.settle()
        assert shown(desk).title.text() == "Ajustes"
        assert focus() == "settings-language-es"
        assert Preferences.read(home).language == "es"


def test_look_and_text_size_hold_at_once(home: Path) -> None:
    with open_desk(home) as desk:
        settings(desk).look.look.chosen.emit("dark")
        desk.settle()
        shown(desk).look.text_size.chosen.emit("200")
        desk.settle()
        known = Preferences.read(home)
        assert (known.look, known.scale_percent) == ("dark", 200)
        assert (shown(desk).look.look.code(), shown(desk).look.text_size.code()) == ("dark", "200")


def test_the_time_until_it_locks_is_obeyed_at_once(home: Path) -> None:
    with open_desk(home) as desk:
        (watch,) = desk.door.findChildren(IdleWatch)
        page = settings(desk)
        page.lock.minutes.spin.setValue(7)
        assert watch.limit == 7 * 60
        assert Preferences.read(home).lock_minutes == 7
        page.lock.minutes.spin.setValue(99)
        assert watch.limit == 15 * 60


def test_without_keys_of_one_letter_none_answers_and_none_is_shown(home: Path) -> None:
    with open_desk(home) as desk:
        settings(desk).keys.switch.setFocus()
        desk.press("Space")
        desk.settle()
        assert focus() == "settings-single-keys"
        desk.press("Ctrl+N", "1")
        form = form_of(desk)
        assert form.draft().outcome == ""
        grid = form.findChildren(ChipGrid)[0]
        assert {chip.keycap for chip in grid._chips.values()} == {""}
        desk.press("Space")
        assert form.draft().outcome == "met", "the keys that every window has still work"
        desk.press("Escape", "Ctrl+Slash")
        desk.settle()
        (sheet,) = desk.door.frame.findChildren(KeysSheet)
        listed = {label.text() for label in sheet.findChildren(StrongLabel)}
        assert "Ctrl+Enter" in listed
        assert "A-X" not in listed


def test_without_keys_of_one_letter_no_list_obeys_one_either(home: Path) -> None:
    with open_desk(home) as desk:
        settings(desk).keys.switch.click()
        desk.settle()
        for place in ("follow_ups", "handoffs", "library"):
            desk.show(place)
        keys = {one.key().toString() for one in desk.door.frame.findChildren(QShortcut) if one.isEnabled()}
        assert {key for key in keys if len(key) == 1} == set()
        assert "Space" in keys, "what every list obeys stays"
        assert keycap_size(theme_of(), "R").isEmpty()
        assert not keycap_size(theme_of(), "F5").isEmpty()


def test_no_word_is_suggested_where_suggestions_are_off(home: Path) -> None:
    with open_desk(home) as desk:
        settings(desk).words.switch.click()
        desk.settle()
        assert not nudges.suggests(vault_of(desk))
        _part, line = begun(desk, "Talked about detox today.")
        assert not line.isVisible()
        settings(desk).words.switch.click()
        desk.settle()
        _part, line = begun(desk, "Talked about detox today.")
        assert line.isVisible()


def test_a_word_that_was_not_wanted_is_suggested_again(home: Path) -> None:
    with open_desk(home) as desk:
        nudges.want_no_more(vault_of(desk), "detox")
        card = settings(desk).words
        (again,) = [one for one in card.findChildren(LinkButton) if one.accessibleDescription() == "detox"]
        again.setFocus()
        QTest.keyClick(again, Qt.Key.Key_Space)
        desk.settle()
        assert nudges.unwanted(vault_of(desk)) == frozenset()
        assert card.switch.hasFocus(), "the focus falls on nothing that is gone"
        _part, line = begun(desk, "Talked about detox today.")
        assert line.isVisible()


def test_the_file_of_this_computer_names_nobody_and_tells_nothing_of_their_words(home: Path) -> None:
    with open_desk(home) as desk:
        nudges.want_no_more(vault_of(desk), "zebracanary")
        settings(desk).words.switch.click()
        desk.settle()
        kept = (home / FILE_NAME).read_text()
        assert not any(word in kept for word in ("Devon", "zebracanary"))
        assert set(json.loads(kept)) <= set(Preferences.__slots__)


def test_what_is_set_elsewhere_is_reached_from_here(home: Path) -> None:
    with open_desk(home) as desk:
        (link,) = [one for one in settings(desk).findChildren(LinkButton) if one.text().startswith("Passphrase")]
        link.click()
        desk.settle()
        assert peer(desk).place == "trust"


@pytest.mark.parametrize(
    ("language", "percent", "size"), [("en", 100, (1280, 800)), ("es", 200, (1366, 768)), ("es", 100, (900, 600))]
)
def test_the_page_has_room_for_its_words(home: Path, language: str, percent: int, size: tuple[int, int]) -> None:
    with open_desk(home, language=language, percent=percent, size=size) as desk:
        nudges.want_no_more(vault_of(desk), "frequent flyer")
        settings(desk)
        frame = desk.door.frame
        assert (clipped(frame), beyond(frame), small(frame), nameless(frame)) == ([], [], [], [])


def test_every_library_that_goes_out_is_named_with_the_terms_it_states() -> None:
    wanted = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]["dependencies"]
    names = {re.split(r"[=\[]", one)[0].lower() for one in wanted}
    shown_names = {name.lower() for name, _terms in BUILT_WITH}
    assert {n for n in names if not any(n.removesuffix("-essentials") in one for one in shown_names)} == set()
    for name, terms in BUILT_WITH:
        if name.lower() in names:
            assert importlib.metadata.metadata(name).get("License-Expression") in (None, terms), name
