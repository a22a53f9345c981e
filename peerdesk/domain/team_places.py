"""The list of places that a supervisor gives their peers: one whole document, which only its author can change."""

from collections.abc import Iterable
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
    """A list as its author gave it. `version` counts from 1; the higher one holds."""

    version: int
    published_on: date
    places: tuple[Place, ...]

    def says(self, places: Iterable[Place]) -> bool:
        """Say whether this list says exactly what these places do."""
        return _sorted(self.places) == _sorted(places)


def next_list(before: TeamPlaces | None, places: Iterable[Place], today: date) -> TeamPlaces:
    """Return the list that follows another one, or the first."""
    return TeamPlaces(
        version=following(before.version if before is not None else 0), published_on=today, places=_sorted(places)
    )


def is_too_large(places: tuple[Place, ...]) -> bool:
    """Say whether so many places, or such long ones, are more than a list can hold."""
    characters = sum(
        len(text)
        for one in places
        for text in (one.name, one.phone, one.hours, one.languages, one.cost, one.distance, one.checked_by)
    )
    return len(places) > MOST_SHARED or characters > MOST_SHARED_CHARACTERS


def _sorted(places: Iterable[Place]) -> tuple[Place, ...]:
    return tuple(sorted(places, key=lambda one: one.id))
