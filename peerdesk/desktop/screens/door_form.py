"""What ends in a new passphrase and one button at the door: the first steps, and the recovery sheet."""

from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from peerdesk.desktop.announcer import say
from peerdesk.desktop.screens.door_parts import DoorCard, LanguageSwitch, centred
from peerdesk.desktop.screens.new_passphrase import NewPassphrase
from peerdesk.desktop.theme import theme_of
from peerdesk.desktop.widgets.buttons import LinkButton, PrimaryButton
from peerdesk.desktop.widgets.labels import HeroLabel, WrapLabel
from peerdesk.desktop.widgets.scroll import ScrollBody


@dataclass(frozen=True, slots=True, kw_only=True)
class DoorWords:
    """What a form says: over its card, at the passphrase, on the button, and on the button while it is being done."""

    title: str
    promise: str
    passphrase: str
    go: str
    working: str


class DoorForm(ScrollBody):
    """Holds a card that a page fills with `put`, the pair for the passphrase, and the button with what it met.

    `above` stands over the title.
    `went` says that somebody wants to go on, by the button or by Return, and that nothing is under way.
    """

    went = Signal()
    back_asked = Signal()
    language_chosen = Signal(str)

    def __init__(
        self, words: DoorWords, language: str, *, above: QWidget | None = None, parent: QWidget | None = None
    ) -> None:
        super().__init__(margins=(24, 24, 24, 24), gap=0, parent=parent)
        self._words = words
        self.passphrase = NewPassphrase(words.passphrase)
        self.go = PrimaryButton(words.go, keycap=self.tr("Enter"), size="unlock")
        self.said = WrapLabel(role="meta", tone="problem")
        self.said.hide()
        self.back = LinkButton(self.tr("Back"), icon="chevron-left")
        self._languages = LanguageSwitch(language, self.language_chosen.emit)
        self._card = DoorCard()
        self._lay_out(above)
        self.go.clicked.connect(self._on_go)
        self.passphrase.entered.connect(self._on_go)
        self.back.clicked.connect(self.back_asked)

    def show_working(self, *, working: bool) -> None:
        """Show that it is being done."""
        self.go.setEnabled(not working)
        self.go.setText(self._words.working if working else self._words.go)
        if working:
            self.said.hide()
            say(self, self._words.working)

    def hold(self, *, is_held: bool) -> None:
        """Keep the button still while a file is read that belongs to what it begins."""
        self.go.setEnabled(not is_held)

    def show_problem(self, sentence: str, *, passphrase: bool = False) -> None:
        """Say what would help, beside the passphrase if it is about that."""
        self.show_working(working=False)
        if passphrase:
            self.passphrase.say_problem(sentence)
            return
        self.said.setText(sentence)
        self.said.show()
        say(self, sentence)

    def put(self, part: QWidget, *, below: int, stretched: bool = True) -> None:
        """Put the next part into the card, with as much room below it."""
        where = Qt.AlignmentFlag(0) if stretched else Qt.AlignmentFlag.AlignLeft
        self._card.body.addWidget(part, 0, where)
        self._card.body.addSpacing(theme_of(self).space(below))

    def put_button(self) -> None:
        """Put the button into the card, and the line for what stood in its way."""
        # The room goes with the line: where nothing was met, the button stands as near as ever.
        self.said.setContentsMargins(0, 0, 0, theme_of(self).space(12))
        self._card.body.addWidget(self.said)
        self._card.body.addWidget(self.go)

    def put_link(self, link: LinkButton) -> None:
        """Put another way on below the button."""
        self._card.body.addSpacing(theme_of(self).space(12))
        self._card.body.addLayout(centred(link))

    def put_foot(self, *, can_go_back: bool) -> None:
        """Put the way back and the languages below the card: last, since Tab goes by the order in which parts come."""
        foot = QHBoxLayout()
        foot.addWidget(self.back)
        foot.addStretch(1)
        foot.addWidget(self._languages)
        self.body.addLayout(foot)
        self.back.setVisible(can_go_back)

    def _on_go(self) -> None:
        if self.go.isEnabled():
            self.went.emit()

    def _lay_out(self, above: QWidget | None) -> None:
        promise = WrapLabel(self._words.promise, tone="muted")
        promise.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        page = self.body
        page.addStretch(2)
        if above is not None:
            page.addWidget(above)
        page.addLayout(centred(HeroLabel(self._words.title)))
        page.addWidget(promise)
        page.addSpacing(theme_of(self).space(16))
        page.addLayout(centred(self._card))
        page.addStretch(3)


def fill_page(page: QWidget, form: DoorForm) -> None:
    """Let a form fill its page."""
    outer = QVBoxLayout(page)
    outer.setContentsMargins(0, 0, 0, 0)
    outer.addWidget(form)


def fill_with_card(page: QWidget, card: QWidget) -> None:
    """Let a card stand in the middle of its page, which scrolls where the window is smaller."""
    scroll = ScrollBody(margins=(16, 12, 16, 12), gap=0)
    outer = QVBoxLayout(page)
    outer.setContentsMargins(0, 0, 0, 0)
    outer.addWidget(scroll)
    scroll.body.addStretch(1)
    scroll.body.addLayout(centred(card))
    scroll.body.addStretch(1)
