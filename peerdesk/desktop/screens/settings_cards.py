"""The cards of the settings. Each holds what it changes at once; there is nothing to save."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtWidgets import QWidget

from peerdesk import __version__
from peerdesk.desktop.preferences import LONGEST_LOCK, SCALES, SHORTEST_LOCK, Preferences
from peerdesk.desktop.screens.flow import Flow
from peerdesk.desktop.screens.word_rows import WordRows
from peerdesk.desktop.theme import theme_of
from peerdesk.desktop.widgets.buttons import LinkButton
from peerdesk.desktop.widgets.cards import Card
from peerdesk.desktop.widgets.chips import CheckChip
from peerdesk.desktop.widgets.choosers import Stepper
from peerdesk.desktop.widgets.labels import Label, SectionTitle, StrongLabel, WrapLabel
from peerdesk.desktop.widgets.segment import Segment

_LANGUAGES = (("en", "English"), ("es", "Español"))
_LEFT = Qt.AlignmentFlag.AlignLeft
Links = Sequence[tuple[str, Callable[[], None]]]


class LookCard(Card):
    """Language, look and text size. `preferred` carries Preferences."""

    preferred = Signal(object)

    def __init__(self, known: Preferences, parent: QWidget | None = None) -> None:
        super().__init__(padding=20, gap=8, parent=parent)
        self.body.addWidget(SectionTitle(self.tr("Language and look")))
        looks = (("system", self.tr("As the system")), ("light", self.tr("Light")), ("dark", self.tr("Dark")))
        sizes = tuple((str(size), f"{size} %") for size in SCALES)
        self.language = self._choice("language", self.tr("Language"), _LANGUAGES, known.language)
        self.look = self._choice("look", self.tr("Look"), looks, known.look)
        # A size from another PeerDesk, that is not among these, is shown as none of them.
        self.text_size = self._choice("size", self.tr("Text size"), sizes, str(known.scale_percent))
        self.language.chosen.connect(lambda code: self.preferred.emit(known.with_language(code)))
        self.look.chosen.connect(lambda code: self.preferred.emit(known.with_look(code)))
        self.text_size.chosen.connect(lambda code: self.preferred.emit(known.with_scale(int(code))))

    def _choice(self, what: str, name: str, options: Sequence[tuple[str, str]], code: str) -> Segment:
        switch = Segment(options, name=name)
        if code in dict(options):
            switch.set_code(code)
        switch.name_options(f"settings-{what}")
        self.body.addSpacing(theme_of(self).space(4))
        self.body.addWidget(StrongLabel(name))
        self.body.addWidget(switch, 0, _LEFT)
        return switch


class LockCard(Card):
    """After how long a desk that nobody touches locks. `chosen` carries minutes."""

    chosen = Signal(int)

    def __init__(self, minutes: int, parent: QWidget | None = None) -> None:
        super().__init__(padding=20, gap=10, parent=parent)
        self._own = minutes
        self.minutes = Stepper(self.tr("Minutes"), minimum=SHORTEST_LOCK, maximum=LONGEST_LOCK, value=minutes)
        told = self.tr("A desk that nobody touches locks by itself. Ctrl+L locks at once.")
        self._limit = WrapLabel(role="meta", tone="muted")
        self._limit.hide()
        for part in (SectionTitle(self.tr("Locks by itself after")), self.minutes, self._limit):
            self.body.addWidget(part)
        self.body.addWidget(WrapLabel(told, role="meta", tone="muted"))
        self.minutes.changed.connect(self._on_changed)

    def show_limit(self, longest: int | None) -> None:
        """Obey the hospital's limit and say whose it is. What the person chose comes back when the limit goes."""
        most = LONGEST_LOCK if longest is None else min(longest, LONGEST_LOCK)
        with QSignalBlocker(self.minutes):
            self.minutes.spin.setRange(SHORTEST_LOCK, most)
            self.minutes.spin.setValue(min(self._own, most))
        if longest is not None:
            self._limit.setText(self.tr("Set by your hospital: %n minutes at most.", "", longest))
        self._limit.setVisible(longest is not None)

    def _on_changed(self, minutes: int) -> None:
        self._own = minutes
        self.chosen.emit(minutes)


class SingleKeysCard(Card):
    """Keys of a single letter, which somebody who speaks to the computer may not want. `turned` carries a bool."""

    turned = Signal(bool)

    def __init__(self, *, on: bool, parent: QWidget | None = None) -> None:
        super().__init__(padding=20, gap=10, parent=parent)
        self.switch = CheckChip(self.tr("Use keys of one letter"))
        self.switch.setObjectName("settings-single-keys")
        self.switch.setChecked(on)
        told = self.tr("In a note, 1 says how it went and B what support you gave. Keys with Ctrl or Alt always work.")
        for part in (SectionTitle(self.tr("Keys of one letter")), self.switch):
            self.body.addWidget(part)
        self.body.addWidget(WrapLabel(told, role="meta", tone="muted"))
        self.switch.toggled.connect(self.turned)


class WordsCard(Card):
    """Suggestions about words. `turned` carries a bool, `again_asked` the key of a word."""

    turned = Signal(bool)
    again_asked = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(padding=20, gap=10, parent=parent)
        self.switch = CheckChip(self.tr("Suggest other words"))
        self._words = WordRows(self.tr("Suggest again"))
        told = self.tr("A line below your text, never in your way. What is found is told to nobody and kept nowhere.")
        for part in (SectionTitle(self.tr("Suggestions about words")), self.switch):
            self.body.addWidget(part)
        self.body.addWidget(WrapLabel(told, role="meta", tone="muted"))
        self.body.addWidget(self._words)
        self.switch.toggled.connect(self.turned)
        self._words.asked.connect(self.again_asked)

    def show_words(self, unwanted: Sequence[str], *, suggests: bool) -> None:
        """Show whether words are suggested, and those that are not any more."""
        with QSignalBlocker(self.switch):
            self.switch.setChecked(suggests)
        self._words.show_words(unwanted if suggests else (), self.switch)


class LinksCard(Card):
    """The ways to what is set on a page of its own."""

    def __init__(self, links: Links, parent: QWidget | None = None) -> None:
        super().__init__(padding=20, gap=4, parent=parent)
        self.body.addWidget(SectionTitle(self.tr("Set elsewhere")))
        for words, act in links:
            link = LinkButton(words, icon="arrow-right")
            link.clicked.connect(act)
            self.body.addWidget(link, 0, _LEFT)


class AboutCard(Card):
    """Which PeerDesk this is, and under which terms. `licences_asked` carries nothing."""

    licences_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(padding=20, gap=8, parent=parent)
        free = self.tr("Free software under the GNU General Public License, version 3 or later. It comes as it is.")
        links = Flow(theme_of(self).space(16), between=0)
        licences = LinkButton(self.tr("What it is built with"))
        links.put(licences)
        self.body.addWidget(SectionTitle(self.tr("About PeerDesk")))
        self.body.addWidget(Label(self.tr("Version %1").replace("%1", __version__)))
        self.body.addWidget(WrapLabel(free, role="meta", tone="muted"))
        self.body.addWidget(links)
        licences.clicked.connect(self.licences_asked)
