"""The theme: colours, type and measures for one choice of look and text size, and the way widgets reach it."""

from dataclasses import dataclass
from string import Template
from typing import Protocol, runtime_checkable

from PySide6.QtCore import QObject
from PySide6.QtGui import QColor, QFont, QPalette
from PySide6.QtWidgets import QApplication

from peerdesk.desktop.fonts import TypeRole, families_here, font
from peerdesk.desktop.palette import qt_palette
from peerdesk.desktop.tokens import DARK, LIGHT, Tokens
from peerdesk.work.resources import resource

_PROPERTY = "peerdesk_theme"
_FUSION = "peerdesk_fusion"
MIN_SCALE = 1.0
MAX_SCALE = 2.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Theme:
    """One look. `scale` is the text size, 1.0 to 2.0; points grow with it fully, heights and spaces less.

    Without `single_keys` no keycap of one letter is shown, since no such key is obeyed.
    """

    dark: bool = False
    scale: float = 1.0
    families: tuple[str, ...] = ()
    single_keys: bool = True

    @property
    def tokens(self) -> Tokens:
        """The palette of this look."""
        return DARK if self.dark else LIGHT

    def colour(self, token: str) -> QColor:
        """Return a token's colour; a value that already is a colour passes through."""
        return QColor(token if token.startswith("#") else getattr(self.tokens, token))

    def height(self, pixels: float) -> int:
        """Return a height, an icon or a control's size at this text size, in pixels."""
        return round(pixels * (1 + (self.scale - 1) * 0.65))

    def space(self, pixels: float) -> int:
        """Return a gap, a margin or a padding at this text size, in pixels."""
        return round(pixels * (1 + (self.scale - 1) * 0.4))

    def font(self, role: TypeRole, *, tabular: bool = False) -> QFont:
        """Return the font of a role; `tabular` for times and counts."""
        # A copy: the kept font is shared, and a caller that changes a size must not change it for everyone.
        return QFont(font(self.families, role, self.scale, tabular))

    def style_sheet(self) -> str:
        """Return the style sheet for pages, fields, text boxes, menus and scroll bars."""
        tokens = self.tokens
        values = {name: getattr(tokens, name) for name in Tokens._fields}
        values |= {f"h{n}": str(self.height(n)) for n in (4, 6, 8, 10, 20, 32, 36)}
        values |= {f"s{n}": str(self.space(n)) for n in (2, 4, 6, 8, 9, 10, 12)}
        return Template(resource("styles", "calm.qss").read_text(encoding="utf-8")).substitute(values)


@runtime_checkable
class Restyled(Protocol):
    """A widget that keeps something derived from the theme, such as a font or a fixed size."""

    def restyle(self, theme: Theme) -> None:
        """Take over the theme."""
        ...


def make_theme(*, dark: bool = False, scale: float = 1.0, single_keys: bool = True) -> Theme:
    """Return a theme with this computer's families; a text size outside 100 to 200 % is brought inside."""
    inside = min(MAX_SCALE, max(MIN_SCALE, scale))
    return Theme(dark=dark, scale=inside, families=families_here(), single_keys=single_keys)


def new_application() -> QApplication:
    """Return the application of a window, in Fusion from its first moment.

    Setting the style by a call would have Python bring in all that a style can do before the first paint.
    """
    app = QApplication(["peerdesk", "-style", "fusion"])
    app.setProperty(_FUSION, True)
    return app


def apply_theme(app: QApplication, theme: Theme) -> None:
    """Make `theme` the look of the whole application, now and while it runs."""
    app.setProperty(_PROPERTY, theme)
    if not app.property(_FUSION):
        app.setStyle("fusion")
        app.setProperty(_FUSION, True)
    app.setPalette(qt_palette(theme.tokens))
    app.setFont(theme.font("body"))
    app.setStyleSheet(theme.style_sheet())
    for widget in app.allWidgets():
        if isinstance(widget, Restyled):
            widget.restyle(theme)
        widget.updateGeometry()
        widget.update()


def theme_of(_widget: QObject | None = None) -> Theme:
    """Return the theme a widget lives in; the plain light one before any was applied."""
    app = QApplication.instance()
    theme = app.property(_PROPERTY) if app is not None else None
    return theme if isinstance(theme, Theme) else Theme()


def placeholder_colour(theme: Theme) -> QColor:
    """Return the colour of placeholder text, which is as readable as any other text."""
    return QPalette(qt_palette(theme.tokens)).color(QPalette.ColorRole.PlaceholderText)
