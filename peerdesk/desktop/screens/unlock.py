"""Who is working, and their passphrase. No name of an individual, no count and no last note is here."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from peerdesk.desktop.announcer import say
from peerdesk.desktop.names import short_name
from peerdesk.desktop.screens.backdrop import Backdrop
from peerdesk.desktop.screens.door_parts import DoorCard, LanguageSwitch, Reassurance, centred
from peerdesk.desktop.theme import theme_of
from peerdesk.desktop.widgets.buttons import LinkButton, PrimaryButton, QuietButton
from peerdesk.desktop.widgets.cards import BrandMark, Card
from peerdesk.desktop.widgets.fields import LineEdit, PassphraseField
from peerdesk.desktop.widgets.labels import HeroLabel, WrapLabel
from peerdesk.desktop.widgets.people import PersonTile, tone_of
from peerdesk.desktop.widgets.scroll import ScrollBody

_TILES_ACROSS = 3
_LOW = 660


class UnlockScreen(Backdrop):
    """Lays out the tiles, the passphrase and the button. `asked` carries the place of a tile and the passphrase.

    `forgot` carries the place of a tile whose passphrase is not remembered.
    """

    asked = Signal(int, str)
    forgot = Signal(int)
    someone_else = Signal()
    practice_asked = Signal()
    language_chosen = Signal(str)

    def __init__(self, names: Sequence[str], chosen: int, language: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Unlock"))
        self._tiles = QButtonGroup(self)
        self._passphrase = PassphraseField(self.tr("Passphrase"))
        self._unlock = PrimaryButton(self.tr("Unlock"), keycap=self.tr("Enter"), size="unlock")
        self._forgot = LinkButton(self.tr("Forgot it? Use your recovery sheet"))
        self._other = QuietButton(self.tr("Someone else"), tone="muted")
        self._practice = LinkButton(self.tr("Practice with invented people"), tone="muted")
        self._said = WrapLabel(tone="muted", role="meta")
        self._said.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self._said.hide()
        self._scroll = ScrollBody(margins=(24, 20, 24, 20), gap=0)
        self._mark = QWidget()
        self._hint = WrapLabel(self.tr("Choose your name to open your notes"), tone="muted")
        self._hint.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self._lay_out(names, LanguageSwitch(language, self.language_chosen.emit))
        if names:
            self._tiles.button(chosen).setChecked(True)
        self._unlock.clicked.connect(self._on_unlock)
        self._passphrase.edit.returnPressed.connect(self._on_unlock)
        self._forgot.clicked.connect(self._on_forgot)
        self._other.clicked.connect(self.someone_else)
        self._practice.clicked.connect(self.practice_asked)

    def enter(self) -> None:
        """Put the focus where the person goes on: their name is chosen, the passphrase is not there yet."""
        self._passphrase.edit.setFocus(Qt.FocusReason.OtherFocusReason)

    def ask_who(self) -> None:
        """Choose nobody: it is somebody else's turn. The focus waits at the names."""
        self._tiles.setExclusive(False)
        for tile in self._tiles.buttons():
            tile.setChecked(False)
        self._tiles.setExclusive(True)
        self._tiles.buttons()[0].setFocus(Qt.FocusReason.TabFocusReason)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        # In a low window the room goes to the names and the passphrase; the decoration steps back.
        low = self.height() < theme_of(self).height(_LOW)
        self._mark.setVisible(not low)
        self._hint.setVisible(not low)
        QTimer.singleShot(0, self._scroll, lambda: self._scroll.ensureWidgetVisible(self._unlock, 0, 12))

    @property
    def passphrase_edit(self) -> LineEdit:
        """The line for the passphrase."""
        return self._passphrase.edit

    def show_working(self, working: bool) -> None:
        """Show that the passphrase is being tried; the window stays alive meanwhile."""
        self._unlock.setEnabled(not working)
        self._passphrase.edit.setReadOnly(working)
        self._unlock.setText(self.tr("Opening your notes") if working else self.tr("Unlock"))
        if working:
            self._passphrase.say_problem("")
            say(self, self.tr("Opening your notes"))

    def show_refused(self, sentence: str) -> None:
        """Say why it did not open, and let them try again."""
        self.show_working(False)
        self._passphrase.say_problem(sentence)
        self._passphrase.edit.setFocus()
        self._passphrase.edit.selectAll()

    def show_wait(self, seconds: int) -> None:
        """Hold the button for a moment after several tries; nothing is ever lost by a wrong try."""
        self._unlock.setEnabled(seconds == 0)
        self._unlock.setText(self.tr("Ready again in %n s", "", seconds) if seconds else self.tr("Unlock"))

    def show_notice(self, sentence: str) -> None:
        """Show one more calm line under the card's fields."""
        if sentence:
            self._said.setText("\n".join(filter(None, (self._said.text(), sentence))))
            self._said.show()
            say(self, sentence)

    def say_locked(self) -> None:
        """Say to those who listen what the others see: the desk is gone, and this is the door."""
        say(self, self.tr("Your notes are locked"))

    def forget(self) -> None:
        """Drop what was typed."""
        self._passphrase.hide_again()

    def _on_unlock(self) -> None:
        if self._tiles.checkedButton() is None:
            self._passphrase.say_problem(self.tr("Choose your name first"))
            self._tiles.buttons()[0].setFocus(Qt.FocusReason.TabFocusReason)
        elif self._unlock.isEnabled():
            self.asked.emit(self._tiles.checkedId(), self._passphrase.text())

    def _on_forgot(self) -> None:
        if self._tiles.checkedButton() is None:
            self.ask_who()
        else:
            self.forgot.emit(self._tiles.checkedId())

    def _lay_out(self, names: Sequence[str], switch: QWidget) -> None:
        theme = theme_of(self)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(self._scroll)
        page = self._scroll.body
        mark = QVBoxLayout(self._mark)
        mark.setContentsMargins(0, 0, 0, theme.space(20))
        mark.addLayout(centred(BrandMark(size=28)))
        page.addStretch(3)
        page.addWidget(self._mark)
        page.addLayout(centred(HeroLabel(self.tr("Who is working?"))))
        page.addWidget(self._hint)
        page.addSpacing(theme.space(22))
        page.addLayout(centred(self._card(names)))
        page.addSpacing(theme.space(20))
        page.addWidget(Reassurance())
        page.addStretch(4)
        foot = QHBoxLayout()
        foot.addWidget(self._practice)
        foot.addStretch(1)
        foot.addWidget(switch)
        page.addLayout(foot)

    def _card(self, names: Sequence[str]) -> Card:
        theme = theme_of(self)
        card = DoorCard()
        # The link at the foot has air of its own.
        side = theme.space(32)
        card.body.setContentsMargins(side, side, side, theme.space(24))
        for row in range(0, len(names), _TILES_ACROSS):
            card.body.addLayout(self._tile_row(names, row))
            card.body.addSpacing(theme.space(10))
        card.body.addSpacing(theme.space(4))
        card.body.addLayout(centred(self._other))
        card.body.addSpacing(theme.space(12))
        card.body.addWidget(self._passphrase)
        card.body.addSpacing(theme.space(14))
        card.body.addWidget(self._unlock)
        card.body.addSpacing(theme.space(12))
        card.body.addLayout(centred(self._forgot))
        card.body.addWidget(self._said)
        return card

    def _tile_row(self, names: Sequence[str], first: int) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(theme_of(self).space(10))
        shown = list(enumerate(names))[first : first + _TILES_ACROSS]
        # A full row ends where the field below it ends, at every text size.
        is_full = len(shown) == _TILES_ACROSS
        if not is_full:
            row.addStretch(1)
        for place, name in shown:
            tile = PersonTile(short_name(name, names), whole_name=name, tone=tone_of(place), parent=self)
            if is_full:
                tile.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
            self._tiles.addButton(tile, place)
            row.addWidget(tile)
        if not is_full:
            row.addStretch(1)
        return row
