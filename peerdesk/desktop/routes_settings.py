"""The page of settings. What belongs to this computer goes to its file, what belongs to the person into the vault."""

from functools import cached_property, partial

from PySide6.QtCore import QObject, QTimer, Signal

from peerdesk.desktop.doorway import Doorway
from peerdesk.desktop.licences import BUILT_WITH
from peerdesk.desktop.models.settings_model import SettingsModel
from peerdesk.desktop.models.workbench import Workbench
from peerdesk.desktop.preferences import Preferences
from peerdesk.desktop.routes_checkins import CheckinsRoutes
from peerdesk.desktop.routes_spelling import SpellingRoutes
from peerdesk.desktop.screens.settings import LicencesSheet, SettingsScreen
from peerdesk.desktop.screens.settings_cards import Links

SETTINGS = "settings"


class SettingsRoutes(QObject):
    """Connects the page, which is made when somebody first goes there.

    `trust_asked` and `keys_asked` lead to what is set or told elsewhere. `shares`: there is somebody to share with.
    """

    trust_asked = Signal()
    keys_asked = Signal()
    refused = Signal(object)

    def __init__(
        self,
        door: Doorway,
        bench: Workbench,
        spelling: SpellingRoutes,
        *,
        writes_notes: bool,
        shares: bool,
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self._door, self._writes_notes, self._shares = door, writes_notes, shares
        self._spelling = spelling
        self.model = SettingsModel(bench, door.managed, self)
        self.model.refused.connect(self.refused)
        self.checkins = CheckinsRoutes(bench, leads=False, parent=self)
        self.checkins.model.refused.connect(self.refused)

    @cached_property
    def page(self) -> SettingsScreen:
        """The page."""
        page = SettingsScreen(
            self._door.preferences.spoken(self._door.language.code), self._links(), writes_notes=self._writes_notes
        )
        page.look.preferred.connect(self._prefer)
        page.keys.turned.connect(lambda on: self._prefer(self._door.preferences.with_single_keys(on=on)))
        page.lock.chosen.connect(lambda minutes: self._door.remember(self._door.preferences.with_lock(minutes)))
        page.words.turned.connect(self.model.suggest)
        page.words.again_asked.connect(self.model.want_again)
        page.about.licences_asked.connect(lambda: LicencesSheet(self._door.frame, BUILT_WITH).open())
        self.model.shown.connect(page.show_view)
        self._spelling.serve(page.spelling)
        page.checkins.setVisible(self._shares)
        if self._shares:
            self.checkins.serve(page.checkins)
        page.managed.show_managed(self._door.managed)
        return page

    def _links(self) -> Links:
        words = [
            self.tr("Passphrase, recovery sheet and backups"),
            self.tr("Your computers, and people you share with"),
        ]
        if self._shares:
            words.append(self.tr("How new notes begin: private, or with the question"))
        return (*((text, self.trust_asked.emit) for text in words), (self.tr("All keys"), self.keys_asked.emit))

    def _prefer(self, preferences: Preferences) -> None:
        # The page that asks is built anew by the answer, so its click is done first.
        QTimer.singleShot(0, partial(self._door.prefer, preferences))
