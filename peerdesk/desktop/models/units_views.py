"""What the page of the unit summary shows."""

from dataclasses import dataclass, field

from peerdesk.desktop.models.report_views import FigureView
from peerdesk.domain.ids import RecordId
from peerdesk.domain.note_time import TimeDraft


@dataclass(frozen=True, slots=True, kw_only=True)
class UnitLine:
    """One note of the peer's. `look` are things to look at; `draft` is what its form begins with.

    `competing` says which times two computers have, where they differ.
    """

    note: RecordId
    title: str
    facts: str
    look: str = ""
    draft: TimeDraft = field(default_factory=TimeDraft)
    competing: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class UnitsView:
    """`periods` are codes with their words. `untimed` are notes that are not in it, and `more` are not shown yet."""

    periods: tuple[tuple[str, str], ...] = ()
    period: str = ""
    figures: tuple[FigureView, ...] = ()
    lines: tuple[UnitLine, ...] = ()
    untimed: tuple[UnitLine, ...] = ()
    more: int = 0
    definitions: tuple[str, ...] = ()
