"""What a hospital fills in for its peers: whom to call, and what the rule is where they work."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

NUMBER_LIMIT: Final = 80
RULE_LIMIT: Final = 400
_OLD: Final = timedelta(days=180)


@dataclass(frozen=True, slots=True, kw_only=True)
class LocalWords:
    """Each is empty where the hospital has not filled it in. `checked` is the day on which somebody looked at them."""

    team: str = ""
    supervisor: str = ""
    report: str = ""
    checked: date | None = None

    @property
    def is_empty(self) -> bool:
        """Say whether nothing is filled in."""
        return not (self.team or self.supervisor or self.report)

    def is_old(self, today: date) -> bool:
        """Say whether somebody should look again."""
        return self.checked is None or self.checked < today - _OLD
