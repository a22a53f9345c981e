"""They changed their mind: one question, one act, and the page to sign. It holds without the page."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from peerdesk.desktop.models.consent_views import WithdrawnView
from peerdesk.desktop.screens.consent_card import told_line
from peerdesk.desktop.theme import theme_of
from peerdesk.desktop.widgets.buttons import OutlinedButton, PrimaryButton, QuietButton
from peerdesk.desktop.widgets.chips import CheckChip
from peerdesk.desktop.widgets.labels import StrongLabel, WrapLabel
from peerdesk.desktop.widgets.sheet import Sheet


class WithdrawSheet(Sheet):
    """Says what it does, and asks what else they ask for. Accepting does it."""

    def __init__(self, window: QWidget, handle: str) -> None:
        super().__init__(window, "", width=560)
        self.set_title(self.tr("%1 changed their mind").replace("%1", handle))
        for text in (
            self.tr("What they had allowed ends now. A spoken word is enough."),
            self.tr("Every copy of their notes is taken back, and nothing about them is shared again."),
            self.tr("Only a new written release lifts that. Your own notes stay, until you erase them."),
        ):
            self.body.addWidget(WrapLabel(text))
        self.body.addSpacing(theme_of(self).space(6))
        self.body.addWidget(StrongLabel(self.tr("Do they also ask for this?")))
        self.no_contact = CheckChip(self.tr("No more contact from me"))
        self.no_follow_ups = CheckChip(self.tr("An end to the follow-ups that wait"))
        self.body.addWidget(self.no_contact)
        self.body.addWidget(self.no_follow_ups)
        self.no_contact.toggled.connect(self._on_no_contact)
        keep = QuietButton(self.tr("Not now"), keycap=self.tr("Esc"))
        self.end = PrimaryButton(self.tr("End it all now"))
        keep.clicked.connect(self.reject)
        self.end.clicked.connect(self.accept)
        self.buttons.addWidget(keep)
        self.buttons.addWidget(self.end)
        # Enter does nothing by itself: the act takes a step of its own.
        keep.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _on_no_contact(self, on: bool) -> None:
        # No contact means no follow-ups: the second tick follows the first and cannot be taken out alone.
        self.no_follow_ups.setEnabled(not on)
        if on:
            self.no_follow_ups.setChecked(True)


class WithdrawnSheet(Sheet):
    """What was done, what cannot be recalled, and the page to sign."""

    print_asked = Signal()
    file_asked = Signal()

    def __init__(self, window: QWidget, view: WithdrawnView) -> None:
        super().__init__(window, "", width=560)
        self.set_title(self.tr("It holds from now on"))
        for text in view.done:
            self.body.addWidget(WrapLabel(text))
        if view.told:
            self.body.addSpacing(theme_of(self).space(6))
            self.body.addWidget(StrongLabel(self.tr("Told before. It cannot be recalled:")))
            for told in view.told:
                self.body.addLayout(told_line(told, self.tr("cannot be recalled")))
        self.body.addSpacing(theme_of(self).space(6))
        paper = self.tr("There is a page they can sign. It holds without that.")
        self.body.addWidget(WrapLabel(paper, role="meta", tone="muted"))
        save = OutlinedButton(self.tr("Save as PDF"), icon="download")
        page = OutlinedButton(self.tr("Print the page"), icon="print")
        self.close_button = PrimaryButton(self.tr("Done"), keycap=self.tr("Esc"))
        save.clicked.connect(self.file_asked)
        page.clicked.connect(self.print_asked)
        self.close_button.clicked.connect(self.accept)
        for button in (save, page, self.close_button):
            self.buttons.addWidget(button)
        self.close_button.setFocus(Qt.FocusReason.ShortcutFocusReason)
