"""That a guide was used, on the desk: logging it, and bringing it to supervision only where the peer says so."""

from PySide6.QtCore import QObject, Signal

from peerdesk.desktop.models.acting import ActingModel
from peerdesk.desktop.models.agenda_views import Lines
from peerdesk.desktop.models.agenda_words import AgendaWords
from peerdesk.desktop.models.workbench import Workbench
from peerdesk.domain.agenda import AgendaEntry
from peerdesk.domain.agenda_vocabulary import AgendaTopic
from peerdesk.domain.changes import Changes
from peerdesk.domain.errors import NotEnrolledError
from peerdesk.domain.guide_use import GuideSaid, say_guide
from peerdesk.domain.ids import PersonId, RecordId
from peerdesk.work.agenda_adding import add_to_agenda
from peerdesk.work.guide_log import bring_guide, log_guide, minute_of, put_guide_use_back, remove_guide_use
from peerdesk.work.sharing import Reader, readers


class GuideLogModel(ActingModel):
    """`reader` carries the name of the supervisor who could read it; `logged` follows, once it is kept.

    `removed` carries how to undo that one was taken off the list.
    """

    reader = Signal(str)
    logged = Signal()
    removed = Signal(object)

    def __init__(self, bench: Workbench, parent: QObject | None = None) -> None:
        super().__init__(bench, parent)
        self._words = AgendaWords(bench, self)
        self._person: PersonId | None = None

    @property
    def now(self) -> str:
        """The minute it is, as it would be written down."""
        return minute_of(self._bench.now())

    def read(self) -> None:
        """Look who could read it, if the peer wants that."""
        bench = self._bench

        def job() -> tuple[Reader, ...]:
            try:
                return tuple(one for one in readers(bench.vault, bench.now()) if not one.awaited)
            except NotEnrolledError:
                return ()

        bench.run(self, job, self._on_readers, self.refused.emit)

    def lines(self, guide: str, used_at: str, *, spoke: bool) -> Lines:
        """Return exactly what the supervisor would read."""
        return self._words.lines(_entry(say_guide(guide, used_at, spoke=spoke)))

    def log(self, guide: str, used_at: str, *, spoke: bool, bring: bool) -> None:
        """Keep that a guide was used; `bring` adds it to the agenda as well, as `lines` said."""
        bench, said = self._bench, say_guide(guide, used_at, spoke=spoke)

        def done(kept: tuple[RecordId, Changes]) -> None:
            self.logged.emit()
            bench.announcer.tell(kept[1])
            if bring and self._person is not None:
                self._add(kept[0], self._person, said)

        def job() -> tuple[RecordId, Changes]:
            return log_guide(bench.vault, guide, used_at, bench.now(), bench.rng, spoke=spoke)

        bench.run(self, job, done, self.refused.emit)

    def bring(self, key: RecordId) -> None:
        """Put a guide that was used on the peer's own list for supervision."""
        bench = self._bench
        self._do(lambda: bring_guide(bench.vault, key, bench.now(), bench.rng)[1])

    def remove(self, key: RecordId) -> None:
        """Take one off the list, and off every agenda."""
        vault = self._bench.vault

        def undo() -> None:
            self._do(lambda: put_guide_use_back(vault, key))

        self._do(lambda: remove_guide_use(vault, key), lambda: self.removed.emit(undo))

    def _add(self, used: RecordId, person: PersonId, said: GuideSaid) -> None:
        bench = self._bench

        def act() -> Changes:
            item, changes = bring_guide(bench.vault, used, bench.now(), bench.rng)
            shown = _entry(said)
            return changes | add_to_agenda(bench.vault, item, person, bench.now(), bench.rng, as_shown=shown)

        self._do(act)

    def _on_readers(self, found: tuple[Reader, ...]) -> None:
        self._person = found[0].person if found else None
        self.reader.emit(found[0].name if found else "")


def _entry(said: GuideSaid) -> AgendaEntry:
    return AgendaEntry(topic=AgendaTopic.GUIDE, guide=said)
