"""The part of a page that scrolls."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QFrame, QScrollArea, QVBoxLayout, QWidget

from peerdesk.desktop.theme import Theme, theme_of

_BAR = 10


class ScrollBody(QScrollArea):
    """A page body: only this scrolls, title and footer stay. `body` is its layout; give it children.

    `margins` are left, top, right and bottom at 100 %. When the scroll bar shows, its width is given back from the
    right margin, so that columns do not shift.
    """

    def __init__(
        self, *, margins: tuple[int, int, int, int] = (32, 0, 32, 20), gap: int = 12, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._margins = margins
        self._gap = gap
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        # A plain widget instead of Qt's own: asked for that one, Python brings in every kind of widget to find out
        # which it is, ten milliseconds before the unlock page could be painted.
        self.setViewport(QWidget())
        inner = QWidget()
        self._inner = inner
        inner.setProperty("page", True)
        inner.setAutoFillBackground(False)
        self.body = QVBoxLayout(inner)
        self.setWidget(inner)
        inner.setAutoFillBackground(False)
        self.verticalScrollBar().rangeChanged.connect(self._give_back)
        self.restyle(theme_of(self))

    def restyle(self, theme: Theme) -> None:
        """Take over the theme's margins."""
        self.body.setSpacing(theme.space(self._gap))
        self._give_back()

    def minimumSizeHint(self) -> QSize:
        return QSize(self._inner.minimumSizeHint().width() + _BAR, theme_of(self).height(72))

    def _give_back(self) -> None:
        theme = theme_of(self)
        left, top, right, bottom = (theme.space(side) for side in self._margins)
        bar = _BAR if self.verticalScrollBar().maximum() > 0 else 0
        self.body.setContentsMargins(left, top, max(0, right - bar), bottom)
