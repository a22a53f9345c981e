"""A summary for a care team: a few words written for it, shown as it would leave, and four ways out."""

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QWidget

from peerdesk.desktop.announcer import say
from peerdesk.desktop.models.consent_views import SheetView
from peerdesk.desktop.screens.fhir_part import FhirPart
from peerdesk.desktop.screens.flow import Flow
from peerdesk.desktop.screens.slot import Slot
from peerdesk.desktop.theme import theme_of
from peerdesk.desktop.widgets.buttons import OutlinedButton, PrimaryButton, QuietButton
from peerdesk.desktop.widgets.cards import Card
from peerdesk.desktop.widgets.chips import CheckChip
from peerdesk.desktop.widgets.choosers import Picker
from peerdesk.desktop.widgets.fields import Field
from peerdesk.desktop.widgets.form_sheet import FormSheet
from peerdesk.desktop.widgets.labels import StrongLabel, WrapLabel
from peerdesk.domain.summary import SummaryDraft


class SummarySheet(FormSheet):
    """Lays it out. `preview_asked` first; only what was previewed can leave, and a change asks for a preview again."""

    preview_asked = Signal()
    print_asked = Signal()
    copy_asked = Signal()
    file_asked = Signal()
    fhir_asked = Signal()

    def __init__(self, window: QWidget, handle: str, recipients: tuple[str, ...]) -> None:
        super().__init__(window, "")
        self.set_title(self.tr("Summary for the team"))
        self.view: SheetView | None = None
        self.to = Picker(self.tr("To"))
        self.to.set_options([(name, name) for name in recipients])
        self.to.set_code(recipients[0] if recipients else "")
        self.called = Field(self.tr("How the team knows them"), help_text=self.tr("Printed, and never kept."))
        self.called.set_text(handle)
        self.visit = CheckChip(self.tr("Say on which day you visited"))
        self.words = Field(self.tr("What they want the team to know"), help_text=self.tr("In their words."))
        self.agreed = Field(self.tr("What you agreed"))
        self.reach = Field(self.tr("How to reach you"))
        self._text, self._under = WrapLabel(), WrapLabel(role="meta", tone="muted")
        self._card = Card(padding=18, gap=8, radius=10, edge="line")
        self._out = Flow(theme_of(self).space(8))
        self.fhir: FhirPart | None = None
        self._fhir = Slot()
        self.preview = PrimaryButton(self.tr("Show what leaves"))
        self._lay_out_sheet()
        self._connect()
        self._forget()
        self.to.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def draft(self) -> SummaryDraft:
        """Return what stands in the form."""
        return SummaryDraft(
            recipient=self.to.code(),
            called=self.called.text(),
            words=self.words.text(),
            agreed=self.agreed.text(),
            reach=self.reach.text(),
        )

    def show_preview(self, view: SheetView) -> None:
        """Show exactly what would leave, and offer the ways out."""
        self.view = view
        self._text.setText(view.text)
        self._under.setText(view.under)
        had_focus = self.preview.hasFocus()
        self._show(is_shown=True)
        if had_focus:
            self._ways[0].setFocus(Qt.FocusReason.OtherFocusReason)
        QTimer.singleShot(0, self, self.show_the_end)
        say(self, self.tr("This is what leaves: %1").replace("%1", view.text))

    def show_fhir(self, part: FhirPart) -> None:
        """Show, below the summary, what else would be in a FHIR file of it."""
        self.fhir = part
        self._fhir.put(part)
        part.grew.connect(self._place)
        self._place()
        QTimer.singleShot(0, self, self.show_the_end)

    def show_the_end(self) -> None:
        """Scroll to what would leave and the ways out."""
        bar = self._scroll.verticalScrollBar()
        bar.setValue(bar.maximum())

    def _forget(self) -> None:
        self.view = None
        self._show(is_shown=False)

    def _show(self, *, is_shown: bool) -> None:
        # Pressed once more it would show nothing new: the next step is one of the ways out, until a word is changed.
        self.preview.setVisible(not is_shown)
        self._card.setVisible(is_shown)
        self._out.setVisible(is_shown)
        self.fhir = None
        self._fhir.put(None)
        self.updateGeometry()
        self._place()

    def _connect(self) -> None:
        for field in (self.called, self.words, self.agreed, self.reach):
            field.changed.connect(self._forget)
        self.visit.toggled.connect(self._forget)
        self.to.picked.connect(self._forget)
        self.preview.clicked.connect(self.preview_asked)

    def _lay_out_sheet(self) -> None:
        told = self.tr("Only what you write here leaves, at most 120 words. Nothing of your note goes along.")
        self.body.addWidget(WrapLabel(told, role="meta", tone="muted"))
        caption = StrongLabel(self.tr("To"))
        caption.setBuddy(self.to)
        for part in (caption, self.to, self.called, self.visit, self.words, self.agreed, self.reach):
            self.body.addWidget(part)
        self.body.addWidget(self.problem)
        self._card.body.addWidget(self._text)
        self._card.body.addWidget(self._under)
        self.body.addWidget(self._card)
        self._ways = [
            OutlinedButton(self.tr("Print"), icon="print", size="small"),
            OutlinedButton(self.tr("Copy for a minute"), size="small"),
            OutlinedButton(self.tr("Save as PDF"), icon="download", size="small"),
            OutlinedButton(self.tr("Save as FHIR file…"), size="small"),
        ]
        asked = (self.print_asked, self.copy_asked, self.file_asked, self.fhir_asked)
        for button, signal in zip(self._ways, asked, strict=True):
            button.clicked.connect(signal)
        self._out.put(*self._ways)
        self.body.addWidget(self._out)
        self.body.addWidget(self._fhir)
        close = QuietButton(self.tr("Close"), keycap=self.tr("Esc"))
        close.clicked.connect(self.reject)
        self.buttons.addWidget(close)
        self.buttons.addWidget(self.preview)
