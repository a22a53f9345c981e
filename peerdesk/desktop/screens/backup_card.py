"""The backups on Sync and trust: the last one, making one, and the list of all to look into."""

from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from peerdesk.desktop.models.backup_views import BackupRow, BackupView
from peerdesk.desktop.screens.lines import stacked
from peerdesk.desktop.screens.slot import Slot
from peerdesk.desktop.theme import theme_of
from peerdesk.desktop.widgets.buttons import LinkButton, OutlinedButton
from peerdesk.desktop.widgets.cards import Card, Icon, IconDisc
from peerdesk.desktop.widgets.labels import MutedLabel, SectionTitle, StrongLabel, WrapLabel


class BackupCard(Card):
    """Lays it out. `look_asked` carries the key of a backup."""

    make_asked = Signal()
    look_asked = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(padding=20, gap=10, parent=parent)
        self._title, self._line = WrapLabel("", role="strong"), WrapLabel("", role="meta", tone="muted")
        self._check = Icon("check", size=16, tone="ok")
        self.make = OutlinedButton(self.tr("Back up"), size="small")
        self.all = LinkButton("")
        self._list = Slot()
        self._open = False
        self._view = BackupView(title="", line="")
        self.body.addWidget(SectionTitle(self.tr("Backup")))
        self.body.addLayout(self._head())
        self.body.addWidget(self.all, 0, Qt.AlignmentFlag.AlignLeft)
        self.body.addWidget(self._list)
        self.make.setAccessibleDescription(self.tr("A backup is opened and read whole before it counts."))
        self.make.clicked.connect(self.make_asked)
        self.all.clicked.connect(self._toggle)
        self.all.hide()

    def show_view(self, view: BackupView) -> None:
        """Show how things stand."""
        is_same_list = view.rows == self._view.rows
        self._view = view
        self._title.setText(view.title)
        self._line.setText(view.line)
        self._check.setVisible(view.is_checked)
        self.make.setEnabled(not view.busy)
        self.all.setVisible(bool(view.rows))
        self.all.setText(self.tr("Hide the list") if self._open else self.tr("All backups (%n)", "", len(view.rows)))
        # Whoever stands on a button of the list stays there while nothing about it changes.
        if not is_same_list:
            self._show_list()

    def _toggle(self) -> None:
        self._open = not self._open
        self.show_view(self._view)
        self._show_list()

    def _show_list(self) -> None:
        self._list.put(stacked(map(self._row, self._view.rows if self._open else ()), gap=8))
        self._list.setVisible(self._open)

    def _head(self) -> QHBoxLayout:
        theme = theme_of(self)
        head = QHBoxLayout()
        head.setSpacing(theme.space(12))
        head.addWidget(IconDisc("box", size=34, icon_size=18), 0, Qt.AlignmentFlag.AlignTop)
        words = QVBoxLayout()
        words.setSpacing(theme.space(2))
        words.addWidget(self._title)
        checked = QHBoxLayout()
        checked.setSpacing(theme.space(6))
        checked.addWidget(self._check, 0, Qt.AlignmentFlag.AlignTop)
        checked.addWidget(self._line, 1)
        words.addLayout(checked)
        head.addLayout(words, 1)
        head.addWidget(self.make, 0, Qt.AlignmentFlag.AlignVCenter)
        return head

    def _row(self, one: BackupRow) -> QHBoxLayout:
        theme = theme_of(self)
        row = QHBoxLayout()
        row.setSpacing(theme.space(12))
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(StrongLabel(one.title))
        words.addWidget(MutedLabel(one.about))
        row.addLayout(words, 1)
        look = OutlinedButton(self.tr("Open to look"), icon="eye", size="small")
        look.setAccessibleDescription(f"{one.title}, {one.about}")
        look.clicked.connect(partial(self.look_asked.emit, one.key))
        row.addWidget(look, 0, Qt.AlignmentFlag.AlignVCenter)
        return row
