"""A shift, and an encounter that is only counted, as plain fields and back. They raise UnreadableFieldError only."""

import re
from typing import Final

from peerdesk.domain.counted import Counted
from peerdesk.domain.ids import RecordId
from peerdesk.domain.shift import Shift
from peerdesk.domain.vocabulary import Language, Mode, Outcome, Setting, Support
from peerdesk.vault import reading
from peerdesk.vault.fields import UnreadableFieldError, Values
from peerdesk.vault.reading import Fields

WEEK: Final = r"^[0-9]{4}-W(0[1-9]|[1-4][0-9]|5[0-3])$"
_WEEK: Final = re.compile(WEEK)


def plain_shift(shift: Shift) -> Values:
    """Return a shift's fields."""
    return {
        "setting": shift.setting.value,
        "unit": shift.unit,
        "language": shift.language.value if shift.language else "",
        "mode": shift.mode.value,
        "started": shift.started.isoformat(),
        "ended": shift.ended.isoformat() if shift.ended else "",
    }


def shift_of(record: RecordId, fields: Fields) -> Shift:
    """Return a shift."""
    return Shift(
        id=record,
        setting=reading.code(fields, "setting", Setting),
        unit=fields["unit"],
        language=reading.maybe_code(fields, "language", Language),
        mode=reading.code(fields, "mode", Mode),
        started=reading.day(fields, "started"),
        ended=reading.day(fields, "ended") if fields["ended"] else None,
    )


def plain_counted(counted: Counted) -> Values:
    """Return the fields of an encounter that is only counted."""
    return {
        "week": counted.week,
        "setting": counted.setting.value,
        "outcome": counted.outcome.value,
        "support": [code.value for code in counted.support],
    }


def counted_of(record: RecordId, fields: Fields) -> Counted:
    """Return an encounter that is only counted."""
    if not _WEEK.match(fields["week"]):
        raise UnreadableFieldError("week")
    return Counted(
        id=record,
        week=fields["week"],
        setting=reading.code(fields, "setting", Setting),
        outcome=reading.code(fields, "outcome", Outcome),
        support=reading.codes(fields, "support", Support),
    )
