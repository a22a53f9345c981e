"""Words of a note are never a page: no link, no picture from elsewhere, no tool tip that is read as HTML."""

import ast
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QObject, QPoint, Qt, QUrl, Slot
from PySide6.QtGui import QDesktopServices, QImage, QTextDocument
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QTextEdit, QWidget

from peerdesk.desktop.demo_windows import WatchedDesk
from peerdesk.desktop.rows import Row, RowBadge
from peerdesk.desktop.widgets.badges import Badge, Tag
from peerdesk.desktop.widgets.labels import ElidedLabel, plain_tip
from peerdesk.desktop.widgets.section_list import SectionList
from peerdesk.domain.encounter import EncounterDraft
from tests.desktop.desks import open_desk, peer
from tests.house.tree import inside, parsed, python_files

pytestmark = pytest.mark.usefixtures("qapp")
LINKS = (
    '<a href="javascript:alert(1)">one</a> <a href="file:///etc/passwd">two</a> <img src="//elsewhere/share/x.png"> '
    "https://elsewhere.example \\\\elsewhere\\share"
)
NOTE = EncounterDraft(
    setting="ed",
    outcome="met",
    support=("time",),
    handle="<b>Heron</b> <img src=x>",
    memory=LINKS,
    words=LINKS[:200],
    prompt="<a href='file:///'>x</a>",
    follow_up="1d",
)
SCHEMES = ("http", "https", "file", "javascript")
OPENS = {"openUrl", "setOpenExternalLinks", "setOpenLinks", "linkActivated", "anchorClicked", "QTextBrowser"}
PAGES = {"setHtml", "insertHtml", "setMarkdown", "RichText", "MarkdownText", "AutoText"}


class Opened(QObject):
    """Takes what would be opened by another program."""

    def __init__(self) -> None:
        super().__init__()
        self.urls: list[str] = []
        slot: Any = "take"  # What the type of this call says is turned away by it.
        for scheme in SCHEMES:
            QDesktopServices.setUrlHandler(scheme, self, slot)

    def end(self) -> None:
        for scheme in SCHEMES:
            QDesktopServices.unsetUrlHandler(scheme)

    @Slot(QUrl)
    def take(self, url: QUrl) -> None:
        self.urls.append(url.toString())


def pages_of_a_note(desk: WatchedDesk) -> list[tuple[str, object]]:
    peer(desk).writing.begin(NOTE, place="as last time")
    desk.press("Ctrl+Return")
    desk.settle()
    note = peer(desk).list_model._page[0].id
    return [("today", None), ("notes", None), ("notes", note)]


def click_all_over(widget: QWidget) -> None:
    port = widget.viewport() if isinstance(widget, QTextEdit) else widget
    for x in range(4, port.width(), 24):
        QTest.mouseClick(
            port, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.ControlModifier, QPoint(x, min(9, port.height() - 1))
        )


def test_no_words_on_any_page_open_anything(home: Path) -> None:
    taken = Opened()
    QDesktopServices.openUrl(QUrl("https://peers.example"))
    assert taken.urls.pop() == "https://peers.example"
    with open_desk(home) as desk:
        for place, note in pages_of_a_note(desk):
            desk.show(place, note)  # type: ignore[arg-type]
            shown = [one for one in desk.door.frame.findChildren(QWidget) if one.isVisible()]
            rich = [one for one in shown if isinstance(one, QLabel) and one.textFormat() is not Qt.TextFormat.PlainText]
            assert [(type(one).__name__, one.text()) for one in rich if one.text()] == []
            for field in [one for one in shown if isinstance(one, QTextEdit)]:
                assert not field.acceptRichText()
                assert "href" not in field.toHtml().replace("&lt;a href", "")
                assert not field.textInteractionFlags() & Qt.TextInteractionFlag.LinksAccessibleByMouse
                if field.isReadOnly():
                    click_all_over(field)
        assert any(LINKS[:40] in field.toPlainText() for field in desk.door.frame.findChildren(QTextEdit))
    taken.end()
    assert taken.urls == []


def test_a_tool_tip_shows_what_stands_there_to_the_letter() -> None:
    label = ElidedLabel('Ana <img src="file:///etc/hostname"> & <b>Rosa</b> with a name that is longer than its line')
    label.resize(60, 20)
    label.show()
    label.grab()
    shown = QTextDocument()
    shown.setHtml(label.toolTip())
    assert shown.toPlainText() == label.text()
    assert "<img" not in label.toolTip()
    assert plain_tip("Ana & Rosa") == "Ana & Rosa"


def test_a_badge_and_a_tag_are_words() -> None:
    for made in (Badge("<img src=x>"), Tag("<img src=x>")):
        assert (made.textFormat(), made.text()) == (Qt.TextFormat.PlainText, "<img src=x>")


def test_the_window_has_no_way_to_open_a_link_and_one_place_that_makes_a_page() -> None:
    found = {
        (inside(path), node.attr if isinstance(node, ast.Attribute) else node.id)
        for path in python_files("peerdesk/desktop")
        for node in ast.walk(parsed(path))
        if isinstance(node, ast.Attribute | ast.Name)
        and (node.attr if isinstance(node, ast.Attribute) else node.id) in OPENS | PAGES
    }
    # The browser opens for signing in with the hospital: one function, which takes nothing but an address of the web.
    assert found == {("peerdesk/desktop/paper.py", "setHtml"), ("peerdesk/desktop/browser.py", "openUrl")}


def row_of(handle: str) -> QImage:
    """Return the picture of one row, without the part in which its handle stands."""
    rows = SectionList("Notes")
    rows.resize(600, 100)
    badges = (RowBadge(text="Private"),)
    rows.set_rows((Row(key=1, title=handle, sub="Talked about 12 buses", right="Nov 21", badges=badges),))
    rows.show()
    QApplication.processEvents()
    image = rows.grab().toImage()
    rows.close()
    return image


@pytest.mark.parametrize(
    "handle", ["\u05e9\u05dc\u05d5\u05dd 12", "\u0645\u0631\u062d\u0628\u0627 (3)", "\u2067abc", "\u200fabc"]
)
def test_a_handle_in_another_direction_turns_nothing_around_it(handle: str) -> None:
    plain, other = row_of("Heron"), row_of(handle)
    lower, right = (plain.rect().adjusted(0, 32, 0, 0), plain.rect().adjusted(300, 0, 0, 0))
    assert plain.copy(lower) == other.copy(lower)
    assert plain.copy(right) == other.copy(right)
