"""Settings: what a person may choose for themselves. Each change holds at once."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from peerdesk.desktop.models.settings_model import SettingsView
from peerdesk.desktop.preferences import Preferences
from peerdesk.desktop.screens.checkins_card import CheckinsCard
from peerdesk.desktop.screens.managed_card import ManagedCard
from peerdesk.desktop.screens.page import Columns, Page
from peerdesk.desktop.screens.settings_cards import (
    AboutCard,
    Links,
    LinksCard,
    LockCard,
    LookCard,
    SingleKeysCard,
    WordsCard,
)
from peerdesk.desktop.screens.spelling_card import SpellingCard
from peerdesk.desktop.theme import theme_of
from peerdesk.desktop.widgets.buttons import PrimaryButton
from peerdesk.desktop.widgets.cards import Card
from peerdesk.desktop.widgets.labels import Label, StrongLabel, WrapLabel
from peerdesk.desktop.widgets.scroll import ScrollBody
from peerdesk.desktop.widgets.sheet import Sheet


class SettingsScreen(Page):
    """Lays out the cards. Words are suggested only to whoever `writes_notes`."""

    def __init__(self, known: Preferences, links: Links, *, writes_notes: bool, parent: QWidget | None = None) -> None:
        super().__init__(self.tr("Settings"), parent)
        self.name_page(self.tr("Settings"), self.tr("Every change holds at once"))
        self.look, self.lock = LookCard(known), LockCard(known.lock_minutes)
        self.keys, self.words = SingleKeysCard(on=known.single_keys), WordsCard()
        self.spelling, self.about, self.managed = SpellingCard(), AboutCard(), ManagedCard()
        self.checkins = CheckinsCard(leads=False)
        if not writes_notes:
            self.words.hide()
        body = ScrollBody(gap=14)
        columns = Columns(side=0, gap=16, narrow=800, fills=False)
        for column in (columns.main, columns.side):
            column.setSpacing(theme_of(self).space(14))
        _fill(columns.main, self.look, self.keys, self.checkins, self.about)
        _fill(columns.side, self.lock, self.managed, self.words, self.spelling, LinksCard(links))
        body.body.addWidget(columns, 1)
        self.outer.addWidget(body, 1)

    def show_view(self, view: SettingsView) -> None:
        """Show what the vault says."""
        self.lock.show_limit(view.longest_lock)
        self.words.show_words(view.unwanted, suggests=view.suggests)

    def enter(self) -> None:
        """Put the focus where a reader begins."""
        self.look.language.enter()


def _fill(column: QVBoxLayout, *cards: Card) -> None:
    for card in cards:
        column.addWidget(card)
    column.addStretch(1)


class LicencesSheet(Sheet):
    """The libraries that PeerDesk stands on, each with its terms."""

    def __init__(self, window: QWidget, built_with: Sequence[tuple[str, str]]) -> None:
        super().__init__(window, "", width=520)
        self.set_title(self.tr("What it is built with"))
        told = self.tr("Qt for Python is used under the LGPL. Its files stand apart, and you may replace them.")
        self.body.addWidget(WrapLabel(told, tone="muted"))
        for name, terms in built_with:
            self.body.addWidget(StrongLabel(name))
            self.body.addWidget(Label(terms, role="meta", tone="muted"))
        close = PrimaryButton(self.tr("Close"), keycap=self.tr("Esc"))
        close.clicked.connect(self.accept)
        self.buttons.addWidget(close)
        close.setFocus(Qt.FocusReason.ShortcutFocusReason)
