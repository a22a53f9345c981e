"""What the hospital's IT has decided for this computer. It is told here and changed nowhere in the desk."""

from PySide6.QtWidgets import QWidget

from peerdesk.desktop.theme import theme_of
from peerdesk.desktop.widgets.cards import Card
from peerdesk.desktop.widgets.labels import SectionTitle, StrongLabel, WrapLabel
from peerdesk.domain.managed import ManagedSettings, Profile


class ManagedCard(Card):
    """One row for each decision; away where nothing was decided."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(padding=20, gap=4, parent=parent)
        self.body.addWidget(SectionTitle(self.tr("Set by your hospital")))
        self.setVisible(False)

    def show_managed(self, managed: ManagedSettings) -> None:
        """Show it, once: what was decided stays as long as the desk is open."""
        if managed.complaints:
            self._tell(
                self.tr("The file with these settings has a fault. Until your IT mends it, this desk locks sooner.")
            )
        for name, value in self._rows(managed):
            if value:
                self.body.addSpacing(theme_of(self).space(4))
                self.body.addWidget(StrongLabel(name))
                self._tell(value)
        self.setVisible(bool(managed.path))

    def _tell(self, words: str) -> None:
        self.body.addWidget(WrapLabel(words, role="meta", tone="muted"))

    def _rows(self, managed: ManagedSettings) -> tuple[tuple[str, str], ...]:
        kinds = {
            Profile.WORKSTATION: self.tr("A workstation that several people share"),
            Profile.LAPTOP: self.tr("A laptop"),
        }
        languages = {"en": "English", "es": "Español"}
        longest = managed.longest_lock
        return (
            (self.tr("This computer"), "" if managed.profile is None else kinds[managed.profile]),
            (
                self.tr("Locks by itself"),
                "" if longest is None else self.tr("After %n minutes at most", "", longest),
            ),
            (self.tr("Notes begin with this server"), managed.server),
            (self.tr("Where notes lie"), managed.home),
            (self.tr("Language until you choose one"), languages.get(managed.language, "")),
        )
