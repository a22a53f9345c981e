"""Show them: exactly this note, large and calm, for the individual to read. Esc goes back, and nothing is noted."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from peerdesk.desktop.theme import theme_of
from peerdesk.desktop.widgets.buttons import PrimaryButton, QuietButton
from peerdesk.desktop.widgets.labels import WrapLabel
from peerdesk.desktop.widgets.sheet import Sheet


class ShowSheet(Sheet):
    """Lays out the lines. Accepting it says that they saw it."""

    def __init__(self, window: QWidget, lines: tuple[tuple[str, str], ...], *, who_reads: str) -> None:
        super().__init__(window, "", width=900)
        self.set_title(self.tr("This is the note"))
        theme = theme_of(self)
        for caption, text in lines:
            self.body.addWidget(WrapLabel(caption, tone="muted"))
            self.body.addWidget(WrapLabel(text, role="title"))
            self.body.addSpacing(theme.space(8))
        self.body.addWidget(WrapLabel(who_reads, tone="muted"))
        back = QuietButton(self.tr("Back"), keycap=self.tr("Esc"))
        self.seen = PrimaryButton(self.tr("They saw it"))
        back.clicked.connect(self.reject)
        self.seen.clicked.connect(self.accept)
        # Whoever shows a note has no key under the hand that would note something by itself.
        self.seen.setAutoDefault(False)
        self.buttons.addWidget(back)
        self.buttons.addWidget(self.seen)
        back.setFocus(Qt.FocusReason.ShortcutFocusReason)
