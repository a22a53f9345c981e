"""From the card of the passphrase to another one, while the desk stays open."""

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from peerdesk.desktop.models.workbench import Workbench
from peerdesk.desktop.passphrase_help import PassphraseHelp
from peerdesk.desktop.screens.passphrase_card import ChangePassphrase, PassphraseCard
from peerdesk.desktop.sentences import Sentences
from peerdesk.domain.errors import ExpectedError, WeakPassphraseError
from peerdesk.work.passphrase_change import renew_open


class PassphraseRoutes(QObject):
    """Serves one card. `own_words` are what others would try first: the person's name, and the hospital's."""

    def __init__(
        self,
        bench: Workbench,
        window: QWidget,
        card: PassphraseCard,
        *,
        own_words: tuple[str, ...],
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self._bench = bench
        self._window = window
        self._card = card
        self._own_words = own_words
        self.sheet: ChangePassphrase | None = None
        card.change_asked.connect(self._on_change)

    def _on_change(self) -> None:
        self._card.show_line("")
        self.sheet = sheet = ChangePassphrase(self._window)
        PassphraseHelp(sheet.new, self._bench.background, self._bench.words.language, lambda: self._own_words)
        sheet.typed.connect(self._on_typed)
        sheet.finished.connect(self._on_finished)
        sheet.open()

    def _on_typed(self, old: str, new: str) -> None:
        vault, own = self._bench.vault, self._own_words
        if self.sheet is not None:
            self.sheet.show_working(working=True)
        # It takes seconds on purpose, and no note waits for it here.
        self._bench.background.run_network(
            self, lambda: renew_open(vault, old, new, *own), self._on_changed, self._on_refused
        )

    def _on_changed(self, _nothing: None) -> None:
        if self.sheet is not None:
            self.sheet.accept()
        self._card.show_line(self.tr("Changed. From now on the new one opens your notes here."))

    def _on_refused(self, problem: ExpectedError) -> None:
        sentence = Sentences().of(problem)
        if self.sheet is None:
            self._card.show_line(sentence)
            return
        self.sheet.show_working(working=False)
        if isinstance(problem, WeakPassphraseError):
            self.sheet.new.say_problem(sentence)
        else:
            self.sheet.old.say_problem(sentence)
            self.sheet.old.edit.setFocus()

    def _on_finished(self) -> None:
        self.sheet = None
