"""A tour through every scene that is photographed, with gates in the place of the camera."""

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import QAbstractAnimation, QCoreApplication
from PySide6.QtWidgets import QApplication, QWidget

from peerdesk.desktop.demo_windows import WatchedDesk
from peerdesk.desktop.language import Language
from peerdesk.desktop.shots.hospital import Hospital
from peerdesk.desktop.shots.manners import Manner
from peerdesk.desktop.shots.scenes import Photographer

Gate = Callable[[QWidget], list[str]]


def toured(folder: Path, hospital: Hospital, manners: Sequence[Manner], gates: Sequence[Gate]) -> dict[str, list[str]]:
    """Visit every scene in these manners; return what is wrong with each."""
    found: dict[str, list[str]] = {}
    spoken: set[Language] = set()

    def look(desk: WatchedDesk, name: str) -> None:
        spoken.add(desk.door.language)
        root = in_front(desk)
        found[name] = [flaw for gate in gates for flaw in gate(root)]

    photographer = Photographer(folder, hospital, manners=manners, look=look)
    try:
        photographer.take_all()
    finally:
        photographer.close()
        # The next test begins with the words of the source again.
        for words in (words for language in spoken for words in language._installed):
            QCoreApplication.removeTranslator(words)
    return found


def in_front(desk: WatchedDesk) -> QWidget:
    """Return the sheet that is open over the window, else the window."""
    return QApplication.activeModalWidget() or desk.door.frame


def moving(root: QWidget) -> list[str]:
    """Return the animations that run on a screen."""
    return [
        f"{type(one).__name__} of {type(one.parent()).__name__} runs"
        for one in root.window().findChildren(QAbstractAnimation)
        if one.state() == QAbstractAnimation.State.Running
    ]
