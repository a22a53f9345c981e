"""Two sheets about many notes: taking all of somebody's back, and choosing one by one what somebody new sees."""

from PySide6.QtCore import Qt, Signal, SignalInstance
from PySide6.QtGui import QShortcut
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from peerdesk.desktop.models.holding_views import HeldView, HolderView, OfferView
from peerdesk.desktop.theme import theme_of
from peerdesk.desktop.widgets.buttons import OutlinedButton, PrimaryButton, QuietButton
from peerdesk.desktop.widgets.labels import MutedLabel, StrongLabel, WrapLabel
from peerdesk.desktop.widgets.sheet import Sheet

_MOST = 100
"""So many at once. What is chosen leaves the list, and the next ones come."""


class TakeBackSheet(Sheet):
    """Shows what would be taken back, all of it, before it is."""

    def __init__(self, window: QWidget, holder: HolderView) -> None:
        super().__init__(window, "", width=520)
        self.set_title(self.tr("Take all back from %1").replace("%1", holder.first_name))
        for text in (
            self.tr("%1 can no longer open new versions of these notes.").replace("%1", holder.first_name),
            self.tr("Their computer removes the copies when it next syncs, and each note then says so."),
            self.tr("What %1 has already read cannot be unread.").replace("%1", holder.first_name),
        ):
            self.body.addWidget(WrapLabel(text))
        self.body.addSpacing(theme_of(self).space(6))
        for one in (*holder.papers, *holder.notes[:_MOST]):
            self.body.addLayout(_words(one))
        if len(holder.notes) > _MOST:
            self.body.addWidget(MutedLabel(self.tr("And %n more", "", len(holder.notes) - _MOST)))
        cancel = QuietButton(self.tr("Leave them"), keycap=self.tr("Esc"))
        notes = self.tr("Take %n notes back", "", len(holder.notes))
        back = PrimaryButton(self.tr("Take all back") if holder.papers else notes, keycap="Ctrl+Enter")
        cancel.clicked.connect(self.reject)
        back.clicked.connect(self.accept)
        for keys in ("Ctrl+Return", "Ctrl+Enter"):
            QShortcut(keys, self, self.accept)
        self.buttons.addWidget(cancel)
        self.buttons.addWidget(back)
        back.setFocus(Qt.FocusReason.ShortcutFocusReason)


class ChooseSheet(Sheet):
    """Lists what somebody new could be given. `picked` carries the key of one note, whose preview comes next.

    `papers_picked` carries that of an individual, whose permission papers are previewed next.
    """

    picked = Signal(object)
    papers_picked = Signal(object)

    def __init__(self, window: QWidget, offer: OfferView) -> None:
        super().__init__(window, "")
        self.set_title(self.tr("What may %1 see?").replace("%1", offer.first_name))
        asked = self.tr("The change gave %1 nothing. These are notes that somebody who supervised you had a copy of.")
        if offer.papers:
            asked = self.tr("The change gave %1 nothing. This is what somebody who supervised you had a copy of.")
        if not offer.notes and not offer.papers:
            asked = self.tr("There is nothing left to choose. %1 sees what you have shared, and nothing else.")
        self.body.addWidget(WrapLabel(asked.replace("%1", offer.first_name)))
        self.body.addSpacing(theme_of(self).space(4))
        for one in offer.notes[:_MOST]:
            self.body.addLayout(self._row(one, self.picked))
        for one in offer.papers:
            self.body.addLayout(self._row(one, self.papers_picked))
        done = PrimaryButton(self.tr("Done"), keycap=self.tr("Esc"))
        done.clicked.connect(self.reject)
        self.buttons.addWidget(done)
        done.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _row(self, one: HeldView, picked: SignalInstance) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(theme_of(self).space(12))
        row.addLayout(_words(one), 1)
        see = OutlinedButton(self.tr("See and share"), icon="share", size="small")
        see.setAccessibleDescription(f"{one.title}, {one.sub}")
        see.clicked.connect(lambda: self._pick(one.key, picked))
        row.addWidget(see, 0, Qt.AlignmentFlag.AlignVCenter)
        return row

    def _pick(self, key: object, picked: SignalInstance) -> None:
        self.accept()
        picked.emit(key)


def _words(one: HeldView) -> QVBoxLayout:
    words = QVBoxLayout()
    words.setSpacing(0)
    words.addWidget(StrongLabel(one.title))
    words.addWidget(MutedLabel(one.sub))
    return words
