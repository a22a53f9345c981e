"""The card of one of a peer's own lists: what was kept, day by day. Nobody else reads it, and it says so."""

from functools import partial

from PySide6.QtCore import Qt, Signal, SignalInstance
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from peerdesk.desktop.models.own_days_views import OwnDaysView, OwnDayView
from peerdesk.desktop.screens.flow import Flow
from peerdesk.desktop.screens.lines import put_ruled
from peerdesk.desktop.theme import theme_of
from peerdesk.desktop.widgets.buttons import Button, LinkButton, Look, OutlinedButton
from peerdesk.desktop.widgets.cards import Card
from peerdesk.desktop.widgets.labels import SectionTitle, StrongLabel, WrapLabel


class OwnDaysCard(Card):
    """Lays a list out below its name. `change_asked` and `back_asked` carry the key of a line."""

    add_asked = Signal()
    change_asked = Signal(object)
    older_asked = Signal()
    save_asked = Signal()
    gone_asked = Signal()
    back_asked = Signal(object)

    def __init__(self, view: OwnDaysView, parent: QWidget | None = None) -> None:
        super().__init__(padding=20, gap=0, parent=parent)
        theme = theme_of(self)
        self.body.addWidget(SectionTitle(view.title))
        self.body.addSpacing(theme.space(4))
        self.body.addWidget(WrapLabel(view.total if view.rows else view.told, tone="muted"))
        put_ruled(self.body, (self._line(one, self.tr("Change"), self.change_asked) for one in view.rows))
        if view.more:
            older = LinkButton(self.tr("Show older ones"), icon="chevron-down")
            older.clicked.connect(self.older_asked)
            self.body.addWidget(older, 0, Qt.AlignmentFlag.AlignLeft)
        self.body.addSpacing(theme.space(12))
        self.body.addWidget(self._foot(view))
        self.body.addSpacing(theme.space(8))
        self.body.addWidget(WrapLabel(view.private, role="meta", tone="muted"))
        if view.gone:
            self.body.addSpacing(theme.space(12))
            put_ruled(self.body, (self._line(one, self.tr("Put back"), self.back_asked) for one in view.gone))

    def _foot(self, view: OwnDaysView) -> Flow:
        self.add = OutlinedButton(view.add, icon="plus", size="small")
        self.add.clicked.connect(self.add_asked)
        found: list[Button] = [self.add]
        if view.can_save:
            found.append(OutlinedButton(self.tr("Save as CSV"), icon="download", size="small"))
            found[-1].setAccessibleDescription(view.title)
            found[-1].clicked.connect(self.save_asked)
        if view.deleted:
            words = self.tr("Hide what was deleted") if view.gone else self.tr("Deleted: %n", "", view.deleted)
            found.append(Button(words, look=Look.QUIET, icon="trash", size="small", tone="muted"))
            found[-1].setAccessibleDescription(view.title)
            found[-1].clicked.connect(self.gone_asked)
        foot = Flow(theme_of(self).space(6))
        foot.put(*found)
        return foot

    def _line(self, one: OwnDayView, words_of_act: str, act: SignalInstance) -> QHBoxLayout:
        theme = theme_of(self)
        row = QHBoxLayout()
        row.setContentsMargins(0, theme.space(10), 0, theme.space(10))
        row.setSpacing(theme.space(12))
        words = QVBoxLayout()
        words.setSpacing(theme.space(1))
        words.addWidget(StrongLabel(one.title))
        words.addWidget(WrapLabel(one.facts, role="meta", tone="muted"))
        row.addLayout(words, 1)
        button = Button(words_of_act, look=Look.QUIET, size="small", tone="muted")
        button.setAccessibleDescription(f"{one.title}, {one.facts}")
        button.clicked.connect(partial(act.emit, one.key))
        row.addWidget(button, 0, Qt.AlignmentFlag.AlignVCenter)
        return row
