"""What supervisors have given a peer that the peer has not looked at: told once, and gone when it was read."""

from PySide6.QtCore import QObject, Signal

from peerdesk.desktop.models.team_text_views import NewsView
from peerdesk.desktop.models.team_text_words import TeamTextWords
from peerdesk.desktop.models.workbench import Workbench
from peerdesk.domain.changes import Changes, RecordKind
from peerdesk.domain.team_texts import TeamPart
from peerdesk.work.team_texts import ReceivedText, note_text_seen, received_texts


class TeamNewsModel(QObject):
    """Reads again after each change. `shown` carries a tuple of NewsView."""

    shown = Signal(object)
    refused = Signal(object)

    def __init__(self, bench: Workbench, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._bench = bench
        self.words = TeamTextWords(bench, self)
        bench.announcer.changed.connect(self._on_changed)

    def read(self) -> None:
        """Read what is new."""
        bench = self._bench

        def job() -> tuple[tuple[ReceivedText, ...], ...]:
            return tuple(received_texts(bench.vault, part, bench.now()) for part in TeamPart)

        bench.run(self, job, self._on_read, self.refused.emit)

    def see(self, one: NewsView) -> None:
        """Say that it was read as it was shown. Where several have given one, theirs holds here from now on."""
        bench = self._bench

        def done(_kept: None) -> None:
            self.read()

        def job() -> None:
            note_text_seen(bench.vault, one.author, one.shown, bench.now())

        bench.run(self, job, done, self.refused.emit)

    def _on_read(self, parts: tuple[tuple[ReceivedText, ...], ...]) -> None:
        self.shown.emit(
            tuple(
                self.words.news(one, [other for other in received if other is not one])
                for received in parts
                for one in received
                if one.is_new
            )
        )

    def _on_changed(self, changes: Changes) -> None:
        if changes.touches(RecordKind.TEAM_TEXT) or changes.directory:
            self.read()
