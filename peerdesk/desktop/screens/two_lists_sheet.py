"""What to compare with the officer before sharing goes on, after a server has shown two lists of who is who."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from peerdesk.desktop.theme import theme_of
from peerdesk.desktop.widgets.buttons import PrimaryButton, QuietButton
from peerdesk.desktop.widgets.labels import CaptionLabel, StrongLabel, WrapLabel
from peerdesk.desktop.widgets.sheet import Sheet


class TwoListsSheet(Sheet):
    """Shows the number of the entry with both signs. Accepting goes on with what is here; Enter does not."""

    def __init__(self, window: QWidget, entry: int, *, here: str, shown: str) -> None:
        super().__init__(window, "", width=540)
        self.set_title(self.tr("Is the list here the right one?"))
        for text in (
            self.tr("The server once showed another list of people than the one here, and sharing stopped."),
            self.tr(
                "It shows the same list as here again. Ask your officer what their list says at entry %1, "
                "and compare these signs."
            ).replace("%1", str(entry)),
        ):
            self.body.addWidget(WrapLabel(text))
        self.body.addSpacing(theme_of(self).space(4))
        nothing = self.tr("No entry here")
        for caption, signs in ((self.tr("On this computer"), here or nothing), (self.tr("Shown once"), shown)):
            self.body.addWidget(CaptionLabel(caption))
            label = StrongLabel(signs)
            label.setAccessibleName(f"{caption}: {signs}")
            self.body.addWidget(label)
        self.body.addSpacing(theme_of(self).space(4))
        self.body.addWidget(
            WrapLabel(
                self.tr("If the server shows another list once more, sharing stops again."), role="meta", tone="muted"
            )
        )
        keep = QuietButton(self.tr("Leave sharing off"), keycap=self.tr("Esc"))
        self.go_on = PrimaryButton(self.tr("My officer says it is right"), icon="check")
        keep.clicked.connect(self.reject)
        self.go_on.clicked.connect(self.accept)
        self.buttons.addWidget(keep)
        self.buttons.addWidget(self.go_on)
        keep.setFocus(Qt.FocusReason.ShortcutFocusReason)
