"""Looking up a place while a note is written. Only its name is put into the note, into what is the peer's own."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from peerdesk.desktop.models.place_views import DirectoryView, PlaceView
from peerdesk.desktop.screens.place_search import PlaceSearch
from peerdesk.desktop.theme import theme_of
from peerdesk.desktop.widgets.buttons import PrimaryButton, QuietButton
from peerdesk.desktop.widgets.labels import WrapLabel
from peerdesk.desktop.widgets.section_list import SectionList
from peerdesk.desktop.widgets.sheet import Sheet

_ROWS_HIGH = 204


class PickPlaceSheet(Sheet):
    """Lays the sheet out. `picked` carries the name of a place, `chosen` the key of one in the list."""

    searched = Signal(str)
    chosen = Signal(object)
    picked = Signal(str)

    def __init__(self, window: QWidget, kind: str) -> None:
        super().__init__(window, kind, width=560)
        self._name = ""
        self.search = PlaceSearch(self.tr("Find a place"), keycap="")
        self.list = SectionList(self.tr("Places that help"))
        self.list.setMinimumHeight(theme_of(self).height(_ROWS_HIGH))
        self._none = WrapLabel(self.tr("No place like that is in your directory."), tone="muted")
        told = WrapLabel(self.tr("Its name goes into your note for yourself."), role="meta", tone="muted")
        for part in (self.search, self.list, self._none, told):
            self.body.addWidget(part)
        self.pick = PrimaryButton(self.tr("Put it into my note"), keycap=self.tr("Enter"))
        cancel = QuietButton(self.tr("Cancel"), keycap=self.tr("Esc"))
        for button in (cancel, self.pick):
            self.buttons.addWidget(button)
        cancel.clicked.connect(self.reject)
        self.pick.clicked.connect(self._on_picked)
        self.search.textChanged.connect(self.searched)
        self.search.went_down.connect(lambda: self.list.setFocus(Qt.FocusReason.ShortcutFocusReason))
        self.list.chosen.connect(self.chosen)
        self.list.opened.connect(lambda _key: self._on_picked())
        self.show_place(None)

    def show_directory(self, view: DirectoryView) -> None:
        """Show the places that were found."""
        self.list.set_rows(view.rows)
        self.list.setVisible(bool(view.rows))
        self._none.setVisible(not view.rows)
        if view.rows and self.list.current_key() is None:
            self.list.choose_first()
        if not view.rows:
            self.show_place(None)

    def show_place(self, view: PlaceView | None) -> None:
        """Know which place is chosen."""
        self._name = view.name if view is not None else ""
        self.pick.setEnabled(bool(self._name))

    def _on_picked(self) -> None:
        if self._name:
            self.picked.emit(self._name)
            self.accept()
