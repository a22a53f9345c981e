"""A supervisor's list of places as plain fields, and back. Reading raises UnreadableFieldError only."""

from collections.abc import Mapping
from dataclasses import fields as parts_of
from typing import Any, Final

import msgspec

from peerdesk.domain.ids import ID_BYTES, RecordId
from peerdesk.domain.place import Place, PlaceDraft
from peerdesk.domain.team_places import TeamPlaces
from peerdesk.vault import reading
from peerdesk.vault.fields import UnreadableFieldError, Values
from peerdesk.vault.place_values import place_of, plain_place
from peerdesk.vault.reading import Fields

_BLANK: Final[Mapping[str, Any]] = {part.name: [] if part.name == "flags" else "" for part in parts_of(PlaceDraft)}


def plain_team_places(one: TeamPlaces) -> Values:
    """Return the fields of a list. A place says nothing of what it has no answer to."""
    return {
        "version": one.version,
        "published_on": one.published_on.isoformat(),
        "places": [{"id": place.id.hex(), **_said(place)} for place in one.places],
    }


def team_places_of(fields: Fields) -> TeamPlaces:
    """Return a list."""
    if fields["version"] < 1:
        raise UnreadableFieldError("version")
    return TeamPlaces(
        version=fields["version"],
        published_on=reading.day(fields, "published_on"),
        places=tuple(map(_place, fields["places"])),
    )


def packed(one: TeamPlaces) -> bytes:
    """Return a list as this computer remembers it."""
    return msgspec.json.encode(plain_team_places(one))


def unpacked(kept: bytes) -> TeamPlaces:
    """Return a list that was remembered."""
    return team_places_of(msgspec.json.decode(kept, type=dict))


def _said(place: Place) -> dict[str, Any]:
    return {name: value for name, value in plain_place(place).items() if value}


def _place(said: object) -> Place:
    if not isinstance(said, dict):
        raise UnreadableFieldError("places")
    try:
        known: dict[str, Any] = {**_BLANK, **said}
        record = RecordId(bytes.fromhex(known.pop("id")))
        if len(record) != ID_BYTES or known.keys() != _BLANK.keys():
            raise UnreadableFieldError("places")
        return place_of(record, known)
    except (TypeError, ValueError, KeyError):
        raise UnreadableFieldError("places") from None
