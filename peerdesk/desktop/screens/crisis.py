"""Crisis numbers, one key away from everywhere and without the network."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from peerdesk.desktop.models.guide_model import GuideView
from peerdesk.desktop.screens.lines import put_ruled
from peerdesk.desktop.screens.slot import Slot
from peerdesk.desktop.theme import theme_of
from peerdesk.desktop.widgets.buttons import PrimaryButton
from peerdesk.desktop.widgets.labels import StrongLabel, TitleLabel, WrapLabel
from peerdesk.desktop.widgets.messages import Message
from peerdesk.desktop.widgets.sheet import Sheet


class CrisisSheet(Sheet):
    """Lays out the numbers. They hold for the United States; a hospital adds its own beside them."""

    def __init__(self, window: QWidget) -> None:
        super().__init__(window, "", width=560)
        self.set_title(self.tr("Crisis numbers"))
        self._figures: list[TitleLabel] = []
        self._stamps: list[WrapLabel] = []
        lines = (
            ("911", self.tr("Danger right now"), self.tr("In the hospital, use its own code team first.")),
            ("988", self.tr("Suicide and crisis line"), self.tr("Call or text, day and night. Press 2 for Spanish.")),
            ("1-800-662-4357", self.tr("SAMHSA helpline"), self.tr("Treatment and support, English and Spanish.")),
            ("1-800-222-1222", self.tr("Poison Help"), self.tr("Day and night.")),
        )
        self.body.addSpacing(theme_of(self).space(4))
        put_ruled(self.body, (self._line(*line) for line in lines))
        self._line_up()
        self._own = Slot()
        self.body.addWidget(self._own)
        close = PrimaryButton(self.tr("Close"), keycap=self.tr("Esc"))
        close.clicked.connect(self.accept)
        self.buttons.addWidget(close)
        close.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def show_local(self, view: GuideView) -> None:
        """Show the numbers of this place and whose they are, below those that hold everywhere."""
        known = (
            (self.tr("Code team"), view.local.team),
            (self.tr("Supervisor on call"), view.local.supervisor),
        )
        lines = [f"{name}: {number}" for name, number in known if number]
        lines += view.whose_numbers.lines if lines else ()
        for stamp in self._stamps:
            stamp.setText(self._checked(view))
        self._own.put(Message("info", "\n".join(lines), title=self.tr("Where you work")) if lines else None)
        self.updateGeometry()
        self._place()

    def _checked(self, view: GuideView) -> str:
        if not view.numbers_day:
            return self.tr("Not checked by your hospital")
        if view.numbers_are_old:
            return self.tr("Checked by your hospital on %1: a while ago").replace("%1", view.numbers_day)
        return self.tr("Checked by your hospital on %1").replace("%1", view.numbers_day)

    def _line_up(self) -> None:
        """Give all numbers one width, so that the words beside them share an edge at every text size."""
        widest = max(figure.sizeHint().width() for figure in self._figures)
        for figure in self._figures:
            figure.setFixedWidth(widest)

    def _line(self, number: str, title: str, text: str) -> QHBoxLayout:
        theme = theme_of(self)
        row = QHBoxLayout()
        row.setSpacing(theme.space(20))
        figure = TitleLabel(number)
        self._figures.append(figure)
        figure.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        row.addWidget(figure)
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(StrongLabel(title))
        words.addWidget(WrapLabel(text, role="meta", tone="muted"))
        # Until the vault has answered, nothing is said of who checked what, and the line has its room already.
        stamp = WrapLabel("\u00a0", role="meta", tone="muted")
        self._stamps.append(stamp)
        words.addWidget(stamp)
        row.addLayout(words, 1)
        return row
