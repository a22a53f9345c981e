"""The last day: what becomes of each thing, in plain words. Nothing is changed by reading it."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from peerdesk.desktop.models.leaving_views import LastDayLine, LastDayView
from peerdesk.desktop.screens.lines import signed_line
from peerdesk.desktop.widgets.buttons import PrimaryButton, QuietButton
from peerdesk.desktop.widgets.cards import Icon
from peerdesk.desktop.widgets.labels import StrongLabel, WrapLabel
from peerdesk.desktop.widgets.sheet import Sheet


class LeavingSheet(Sheet):
    """Lays out the lines. `numbers_asked` wants the peer's own numbers as a file."""

    numbers_asked = Signal()

    def __init__(self, window: QWidget, view: LastDayView) -> None:
        super().__init__(window, "")
        self.set_title(self.tr("If you leave"))
        for line in view.lines:
            self.body.addLayout(self._line(line))
        words = self.tr("Your numbers are yours to take: how many notes, and how often each answer. Nobody is in them.")
        self.body.addWidget(WrapLabel(words, tone="muted"))
        numbers = QuietButton(self.tr("Save my numbers…"))
        close = PrimaryButton(self.tr("Close"), keycap=self.tr("Esc"))
        numbers.clicked.connect(self.numbers_asked)
        close.clicked.connect(self.accept)
        self.buttons.addWidget(numbers)
        self.buttons.addWidget(close)
        close.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _line(self, line: LastDayLine) -> QHBoxLayout:
        sign = Icon(line.icon, size=18, tone="wait" if line.wants else "accent")
        return signed_line(sign, StrongLabel(line.title), WrapLabel(line.text), air=4)
