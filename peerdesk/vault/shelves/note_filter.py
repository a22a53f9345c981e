"""Which notes a list shows or a search finds, and the conditions that ask for them."""

from dataclasses import dataclass
from typing import Final

_DAYS_AND_CODES: Final = (
    ("since", "e.happened_on >= ?"),
    ("until", "e.happened_on <= ?"),
    ("setting", "e.setting = ?"),
    ("outcome", "e.outcome = ?"),
)
# A grant that is on has a generation that does not begin with 0: {"...":[1,false]}.
_SHARED: Final = "e.share GLOB '*:[[][1-9]*'"
_WAITS: Final = (
    "EXISTS (SELECT 1 FROM follow_up w WHERE w.encounter = e.record AND w.hidden = 0"
    " AND w.state IN ('planned', 'tried'))"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """Days are YYYY-MM-DD, both included; an empty part filters nothing. `follow_up`: only where one waits."""

    since: str = ""
    until: str = ""
    setting: str = ""
    outcome: str = ""
    shared: bool | None = None
    follow_up: bool = False


def conditions(wanted: Wanted) -> tuple[list[str], list[object]]:
    """Return what has to hold of a note `e` that is shown, and the values for it."""
    said = [(condition, getattr(wanted, name)) for name, condition in _DAYS_AND_CODES if getattr(wanted, name)]
    found = ["e.hidden = 0", *(condition for condition, _ in said)]
    if wanted.shared is not None:
        found.append(_SHARED if wanted.shared else f"NOT {_SHARED}")
    if wanted.follow_up:
        found.append(_WAITS)
    return found, [value for _, value in said]
