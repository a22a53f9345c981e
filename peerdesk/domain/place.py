"""A place that helps: a line of the local directory. It says where, when and for whom, and never who went there."""

from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Final

from peerdesk.domain.encounter import checked_text, codes, day, optional_code
from peerdesk.domain.errors import MissingAnswerError, UnknownCodeError
from peerdesk.domain.ids import RecordId
from peerdesk.domain.introduction import TO_LIMIT
from peerdesk.domain.place_vocabulary import PLACE_KINDS, Freshness, PlaceFlag
from peerdesk.domain.text import folded
from peerdesk.domain.vocabulary import NextStep

NAME_LIMIT: Final = TO_LIMIT
"""A place can be who somebody is introduced to, so its name fits there."""
TEXT_LIMIT: Final = 120
BY_LIMIT: Final = 60
HOLDS_FOR: Final = timedelta(days=180)
_TEXTS: Final = ("phone", "hours", "languages", "cost", "distance")


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaceDraft:
    """What stands in the form or in a line of a table, unchecked. Only a name is needed."""

    name: str = ""
    kind: str = ""
    phone: str = ""
    hours: str = ""
    languages: str = ""
    cost: str = ""
    distance: str = ""
    flags: tuple[str, ...] = ()
    checked_on: str = ""
    checked_by: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """A place as it is kept. `cost` may say what an insurance pays; `distance` is said in words, as people do."""

    id: RecordId
    name: str
    kind: NextStep | None = None
    phone: str = ""
    hours: str = ""
    languages: str = ""
    cost: str = ""
    distance: str = ""
    flags: tuple[PlaceFlag, ...] = ()
    checked_on: date | None = None
    checked_by: str = ""

    def freshness(self, today: date) -> Freshness:
        """Say whether it was checked within half a year. A clock that is behind calls nothing old."""
        if self.checked_on is None:
            return Freshness.NEVER
        return Freshness.OLD if today - self.checked_on > HOLDS_FOR else Freshness.FRESH

    def checked(self, today: date, by: str) -> "Place":
        """Return the same place, looked at today by somebody."""
        return replace(self, checked_on=today, checked_by=checked_text("checked_by", by, BY_LIMIT))

    @property
    def same_as(self) -> tuple[str, str]:
        """What makes two lines one place: the name, and what kind of place it is."""
        return folded(self.name), self.kind or ""


def make_place(draft: PlaceDraft, record: RecordId) -> Place:
    """Check a draft and return the place. Raises an InputRefusedError that names the field."""
    name = _one_line("name", draft.name, NAME_LIMIT)
    if not name:
        raise MissingAnswerError("name")
    kind = optional_code("kind", draft.kind, NextStep)
    if kind is not None and kind not in PLACE_KINDS:
        raise UnknownCodeError("kind", draft.kind, PLACE_KINDS)
    return Place(
        id=record,
        name=name,
        kind=kind,
        **{field: _one_line(field, getattr(draft, field), TEXT_LIMIT) for field in _TEXTS},
        flags=codes("flags", draft.flags, PlaceFlag),
        checked_on=day("checked_on", draft.checked_on) if draft.checked_on else None,
        checked_by=_one_line("checked_by", draft.checked_by, BY_LIMIT),
    )


def place_draft(one: Place) -> PlaceDraft:
    """Return a place as a form shows it."""
    return PlaceDraft(
        name=one.name,
        kind=one.kind.value if one.kind else "",
        **{field: getattr(one, field) for field in _TEXTS},
        flags=tuple(flag.value for flag in one.flags),
        checked_on=one.checked_on.isoformat() if one.checked_on else "",
        checked_by=one.checked_by,
    )


def _one_line(field: str, raw: str, limit: int) -> str:
    return checked_text(field, " ".join(raw.split()), limit)
