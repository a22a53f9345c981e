"""Adding to the agenda that a supervisor reads: the preview, the decision, and taking it back."""

from PySide6.QtCore import QObject, Signal

from peerdesk.desktop.models.acting import ActingModel
from peerdesk.desktop.models.agenda_words import AgendaWords
from peerdesk.desktop.models.workbench import Workbench
from peerdesk.desktop.names import first_name
from peerdesk.domain.agenda import AgendaEntry
from peerdesk.domain.agenda_vocabulary import AgendaTopic
from peerdesk.domain.ids import PersonId, RecordId
from peerdesk.work import agenda_adding as adding
from peerdesk.work.sharing import readers


class AgendaDesk(ActingModel):
    """With one supervisor at a time. `previewed` carries an EntryView, `said` a line about what was just done."""

    previewed = Signal(object)
    said = Signal(str)

    def __init__(self, bench: Workbench, parent: QObject | None = None) -> None:
        super().__init__(bench, parent)
        self._words = AgendaWords(bench, self)
        self._person, self._name = PersonId(b""), ""
        self._shown: AgendaEntry | None = None

    def choose(self, person: str, name: str) -> None:
        """Say with whom, by their id in hex."""
        self._person, self._name = PersonId(bytes.fromhex(person)), name

    def preview(self, key: RecordId) -> None:
        """Work out exactly what they would read. Nothing leaves by looking."""
        bench, person = self._bench, self._person

        def done(found: adding.EntryPreview) -> None:
            self._shown = found.entry
            self.previewed.emit(self._words.entry(key, found.reader.name, found.entry))

        bench.run(self, lambda: adding.preview_item(bench.vault, key, person, bench.now()), done, self.refused.emit)

    def preview_talk(self) -> None:
        """Show what asking a supervisor for a talk says; where nobody was chosen, the first there is."""
        bench, asked = self._bench, self._person

        def done(found: tuple[tuple[PersonId, str], ...]) -> None:
            known = next((one for one in found if one[0] == asked), found[0] if found else None)
            if known is None:
                self.said.emit(self.tr("There is nobody to ask yet. Your officer names your supervisor."))
                return
            self._person, self._name = known
            self.previewed.emit(self._words.entry(None, self._name, AgendaEntry(topic=AgendaTopic.TALK)))

        def job() -> tuple[tuple[PersonId, str], ...]:
            known = readers(bench.vault, bench.now())
            return tuple((one.person, one.name) for one in known if not one.awaited)

        bench.run(self, job, done, self.refused.emit)

    def share(self, key: RecordId) -> None:
        """Let them read what the preview showed, and nothing else."""
        bench, person, shown = self._bench, self._person, self._shown
        said = self.tr("On the agenda. %1 reads it after the next sync.").replace("%1", first_name(self._name))
        self._do(
            lambda: adding.add_to_agenda(bench.vault, key, person, bench.now(), bench.rng, as_shown=shown),
            lambda: self.said.emit(said),
        )

    def ask(self) -> None:
        """Ask them for a talk."""
        bench, person = self._bench, self._person
        said = self.tr("Asked. %1 reads it after the next sync.").replace("%1", first_name(self._name))
        self._do(
            lambda: adding.ask_to_talk(bench.vault, person, bench.now(), bench.rng)[1], lambda: self.said.emit(said)
        )

    def take_back(self, key: RecordId) -> None:
        """Take an item back from them."""
        vault, person = self._bench.vault, self._person
        said = self.tr("Taken back. What was read cannot be unread.")
        self._do(lambda: adding.take_off_agenda(vault, key, person), lambda: self.said.emit(said))
