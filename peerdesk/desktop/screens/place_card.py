"""One place beside the list: its number in large figures, what is good to know, and whether somebody looked lately."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from peerdesk.desktop.models.place_views import PlaceView
from peerdesk.desktop.screens.flow import Flow
from peerdesk.desktop.screens.lines import signed_line
from peerdesk.desktop.screens.slot import Slot
from peerdesk.desktop.theme import theme_of
from peerdesk.desktop.widgets.badges import Tag
from peerdesk.desktop.widgets.buttons import Button, Look, OutlinedButton, TonalButton
from peerdesk.desktop.widgets.cards import Card, Hairline, Icon
from peerdesk.desktop.widgets.labels import CaptionLabel, SectionTitle, TitleLabel, WrapLabel
from peerdesk.desktop.widgets.scroll import ScrollBody


class PlaceCard(Card):
    """Lays one place out. Each signal carries its PlaceView."""

    copy_asked = Signal(object)
    check_asked = Signal(object)
    introduce_asked = Signal(object)
    change_asked = Signal(object)
    own_asked = Signal(object)

    def __init__(self, *, introduces: bool, parent: QWidget | None = None) -> None:
        super().__init__(padding=0, gap=0, parent=parent)
        self._view: PlaceView | None = None
        self._words = Slot()
        self.copy = OutlinedButton(self.tr("Copy number"), size="small")
        self.check = OutlinedButton(self.tr("Checked today"), icon="check", size="small")
        self.introduce = TonalButton(self.tr("Introduce somebody"), icon="swap", size="small")
        self.change = Button(self.tr("Change"), look=Look.QUIET, icon="pencil", size="small", tone="muted")
        self.own = OutlinedButton(self.tr("Keep as my own"), icon="plus", size="small")
        self._introduces = introduces
        self._acts = Flow(theme_of(self).space(8))
        self._acts.put(*((self.introduce,) if introduces else ()), self.copy, self.check, self.own, self.change)
        scroll = ScrollBody(margins=(20, 18, 20, 18), gap=12)
        for part in (self._words, Hairline(), self._acts):
            scroll.body.addWidget(part)
        scroll.body.addStretch(1)
        self.body.addWidget(scroll)
        for button, signal in (
            (self.copy, self.copy_asked),
            (self.check, self.check_asked),
            (self.introduce, self.introduce_asked),
            (self.change, self.change_asked),
            (self.own, self.own_asked),
        ):
            button.clicked.connect(lambda _on=False, signal=signal: signal.emit(self._view))

    def show_place(self, view: PlaceView | None) -> None:
        """Show a place, or nothing."""
        self._view = view
        self.setVisible(view is not None)
        if view is None:
            return
        self._words.put(_Words(view))
        self.copy.setVisible(bool(view.phone))
        # A list is its author's: whoever has it may keep a place of it as their own, and change that.
        for button, is_own in ((self.check, True), (self.change, True), (self.own, False)):
            button.setVisible(is_own == (not view.author))
        for button in (self.copy, self.check, self.introduce, self.change, self.own):
            button.setAccessibleDescription(view.name)
        self.updateGeometry()

    @property
    def has_place(self) -> bool:
        """Say whether a place stands here."""
        return self._view is not None

    def enter(self) -> None:
        """Put the focus on the first thing that can be done."""
        (self.introduce if self._introduces else self.check).setFocus(Qt.FocusReason.ShortcutFocusReason)


class _Words(QWidget):
    """What a place says."""

    def __init__(self, view: PlaceView) -> None:
        super().__init__()
        theme = theme_of(self)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(theme.space(4))
        name = SectionTitle(view.name)
        name.setWordWrap(True)
        box.addWidget(name)
        if view.kind:
            box.addWidget(WrapLabel(view.kind, tone="muted"))
        if view.phone:
            number = TitleLabel(view.phone)
            number.setWordWrap(True)
            number.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            box.addSpacing(theme.space(6))
            box.addWidget(number)
        box.addSpacing(theme.space(4))
        box.addLayout(
            signed_line(Icon(view.icon, size=18, tone=view.tone), WrapLabel(view.checked, role="meta"), gap=8)
        )
        for caption, text in view.facts:
            box.addSpacing(theme.space(8))
            box.addWidget(CaptionLabel(caption))
            box.addWidget(WrapLabel(text))
        if view.flags:
            box.addSpacing(theme.space(8))
            tags = Flow(theme.space(6))
            tags.put(*map(Tag, view.flags))
            box.addWidget(tags)
