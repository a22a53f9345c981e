"""The weekly counts on Sync and trust: exactly what would leave, and the peer's own yes or no."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from peerdesk.desktop.models.counts_model import CountsView, WeekView
from peerdesk.desktop.screens.slot import Slot
from peerdesk.desktop.theme import theme_of
from peerdesk.desktop.widgets.buttons import LinkButton, OutlinedButton
from peerdesk.desktop.widgets.cards import Card
from peerdesk.desktop.widgets.labels import SectionTitle, WrapLabel


class CountsCard(Card):
    """Lays it out. What would leave stands there before a yes, and behind a link after it."""

    started = Signal()
    stopped = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(padding=20, gap=10, parent=parent)
        self._line, self._readers = WrapLabel(""), WrapLabel("", role="meta", tone="muted")
        self._left = WrapLabel("", role="meta", tone="muted")
        self.more = LinkButton("")
        self._weeks = Slot()
        self.start = OutlinedButton(self.tr("Yes, count me in"), size="small")
        self.stop = OutlinedButton(self.tr("Take my yes back"), size="small")
        self._open = False
        self._view = CountsView()
        self._lay_out()
        self.more.clicked.connect(self._toggle)
        self.start.clicked.connect(self.started)
        self.stop.clicked.connect(self.stopped)
        self.hide()

    def show_view(self, view: CountsView) -> None:
        """Show how things stand. The card is away where nobody is counted."""
        self._view = view
        self._line.setText(view.line)
        self._readers.setText(view.readers)
        self._left.setText(view.left)
        # Whoever pressed one of the two goes on at the other.
        is_here = self.start.hasFocus() or self.stop.hasFocus()
        self.start.setVisible(not view.is_on)
        self.stop.setVisible(view.is_on)
        if is_here:
            (self.stop if view.is_on else self.start).setFocus(Qt.FocusReason.OtherFocusReason)
        self.more.setVisible(view.is_on)
        self._show_weeks()
        self.setVisible(view.offered)

    def _toggle(self) -> None:
        self._open = not self._open
        self._show_weeks()

    def _show_weeks(self) -> None:
        self.more.setText(self.tr("Hide what leaves next") if self._open else self.tr("See what leaves next"))
        is_seen = self._open or not self._view.is_on
        self._weeks.put(self._all_weeks() if is_seen and self._view.offered else None)

    def _all_weeks(self) -> QWidget:
        held = QWidget()
        box = QVBoxLayout(held)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(theme_of(self).space(8))
        for week in self._view.weeks:
            _put_week(box, week)
        no_more = self.tr("No name, no day, no time, no words, and no note.")
        box.addWidget(WrapLabel(no_more, role="meta", tone="muted"))
        return held

    def _lay_out(self) -> None:
        self.body.addWidget(SectionTitle(self.tr("Weekly counts for the team")))
        for label in (self._line, self._readers):
            self.body.addWidget(label)
        self.body.addWidget(self.more, 0, Qt.AlignmentFlag.AlignLeft)
        self.body.addWidget(self._weeks)
        self.body.addWidget(self._left)
        for button in (self.start, self.stop):
            self.body.addWidget(button, 0, Qt.AlignmentFlag.AlignLeft)
        self.start.setAccessibleDescription(self.tr("What has left cannot be called back."))
        self.stop.setAccessibleDescription(self.tr("Nothing more leaves from then on."))


def _put_week(box: QVBoxLayout, week: WeekView) -> None:
    box.addWidget(WrapLabel(week.title, role="strong"))
    for line in week.lines:
        box.addWidget(WrapLabel(line))
