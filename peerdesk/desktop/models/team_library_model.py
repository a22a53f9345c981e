"""A supervisor's texts for their team on the desk: reading them, and giving another version."""

from collections.abc import Callable, Mapping
from typing import NamedTuple

from PySide6.QtCore import QObject, Signal

from peerdesk.desktop.models.acting import ActingModel
from peerdesk.desktop.models.place_list_words import ListVersion, PlaceListWords
from peerdesk.desktop.models.team_text_views import TeamLibraryView
from peerdesk.desktop.models.team_text_words import TeamTextWords
from peerdesk.desktop.models.workbench import Workbench
from peerdesk.domain.changes import Changes, RecordKind
from peerdesk.domain.team_guides import filled_anew, filled_in
from peerdesk.domain.team_places import PlacesChanged, TeamPlaces, in_steps, places_changed
from peerdesk.domain.team_texts import TeamLine, TeamPart, TeamText
from peerdesk.domain.team_words import TeamWord, without_word
from peerdesk.work.nudges import with_team_word
from peerdesk.work.places import place_list
from peerdesk.work.team_documents import GivenList, GivenTo
from peerdesk.work.team_places import own_lists, places_given, publish_places, restore_places
from peerdesk.work.team_texts import given_to, own_versions, publish_text, restore_text

TeamLines = tuple[TeamLine, ...]

_KINDS = (
    *(RecordKind.TEAM_TEXT, RecordKind.TEXT_VERSION),
    *(RecordKind.TEAM_PLACES, RecordKind.PLACES_VERSION, RecordKind.PLACE),
)


class _Read(NamedTuple):
    places: tuple[GivenTo, ...]
    lists: tuple[ListVersion, ...]
    ahead: PlacesChanged | None
    versions: dict[TeamPart, tuple[TeamText, ...]]
    given: dict[TeamPart, tuple[GivenTo, ...]]


class TeamLibraryModel(ActingModel):
    """Reads when it is told to. `shown` carries a TeamLibraryView, `kept` says that a form was taken."""

    shown = Signal(object)
    kept = Signal()
    said = Signal(str)

    def __init__(self, bench: Workbench, parent: QObject | None = None) -> None:
        super().__init__(bench, parent)
        self.words = TeamTextWords(bench, self)
        self._list_words = PlaceListWords(bench, self)

    def read(self) -> None:
        """Read what there is of each text, and who was given it."""
        bench = self._bench

        def job() -> _Read:
            now = bench.now()
            lists = own_lists(bench.vault, now)
            return _Read(
                places_given(bench.vault, now),
                in_steps(lists),
                places_changed(lists[0].places, place_list(bench.vault)) if lists else None,
                {part: own_versions(bench.vault, part) for part in TeamPart},
                {part: given_to(bench.vault, part, now) for part in TeamPart},
            )

        bench.run(self, job, self._on_read, self.refused.emit)

    def fill(self, said: Mapping[str, str], changed: str) -> None:
        """Give the guides with this said anew in some places, over what stands there by then."""
        self._publish(TeamPart.GUIDES, lambda lines: filled_anew(lines, said), changed)

    def add_word(self, word: TeamWord, changed: str) -> None:
        """Give the words with another one."""
        self._publish(TeamPart.WORDS, lambda lines: with_team_word(lines, word), changed)

    def remove_word(self, word: TeamWord) -> None:
        """Give the words without one of them."""
        self._publish(TeamPart.WORDS, lambda lines: without_word(lines, word), "")

    def give(self, part: TeamPart | None) -> None:
        """Give the newest version to whoever has not got it; of the places, the list as it stands."""
        bench = self._bench
        if part is None:
            self._say(lambda: publish_places(bench.vault, bench.now(), bench.rng))
        else:
            self._publish(part, lambda lines: lines, "")

    def restore(self, version: TeamText | TeamPlaces) -> None:
        """Give an older version again, as a new one."""
        bench = self._bench
        if isinstance(version, TeamPlaces):
            self._say(lambda: restore_places(bench.vault, version, bench.now(), bench.rng))
            return
        again = self.tr("As in version %1").replace("%1", str(version.version))
        self._say(lambda: restore_text(bench.vault, version, again, bench.now(), bench.rng))

    def _publish(self, part: TeamPart, anew: Callable[[TeamLines], TeamLines], changed: str) -> None:
        bench = self._bench

        def act() -> tuple[GivenList, Changes]:
            newest = next((one.lines for one in own_versions(bench.vault, part)), ())
            return publish_text(bench.vault, part, anew(newest), changed, bench.now(), bench.rng)

        self._say(act)

    def _goes(self, given: GivenList) -> str:
        if given.is_outranked:
            return self.tr("Somebody still sees another one that ranks before yours. Tell your officer.")
        goes = self.tr("It goes to %n peers with the next sync", "", given.gave)
        return goes if given.gave else self.tr("Everybody has it already")

    def _say(self, act: Callable[[], tuple[GivenList, Changes]]) -> None:
        def done(result: tuple[GivenList, Changes]) -> None:
            self.kept.emit()
            self.said.emit(self._goes(result[0]))
            self._bench.announcer.tell(result[1])

        self._bench.run(self, act, done, self.refused.emit)

    def _on_read(self, read: _Read) -> None:
        newest = next(iter(read.versions[TeamPart.GUIDES]), None)
        texts = {part: self.words.text(part, read.versions[part], read.given[part]) for part in TeamPart}
        self.shown.emit(
            TeamLibraryView(
                has_peers=bool(read.places),
                places=self._list_words.text(read.lists, read.places, read.ahead),
                guides=texts[TeamPart.GUIDES],
                words=texts[TeamPart.WORDS],
                filled=filled_in(newest.lines) if newest is not None else {},
            )
        )

    @staticmethod
    def concerns(changes: Changes) -> bool:
        """Say whether the page says something else after these."""
        return any(changes.touches(kind) for kind in _KINDS) or changes.directory or changes.outbox
