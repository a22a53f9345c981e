"""Parts that the unlock page and the set-up page share: the language switch, the promise, and centring."""

from collections.abc import Callable

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from peerdesk.desktop.theme import theme_of
from peerdesk.desktop.widgets.cards import Card, Icon
from peerdesk.desktop.widgets.labels import WrapLabel
from peerdesk.desktop.widgets.segment import Segment

_CARD_WIDTH = 432
_LANGUAGES = (("en", "English"), ("es", "Español"))


def centred(widget: QWidget) -> QHBoxLayout:
    """Return a row with a widget in its middle."""
    row = QHBoxLayout()
    row.addStretch(1)
    row.addWidget(widget, 0, Qt.AlignmentFlag.AlignVCenter)
    row.addStretch(1)
    return row


class DoorCard(Card):
    """The card at the door: always of one width, and wider only where a word would be cut."""

    def __init__(self) -> None:
        super().__init__(padding=32, gap=0, radius=16)
        self._fit()

    def event(self, event: QEvent) -> bool:
        done = super().event(event)
        if event.type() == QEvent.Type.LayoutRequest:
            self._fit()
        return done

    def _fit(self) -> None:
        self.setFixedWidth(max(theme_of(self).height(_CARD_WIDTH), self.body.minimumSize().width()))


class LanguageSwitch(Segment):
    """English or Spanish, each in its own words, so that it can be found by whoever needs it."""

    def __init__(self, language: str, chosen: Callable[[str], None], parent: QWidget | None = None) -> None:
        super().__init__(_LANGUAGES, name="", parent=parent)
        self.setAccessibleName(self.tr("Language"))
        self.set_code(language)
        self.chosen.connect(chosen)


class Reassurance(QWidget):
    """The promise at the door."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        promise = self.tr("Notes on this computer are locked. PeerDesk works without the network.")
        self._words = WrapLabel(promise, role="meta", tone="muted")
        self._icon = Icon("lock", size=14)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme_of(self).space(8))
        row.addStretch(1)
        row.addWidget(self._icon)
        row.addWidget(self._words)
        row.addStretch(1)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        # As wide as its one line, so that it stands in the middle; it wraps only where the window is narrower.
        line = self._words.fontMetrics().horizontalAdvance(self._words.text()) + 2
        self._words.setFixedWidth(min(line, self.width() - self._icon.width() - theme_of(self).space(8)))
