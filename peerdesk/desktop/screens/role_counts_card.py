"""On Sync and trust, below the weekly counts: a yes of its own to how often a peer was asked outside their role."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from peerdesk.desktop.models.role_counts_model import RoleCountsView
from peerdesk.desktop.theme import theme_of
from peerdesk.desktop.widgets.buttons import OutlinedButton
from peerdesk.desktop.widgets.cards import Card
from peerdesk.desktop.widgets.labels import SectionTitle, WrapLabel


class RoleCountsCard(Card):
    """Lays it out. What would leave always stands there; the card is away while weekly counts are off."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(padding=20, gap=10, parent=parent)
        theme = theme_of(self)
        self._line, self._weeks = WrapLabel(""), WrapLabel("")
        self._left = WrapLabel("", role="meta", tone="muted")
        self.start = OutlinedButton(self.tr("Yes, count that, too"), size="small")
        self.stop = OutlinedButton(self.tr("Take my yes back"), size="small")
        self.start.setAccessibleDescription(self.tr("How often I was asked outside my role"))
        self.stop.setAccessibleDescription(self.tr("How often I was asked outside my role"))
        self.body.addWidget(SectionTitle(self.tr("Asked outside my role, for the team")))
        told = self.tr("The team's figures say it of three peers who were asked, and more.")
        for label in (self._line, self._weeks, self._left, WrapLabel(told, role="meta", tone="muted")):
            self.body.addWidget(label)
        self.body.addSpacing(theme.space(2))
        for button in (self.start, self.stop):
            self.body.addWidget(button, 0, Qt.AlignmentFlag.AlignLeft)
        self.hide()

    def show_view(self, view: RoleCountsView) -> None:
        """Show how things stand."""
        self._line.setText(view.line)
        self._weeks.setText("\n".join(view.weeks))
        self._left.setText(view.left)
        self._left.setVisible(bool(view.left))
        # Whoever pressed one of the two goes on at the other.
        is_here = self.start.hasFocus() or self.stop.hasFocus()
        self.start.setVisible(not view.is_on)
        self.stop.setVisible(view.is_on)
        if is_here:
            (self.stop if view.is_on else self.start).setFocus(Qt.FocusReason.OtherFocusReason)
        self.setVisible(view.offered)
