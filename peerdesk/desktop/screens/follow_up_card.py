"""One follow-up beside the list: what they want, what was tried, and what can be done with it."""

from functools import partial

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from peerdesk.desktop.models.follow_up_views import FollowUpView
from peerdesk.desktop.screens.lines import signed_line
from peerdesk.desktop.theme import theme_of
from peerdesk.desktop.widgets.buttons import LinkButton, OutlinedButton, TonalButton
from peerdesk.desktop.widgets.cards import Card, Hairline, Icon
from peerdesk.desktop.widgets.labels import Label, MutedLabel, SectionTitle, StrongLabel, WrapLabel

_COVERED_AGAIN_MS = 30_000


class FollowUpCard(Card):
    """Lays it out. `acted` carries what was pressed: done, later, tried, change, more, write, phone."""

    acted = Signal(str, object)

    def __init__(self, view: FollowUpView, parent: QWidget | None = None) -> None:
        super().__init__(padding=20, gap=0, parent=parent)
        self.view = view
        theme = theme_of(self)
        self._number = Label(tabular=True)
        self._show = OutlinedButton(self.tr("Press to show"), icon="eye", size="small")
        self._timer = QTimer(self, singleShot=True, interval=_COVERED_AGAIN_MS)
        self._timer.timeout.connect(self.cover_phone)
        self.body.addWidget(WrapLabel(view.title, role="section"))
        self.body.addWidget(MutedLabel(view.handle))
        if view.came:
            self.body.addSpacing(theme.space(8))
            self.body.addLayout(signed_line(Icon("swap", size=16), WrapLabel(view.came, role="meta", tone="muted")))
        self.body.addSpacing(theme.space(14))
        self.body.addLayout(self._facts())
        if view.tries:
            self._tries()
        self.body.addSpacing(theme.space(16))
        self.body.addWidget(Hairline())
        self.body.addSpacing(theme.space(12))
        self.body.addLayout(self._first_acts())
        self.body.addSpacing(theme.space(6))
        self.body.addLayout(self._more_acts())

    def show_phone(self, number: str) -> None:
        """Show the number for half a minute."""
        self._number.setText(number)
        self._number.show()
        self._show.hide()
        self._timer.start()

    def cover_phone(self) -> None:
        """Cover the number again: the words go, too, so that nothing reads them aloud."""
        had_focus = self._number.hasFocus()
        self._number.setText("")
        self._number.hide()
        self._show.show()
        if had_focus:
            self._show.setFocus()

    def _facts(self) -> QGridLayout:
        theme = theme_of(self)
        grid = QGridLayout()
        grid.setHorizontalSpacing(theme.space(12))
        grid.setVerticalSpacing(theme.space(5))
        grid.setColumnStretch(1, 1)
        for row, (caption, words) in enumerate(self.view.facts):
            grid.addWidget(MutedLabel(caption), row, 0)
            grid.addWidget(WrapLabel(words), row, 1)
        if self.view.has_phone:
            self._show.setAccessibleName(self.tr("Press to show the phone number"))
            self._show.clicked.connect(partial(self.acted.emit, "phone", self._show))
            line = QHBoxLayout()
            line.addWidget(self._show)
            line.addWidget(self._number)
            line.addStretch(1)
            grid.addWidget(MutedLabel(self.tr("Phone")), len(self.view.facts), 0)
            grid.addLayout(line, len(self.view.facts), 1)
        self._number.hide()
        return grid

    def _tries(self) -> None:
        theme = theme_of(self)
        self.body.addSpacing(theme.space(14))
        self.body.addWidget(Hairline())
        self.body.addSpacing(theme.space(12))
        self.body.addWidget(StrongLabel(self.tr("Tried")))
        self.body.addSpacing(theme.space(4))
        for line in self.view.tries:
            self.body.addLayout(
                signed_line(Icon("history", size=16), WrapLabel(line, role="meta", tone="muted"), gap=8)
            )

    def _first_acts(self) -> QHBoxLayout:
        later = OutlinedButton(self.tr("Later"), keycap="S")
        done = TonalButton(self.tr("Done"), icon="check", keycap=self.tr("Space"))
        row = QHBoxLayout()
        row.setSpacing(theme_of(self).space(8))
        for button, code in ((later, "later"), (done, "done")):
            button.setAccessibleDescription(f"{self.view.title}, {self.view.handle}")
            button.clicked.connect(partial(self._act, code, button))
            row.addWidget(button)
        row.insertStretch(1, 1)
        return row

    def _more_acts(self) -> QVBoxLayout:
        write = LinkButton(self.tr("Write a note about it"))
        tried = LinkButton(self.tr("I tried…"), keycap="T")
        change, more = LinkButton(self.tr("Change")), LinkButton(self.tr("More…"))
        for button, code in ((write, "write"), (tried, "tried"), (change, "change"), (more, "more")):
            button.setAccessibleDescription(f"{self.view.title}, {self.view.handle}")
            button.clicked.connect(partial(self._act, code, button))
        row = QHBoxLayout()
        row.setSpacing(theme_of(self).space(16))
        for button in (tried, change, more):
            row.addWidget(button)
        row.addStretch(1)
        box = QVBoxLayout()
        box.setSpacing(0)
        box.addWidget(write, 0, Qt.AlignmentFlag.AlignLeft)
        box.addLayout(row)
        return box

    def _act(self, code: str, button: QWidget) -> None:
        self.acted.emit(code, button)


class DoneCard(Card):
    """What was just done, and the offer to write a note about it. Nothing has to be written."""

    write_asked = Signal()

    def __init__(self, title: str, parent: QWidget | None = None) -> None:
        super().__init__(padding=20, gap=6, parent=parent)
        self.body.addWidget(SectionTitle(self.tr("Done")))
        self.body.addWidget(WrapLabel(title, tone="muted"))
        self.write = LinkButton(self.tr("Write a note about it"))
        self.write.setAccessibleDescription(title)
        self.write.clicked.connect(self.write_asked)
        self.body.addWidget(self.write)
