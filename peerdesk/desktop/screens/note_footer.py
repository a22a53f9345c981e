"""The foot of a note: who can read it, keep it as a jot, save it. It stays while the page scrolls."""

from PySide6.QtCore import QSize
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from peerdesk.desktop.theme import theme_of
from peerdesk.desktop.widgets.badges import Badge
from peerdesk.desktop.widgets.buttons import LinkButton, PrimaryButton
from peerdesk.desktop.widgets.labels import MutedLabel

_HEIGHT = 62
_SAVE_KEY, _JOT_KEY = "Ctrl+Enter", "Esc"


class NoteFooter(QWidget):
    """Lays out the footer; the screen connects its buttons."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        theme = theme_of(self)
        self._who = Badge()
        self._line = MutedLabel()
        self.change = LinkButton(self.tr("Change"))
        self.change.setAccessibleDescription(self.tr("Who can read this note"))
        self.jot = LinkButton(self.tr("Keep as a jot"), keycap=_JOT_KEY)
        self.save = PrimaryButton(self.tr("Save note"), keycap=_SAVE_KEY)
        self.setFixedHeight(theme.height(_HEIGHT))
        row = QHBoxLayout(self)
        row.setContentsMargins(theme.space(32), 1, theme.space(32), 0)
        row.setSpacing(theme.space(12))
        row.addWidget(self._who)
        row.addWidget(self._line)
        row.addSpacing(theme.space(10))
        row.addWidget(self.change)
        row.addStretch(1)
        row.addWidget(self.jot)
        row.addSpacing(theme.space(10))
        row.addWidget(self.save)
        self._reader = ""
        self._ready = False
        self._retell()

    def show_reader(self, first_name: str) -> None:
        """Show who will be asked about sharing after saving; empty for only the peer."""
        self._reader = first_name
        self._retell()

    def show_new(self, *, new: bool, can_share: bool) -> None:
        """Say whether this is a new note: one that is changed has no jot, and is shared from its own page."""
        self.change.setVisible(new and can_share)
        self.jot.setText(self.tr("Keep as a jot") if new else self.tr("Cancel"))
        self.save.setText(self.tr("Save note") if new else self.tr("Save changes"))
        self._make_room()

    def show_ready(self, *, ready: bool) -> None:
        """Say that nothing more is needed."""
        self._ready = ready
        self._retell()

    def minimumSizeHint(self) -> QSize:
        return QSize(theme_of(self).height(320), theme_of(self).height(_HEIGHT))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._make_room()

    def paintEvent(self, _event: QPaintEvent) -> None:
        theme = theme_of(self)
        painter = QPainter(self)
        painter.fillRect(self.rect(), theme.colour("window"))
        painter.fillRect(0, 0, self.width(), 1, theme.colour("hairline"))

    def _retell(self) -> None:
        if self._reader:
            self._who.show_state(self.tr("Share"), icon="users", tone="accent")
            line = self.tr("You see first what %1 will see").replace("%1", self._reader)
        else:
            self._who.show_state(self.tr("Private"), icon="lock", tone="private")
            line = self.tr("Ready to save") if self._ready else self.tr("Only you can read this")
        self._line.setText(line)
        self._make_room()

    def _make_room(self) -> None:
        """Let go of what the buttons' words need the room of: first the line beside the badge, then the keys."""
        self._line.show()
        self.save.set_keycap(_SAVE_KEY)
        self.jot.set_keycap(_JOT_KEY)
        if self._wanted() > self.width():
            self._line.hide()
        if self._wanted() > self.width():
            self.save.set_keycap("")
            self.jot.set_keycap("")

    def _wanted(self) -> int:
        theme = theme_of(self)
        parts = (self._who, self._line, self.change, self.jot, self.save)
        shown = [part.sizeHint().width() for part in parts if not part.isHidden()]
        gaps = (len(shown) - 1) * theme.space(12) + 2 * theme.space(10)
        return 2 * theme.space(32) + sum(shown) + gaps
