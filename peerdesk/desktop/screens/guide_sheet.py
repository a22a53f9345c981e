"""F2: what to do first in a moment in which nobody wants to search. Nothing is asked, and nothing is written down here.

A peer may go on from it to the log, which keeps that the guide was used and nothing of what was told.
"""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from peerdesk.desktop.models.guide_model import GuideView
from peerdesk.desktop.screens.slot import Slot
from peerdesk.desktop.theme import theme_of
from peerdesk.desktop.widgets.buttons import PrimaryButton, QuietButton
from peerdesk.desktop.widgets.choosers import Picker
from peerdesk.desktop.widgets.labels import Label, StrongLabel, WrapLabel
from peerdesk.desktop.widgets.messages import Message
from peerdesk.desktop.widgets.sheet import Sheet


class GuideSheet(Sheet):
    """Lays out one guide at a time; which one is picked above it."""

    def __init__(self, window: QWidget, view: GuideView) -> None:
        super().__init__(window, "", width=600)
        self.set_title(self.tr("Situation guide"))
        self._view = view
        self.situation = Picker(self.tr("What is happening?"))
        self.situation.set_options([(one.code, one.title) for one in view.guides])
        self.situation.set_code(view.guides[0].code)
        self._checked, self._steps = Slot(), Slot()
        caption = StrongLabel(self.tr("What is happening?"))
        caption.setBuddy(self.situation)
        for part in (caption, self.situation, self._steps, self._checked):
            self.body.addWidget(part)
        self.used = QuietButton(self.tr("I used this guide"), icon="pencil")
        self.used.hide()
        self.suggest = QuietButton(self.tr("Suggest a change"), tone="muted")
        self.suggest.hide()
        for at, button in enumerate((self.used, self.suggest)):
            self.buttons.insertWidget(at, button)
        close = PrimaryButton(self.tr("Close"), keycap=self.tr("Esc"))
        close.clicked.connect(self.accept)
        self.buttons.addWidget(close)
        self.situation.picked.connect(lambda _code: self._show())
        self._show()
        self.situation.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def offer_log(self, log: Callable[[str, str], None]) -> None:
        """Offer to log that the guide which is shown was used; `log` takes its code and its title."""

        def go() -> None:
            self.accept()
            log(self.situation.code(), self.situation.currentText())

        self.used.clicked.connect(go)
        self.used.show()

    def offer_to_suggest(self, suggest: Callable[[], None]) -> None:
        """Offer to bring a change of the guides to supervision."""

        def go() -> None:
            self.accept()
            suggest()

        self.suggest.clicked.connect(go)
        self.suggest.show()

    def show_view(self, view: GuideView) -> None:
        """Put the hospital's own words into the guides."""
        self._view = view
        self._show()

    def steps(self) -> tuple[str, ...]:
        """Return the steps that are shown."""
        return next(one.steps for one in self._view.guides if one.code == self.situation.code())

    def _show(self) -> None:
        held = QWidget()
        box = QVBoxLayout(held)
        box.setContentsMargins(0, theme_of(self).space(8), 0, theme_of(self).space(4))
        box.setSpacing(theme_of(self).space(10))
        for number, step in enumerate(self.steps(), start=1):
            box.addLayout(self._step(number, step))
        self._steps.put(held)
        whose = self._view.whose
        self._checked.put(Message("info" if whose.is_sure else "needs", "\n".join(whose.lines)))
        self.updateGeometry()
        self._place()

    def _step(self, number: int, text: str) -> QHBoxLayout:
        theme = theme_of(self)
        row = QHBoxLayout()
        row.setSpacing(theme.space(12))
        figure = Label(str(number), role="strong", tone="accent")
        figure.setFixedWidth(theme.height(18))
        row.addWidget(figure, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(WrapLabel(text), 1)
        return row
