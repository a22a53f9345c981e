"""What is said while a new passphrase is typed, worked out behind the window: it takes as long as a frame or two."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer

from peerdesk.desktop.background import Background
from peerdesk.desktop.screens.new_passphrase import NewPassphrase
from peerdesk.domain.errors import ExpectedError

if TYPE_CHECKING:
    from peerdesk.work.passphrase_reading import Reading

PAUSE_MS = 300
"""How long somebody stops typing before it is looked at."""

OwnWords = Callable[[], tuple[str, ...]]
"""Names that others would try first: of the person, of the hospital, as far as they are known by now."""


class PassphraseHelp(QObject):
    """Serves one pair of fields, as long as it lives. One look at a time, and only the newest text is told about."""

    def __init__(self, field: NewPassphrase, background: Background, language: str, own_words: OwnWords) -> None:
        super().__init__(field)
        self._field = field
        self._background = background
        self._language = language
        self._own_words = own_words
        self._is_looking = False
        self._pause = QTimer(self, singleShot=True, interval=PAUSE_MS)
        self._pause.timeout.connect(self._look)
        field.typed.connect(lambda _text: self._pause.start())
        field.words_asked.connect(self._propose)

    def _look(self) -> None:
        text, own = self._field.text(), self._own_words()
        if not text or self._is_looking:
            return
        self._is_looking = True

        def job() -> "Reading":
            # The dictionaries of the meter are brought in here, by whoever chooses a passphrase, and not by the window.
            from peerdesk.work.passphrase_reading import read_passphrase

            return read_passphrase(text, *own)

        self._background.run(self, job, lambda reading: self._on_read(text, reading), self._on_nothing)

    def _on_read(self, text: str, reading: "Reading") -> None:
        self._is_looking = False
        if self._field.text() != text:
            self._pause.start()
            return
        self._field.show_reading(reading.parts, self._sentence(reading.code))

    def _propose(self) -> None:
        language = self._language

        def job() -> str:
            from peerdesk.work.passphrase_reading import proposed_words

            return proposed_words(language)

        self._background.run(self, job, self._field.show_words, self._on_nothing)

    def _on_nothing(self, _problem: ExpectedError) -> None:
        # Nothing is said then: what counts is checked again when the passphrase is taken.
        self._is_looking = False

    def _sentence(self, code: str) -> str:
        return {
            "short": self.tr("Keep going: at least 15 letters and spaces."),
            "long": self.tr("Too long. Leave something out."),
            "repeats": self.tr("It repeats itself. Add different words."),
            "common": self.tr("Easy to guess. Add different words."),
            "enough": self.tr("It will do. One more word helps a lot."),
            "good": self.tr("Good. One more word makes it strong."),
            "strong": self.tr("Strong. Now make sure you remember it."),
        }[code]
