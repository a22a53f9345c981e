"""A supervisor's library: places, guides and words for their team, in versions, and who was given which."""

from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from peerdesk.desktop.models.team_text_views import Facts, TeamLibraryView, TextView
from peerdesk.desktop.screens.flow import Flow
from peerdesk.desktop.screens.lines import stacked
from peerdesk.desktop.screens.page import Page
from peerdesk.desktop.screens.share_sheet import fact_list
from peerdesk.desktop.screens.slot import Slot
from peerdesk.desktop.screens.word_rows import WordRows
from peerdesk.desktop.theme import theme_of
from peerdesk.desktop.widgets.buttons import Button, LinkButton, OutlinedButton, TonalButton
from peerdesk.desktop.widgets.cards import Card, EmptyState, Hairline
from peerdesk.desktop.widgets.labels import SectionTitle, StrongLabel, WrapLabel
from peerdesk.desktop.widgets.messages import Message
from peerdesk.desktop.widgets.scroll import ScrollBody
from peerdesk.domain.team_words import TeamWord


class TeamLibraryScreen(Page):
    """Lays the page out. `give_asked` and `versions_asked` carry a TextView, `word_removed` a TeamWord."""

    places_asked = Signal()
    fill_asked = Signal()
    word_asked = Signal()
    word_removed = Signal(object)
    give_asked = Signal(object)
    versions_asked = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(self.tr("Library"), parent)
        self.name_page(self.tr("Library"), self.tr("What your peers have from you"))
        self.guides, self.words, self.lists = Slot(), Slot(), Slot()
        self.places = OutlinedButton(self.tr("Open my places"), icon="pin", size="small")
        self.fill = OutlinedButton(self.tr("Fill in the guides"), icon="pencil", size="small")
        self.add = OutlinedButton(self.tr("Add or mute a word"), icon="plus", size="small")
        self._listed = WordRows(self.tr("Take off"))
        self._words: dict[str, TeamWord] = {}
        self._nobody = Card(padding=20)
        told = self.tr("Once your officer has named peers to you, you can give them places, guides and words.")
        self._nobody.body.addWidget(EmptyState("book", self.tr("Nobody to give it to yet"), told))
        self._cards = self._all_cards()
        body = ScrollBody(gap=14)
        for part in (self._nobody, *self._cards):
            # Until it is known what there is, nothing can be filled in over it.
            part.hide()
            body.body.addWidget(part)
        body.body.addStretch(1)
        self.outer.addWidget(body, 1)
        self.places.clicked.connect(self.places_asked)
        self.fill.clicked.connect(self.fill_asked)
        self.add.clicked.connect(self.word_asked)
        self._listed.asked.connect(lambda text: self.word_removed.emit(self._words[text]))

    def show_view(self, view: TeamLibraryView) -> None:
        """Show what there is of each, and who was given it."""
        self._nobody.setVisible(not view.has_peers)
        for card in self._cards:
            card.setVisible(view.has_peers)
        self.lists.put(self._text(view.places, ()))
        self.guides.put(self._text(view.guides, view.guides.facts))
        self._words = {one.text: one.word for one in view.words.words}
        self._listed.show_words(tuple(self._words), self.add)
        self.words.put(self._text(view.words, ()))

    def enter(self) -> None:
        """Put the focus where a reader begins."""
        first = self.places if self.places.isVisibleTo(self) else self.title
        first.setFocus(Qt.FocusReason.OtherFocusReason)

    def _all_cards(self) -> tuple[Card, ...]:
        return (
            self._card(self.tr("Places"), "", self.lists, acts=self.places),
            self._card(
                self.tr("Guides for hard moments"),
                self.tr("Numbers, the rule where you work, and a step of your own. It stands in each guide by F2."),
                self.guides,
                acts=self.fill,
            ),
            self._card(
                self.tr("Words"),
                self.tr("What your peers are offered while they write. Details that no note needs are always marked."),
                self._listed,
                self.words,
                acts=self.add,
            ),
        )

    def _card(self, title: str, told: str, *parts: QWidget, acts: Button) -> Card:
        card = Card(padding=20, gap=10)
        card.body.addWidget(SectionTitle(title))
        if told:
            card.body.addWidget(WrapLabel(told, role="meta", tone="muted"))
        for part in parts:
            card.body.addWidget(part)
        card.body.addWidget(acts, 0, Qt.AlignmentFlag.AlignLeft)
        return card

    def _text(self, view: TextView, facts: Facts) -> QWidget:
        if not view.versions:
            return WrapLabel(self.tr("You have given nothing yet."), tone="muted")
        acts = Flow(theme_of(self).space(8))
        acts.put(*self._text_acts(view))
        said = (fact_list(facts), Hairline()) if facts else ()
        told = (Message("needs", view.told),) if view.told else ()
        return stacked((*told, *said, StrongLabel(view.title), fact_list(view.given), acts), gap=8, ruled=False)

    def _text_acts(self, view: TextView) -> tuple[Button, ...]:
        versions = LinkButton(self.tr("All versions"))
        versions.setAccessibleDescription(view.title)
        versions.clicked.connect(partial(self.versions_asked.emit, view))
        if not view.lacks:
            return (versions,)
        give = TonalButton(self.tr("Give it to my peers"), size="small")
        give.clicked.connect(partial(self.give_asked.emit, view))
        return give, versions
