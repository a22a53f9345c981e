"""That a guide for a hard moment was used: which, when if the peer says so, and whether their supervisor knows.

There is no field for what was told, by whom or about whom, and there will be none.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Final

from peerdesk.domain.agenda_vocabulary import GuideCode
from peerdesk.domain.encounter import code
from peerdesk.domain.errors import BadDateError
from peerdesk.domain.ids import RecordId

AT_FORM: Final = "%Y-%m-%d %H:%M"
"""How a moment is written: by the clock on the wall, to the minute. Nothing is ever ordered or decided by it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class GuideSaid:
    """What one says of it: the guide, the minute ("" where the peer leaves it out), and the talk with a supervisor."""

    guide: GuideCode
    used_at: str = ""
    spoke: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class GuideUse:
    """The same as it is kept."""

    id: RecordId
    said: GuideSaid


def say_guide(guide: str, used_at: str, *, spoke: bool) -> GuideSaid:
    """Check what was said. Raises an InputRefusedError that names the field."""
    return GuideSaid(
        guide=code("guide", guide, GuideCode, required=True),
        used_at=minute("at", used_at) if used_at else "",
        spoke=spoke,
    )


def minute(name: str, value: str) -> str:
    """Return a moment written YYYY-MM-DD HH:MM, and in no other way. Raises BadDateError."""
    try:
        found = datetime.fromisoformat(value).strftime(AT_FORM)
    except ValueError:
        raise BadDateError(name) from None
    if found != value:
        raise BadDateError(name)
    return found
