"""The filters of the notes: chips, a setting, an outcome; they hold in a search as well, and Esc ends them."""

import os
from pathlib import Path

from PySide6.QtTest import QTest
from PySide6.QtWidgets import QCheckBox

from peerdesk.desktop.demo_windows import WatchedDesk
from peerdesk.domain.encounter import EncounterDraft
from peerdesk.work.encounters import keep_many
from tests.desktop.desks import beyond, clipped, nameless, open_desk, peer, small
from tests.desktop.screens.test_quick_note import vault_of
from tests.support.hospital import clock

NOTES = (
    EncounterDraft(setting="ed", outcome="declined", memory="harbor one", follow_up="7d"),
    EncounterDraft(setting="street", outcome="declined", memory="harbor two"),
    EncounterDraft(setting="ed", outcome="left", memory="harbor three", happened_on="2020-01-02"),
)


def subs(desk: WatchedDesk) -> list[str]:
    desk.settle()
    page = peer(desk).list_model._page
    return sorted(row.first_line for row in page)


def test_each_filter_shows_less_and_escape_shows_everything(home: Path) -> None:
    with open_desk(home, language="es", percent=200, size=(1366, 768)) as desk:
        keep_many(vault_of(desk), NOTES, clock(), os.urandom)
        desk.show("notes")
        peer(desk).list_model.read()
        desk.settle()
        notes = peer(desk).notes
        filters = notes.filters
        chip = next(one for one in filters.findChildren(QCheckBox) if one.text() == "Con seguimiento")
        chip.setFocus()
        desk.press("Space")
        assert subs(desk) == ["harbor one"]
        filters.outcome.set_code("declined")
        filters.outcome.picked.emit("declined")
        assert subs(desk) == ["harbor one"]
        assert (nameless(notes), clipped(notes), small(notes), beyond(notes)) == ([], [], [], [])
        desk.press("Escape")
        assert subs(desk) == ["harbor one", "harbor three", "harbor two"]
        assert filters.codes() == frozenset()
        assert filters.clear.isHidden()
        filters.setting.set_code("ed")
        filters.setting.picked.emit("ed")
        assert subs(desk) == ["harbor one", "harbor three"]
        peer(desk).list_model.search("harbor")
        desk.settle()
        assert notes.list.rows.rowCount() == 2
        filters.clear.setFocus()
        filters.clear.click()
        desk.settle()
        assert notes.list.rows.rowCount() == 3
        assert filters.isAncestorOf(desk.door.frame.focusWidget())


def test_what_is_pressed_beside_a_note_is_about_the_note_that_is_shown(home: Path) -> None:
    with open_desk(home) as desk:
        keep_many(vault_of(desk), NOTES, clock(), os.urandom)
        desk.show("notes")
        peer(desk).list_model.read()
        desk.settle()
        notes, reader = peer(desk).notes, peer(desk).preview_model
        shown, asked = reader.note, []
        notes.edit_asked.disconnect()
        notes.edit_asked.connect(asked.append)
        reader._soon.setInterval(60_000)
        desk.press("Ctrl+F")
        other = next(word for word in ("two", "one") if word not in notes._preview._view.memory)
        QTest.keyClicks(desk.search_field(), other)
        desk.wait(lambda: notes.list.current_key() != shown, "another note first")
        # The list is ahead of what stands beside it.
        notes._preview.edit.click()
        assert asked == [shown]


def test_a_filter_that_finds_nothing_leaves_no_note_open_that_a_key_could_reach(home: Path) -> None:
    with open_desk(home) as desk:
        keep_many(vault_of(desk), NOTES, clock(), os.urandom)
        desk.show("notes")
        peer(desk).list_model.read()
        desk.settle()
        notes = peer(desk).notes
        assert notes._preview._all.isVisible()
        peer(desk).list_model.filter(frozenset({"shared"}))
        desk.settle()
        assert notes.list.rows.rowCount() == 0
        peer(desk).preview_model.read()
        desk.settle()
        assert not notes._preview._all.isVisible()
        desk.press("Ctrl+E")
        desk.settle()
        assert peer(desk).place == "notes"
        peer(desk).list_model.filter(frozenset())
        desk.settle()
        assert notes._preview._all.isVisible()
