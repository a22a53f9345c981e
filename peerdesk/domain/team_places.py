"""The list of places that a supervisor gives their peers: a whole document in versions, and what two differ in."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from peerdesk.domain.place import Place
from peerdesk.domain.team_texts import following

MOST_SHARED: Final = 400
MOST_SHARED_CHARACTERS: Final = 50_000
"""What a list may hold at most: it travels as one sealed piece, and a character takes up to four bytes of it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TeamPlaces:
    """A list as its author gave it. `version` counts from 1; the higher one holds. It is never changed."""

    version: int
    published_on: date
    places: tuple[Place, ...]

    def says(self, places: Iterable[Place]) -> bool:
        """Say whether somebody who has this list would read nothing new in these places."""
        return not places_changed(self.places, places)


@dataclass(frozen=True, slots=True, kw_only=True)
class PlacesChanged:
    """What differs between two lists, each part by name. `changed` are a place as it was, and as it is now.

    `checked` counts places of which nothing is new but that somebody looked: that is no news of each.
    """

    added: tuple[Place, ...]
    changed: tuple[tuple[Place, Place], ...]
    gone: tuple[Place, ...]
    checked: int

    def __bool__(self) -> bool:
        return bool(self.added or self.changed or self.gone or self.checked)


def places_changed(before: Iterable[Place], after: Iterable[Place]) -> PlacesChanged:
    """Return what differs. A place that was put in anew under its name and kind is the one that was there."""
    old, new = {one.id: one for one in before}, {one.id: one for one in after}
    both = [(old.pop(one), new.pop(one)) for one in old.keys() & new.keys()]
    called = {one.same_as: one for one in old.values()}
    for one in tuple(new.values()):
        was = called.pop(one.same_as, None)
        if was is not None:
            both.append((old.pop(was.id), new.pop(one.id)))
    changed = [pair for pair in both if _said(pair[0]) != _said(pair[1])]
    return PlacesChanged(
        added=_by_name(new.values()),
        changed=tuple(sorted(changed, key=lambda pair: (pair[1].same_as, pair[1].id))),
        gone=_by_name(old.values()),
        checked=sum(_looked(was) != _looked(one) and _said(was) == _said(one) for was, one in both),
    )


def in_steps(versions: Sequence[TeamPlaces]) -> tuple[tuple[TeamPlaces, PlacesChanged | None], ...]:
    """Return versions, the newest first, each with what it changed; None for the first there was."""
    before = versions[1:]
    told = [places_changed(was.places, one.places) for one, was in zip(versions, before, strict=False)]
    return (*zip(versions, told, strict=False), *((one, None) for one in versions[-1:]))


def next_list(before: TeamPlaces | None, places: Iterable[Place], today: date) -> TeamPlaces:
    """Return the list that follows another one, or the first."""
    return TeamPlaces(
        version=following(before.version if before is not None else 0), published_on=today, places=_sorted(places)
    )


def is_too_large(places: tuple[Place, ...]) -> bool:
    """Say whether so many places, or such long ones, are more than a list can hold."""
    characters = sum(len(text) for one in places for text in (*_texts(one), one.checked_by))
    return len(places) > MOST_SHARED or characters > MOST_SHARED_CHARACTERS


def _said(one: Place) -> tuple[object, ...]:
    return (*_texts(one), one.kind, one.flags)


def _looked(one: Place) -> tuple[object, ...]:
    return one.checked_on, one.checked_by


def _texts(one: Place) -> tuple[str, ...]:
    return one.name, one.phone, one.hours, one.languages, one.cost, one.distance


def _by_name(places: Iterable[Place]) -> tuple[Place, ...]:
    return tuple(sorted(places, key=lambda one: (one.same_as, one.id)))


def _sorted(places: Iterable[Place]) -> tuple[Place, ...]:
    return tuple(sorted(places, key=lambda one: one.id))
