"""Sync and trust: what is safe, what waits, with whom one can share, and what the server can see."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from peerdesk.desktop.models.version_views import NeedView
from peerdesk.desktop.models.views import TrustPersonView, TrustView
from peerdesk.desktop.screens.backup_card import BackupCard
from peerdesk.desktop.screens.computers_card import ComputersCard
from peerdesk.desktop.screens.counts_card import CountsCard
from peerdesk.desktop.screens.holders_card import HoldersCard
from peerdesk.desktop.screens.level_card import LevelCard
from peerdesk.desktop.screens.lines import put_ruled, signed_line
from peerdesk.desktop.screens.needs_card import NeedsCard
from peerdesk.desktop.screens.new_keys_card import NewKeysCard
from peerdesk.desktop.screens.page import Columns, Page
from peerdesk.desktop.screens.passphrase_card import PassphraseCard
from peerdesk.desktop.screens.readership_card import ReadershipCard
from peerdesk.desktop.screens.recovery_card import RecoveryCard
from peerdesk.desktop.screens.role_counts_card import RoleCountsCard
from peerdesk.desktop.screens.rules_card import RulesCard
from peerdesk.desktop.screens.sheet_card import SheetCard
from peerdesk.desktop.screens.six_words import MyWordsCard, SixWords
from peerdesk.desktop.screens.slot import Slot
from peerdesk.desktop.theme import theme_of
from peerdesk.desktop.widgets.buttons import OutlinedButton, PrimaryButton
from peerdesk.desktop.widgets.cards import Card, Icon, IconDisc
from peerdesk.desktop.widgets.labels import MutedLabel, SectionTitle, StrongLabel, WrapLabel
from peerdesk.desktop.widgets.messages import Message
from peerdesk.desktop.widgets.people import Avatar
from peerdesk.desktop.widgets.scroll import ScrollBody

_SIGNS = {
    "saved": ("saved", "accent"),
    "sending": ("sync", "accent"),
    "done": ("cloud-check", "ok"),
    "offline": ("cloud-off", "plain"),
    "needs": ("warning", "wait"),
}


class SyncTrust(Page):
    """Lays out the page."""

    sync_asked = Signal()
    acted = Signal(object, str)
    sparing_changed = Signal(bool)
    matched = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(self.tr("Sync && trust").replace("&&", "&"), parent)
        self._body = ScrollBody(gap=14)
        self._disc = IconDisc("saved", size=48, icon_size=22, tone="accent")
        self._title, self._line = WrapLabel(role="section"), WrapLabel(tone="muted")
        self._sync = PrimaryButton(self.tr("Sync now"), icon="sync", keycap="F5")
        self._needs = Message("needs", "")
        self._waits, self._told = Slot(), Slot()
        self.recovery = RecoveryCard()
        self._traffic = WrapLabel(tone="muted")
        self._columns = Columns(side=0, gap=16, narrow=800, fills=False)
        self._people = Card(padding=20, gap=0)
        self._mine, self._rules = MyWordsCard(), RulesCard()
        self.computers, self.sheet = ComputersCard(), SheetCard()
        self.levels, self.holders, self.counts = LevelCard(), HoldersCard(), CountsCard()
        self.role_counts = RoleCountsCard()
        self.readership, self.backups = ReadershipCard(), BackupCard()
        self.passphrase, self.new_keys = PassphraseCard(), NewKeysCard()
        self._wanted: object = None
        self._matching: dict[object, OutlinedButton] = {}
        self._shown: TrustView | None = None
        self._lay_out()
        self._sync.clicked.connect(self.sync_asked)
        self.computers.sparing_changed.connect(self.sparing_changed)

    def show_view(self, view: TrustView) -> None:
        """Show how things stand. What is shown already is left as it is: laying the page out is most of the work."""
        before, self._shown = self._shown, view
        if view == before:
            return
        self._title.setText(view.title)
        self._line.setText(view.line)
        self._disc.show_icon(*_SIGNS[view.state])
        self._sync.setVisible(view.enrolled)
        self._sync.setEnabled(not view.busy)
        self._needs.setVisible(bool(view.needs))
        if view.needs:
            self._needs.show_text("needs", view.needs, aloud=False)
        self._traffic.setText(view.traffic)
        self._traffic.setVisible(bool(view.traffic))
        self.computers.show_sparing(on=view.spares, is_offered=view.enrolled)
        if not view.enrolled:
            self.computers.show_alone(view.computer)
        self._seat_computers(alone=not view.enrolled)
        self._people.setVisible(view.enrolled)
        self._server.setVisible(view.enrolled)
        self._mine.show_words(view.mine)
        self._rules.show_rules(view.rules)
        if before is None or (view.people, view.supervises) != (before.people, before.supervises):
            self._show_people(view)

    def show_needs(self, needs: tuple[NeedView, ...]) -> None:
        """Show what waits for the person, each with its buttons."""
        waiting = tuple(one for one in needs if not one.calm)
        told = tuple(one for one in needs if one.calm)
        for slot, part in ((self._waits, waiting), (self._told, told)):
            card = NeedsCard(part) if part else None
            if card is not None:
                card.acted.connect(self.acted)
            slot.put(card)

    def show_words_of(self, person: object) -> None:
        """Go to the words of a person as soon as they are there."""
        self._wanted = person
        self._go_to_wanted()

    def enter(self) -> None:
        """Put the focus where a reader begins."""
        self._sync.setFocus(Qt.FocusReason.OtherFocusReason)

    def _show_people(self, view: TrustView) -> None:
        people = view.people
        title = self.tr("People who share with me") if view.supervises else self.tr("People I can share with")
        nobody = self.tr("Nobody yet. A supervisor shows here once they have joined.")
        if view.supervises:
            nobody = self.tr("Nobody yet. A peer shows here once they have joined.")
        theme = theme_of(self)
        fresh = QWidget()
        box = QVBoxLayout(fresh)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(theme.space(14))
        box.addWidget(SectionTitle(title))
        # The list is made anew with each look at the server; whoever stands on a button stays there.
        self._wanted = next((key for key, one in self._matching.items() if one.hasFocus()), self._wanted)
        self._matching = {}
        if not people:
            box.addWidget(WrapLabel(nobody, tone="muted"))
        put_ruled(box, map(self._person, people))
        while self._people.body.count():
            item = self._people.body.takeAt(0)
            old = item.widget() if item is not None else None
            if old is not None:
                old.hide()
                old.deleteLater()
        self._people.body.addWidget(fresh)
        self._go_to_wanted()

    def _go_to_wanted(self) -> None:
        button = self._matching.get(self._wanted)
        if button is not None:
            self._wanted = None
            button.setFocus(Qt.FocusReason.OtherFocusReason)
            self._body.ensureWidgetVisible(button)

    def _person(self, person: TrustPersonView) -> QHBoxLayout:
        theme = theme_of(self)
        row = QHBoxLayout()
        row.setSpacing(theme.space(12))
        row.addWidget(Avatar(person.name, tone=person.tone), 0, Qt.AlignmentFlag.AlignTop)
        words = QVBoxLayout()
        words.setSpacing(theme.space(2))
        words.addWidget(StrongLabel(person.name))
        words.addWidget(MutedLabel(person.about))
        if person.words:
            words.addSpacing(theme.space(4))
            words.addWidget(SixWords(person, to_compare=True))
            words.addSpacing(theme.space(4))
            words.addWidget(self._match(person), 0, Qt.AlignmentFlag.AlignLeft)
        row.addLayout(words, 1)
        return row

    def _match(self, person: TrustPersonView) -> OutlinedButton:
        button = OutlinedButton(self.tr("The words match"), icon="check", size="small")
        button.setAccessibleDescription(person.name)
        button.clicked.connect(lambda: self.matched.emit(person))
        self._matching[person.key] = button
        return button

    def _lay_out(self) -> None:
        theme = theme_of(self)
        top = Card(padding=18, gap=0)
        row = QHBoxLayout()
        row.setSpacing(theme.space(16))
        row.addWidget(self._disc)
        words = QVBoxLayout()
        words.setSpacing(theme.space(4))
        words.addWidget(self._title)
        words.addWidget(self._line)
        words.addWidget(self._traffic)
        row.addLayout(words, 1)
        row.addWidget(self._sync)
        top.body.addLayout(row)
        for part in (top, self._needs, self._waits, self._told, self.recovery):
            self._body.body.addWidget(part)
        self._columns.main.setSpacing(theme.space(14))
        self._columns.side.setSpacing(theme.space(14))
        for card in (self._people, self.backups, self._mine):
            self._columns.main.addWidget(card)
        self._lay_out_shares()
        self._columns.main.addStretch(1)
        self._server = self._server_card()
        side = (self.computers, self.sheet, self.passphrase, self.new_keys, self._server, self._rules, self.readership)
        for card in side:
            self._columns.side.addWidget(card)
        self._columns.side.addStretch(1)
        self._body.body.addWidget(self._columns, 1)
        self.outer.addWidget(self._body, 1)

    def _seat_computers(self, *, alone: bool) -> None:
        """Whoever belongs to no hospital has no cards about people: the computer takes their place."""
        place, other = (self._columns.main, self._columns.side)[:: 1 if alone else -1]
        if place.indexOf(self.computers) < 0:
            other.removeWidget(self.computers)
            place.insertWidget(0, self.computers)

    def _lay_out_shares(self) -> None:
        for card in (self.holders, self.levels, self.counts, self.role_counts):
            self._columns.main.addWidget(card)

    def _server_card(self) -> Card:
        card = Card(padding=20, gap=8)
        card.body.addWidget(WrapLabel(self.tr("What the hospital server can see"), role="section"))
        card.body.addSpacing(theme_of(self).space(6))
        for sign, tone, text in (
            ("check", "muted", self.tr("That your computer talked to it, and when")),
            ("check", "muted", self.tr("How many sealed items you have")),
            ("lock", "private", self.tr("Never words, names or handles")),
            ("lock", "private", self.tr("Never who you wrote about")),
        ):
            card.body.addLayout(signed_line(Icon(sign, size=16, tone=tone), WrapLabel(text), gap=10))
        return card
