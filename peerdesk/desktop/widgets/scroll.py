"""The part of a page that scrolls."""

from PySide6.QtCore import QPoint, QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QScrollArea, QScrollBar, QVBoxLayout, QWidget

from peerdesk.desktop.theme import Theme, theme_of

_BAR = 10


class ScrollBody(QScrollArea):
    """A page body: only this scrolls, title and footer stay. `body` is its layout; give it children.

    `margins` are left, top, right and bottom at 100 %. The scroll bar lies over the right margin, so that columns do
    not shift when it shows.

    The bar is one of our own, beside Qt's, which never shows. Whoever reads the screen asks for the children of a
    scroll area by number, and Qt counts its own bars only while they show and looks at no bounds: a page that was left
    between two questions ended the desk.
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
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
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
        self._bar = QScrollBar(Qt.Orientation.Vertical, self)
        self._bar.valueChanged.connect(self.verticalScrollBar().setValue)
        self.verticalScrollBar().valueChanged.connect(self._bar.setValue)
        self.verticalScrollBar().rangeChanged.connect(self._show_bar)
        self._bar.hide()
        self.restyle(theme_of(self))

    def restyle(self, theme: Theme) -> None:
        """Take over the theme's margins."""
        self.body.setSpacing(theme.space(self._gap))
        left, top, right, bottom = (theme.space(side) for side in self._margins)
        self.body.setContentsMargins(left, top, right, bottom)

    def turn(self, key: int) -> bool:
        """Go a page or to an end, as a key asks; say whether there was anywhere to go."""
        bar = self._bar
        there = {
            Qt.Key.Key_PageUp: bar.value() - bar.pageStep(),
            Qt.Key.Key_PageDown: bar.value() + bar.pageStep(),
            Qt.Key.Key_Home: bar.minimum(),
            Qt.Key.Key_End: bar.maximum(),
        }
        if key not in there or bar.maximum() == 0:
            return False
        bar.setValue(there[Qt.Key(key)])
        return True

    def minimumSizeHint(self) -> QSize:
        return QSize(self._inner.minimumSizeHint().width(), theme_of(self).height(72))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._show_bar()

    def _show_bar(self) -> None:
        hidden = self.verticalScrollBar()
        self._bar.setRange(hidden.minimum(), hidden.maximum())
        self._bar.setSingleStep(hidden.singleStep())
        self._bar.setPageStep(self.viewport().height())
        self._bar.setValue(hidden.value())
        self._bar.setGeometry(self.width() - _BAR, 0, _BAR, self.height())
        self._bar.setVisible(hidden.maximum() > 0)
        self._bar.raise_()


def show_whole(widget: QWidget) -> None:
    """Scroll the page that a widget is on so that it can be seen."""
    page = _page_of(widget)
    if page is not None:
        page.ensureWidgetVisible(widget)


def show_from(widget: QWidget) -> None:
    """Scroll the page that a widget is on so that it stands at the top, with what is below it."""
    page = _page_of(widget)
    if page is not None:
        bar = page.verticalScrollBar()
        bar.setValue(bar.value() + widget.mapTo(page.viewport(), QPoint(0, 0)).y())


def _page_of(widget: QWidget) -> ScrollBody | None:
    around = widget.parentWidget()
    while around is not None and not isinstance(around, ScrollBody):
        around = around.parentWidget()
    return around
