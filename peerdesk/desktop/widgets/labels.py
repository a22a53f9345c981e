"""Words on a page: plain, wrapping and elided, in the roles of the type scale."""

from html import escape

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPalette
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

from peerdesk.desktop.fonts import TypeRole
from peerdesk.desktop.theme import Theme, theme_of
from peerdesk.desktop.widgets.paint import line_of_text


def plain_tip(text: str) -> str:
    """Return what a tool tip needs to show `text` to the letter.

    Qt takes a tool tip with angle brackets for a page, and a page can name a picture on another computer.
    """
    return f"<span>{escape(text)}</span>" if "<" in text else text


class Label(QLabel):
    """One line of text in a role and a tone (a colour token). Always plain text: a note may hold angle brackets."""

    def __init__(
        self,
        text: str = "",
        *,
        role: TypeRole = "body",
        tone: str = "text",
        tabular: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setText(text)
        self._role = role
        self._tone = tone
        self._tabular = tabular
        self.restyle(theme_of(self))

    def set_tone(self, tone: str) -> None:
        """Change the colour, by token."""
        self._tone = tone
        self.restyle(theme_of(self))

    def set_role(self, role: TypeRole) -> None:
        """Change the step of the type scale."""
        self._role = role
        self.restyle(theme_of(self))

    def restyle(self, theme: Theme) -> None:
        """Take over the theme's font and colour."""
        self.setFont(theme.font(self._role, tabular=self._tabular))
        palette = self.palette()
        palette.setColor(QPalette.ColorRole.WindowText, theme.colour(self._tone))
        self.setPalette(palette)


class WrapLabel(Label):
    """Text that wraps and asks for no more height than it needs.

    A wrapping QLabel left to itself asks for several lines too many and makes the window grow. This one wants
    one line at least and says its true height for each width.
    """

    def __init__(
        self, text: str = "", *, role: TypeRole = "body", tone: str = "text", parent: QWidget | None = None
    ) -> None:
        super().__init__(text, role=role, tone=tone, parent=parent)
        self.setWordWrap(True)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def minimumSizeHint(self) -> QSize:
        return QSize(1, self.fontMetrics().lineSpacing())


class ElidedLabel(Label):
    """One line that ends in an ellipsis when there is no room; the whole text is in the tool tip then."""

    def minimumSizeHint(self) -> QSize:
        return QSize(theme_of(self).space(24), self.fontMetrics().lineSpacing())

    def paintEvent(self, _event: QPaintEvent) -> None:
        fits = self.fontMetrics().horizontalAdvance(self.text()) <= self.width()
        self.setToolTip("" if fits else plain_tip(self.text()))
        colour = self.palette().color(QPalette.ColorRole.WindowText)
        line_of_text(QPainter(self), self.contentsRect().toRectF(), self.text(), self.font(), colour)


class TitleLabel(Label):
    """The name of a screen."""

    def __init__(self, text: str = "", parent: QWidget | None = None) -> None:
        super().__init__(text, role="title", parent=parent)


class HeroLabel(Label):
    """The one large line of the unlock window, or a figure."""

    def __init__(self, text: str = "", parent: QWidget | None = None) -> None:
        super().__init__(text, role="hero", parent=parent)


class SectionTitle(Label):
    """The name of a card or a part of a page."""

    def __init__(self, text: str = "", parent: QWidget | None = None) -> None:
        super().__init__(text, role="section", parent=parent)


class StrongLabel(Label):
    """The name of a field or a group."""

    def __init__(self, text: str = "", parent: QWidget | None = None) -> None:
        super().__init__(text, role="strong", parent=parent)


class MutedLabel(Label):
    """Text beside the main text: a date, a hint."""

    def __init__(self, text: str = "", *, tabular: bool = False, parent: QWidget | None = None) -> None:
        super().__init__(text, role="meta", tone="muted", tabular=tabular, parent=parent)


class CaptionLabel(Label):
    """The small heading above a part: muted and strong."""

    def __init__(self, text: str = "", parent: QWidget | None = None) -> None:
        super().__init__(text, role="meta_strong", tone="muted", parent=parent)
