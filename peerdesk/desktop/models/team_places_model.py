"""The team's list of places on the desk: giving it to peers, and hearing that there is a new one."""

from functools import partial

from PySide6.QtCore import QObject, Signal

from peerdesk.desktop.models.place_list_words import PlaceListWords
from peerdesk.desktop.models.place_views import TeamNote
from peerdesk.desktop.models.workbench import Workbench
from peerdesk.domain.changes import Changes, RecordKind
from peerdesk.work.team_documents import GivenList
from peerdesk.work.team_places import TeamList, given_list, note_seen, publish_places, team_lists


class TeamPlacesModel(QObject):
    """Reads again after each change. `noted` carries a TeamNote or None, `news` how many lists are new.

    `told` carries what is new in a list, a ToldView, and how to say that it was read.
    """

    told = Signal(object, object)
    noted = Signal(object)
    news = Signal(int)
    said = Signal(str)
    refused = Signal(object)

    def __init__(self, bench: Workbench, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._bench = bench
        self.words = PlaceListWords(bench, self)
        self._new: tuple[TeamList, ...] = ()
        bench.announcer.changed.connect(self._on_changed)

    def read(self) -> None:
        """Read what is new, and who has this person's list."""
        bench = self._bench

        def job() -> tuple[GivenList | None, tuple[TeamList, ...]]:
            now = bench.now()
            return given_list(bench.vault, now), team_lists(bench.vault, now)

        bench.run(self, job, lambda found: self._on_read(*found), self.refused.emit)

    def act(self) -> None:
        """Do what the note offers: give the list to one's peers, show what is new, or say that a first one was seen."""
        if not self._new:
            self._publish()
            return
        first = self._new[0]
        if first.news is None:
            self._see(first)
        else:
            self.told.emit(self.words.news(first, first.news), partial(self._see, first))

    def note_of(self, one: TeamList) -> TeamNote:
        """Return what there is to say of a list that is new."""
        if one.news is None:
            return TeamNote(kind="info", text=self.words.told(one, is_first=True), action=self.tr("Seen"))
        return TeamNote(kind="info", text=self.words.news(one, one.news).text, action=self.tr("What changed"))

    def _see(self, one: TeamList) -> None:
        bench = self._bench
        bench.run(self, lambda: note_seen(bench.vault, (one,)), lambda _done: self.read(), self.refused.emit)

    def _publish(self) -> None:
        bench = self._bench

        def done(result: tuple[GivenList, Changes]) -> None:
            self.said.emit(self._goes(result[0]))
            bench.announcer.tell(result[1])
            self.read()

        bench.run(self, lambda: publish_places(bench.vault, bench.now(), bench.rng), done, self.refused.emit)

    def _goes(self, given: GivenList) -> str:
        if given.is_outranked:
            return self.tr("Somebody still sees another one that ranks before yours. Tell your officer.")
        goes = self.tr("It goes to %n peers with the next sync", "", given.gave)
        return goes if given.gave else self.tr("Everybody has it already")

    def _on_read(self, given: GivenList | None, lists: tuple[TeamList, ...]) -> None:
        self._new = tuple(one for one in lists if one.is_new)
        self.news.emit(len(self._new))
        self.noted.emit(self.note_of(self._new[0]) if self._new else self._about_given(given))

    def _about_given(self, given: GivenList | None) -> TeamNote | None:
        if given is None:
            return None
        if given.up_to_date == given.peers:
            return TeamNote(kind="ok", text=self.tr("%n peers were given this list as it stands", "", given.peers))
        text = self.tr("%1 of %n peers were given this list as it stands.", "", given.peers)
        give = self.tr("Give it to my peers")
        return TeamNote(kind="info", text=text.replace("%1", str(given.up_to_date)), action=give)

    def _on_changed(self, changes: Changes) -> None:
        if any(changes.touches(kind) for kind in (RecordKind.TEAM_PLACES, RecordKind.PLACE)) or changes.directory:
            self.read()
