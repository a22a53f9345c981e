"""A FHIR file of a summary before it is saved: what can go along, all that is in it in words, and the file itself."""

from collections.abc import Iterable

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QWidget

from peerdesk.desktop.announcer import say
from peerdesk.desktop.models.fhir_views import AddableView, FhirView
from peerdesk.desktop.screens.lines import signed_line, stacked
from peerdesk.desktop.screens.marked_text import MarkedText
from peerdesk.desktop.screens.slot import Slot
from peerdesk.desktop.theme import theme_of
from peerdesk.desktop.widgets.buttons import LinkButton, OutlinedButton
from peerdesk.desktop.widgets.cards import Card, Icon
from peerdesk.desktop.widgets.chips import CheckChip
from peerdesk.desktop.widgets.labels import StrongLabel, WrapLabel
from peerdesk.desktop.widgets.scroll import show_from


class FhirPart(Card):
    """Lays it out. `changed`: something else is to go along; only what was shown last can be saved.

    `grew` says that it may have become taller.
    """

    changed = Signal()
    save_asked = Signal()
    grew = Signal()

    def __init__(self, addable: Iterable[AddableView], parent: QWidget | None = None) -> None:
        super().__init__(padding=18, gap=8, radius=10, edge="line", parent=parent)
        self.view: FhirView | None = None
        self.chips = [(one, CheckChip(one.text)) for one in addable]
        self._lines, self._file = Slot(), Slot()
        self.show_file = LinkButton(self.tr("Show the file itself"))
        self.save = OutlinedButton(self.tr("Save this file…"), icon="download", size="small")
        self._lay_out_part()
        self.show_file.clicked.connect(self._on_show_file)
        self.save.clicked.connect(self.save_asked)
        for _one, chip in self.chips:
            chip.toggled.connect(self._on_toggled)
        self._allow(is_made=False)

    def added(self) -> tuple[AddableView, ...]:
        """Return what is ticked."""
        return tuple(one for one, chip in self.chips if chip.isChecked())

    def show_view(self, view: FhirView) -> None:
        """Show all that is in the file, in words."""
        self.view = view
        lines = (signed_line(Icon("check", size=16), WrapLabel(line), gap=10) for line in view.lines)
        self._lines.put(stacked(lines, gap=6, ruled=False))
        self._file.put(None)
        self._allow(is_made=True)
        say(self, self.tr("In the file: %1").replace("%1", " ".join(view.lines)))

    def _on_toggled(self) -> None:
        self.view = None
        self._allow(is_made=False)
        self.changed.emit()

    def _on_show_file(self) -> None:
        if self.view is not None:
            self._file.put(MarkedText(self.view.file, (), name=self.tr("The file itself")))
            self.grew.emit()
            # It is long, and stands below all else: who asked for it sees where it begins.
            QTimer.singleShot(0, self, lambda: show_from(self.show_file))

    def _allow(self, *, is_made: bool) -> None:
        self.save.setEnabled(is_made)
        self.show_file.setEnabled(is_made)
        self.grew.emit()

    def _lay_out_part(self) -> None:
        self.body.addWidget(StrongLabel(self.tr("A FHIR file, for their computer system")))
        told = self.tr("It goes under the same release, and holds this and no more:")
        self.body.addWidget(WrapLabel(told, role="meta", tone="muted"))
        self.body.addWidget(self._lines)
        if self.chips:
            self.body.addSpacing(theme_of(self).space(6))
            self.body.addWidget(StrongLabel(self.tr("Add it, if they agreed to that too")))
        for _one, chip in self.chips:
            self.body.addWidget(chip)
        self.body.addWidget(self.show_file, 0, Qt.AlignmentFlag.AlignLeft)
        self.body.addWidget(self.save, 0, Qt.AlignmentFlag.AlignLeft)
        self.body.addWidget(self._file)
