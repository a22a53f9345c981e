"""What holds on every screen: names, order, room for words, nothing private where others look."""

from functools import partial
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu, QWidget

from peerdesk.desktop.demo_windows import WatchedDesk
from peerdesk.domain.encounter import EncounterDraft
from tests.desktop.desks import beyond, clipped, nameless, open_desk, open_door, peer, small
from tests.desktop.screens.test_quick_note import vault_of

SECRET = "Quetzalcanary"
FILLED = EncounterDraft(
    setting="ed",
    outcome="met",
    support=("time", "listened", "options", "family_support"),
    handle="Blue Heron 27",
    memory=f"{SECRET} came through. Wants to try the Tuesday group. " * 3,
    words="I just need someone to go in the door with me.",
    next={"group": "chosen", "peer_center": "offered"},
    supplies={"naloxone_nasal": 2},
    mattered=("transport", "heard"),
    follow_up="1d",
    length="15_30",
    language="es",
    prompt="How do I say goodbye?",
)


def write_a_whole_note(desk: WatchedDesk) -> None:
    routes = peer(desk)
    routes.writing.begin(FILLED, place="as last time")
    desk.press("Ctrl+Return")
    desk.settle()
    routes.dismiss()


def every_page(desk: WatchedDesk) -> dict[str, QWidget]:
    """Visit every page and yield it while it is shown."""
    write_a_whole_note(desk)
    routes = peer(desk)
    note = routes.list_model._page[0].id
    return {
        "today": _shown(desk, "today"),
        "notes": _shown(desk, "notes"),
        "detail": _shown(desk, "notes", note),
        "trust": _shown(desk, "trust"),
        "writing": _written(desk),
    }


def _shown(desk: WatchedDesk, place: str, note: object = None) -> QWidget:
    desk.show(place, note)  # type: ignore[arg-type]
    return desk.door.frame


def _written(desk: WatchedDesk) -> QWidget:
    desk.press("Ctrl+N", "1")
    desk.settle()
    return desk.door.frame


def visit(desk: WatchedDesk, page: str) -> QWidget:
    write_a_whole_note(desk)
    if page == "writing":
        return _written(desk)
    if page == "filled":
        peer(desk).writing.begin(FILLED, place="as last time")
        desk.settle()
        return desk.door.frame
    note = peer(desk).list_model._page[0].id if page == "detail" else None
    return _shown(desk, "notes" if page == "detail" else page, note)


PAGES = ("today", "notes", "detail", "trust", "writing", "filled")


def test_everything_that_takes_the_focus_has_a_name(home: Path) -> None:
    with open_desk(home) as desk:
        assert {page: nameless(visit(desk, page)) for page in PAGES} == {page: [] for page in PAGES}


def test_everything_at_the_door_has_a_name(home: Path) -> None:
    with open_door(home) as desk:
        assert nameless(desk.door.frame) == []
        assert clipped(desk.door.frame) == []


@pytest.mark.parametrize(
    ("language", "percent", "size"),
    [("es", 200, (1366, 768)), ("en", 100, (900, 600)), ("es", 100, (900, 600))],
)
def test_no_word_is_cut_and_nothing_leaves_a_small_window_or_a_large_text(
    home: Path, language: str, percent: int, size: tuple[int, int]
) -> None:
    with open_desk(home, language=language, percent=percent, size=size) as desk:
        found = {}
        for page in PAGES:
            frame = visit(desk, page)
            found[page] = (clipped(frame), beyond(frame), small(frame))
        assert found == dict.fromkeys(PAGES, ([], [], []))


def test_no_word_of_a_note_and_no_handle_is_in_a_window_title(home: Path) -> None:
    with open_desk(home) as desk:
        for page in PAGES[:5]:
            frame = visit(desk, page)
            titles = [widget.windowTitle() for widget in QApplication.topLevelWidgets()]
            assert not any(SECRET in title or "Heron" in title for title in [*titles, frame.windowTitle()])


def test_tab_walks_the_whole_form_and_comes_round(home: Path) -> None:
    with open_desk(home) as desk:
        desk.press("Ctrl+N", "1")
        seen: list[QWidget] = []
        first = QApplication.focusWidget()
        for _ in range(200):
            focused = QApplication.focusWidget()
            assert focused is not None
            QTest.keyClick(focused, Qt.Key.Key_Tab)
            focused = QApplication.focusWidget()
            assert focused is not None
            if focused in seen:
                break
            seen.append(focused)
        form = peer(desk).writing.form
        assert form is not None
        assert form.footer.save in seen
        assert form._support.chip("listened") in seen
        assert desk.door.frame.findChildren(type(desk.search_field()))[0] in seen
        assert first in seen
        assert seen.index(form._support.chip("listened")) < seen.index(form.footer.save)


def test_f12_covers_everything_at_once_and_gives_it_back(home: Path) -> None:
    with open_desk(home) as desk:
        visit(desk, "detail")
        desk.press("F12")
        frame = desk.door.frame
        assert frame.is_covered
        assert not peer(desk).detail.isVisible()
        seen = [w for w in frame.findChildren(QWidget) if w.isVisible() and w is not frame.cover]
        assert not any(SECRET in str(getattr(w, "text", str)()) for w in seen)
        desk.press("F12")
        assert not frame.is_covered
        assert peer(desk).detail.isVisible()


def test_no_stray_window_opens_on_the_way(home: Path) -> None:
    with open_desk(home) as desk:
        every_page(desk)
        others = [w for w in QApplication.topLevelWidgets() if w.isVisible() and w is not desk.door.frame]
        assert others == []


def test_search_finds_while_typing_and_says_how_many(home: Path) -> None:
    with open_desk(home) as desk:
        write_a_whole_note(desk)
        desk.press("Ctrl+F")
        for letter in "quet":
            desk.press(letter.upper())
        desk.settle()
        routes = peer(desk)
        assert routes.place == "notes"
        rows = routes.notes.list.rows.rows
        assert len(rows) == 1
        assert rows[0].marks[0] == (0, 4)
        assert routes.notes.subtitle.text() == "1 found for “quet”"
        desk.press("Return")
        assert routes.notes.list.hasFocus()
        # What is read again by a sync and is as it was stays as it is, with what somebody has selected in it.
        body = routes.notes._preview._shown
        routes.list_model.read()
        desk.settle()
        routes.notes.show_note(routes.notes._preview._view)
        assert routes.notes._preview._shown is body


def test_what_is_found_first_is_opened_once_the_hand_rests_and_nothing_found_opens_nothing(home: Path) -> None:
    with open_desk(home) as desk:
        write_a_whole_note(desk)
        desk.show("notes")
        notes, reader = peer(desk).notes, peer(desk).preview_model
        shown: list[object] = []
        reader.shown.connect(shown.append)

        def says(word: str) -> bool:
            return f"“{word}”" in notes.subtitle.text()

        reader._soon.setInterval(60_000)
        desk.press("Ctrl+F")
        for word in ("q", "qu", "que"):
            QTest.keyClicks(desk.search_field(), word[-1])
            desk.wait(partial(says, word), "what was found")
        assert shown == []
        reader._soon.start(0)
        desk.settle()
        assert len(shown) == 1
        reader._soon.setInterval(0)
        QTest.keyClicks(desk.search_field(), "zz")
        desk.settle()
        assert notes.subtitle.text() == "0 found for “quezz”"
        assert not notes._preview._all.isVisible()


def test_an_open_note_about_which_nothing_is_new_keeps_its_buttons_under_the_hand(home: Path) -> None:
    with open_desk(home) as desk:
        visit(desk, "detail")
        detail = peer(desk).detail
        body = detail._shown
        peer(desk).detail_model.read()
        desk.settle()
        assert detail._shown is body
        assert body.isVisible()


def test_a_deleted_note_comes_back_by_undo(home: Path) -> None:
    with open_desk(home) as desk:
        write_a_whole_note(desk)
        desk.show("notes")
        peer(desk).notes.list.setFocus()
        desk.press("Delete")
        desk.settle()
        assert peer(desk).list_model._page == ()
        desk.press("Ctrl+Z")
        desk.settle()
        assert len(peer(desk).list_model._page) == 1


def test_language_and_text_size_change_at_once_and_keep_what_is_written(home: Path) -> None:
    with open_desk(home) as desk:
        desk.press("Ctrl+N", "1", "B")
        desk.door.prefer(desk.door.preferences.with_language("es").with_scale(150))
        desk.settle()
        form = peer(desk).writing.form
        assert form is not None
        assert form.title.text() == "Nueva nota"
        assert form.draft().support == ("listened",)
        desk.press("Ctrl+Return")
        desk.settle()
        assert len(peer(desk).list_model._page) == 1
        assert vault_of(desk) is not None


def test_the_menu_bar_hides_until_it_is_asked_for_and_holds_every_command(home: Path) -> None:
    with open_desk(home) as desk:
        bar = desk.door.frame.menuBar()
        assert not bar.isVisible()
        desk.press("F10")
        assert bar.isVisible()
        names = [action.text() for action in desk.door.frame.actions()]
        listed = [entry.text() for menu in bar.findChildren(QMenu) for entry in menu.actions()]
        assert set(names) <= set(listed)
        bar.actions()[0].menu()
        desk.door.frame.forget_alt()
        assert not bar.isVisible()


def test_every_key_of_the_menus_is_used_once(home: Path) -> None:
    with open_desk(home) as desk:
        said = (action.shortcut().toString() for action in desk.door.frame.actions())
        keys = [key for key in said if key]
        assert len(keys) == len(set(keys))
        assert {"Ctrl+N", "Ctrl+F", "Ctrl+L", "F5", "F12", "Ctrl+Shift+S", "Ctrl+Shift+P", "F6"} <= set(keys)
