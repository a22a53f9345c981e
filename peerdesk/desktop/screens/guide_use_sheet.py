"""That a guide was used: when, and whether the peer spoke to their supervisor. What was told has no field here."""

from collections.abc import Callable

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QWidget

from peerdesk.desktop.models.agenda_views import Lines
from peerdesk.desktop.screens.agenda_sheets import DecisionSheet
from peerdesk.desktop.screens.share_sheet import fact_grid
from peerdesk.desktop.screens.slot import Slot
from peerdesk.desktop.widgets.cards import Card
from peerdesk.desktop.widgets.chips import CheckChip
from peerdesk.desktop.widgets.labels import StrongLabel, WrapLabel
from peerdesk.desktop.widgets.segment import Segment

NOW, NO_TIME = "now", "none"


class GuideUseSheet(DecisionSheet):
    """`log_asked` carries the minute ("" where it is left out), whether they spoke, and whether it is brought.

    `lines` works out what a supervisor would read, from the first two.
    """

    log_asked = Signal(str, bool, bool)

    def __init__(self, window: QWidget, title: str, now: str, lines: Callable[[str, bool], Lines]) -> None:
        super().__init__(window, "", width=560)
        self.set_title(self.tr("I used this guide"))
        self.decide.setText(self.tr("Log it"))
        self._now, self._lines, self._name = now, lines, ""
        self.when = Segment(
            [(NOW, self.tr("At %1").replace("%1", now.rpartition(" ")[2])), (NO_TIME, self.tr("Leave the time out"))],
            name=self.tr("When"),
            parent=self,
        )
        self.when.set_code(NOW)
        self.spoke = CheckChip(self.tr("I spoke to my supervisor"))
        self.bring = CheckChip("")
        self.bring.hide()
        self._shown = Slot()
        told = self.tr("Only this is kept: which guide, when, and that you spoke. Not what was said, not by whom.")
        for part in (StrongLabel(title), self.when, self.spoke, self.bring, self._shown, self.problem):
            self.body.addWidget(part, 0, Qt.AlignmentFlag.AlignLeft if part is self.when else Qt.AlignmentFlag(0))
        self.body.addWidget(WrapLabel(told, role="meta", tone="muted"))
        self.when.chosen.connect(lambda _code: self._show())
        for chip in (self.spoke, self.bring):
            chip.toggled.connect(lambda _on: self._show())
        self.decide.clicked.connect(lambda: self.log_asked.emit(*self.said, self.bring.isChecked()))
        self.decide.setFocus(Qt.FocusReason.ShortcutFocusReason)

    @property
    def said(self) -> tuple[str, bool]:
        """The minute, and whether they spoke."""
        return self._now if self.when.code() == NOW else "", self.spoke.isChecked()

    def offer(self, name: str) -> None:
        """Offer to put it on the agenda for somebody, by their first name; it is not ticked."""
        self._name = name
        self.bring.setText(self.tr("Put it on the agenda for %1").replace("%1", name))
        self.bring.setVisible(bool(name))
        self._show()

    def _show(self) -> None:
        card = None
        if self.bring.isChecked():
            card = Card(padding=18, gap=4, radius=10, edge="line")
            card.body.addWidget(StrongLabel(self.tr("%1 will read exactly this").replace("%1", self._name)))
            card.body.addLayout(fact_grid(self._lines(*self.said)))
        self._shown.put(card)
        # How high its lines are is known only once they are laid out.
        QTimer.singleShot(0, self, self._place)


class AfterGuideSheet(DecisionSheet):
    """Offered once after a guide was logged, and gone with one key: how are you yourself?"""

    def __init__(self, window: QWidget) -> None:
        super().__init__(window, "", width=480)
        self.set_title(self.tr("Logged. And you?"))
        told = self.tr("That may have been a lot. My wellbeing is for you alone, on this computer only.")
        self.body.addWidget(WrapLabel(told))
        self.body.addWidget(self.problem)
        self.cancel.setText(self.tr("Not now"))
        self.decide.setText(self.tr("Open My wellbeing"))
        self.decide.clicked.connect(self.accept)
        self.cancel.setFocus(Qt.FocusReason.ShortcutFocusReason)
