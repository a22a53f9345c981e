"""Who counts as somebody who is there: hands on keys, and those who work through assistive technology."""

import math
from pathlib import Path

from PySide6.QtGui import QAccessible, QAccessibleInterface
from PySide6.QtWidgets import QApplication, QPushButton, QTextEdit, QWidget

from peerdesk.desktop.demo_windows import WatchedDesk
from peerdesk.desktop.locking import IdleWatch
from peerdesk.domain.changes import Changes
from peerdesk.work.reading import drafts
from tests.desktop.desks import open_desk, peer
from tests.support.vaults import reopened

NEVER = (math.inf, math.inf)


class Touches:
    """Counts how often the watch of a desk noted that somebody is there."""

    def __init__(self, desk: WatchedDesk) -> None:
        (self.watch,) = desk.door.findChildren(IdleWatch)
        self.quiet()

    def quiet(self) -> None:
        self.watch._touched_at = NEVER

    @property
    def seen(self) -> bool:
        return self.watch._touched_at != NEVER


def reader_of(widget: QWidget) -> QAccessibleInterface:
    reader = QAccessible.queryAccessibleInterface(widget)
    assert reader is not None
    return reader


def test_a_button_that_a_screen_reader_presses_is_work(home: Path) -> None:
    with open_desk(home) as desk:
        touches = Touches(desk)
        new = next(
            one for one in desk.door.frame.findChildren(QPushButton) if one.isVisible() and "New note" in one.text()
        )
        reader_of(new).actionInterface().doAction("Press")  # type: ignore[union-attr]
        desk.wait(lambda: peer(desk).writing.form is not None, "the form")
        desk.settle()
        assert touches.seen


def test_words_that_an_assistive_technology_puts_into_the_form_are_work(home: Path) -> None:
    with open_desk(home) as desk:
        folder = desk.door.session.bench.vault.folder  # type: ignore[union-attr]
        desk.press("Ctrl+N", "1")
        form = peer(desk).writing.form
        assert form is not None
        form.parts.open_part("memory")
        desk.settle()
        touches = Touches(desk)
        memory = next(one for one in form.findChildren(QTextEdit) if one.isVisible())
        reader_of(memory).editableTextInterface().insertText(0, "Said aloud")  # type: ignore[union-attr]
        assert touches.seen
        desk.door.lock()
    vault = reopened(folder)
    assert [kept.draft.memory for kept in drafts(vault)] == ["Said aloud"]
    vault.close()


def test_nobody_is_there_when_only_the_desk_itself_is_at_work(home: Path) -> None:
    with open_desk(home) as desk:
        desk.settle()
        touches = Touches(desk)
        session = desk.door.session
        assert session is not None
        session.pages.shared.pulse.sync()
        session.announcer.tell(Changes(directory=True))
        session.pages.shared.desk.say("Something came in")
        desk.settle()
        assert not touches.seen


def test_a_window_that_gets_the_focus_back_from_another_program_proves_nobody(home: Path) -> None:
    with open_desk(home) as desk:
        touches = Touches(desk)
        here = QApplication.focusWidget()
        QApplication.instance().focusChanged.emit(None, here)  # type: ignore[union-attr]
        assert not touches.seen
        QApplication.instance().focusChanged.emit(here, desk.search_field())  # type: ignore[union-attr]
        assert touches.seen
