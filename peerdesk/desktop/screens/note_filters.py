"""The filters above the list of notes: chips that are on or off, a setting, an outcome, and taking all of them off."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QShortcut
from PySide6.QtWidgets import QWidget

from peerdesk.desktop.screens.flow import Flow
from peerdesk.desktop.theme import theme_of
from peerdesk.desktop.widgets.buttons import LinkButton
from peerdesk.desktop.widgets.chips import FilterChip
from peerdesk.desktop.widgets.choosers import Picker

Options = Sequence[tuple[str, str]]


class NoteFilters(Flow):
    """`changed` carries the codes of what is on: those of the chips, and `setting:...` and `outcome:...`.

    Esc takes all of them off, wherever on the page of `whole` the focus is.
    """

    changed = Signal(object)

    def __init__(self, whole: QWidget) -> None:
        super().__init__(theme_of(whole).space(8))
        self._chips = {
            "private": FilterChip(self.tr("Private")),
            "shared": FilterChip(self.tr("Shared")),
            "follow_up": FilterChip(self.tr("Has follow-up")),
            "week": FilterChip(self.tr("This week")),
        }
        self.setting, self.outcome = Picker(self.tr("Setting")), Picker(self.tr("How it went"))
        self.clear = LinkButton(self.tr("Show all"), keycap=self.tr("Esc"), tone="muted")
        self.clear.hide()
        self.put(*self._chips.values(), self.setting, self.outcome, self.clear)
        for chip in self._chips.values():
            chip.toggled.connect(self._on_changed)
        for picker in (self.setting, self.outcome):
            picker.setFixedHeight(self._chips["private"].sizeHint().height())
            picker.picked.connect(self._on_changed)
        self.clear.clicked.connect(self.take_off)
        self._escape = QShortcut("Esc", whole, context=Qt.ShortcutContext.WidgetWithChildrenShortcut)
        self._escape.activated.connect(self.take_off)
        self._escape.setEnabled(False)

    def offer(self, settings: Options, outcomes: Options) -> None:
        """Offer what can be chosen, as codes and labels."""
        self.setting.set_options([("", self.tr("Any setting")), *settings])
        self.outcome.set_options([("", self.tr("However it went")), *outcomes])

    def codes(self) -> frozenset[str]:
        """Return the codes of what is on."""
        chosen = (("setting", self.setting.code()), ("outcome", self.outcome.code()))
        named = {f"{name}:{code}" for name, code in chosen if code}
        return frozenset({code for code, chip in self._chips.items() if chip.isChecked()} | named)

    def take_off(self) -> None:
        """Show every note again."""
        for chip in self._chips.values():
            was_blocked = chip.blockSignals(True)
            chip.setChecked(False)
            chip.blockSignals(was_blocked)
            chip.update()
        for picker in (self.setting, self.outcome):
            picker.set_code("")
        self._on_changed()

    def _on_changed(self) -> None:
        codes = self.codes()
        if self.clear.hasFocus() and not codes:
            self._chips["private"].setFocus(Qt.FocusReason.OtherFocusReason)
        self.clear.setVisible(bool(codes))
        self._escape.setEnabled(bool(codes))
        self.changed.emit(codes)
