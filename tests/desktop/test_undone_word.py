"""What an undoing says of itself is said once; what says nothing is said as undone, and only once it is."""

from collections.abc import Callable
from typing import Any, cast
from unittest import mock

import pytest
from pytestqt.qtbot import QtBot

from peerdesk.desktop.models.workbench import Workbench
from peerdesk.desktop.screens.desk import Desk
from peerdesk.desktop.undone_word import UndoneWord


class Queue:
    """The vault's thread in slow motion: jobs come back in their order, one at each `step`."""

    def __init__(self) -> None:
        self._waiting: list[Callable[[], None]] = []

    def run(self, _owner: object, job: Callable[[], Any], done: Callable[[Any], None], _failed: object) -> None:
        self._waiting.append(lambda: done(job()))

    def step(self) -> None:
        self._waiting.pop(0)()


def undone_by(qtbot: QtBot, behind: Callable[[Desk], None]) -> list[list[str]]:
    """Undo something, and return what had been said after the undoing came back, and after the word did."""
    desk, queue = Desk("Devon Achebe", (), writes_notes=True, hint="Search"), Queue()
    qtbot.addWidget(desk)
    desk.show()
    UndoneWord(cast("Workbench", queue), desk)
    said: list[str] = []
    with (
        mock.patch("peerdesk.desktop.widgets.toast.say", lambda _widget, text: said.append(text)),
        mock.patch("peerdesk.desktop.undone_word.say", lambda _widget, text: said.append(text)),
    ):
        desk.say("Jot discarded", action="Undo", do=lambda: queue.run(None, lambda: desk, behind, None))
        desk.toast.act()
        heard = []
        for _ in range(2):
            queue.step()
            heard.append(said[1:])
        return heard


def test_an_undoing_that_says_nothing_is_told_once_it_is_done(qtbot: QtBot) -> None:
    assert undone_by(qtbot, lambda _desk: None) == [[], ["Undone"]]


@pytest.mark.parametrize("line", ["The note is back", "The disk is full"])
def test_an_undoing_that_says_how_it_went_is_not_told_twice(qtbot: QtBot, line: str) -> None:
    assert undone_by(qtbot, lambda desk: desk.say(line)) == [[line], [line]]
