"""A hand on the keys and the mouse of a real window, and what it did: counted where the window hears it, never by us.

The keystroke-level model gives a time for the same log: K .28 s for a key (a person who does not type for a living),
P 1.10 s to point, B .2 s to press, M 1.35 s to make up one's mind. Source: Card, Moran and Newell, 1980.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import QEvent, QObject, QPoint, Qt
from PySide6.QtGui import QKeyEvent, QWindow
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from peerdesk.desktop.demo_windows import WatchedDesk

KEY, POINT, PRESS, MIND = 0.28, 1.10, 0.2, 1.35
_HELD: Final = frozenset({Qt.Key.Key_Control, Qt.Key.Key_Shift, Qt.Key.Key_Alt, Qt.Key.Key_Meta})


@dataclass(slots=True, kw_only=True)
class Strokes:
    """What a hand did: single keys (each key that is held counts), answers by key, letters of a text, and clicks."""

    keys: int = 0
    answers: int = 0
    letters: int = 0
    clicks: int = 0

    @property
    def seconds(self) -> float:
        """Return the time by the model: one look at what stands there already, and one thought for each step."""
        steps = self.answers + self.clicks
        by_hand = KEY * (self.keys + self.letters) + (POINT + PRESS) * self.clicks
        return MIND * (steps + 1) + by_hand

    def __str__(self) -> str:
        text = f", {self.letters} letters" if self.letters else ""
        return f"{self.keys} keys, {self.clicks} clicks{text}: {self.seconds:.2f} s by the keystroke model"


class Fingers(QObject):
    """Presses and clicks through the window, as a keyboard and a mouse do, and counts what comes in there."""

    def __init__(self, desk: WatchedDesk) -> None:
        super().__init__()
        self._desk = desk
        self._writes = False
        self._now = Strokes()
        QApplication.instance().installEventFilter(self)  # type: ignore[union-attr]

    def close(self) -> None:
        """Count no more."""
        QApplication.instance().removeEventFilter(self)  # type: ignore[union-attr]

    @contextmanager
    def counting(self) -> Iterator[Strokes]:
        """Count what is done in the block."""
        before, self._now = self._now, Strokes()
        try:
            yield self._now
        finally:
            self._now = before

    def press(self, *keys: str) -> None:
        """Press keys such as "Ctrl+N"."""
        self._desk.press(*keys)

    def click(self, widget: QWidget) -> None:
        """Press the mouse where a widget is."""
        window = widget.window()
        handle = window.windowHandle()
        assert handle is not None
        at = widget.mapTo(window, QPoint(min(widget.width() // 2, 40), widget.height() // 2))
        QTest.mouseClick(handle, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, at)
        QApplication.processEvents()

    def write(self, text: str) -> None:
        """Type a text where the focus is."""
        target = QApplication.focusWidget()
        assert target is not None
        handle = target.window().windowHandle()
        assert handle is not None
        self._writes = True
        for letter in text:
            QTest.keyClick(handle, ord(letter))
        self._writes = False
        QApplication.processEvents()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        # Only what the window itself hears: each event is handed on to many widgets behind it.
        if isinstance(watched, QWindow):
            if event.type() is QEvent.Type.MouseButtonPress:
                self._now.clicks += 1
            # A key is announced so before it counts as a command or as a letter.
            elif event.type() is QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
                self._count(Qt.Key(event.key()))
        return False

    def _count(self, key: Qt.Key) -> None:
        if self._writes:
            self._now.letters += 1
            return
        self._now.keys += 1
        self._now.answers += key not in _HELD
