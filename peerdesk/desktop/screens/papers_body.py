"""Permission papers as a reader sees them: the same on the preview of the peer and on the page of the supervisor."""

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from peerdesk.desktop.models.papers_views import GivenOutView, PapersView, PermissionView
from peerdesk.desktop.screens.lines import signed_line
from peerdesk.desktop.screens.share_sheet import fact_grid
from peerdesk.desktop.theme import theme_of
from peerdesk.desktop.widgets.cards import Hairline, Icon
from peerdesk.desktop.widgets.labels import CaptionLabel, WrapLabel


class PapersBody(QWidget):
    """Everything that is in a copy, and nothing else."""

    def __init__(self, view: PapersView, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(theme_of(self).space(12))
        if view.ended:
            box.addLayout(signed_line(Icon("hand", size=16, tone="wait"), WrapLabel(view.ended), gap=10))
        for place, one in enumerate(view.permissions):
            if place:
                box.addWidget(Hairline())
            box.addLayout(_permission(one))
        if view.given_out:
            box.addWidget(Hairline())
            box.addWidget(CaptionLabel(self.tr("Given out")))
            for told in view.given_out:
                box.addLayout(_given_out(told))
        if view.older:
            box.addWidget(WrapLabel(view.older, role="meta", tone="muted"))


def _permission(one: PermissionView) -> QVBoxLayout:
    sign = Icon("undo", size=16, tone="wait") if one.ended else Icon("check-circle", size=16, tone="ok")
    box = QVBoxLayout()
    box.setSpacing(theme_of(sign).space(8))
    box.addLayout(signed_line(sign, WrapLabel(one.title, role="strong"), gap=10))
    box.addLayout(fact_grid(one.lines))
    return box


def _given_out(one: GivenOutView) -> QHBoxLayout:
    sub = WrapLabel(one.sub, role="meta", tone="muted")
    return signed_line(Icon("arrow-right", size=16), WrapLabel(one.title), sub, gap=10)
