"""A team's list of places in words: what is new in one, and what each of its versions changed.

A list may hold hundreds of places: how many differ is said first, and then those that do; never two whole lists.
"""

from collections.abc import Iterator, Sequence
from functools import partial
from itertools import islice
from typing import Final

from PySide6.QtCore import QObject

from peerdesk.desktop.models.note_rows import DOT
from peerdesk.desktop.models.place_words import PlaceWords
from peerdesk.desktop.models.team_text_views import MOST_VERSIONS, ChangeView, Facts, TextView, ToldView, VersionView
from peerdesk.desktop.models.team_text_words import TeamTextWords
from peerdesk.desktop.models.workbench import Workbench
from peerdesk.domain.place import Place
from peerdesk.domain.team_places import PlacesChanged, TeamPlaces
from peerdesk.work.team_documents import GivenTo
from peerdesk.work.team_places import TeamList

_SHOWN: Final = 40
_OF_A_VERSION: Final = 8
_ENOUGH: Final = 4
"""The name, what it is, its number and when it is open: the rest stands with the place itself."""


ListVersion = tuple[TeamPlaces, PlacesChanged | None]
"""A version, and what it changed; None for the first there was."""


class PlaceListWords(QObject):
    """Says it. `places` says a place."""

    def __init__(self, bench: Workbench, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._bench = bench
        self._texts = TeamTextWords(bench, self)
        self._places = PlaceWords(bench.words, self)

    def text(self, versions: Sequence[ListVersion], given: Sequence[GivenTo], ahead: PlacesChanged | None) -> TextView:
        """Return the list as its author sees it. `ahead` is what they have changed and not given, if anything."""
        newest = versions[0][0] if versions else None
        told = self._told(versions)
        if newest is not None and ahead:
            said = self.tr("Your list has changes that nobody was given: %1.").replace("%1", self.counts(ahead))
            told = f"{told} {said}".strip()
        return TextView(
            part=None,
            title=self._texts.title(newest.version, newest.published_on) if newest is not None else "",
            given=tuple((one.name, self._texts.given(one, newest)) for one in given),
            lacks=newest is not None and (bool(ahead) or not all(one.is_newest for one in given)),
            told=told,
            versions=tuple(self._version(one) for one in versions[:MOST_VERSIONS]),
            older=max(0, len(versions) - MOST_VERSIONS),
            of_versions=self.tr("Your own list says the same then. How it stands now stays here as a version."),
        )

    def news(self, one: TeamList, changed: PlacesChanged) -> ToldView:
        """Return what is new in a list that a supervisor has given."""
        changes = tuple(islice(self._changes(changed), _SHOWN))
        more = len(changed.changed) + len(changed.gone) + len(changed.added) - _SHOWN
        return ToldView(
            text=f"{self.told(one, is_first=False)} {self.counts(changed)}.",
            changes=changes,
            more=self.tr("And %n more.", "", more) if more > 0 else "",
        )

    def told(self, one: TeamList, *, is_first: bool) -> str:
        """Return who has given a list, and from which day it is."""
        first, later = self.tr("%1 has given you a list of places, from %2."), self.tr("%1 changed the places on %2.")
        day = self._bench.words.short_day(one.given.published_on, today=self._bench.today())
        return (first if is_first else later).replace("%1", one.name).replace("%2", day)

    def counts(self, changed: PlacesChanged) -> str:
        """Return how many places differ, and in what way."""
        parts = (
            self.tr("%n new", "", len(changed.added)) if changed.added else "",
            self.tr("%n changed", "", len(changed.changed)) if changed.changed else "",
            self.tr("%n gone", "", len(changed.gone)) if changed.gone else "",
            self.tr("%n checked again", "", changed.checked) if changed.checked else "",
        )
        return ", ".join(filter(None, parts))

    def _told(self, versions: Sequence[ListVersion]) -> str:
        if len(versions) < 2 or versions[0][0].version != versions[1][0].version:
            return ""
        return self._texts.told_twice(versions[0][0].version)

    def _version(self, one: ListVersion) -> VersionView:
        version, changed = one
        title = self._texts.title(version.version, version.published_on)
        whole, differs = self.tr("%n places", "", len(version.places)), self.counts(changed) if changed else ""
        return VersionView(
            version=version, title=DOT.join(filter(None, (title, whole, differs))), facts=self._facts(changed)
        )

    def _facts(self, changed: PlacesChanged | None) -> Facts:
        if changed is None:
            return ()
        lines = (
            *((self.tr("Changed"), partial(self._from_to, was, one)) for was, one in changed.changed),
            *((self.tr("Gone"), partial(self._whole, one)) for one in changed.gone),
            *((self.tr("New"), partial(self._whole, one)) for one in changed.added),
        )
        rest = [(self.tr("And"), self.tr("%n more", "", len(lines) - _OF_A_VERSION))] if lines[_OF_A_VERSION:] else []
        return (*((caption, say()) for caption, say in lines[:_OF_A_VERSION]), *rest)

    def _from_to(self, was: Place, one: Place) -> str:
        before, after = self._differing(was, one)
        return f"{one.name}: {before or self.tr('nothing')} → {after or self.tr('nothing')}"

    def _changes(self, changed: PlacesChanged) -> Iterator[ChangeView]:
        for was, one in changed.changed:
            before, after = self._differing(was, one)
            yield ChangeView(caption=one.name, before=before, after=after)
        for one in changed.gone:
            yield ChangeView(caption=one.name, before=self._said(one), after=self.tr("Not on the list any more"))
        for one in changed.added:
            yield ChangeView(caption=one.name, before="", after=self._said(one))

    def _differing(self, was: Place, one: Place) -> tuple[str, str]:
        """Return what a place says otherwise than it did, before and now."""
        old, new = dict(self._places.parts(was)), dict(self._places.parts(one))
        differ = [caption for caption in dict.fromkeys((*old, *new)) if old.get(caption) != new.get(caption)]
        before, after = (DOT.join(said[name] for name in differ if said.get(name)) for said in (old, new))
        return before, after

    def _said(self, one: Place) -> str:
        return DOT.join(text for _, text in self._places.parts(one)[1:_ENOUGH] if text) or self.tr("On the list")

    def _whole(self, one: Place) -> str:
        return DOT.join(text for _, text in self._places.parts(one)[:_ENOUGH] if text)
