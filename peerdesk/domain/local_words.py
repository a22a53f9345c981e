"""What a hospital fills in for its peers: whom to call, and what the rule is where they work."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

NUMBER_LIMIT: Final = 80
RULE_LIMIT: Final = 400
_OLD: Final = timedelta(days=180)


@dataclass(frozen=True, slots=True, kw_only=True)
class LocalWords:
    """Each is empty where the hospital has not filled it in. `checked` is the day on which somebody looked at them.

    `numbers_checked` is the day on which somebody at the hospital called the crisis numbers that ship with PeerDesk.
    """

    team: str = ""
    supervisor: str = ""
    report: str = ""
    checked: date | None = None
    numbers_checked: date | None = None

    @property
    def is_empty(self) -> bool:
        """Say whether nothing is filled in."""
        return not (self.team or self.supervisor or self.report)

    def is_old(self, today: date) -> bool:
        """Say whether somebody should look again."""
        return _is_old(self.checked, today)

    def numbers_are_old(self, today: date) -> bool:
        """Say whether somebody should call the crisis numbers again."""
        return _is_old(self.numbers_checked, today)


def _is_old(checked: date | None, today: date) -> bool:
    return checked is None or checked < today - _OLD
