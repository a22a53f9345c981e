"""My computers: each with what is known of it, and a way to take another one off the list."""

from functools import partial

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtWidgets import QWidget

from peerdesk.desktop.models.computer_views import ComputerView
from peerdesk.desktop.screens.flow import Flow
from peerdesk.desktop.screens.lines import ActedLine, signed_line, stacked
from peerdesk.desktop.screens.slot import Slot
from peerdesk.desktop.theme import theme_of
from peerdesk.desktop.widgets.badges import Badge
from peerdesk.desktop.widgets.buttons import Button, Look, PrimaryButton, QuietButton
from peerdesk.desktop.widgets.cards import Card, IconDisc
from peerdesk.desktop.widgets.chips import CheckChip
from peerdesk.desktop.widgets.labels import SectionTitle, StrongLabel, WrapLabel
from peerdesk.desktop.widgets.sheet import Sheet

_TOP = Qt.AlignmentFlag.AlignTop


class ComputersCard(Card):
    """Lays out the list, and what this computer does by itself. `remove_asked` carries a ComputerView.

    `again_asked` wants the server to be told at once of a computer that waits to go off the list.
    """

    remove_asked = Signal(object)
    again_asked = Signal()
    sparing_changed = Signal(bool)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(padding=20, gap=14, parent=parent)
        self._title = SectionTitle("")
        self._rows = Slot()
        self._spare = CheckChip(self.tr("Spare connections that cost money"))
        told = self.tr("Then PeerDesk syncs by itself only where it knows that this is free. Sync now always works.")
        self._told = WrapLabel(told, role="meta", tone="muted")
        for part in (self._title, self._rows, self._spare, self._told):
            self.body.addWidget(part)
        self._spare.toggled.connect(self.sparing_changed)
        self.show_alone("")

    def show_alone(self, name: str) -> None:
        """Show the one computer of somebody who belongs to no hospital."""
        kept = self.tr("Notes are kept here, sealed with your passphrase")
        self._show(
            self.tr("This computer"),
            (ComputerView(key=b"", name=name, about=kept, is_this=True, badge=self.tr("Here now")),),
        )

    def show_computers(self, computers: tuple[ComputerView, ...]) -> None:
        """Show the computers of somebody who belongs to a hospital."""
        if computers:
            self._show(self.tr("My computers"), computers)

    def show_sparing(self, *, on: bool, is_offered: bool) -> None:
        """Show the switch for connections that cost money, where there is a server to sync with."""
        self._spare.setVisible(is_offered)
        self._told.setVisible(is_offered)
        with QSignalBlocker(self._spare):
            self._spare.setChecked(on)

    def _show(self, title: str, computers: tuple[ComputerView, ...]) -> None:
        self._title.setText(title)
        self._rows.put(stacked(map(self._row, computers), gap=10))

    def _row(self, one: ComputerView) -> ActedLine:
        theme = theme_of(self)
        sign = IconDisc("monitor" if one.is_this else "laptop", size=34)
        words = signed_line(sign, StrongLabel(one.name), WrapLabel(one.about, role="meta", tone="muted"))
        acts: list[QWidget] = []
        if one.badge:
            acts.append(Badge(one.badge, icon="check" if one.tone == "ok" else "clock", tone=one.tone))
        if one.can_remove:
            remove = Button(self.tr("Remove"), look=Look.QUIET, size="small", tone="muted")
            remove.setAccessibleDescription(f"{one.name}. {one.about}")
            remove.clicked.connect(partial(self.remove_asked.emit, one))
            acts.append(remove)
        if one.waits:
            again = Button(self.tr("Try again"), look=Look.QUIET, size="small", tone="muted")
            again.setAccessibleDescription(f"{one.name}. {one.badge}")
            again.clicked.connect(self.again_asked)
            acts.append(again)
        held = Flow(theme.space(6))
        held.put(*acts)
        return ActedLine(words, held, indent=theme.height(34) + theme.space(12))


class RemoveSheet(Sheet):
    """What taking a computer off the list does, and what it cannot do. Accepting removes it."""

    def __init__(self, window: QWidget, one: ComputerView) -> None:
        super().__init__(window, "", width=540)
        self.set_title(self.tr("Remove %1").replace("%1", one.name))
        for text in (
            self.tr("The hospital server lets it in no more, from its next question on. Nothing new is sealed for it."),
            self.tr(
                "%1. What it wrote after that stays on it. If it is used again, you are asked whether that is yours."
            ).replace("%1", one.about),
            self.tr("Notes that are on it stay on it, sealed. Only somebody who knows its passphrase can read them."),
            self.tr("This cannot be undone. To use that computer again, set it up anew with your recovery sheet."),
        ):
            self.body.addWidget(WrapLabel(text))
        self.body.addWidget(
            WrapLabel(self.tr("If somebody may know that passphrase, tell your program."), role="meta", tone="muted")
        )
        keep = QuietButton(self.tr("Keep it"), keycap=self.tr("Esc"))
        self.remove = PrimaryButton(self.tr("Remove it"), icon="close")
        keep.clicked.connect(self.reject)
        self.remove.clicked.connect(self.accept)
        self.buttons.addWidget(keep)
        self.buttons.addWidget(self.remove)
        # Enter keeps it: what cannot be undone takes a step of its own.
        keep.setFocus(Qt.FocusReason.ShortcutFocusReason)
