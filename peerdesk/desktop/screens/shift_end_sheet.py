"""The end of a shift: what still waits, told once and calmly. None of it has to be done now."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QShortcut
from PySide6.QtWidgets import QHBoxLayout, QWidget

from peerdesk.desktop.models.shift_views import EndView
from peerdesk.desktop.screens.lines import signed_line
from peerdesk.desktop.widgets.buttons import LinkButton, PrimaryButton, QuietButton
from peerdesk.desktop.widgets.cards import Icon
from peerdesk.desktop.widgets.labels import StrongLabel, WrapLabel
from peerdesk.desktop.widgets.sheet import Sheet

_SHOWN = 3


class ShiftEndSheet(Sheet):
    """Lays out the lines. `hand_over_asked` wants the sheet for handing over, with the shift still on."""

    hand_over_asked = Signal()

    def __init__(self, window: QWidget, view: EndView) -> None:
        super().__init__(window, "")
        self.set_title(self.tr("End of your shift"))
        self.hand_over = LinkButton(self.tr("Hand over to another peer"))
        self.hand_over.setVisible(view.can_hand_over)
        self.hand_over.clicked.connect(self.hand_over_asked)
        if view.jots:
            self.body.addLayout(self._jots(view))
        if view.due:
            due = self.tr("%n follow-ups are due", "", view.due)
            self.body.addLayout(self._line("check-circle", due, self.tr("They are for when you can.")))
        if not view.jots and not view.due:
            self.body.addLayout(self._line("check", self.tr("Nothing waits"), self.tr("Everything is saved here.")))
        self.body.addWidget(self.hand_over, 0, Qt.AlignmentFlag.AlignLeft)
        self.body.addWidget(WrapLabel(self.tr("Thank you for being there."), tone="muted"))
        cancel = QuietButton(self.tr("Not yet"), keycap=self.tr("Esc"))
        self.end = PrimaryButton(self.tr("End shift"), keycap="Ctrl+Enter")
        cancel.clicked.connect(self.reject)
        self.end.clicked.connect(self.accept)
        for keys in ("Ctrl+Return", "Ctrl+Enter"):
            QShortcut(keys, self, self.accept)
        self.buttons.addWidget(cancel)
        self.buttons.addWidget(self.end)
        self.end.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _jots(self, view: EndView) -> QHBoxLayout:
        more = len(view.jots) - _SHOWN
        titles = [*view.jots[:_SHOWN], *([self.tr("and %n more", "", more)] if more > 0 else [])]
        told = self.tr("Kept on this computer: %1").replace("%1", ", ".join(titles))
        return self._line("pencil", self.tr("%n jots wait to be finished", "", len(view.jots)), told)

    def _line(self, icon: str, title: str, text: str) -> QHBoxLayout:
        return signed_line(Icon(icon, size=18, tone="accent"), StrongLabel(title), WrapLabel(text), air=4)
