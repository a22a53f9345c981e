"""What the page of a peer's own sums shows, and what a table to take along would hold."""

from dataclasses import dataclass

from peerdesk.desktop.models.report_views import FigureTable, FigureView


@dataclass(frozen=True, slots=True, kw_only=True)
class ImpactView:
    """`periods` are codes with their words. Without tables there is nothing in that period.

    `counts_units` says that there is a unit summary, too: the hospital has decided so.
    """

    periods: tuple[tuple[str, str], ...] = ()
    period: str = ""
    figures: tuple[FigureView, ...] = ()
    tables: tuple[FigureTable, ...] = ()
    counts_units: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class ExportView:
    """What would go out: how many notes, which columns, the first rows, and the notice on it."""

    count: str
    columns: str
    first: tuple[str, ...]
    notice: str
