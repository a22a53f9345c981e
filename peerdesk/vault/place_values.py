"""Places as plain fields, and back. Reading raises UnreadableFieldError only."""

from dataclasses import asdict

from peerdesk.domain.ids import RecordId
from peerdesk.domain.place import Place, place_draft
from peerdesk.domain.place_vocabulary import PlaceFlag
from peerdesk.domain.vocabulary import NextStep
from peerdesk.vault import reading
from peerdesk.vault.fields import UnreadableFieldError, Values
from peerdesk.vault.reading import Fields


def plain_place(one: Place) -> Values:
    """Return a place's fields."""
    draft = place_draft(one)
    return {**asdict(draft), "flags": list(draft.flags)}


def place_of(record: RecordId, fields: Fields) -> Place:
    """Return a place."""
    if not fields["name"]:
        raise UnreadableFieldError("name")
    return Place(
        id=record,
        name=fields["name"],
        kind=reading.maybe_code(fields, "kind", NextStep),
        phone=fields["phone"],
        hours=fields["hours"],
        languages=fields["languages"],
        cost=fields["cost"],
        distance=fields["distance"],
        flags=reading.codes(fields, "flags", PlaceFlag),
        checked_on=reading.day(fields, "checked_on") if fields["checked_on"] else None,
        checked_by=fields["checked_by"],
    )
