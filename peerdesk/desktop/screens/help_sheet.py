"""Help: a few topics, found by a few letters, each a page of short sentences. It needs no network."""

from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from peerdesk.desktop.announcer import say
from peerdesk.desktop.models.help_model import HelpModel, Topic
from peerdesk.desktop.screens.slot import Slot
from peerdesk.desktop.theme import theme_of
from peerdesk.desktop.widgets.buttons import LinkButton, PrimaryButton
from peerdesk.desktop.widgets.fields import LineEdit
from peerdesk.desktop.widgets.labels import WrapLabel
from peerdesk.desktop.widgets.sheet import Sheet

_LEFT = Qt.AlignmentFlag.AlignLeft


class HelpSheet(Sheet):
    """Shows the titles, or one topic. `practice_asked` wants the tour; it is asked behind the sheet."""

    practice_asked = Signal()

    def __init__(self, window: QWidget, model: HelpModel) -> None:
        super().__init__(window, "", width=600)
        self.set_title(self.tr("Help"))
        self._model = model
        self.field = LineEdit(placeholder=self.tr("What do you want to know?"), name=self.tr("Search help"))
        self._shown = Slot()
        # Room for the ring around the field.
        self.body.addSpacing(theme_of(self).space(4))
        self.body.addWidget(self.field)
        self.body.addWidget(self._shown)
        self.tour = LinkButton(self.tr("Take the tour, in practice"))
        close = PrimaryButton(self.tr("Close"), keycap=self.tr("Esc"))
        self.buttons.insertWidget(0, self.tour)
        self.buttons.addWidget(close)
        self.tour.clicked.connect(self.accept)
        self.tour.clicked.connect(self.practice_asked)
        close.clicked.connect(self.accept)
        self.field.textChanged.connect(self._look)
        self.field.returnPressed.connect(self._open_first)
        self._look("")
        self.field.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def found(self) -> tuple[Topic, ...]:
        """Return the topics that have what is searched for."""
        return self._model.found(self.field.text())

    def titles(self) -> list[str]:
        """Return the titles that are shown now."""
        return [one.text() for one in self._shown.findChildren(LinkButton) if one.isVisibleTo(self._shown)]

    def open_topic(self, topic: Topic) -> None:
        """Show one topic in the place of the titles."""
        held, box = _column(10)
        back = LinkButton(self.tr("All topics"), icon="chevron-left")
        back.clicked.connect(self._leave_topic)
        box.addWidget(back, 0, _LEFT)
        box.addWidget(WrapLabel(topic.title, role="section"))
        for paragraph in topic.text:
            box.addWidget(WrapLabel(paragraph))
        self.field.hide()
        self._put(held)
        back.setFocus(Qt.FocusReason.ShortcutFocusReason)
        say(self, " ".join((topic.title, *topic.text)))

    def _leave_topic(self) -> None:
        self.field.show()
        self._look(self.field.text())
        self.field.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _look(self, wanted: str) -> None:
        held, box = _column(2)
        found = self._model.found(wanted)
        for topic in found:
            link = LinkButton(topic.title, icon="chevron-right")
            link.clicked.connect(partial(self.open_topic, topic))
            box.addWidget(link, 0, _LEFT)
        none = self.tr("Nothing here has these words. Your supervisor or your officer may know.")
        if not found:
            box.addWidget(WrapLabel(none, tone="muted"))
        self._put(held)
        if wanted:
            say(self, found[0].title if found else none)

    def _open_first(self) -> None:
        found = self.found()
        if found:
            self.open_topic(found[0])

    def _put(self, held: QWidget) -> None:
        self._shown.put(held)
        self.updateGeometry()
        self.body.invalidate()
        self._place()


def _column(gap: int) -> tuple[QWidget, QVBoxLayout]:
    held = QWidget()
    box = QVBoxLayout(held)
    box.setContentsMargins(0, theme_of(held).space(6), 0, 0)
    box.setSpacing(theme_of(held).space(gap))
    return held, box
