"""What painting a row takes from a theme, looked up once for all rows: hands, colours, measures and drawn badges."""

from functools import lru_cache

from PySide6.QtGui import QPixmap

from peerdesk.desktop.rows import RowBadge
from peerdesk.desktop.theme import Theme
from peerdesk.desktop.widgets.badges import BADGE_HEIGHT, badge_width, drawn_badge
from peerdesk.desktop.widgets.hand import hand, ink

_MOST_BADGES = 128


class RowLook:
    """The look of list rows in one theme. Nothing here is ever changed."""

    def __init__(self, theme: Theme) -> None:
        self.theme = theme
        self.strong, self.medium, self.meta = hand(theme, "strong"), hand(theme, "medium"), hand(theme, "meta")
        self.heading, self.digits = hand(theme, "meta_strong"), hand(theme, "meta", tabular=True)
        self.text, self.muted, self.mark = ink(theme, "text"), ink(theme, "muted"), ink(theme, "mark")
        self.accent, self.hairline = ink(theme, "accent"), ink(theme, "hairline")
        self.side, self.gap = theme.space(16), theme.space(12)
        self.half_line: float = theme.height(10) if theme.scale == 1 else theme.height(9.5)
        self.mark_height, self.half_mark = theme.height(18), theme.height(9)
        self.date_above, self.badge_below = theme.height(10), theme.height(12)
        self.badge_height = theme.height(BADGE_HEIGHT)
        # Wrapped here, so that what is drawn goes with the look when the theme changes.
        self.badge = lru_cache(maxsize=_MOST_BADGES)(self._badge)

    def _badge(self, badge: RowBadge, selected: bool, ratio: float) -> tuple[QPixmap, int]:
        """Return a badge as it is drawn on a row, and its width in logical pixels."""
        theme, width = self.theme, badge_width(self.theme, badge.text, badge.icon)
        height = self.badge_height
        return drawn_badge(theme, badge.text, badge.icon, badge.tone, selected, width, height, ratio), width


@lru_cache(maxsize=8)
def row_look(theme: Theme) -> RowLook:
    """Return the look of rows in a theme."""
    return RowLook(theme)
