"""A note that was changed on two computers: what differs, side by side, and keeping one of them, or both."""

from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent, QShortcut
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from peerdesk.desktop.models.version_views import DisputeView, OptionView
from peerdesk.desktop.screens.flow import Flow
from peerdesk.desktop.theme import theme_of
from peerdesk.desktop.widgets.buttons import LinkButton, PrimaryButton
from peerdesk.desktop.widgets.cards import Card
from peerdesk.desktop.widgets.labels import CaptionLabel, SectionTitle, WrapLabel
from peerdesk.desktop.widgets.messages import Message
from peerdesk.desktop.widgets.version_choice import VersionChoice

BOTH = None
_TOO_NARROW_FOR_TWO = 560


class TwoVersions(Card):
    """Lays out what differs. `kept` carries pairs: the key of an answer, and of the value to keep or BOTH."""

    kept = Signal(object)

    def __init__(self, disputes: tuple[DisputeView, ...], parent: QWidget | None = None) -> None:
        super().__init__(padding=20, gap=10, edge="wait", parent=parent)
        self.disputes = disputes
        self._groups = [_Group(one) for one in disputes if one.options]
        self._say = Message("needs", "")
        self._say.hide()
        self._lay_out()
        for keys in ("Ctrl+Return", "Ctrl+Enter"):
            QShortcut(keys, self, self._keep, context=Qt.ShortcutContext.WidgetWithChildrenShortcut)

    def enter(self) -> None:
        """Put the focus where a reader begins."""
        target = self._groups[0].first() if self._groups else self._button
        target.setFocus(Qt.FocusReason.OtherFocusReason)

    def _lay_out(self) -> None:
        theme = theme_of(self)
        self.body.addWidget(SectionTitle(self.tr("Changed on two computers")))
        text = self.tr("Both changes are here. Pick what to keep; the rest stays in the history.")
        self.body.addWidget(WrapLabel(text, tone="muted"))
        for group in self._groups:
            self.body.addSpacing(theme.space(4))
            self.body.addWidget(group)
        if len(self._groups) < len(self.disputes):
            told = self.tr(
                "Sharing was changed on both. Only who may read it on both keeps a copy. You can share it again."
            )
            self.body.addWidget(Message("info", told))
        self.body.addWidget(self._say)
        self.body.addLayout(self._foot())

    def _foot(self) -> QVBoxLayout:
        theme = theme_of(self)
        words = self.tr("Keep what I chose") if self._groups else self.tr("Keep it like this")
        self._button = PrimaryButton(words, keycap="Ctrl+Enter")
        self._button.clicked.connect(self._keep)
        foot = QVBoxLayout()
        foot.setContentsMargins(0, theme.space(4), 0, 0)
        foot.setSpacing(theme.space(10))
        if len(self._groups) > 1:
            whole = Flow(theme.space(12))
            whole.put(*(self._all_from(where) for where in self._places()))
            foot.addWidget(whole)
        foot.addWidget(self._button, 0, Qt.AlignmentFlag.AlignRight)
        return foot

    def _places(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(option.where for one in self.disputes for option in one.options))

    def _all_from(self, where: str) -> LinkButton:
        link = LinkButton(self.tr("All from: %1").replace("%1", where))
        link.clicked.connect(partial(self._choose_all, where))
        return link

    def _choose_all(self, where: str) -> None:
        for group in self._groups:
            group.choose(where)

    def _keep(self) -> None:
        picked = tuple((group.key, group.picked()) for group in self._groups if group.is_picked)
        if self._groups and not picked:
            self._say.show_text("needs", self.tr("Pick what to keep first."))
            self._say.show()
            self._groups[0].first().setFocus(Qt.FocusReason.ShortcutFocusReason)
            return
        self.kept.emit(picked)


class _Group(QWidget):
    """The values of one answer, two beside each other where there is room."""

    def __init__(self, dispute: DisputeView) -> None:
        super().__init__()
        self.key = dispute.key
        self._places = [option.where for option in dispute.options]
        self._choices = [VersionChoice(dispute.caption, _head(one), one.text) for one in dispute.options]
        self._keys: list[object] = [one.key for one in dispute.options]
        if dispute.both:
            self._choices.append(VersionChoice(dispute.caption, self.tr("Both"), dispute.both))
            self._keys.append(BOTH)
        self._columns = 0
        self._grid = QGridLayout()
        theme = theme_of(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setSpacing(theme.space(10))
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(theme.space(4))
        box.addWidget(CaptionLabel(dispute.caption))
        box.addLayout(self._grid)
        for at, choice in enumerate(self._choices):
            choice.setParent(self)
            choice.stepped.connect(partial(self._step, at))
        self._place(2)

    @property
    def is_picked(self) -> bool:
        """Say whether a value of this answer was picked."""
        return any(choice.isChecked() for choice in self._choices)

    def picked(self) -> object:
        """Return the key of the value that was picked, or BOTH."""
        return next(key for key, choice in zip(self._keys, self._choices, strict=True) if choice.isChecked())

    def first(self) -> VersionChoice:
        """Return where the focus goes: what was picked, or the first value."""
        return next((choice for choice in self._choices if choice.isChecked()), self._choices[0])

    def choose(self, where: str) -> None:
        """Pick the value that comes from a computer."""
        if where in self._places:
            self._choices[self._places.index(where)].setChecked(True)

    def _step(self, at: int, step: int) -> None:
        target = self._choices[(at + step) % len(self._choices)]
        target.setChecked(True)
        target.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place(1 if self.width() < theme_of(self).height(_TOO_NARROW_FOR_TWO) else 2)

    def _place(self, columns: int) -> None:
        if columns == self._columns:
            return
        self._columns = columns
        for choice in self._choices:
            self._grid.removeWidget(choice)
        several = len(self._places)
        for at, choice in enumerate(self._choices):
            row, column = divmod(at, columns)
            if at == several and columns > 1:
                # What both would be is as wide as the two above it.
                self._grid.addWidget(choice, (several + 1) // columns, 0, 1, columns)
            else:
                self._grid.addWidget(choice, row, column)
        for column in range(2):
            self._grid.setColumnStretch(column, 1 if column < columns else 0)


def _head(option: OptionView) -> str:
    return f"{option.where}  ·  {option.when}" if option.when else option.where
