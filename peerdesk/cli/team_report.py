"""`peerdesk report`: the team's figures of a month or a quarter."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import click

from peerdesk.cli.commands import Command
from peerdesk.cli.invocation import Invocation, pass_invocation, today
from peerdesk.cli.messages import RefusalError
from peerdesk.cli.new_file import write_new
from peerdesk.cli.opened import opened
from peerdesk.cli.pulse import pulse_lines, pulse_shape
from peerdesk.cli.words import shipped_labels
from peerdesk.domain.errors import BadDateError, NotAllowedError, NotEnrolledError
from peerdesk.domain.team_report import ROLE, TABLES, Mark, Shown
from peerdesk.work.report_page import report_csv, report_words
from peerdesk.work.team_figures import TeamReport, Unsaid, team_report

_WHY = {
    Unsaid.TOO_FEW: "Fewer than three peers were counted in {0}, or in one of its months. Then nothing is said of it.",
}


@click.command(cls=Command, epilog="Example: peerdesk report --period 2026-Q4 --csv figures.csv")
@click.option("--period", required=True, metavar="PERIOD", help="A month, as 2026-11, or a quarter, as 2026-Q4.")
@click.option(
    "--csv", "out", metavar="FILE", type=click.Path(path_type=Path), help="Write a table; it must not be there yet."
)
@pass_invocation
def report(invocation: Invocation, period: str, out: Path | None) -> None:
    """For supervisors: what the team did in a month or a quarter. No peer is in it, and no number from 1 to 10."""
    with opened(invocation) as vault:
        try:
            found = team_report(vault, period, today())
        except BadDateError:
            raise RefusalError("bad_period", "A period is a month, as 2026-11, or a quarter, as 2026-Q4.") from None
        except NotAllowedError:
            raise RefusalError("not_allowed", "The team's figures are with your program's supervisors.") from None
        except NotEnrolledError:
            raise RefusalError("not_enrolled", "You belong to no hospital, so there is no team to count.") from None
    if found.shown is None and found.pulse is None:
        raise RefusalError(str(found.unsaid), _why(found))
    if out is not None:
        write_new(out, report_csv(found, shipped_labels()).encode())
    definitions = list(report_words("en").meaning(found.pulse))
    document = {"period": found.period, "weeks": list(found.weeks), **_document(found), "definitions": definitions}
    said = [f"The table is in {out.name}."] if out is not None else []
    invocation.answer(document, [*_lines(found), *said])


def _why(found: TeamReport) -> str:
    if found.unsaid is Unsaid.NOT_YET:
        return f"{found.period} is said from {_day(found.from_day)} on, so that what comes late is in it."
    return _WHY[Unsaid(str(found.unsaid))].format(found.period)


def _day(day: date) -> str:
    return day.isoformat()


def _document(found: TeamReport) -> dict[str, object]:
    """Return the figures, or why there are none, and how the program is for its peers where that was entered."""
    figures = {"unsaid": str(found.unsaid)} if found.shown is None else _shape(found.shown)
    return {**figures, **({"pulse": pulse_shape(found.pulse)} if found.pulse is not None else {})}


def _shape(shown: Shown) -> dict[str, object]:
    alone = {"encounters": _plain(shown.total), ROLE: _plain(shown.role)}
    return {**alone, **{name: _table(shown, name) for name in TABLES}}


def _table(shown: Shown, name: str) -> dict[str, int | str]:
    return {row: _plain(cell) for row, cell in shown.table(name).items()}


def _plain(cell: int | Mark) -> int | str:
    return cell.value if isinstance(cell, Mark) else cell


def _lines(found: TeamReport) -> Iterator[str]:
    yield from _figures(found, found.shown) if found.shown is not None else (_why(found),)
    if found.pulse is not None:
        yield ""
        yield from pulse_lines(found.pulse)
    yield ""
    yield from report_words("en").meaning(found.pulse)


def _figures(found: TeamReport, shown: Shown) -> Iterator[str]:
    labels, words = shipped_labels(), report_words("en")
    yield f"The team in {found.period}, weeks {found.weeks[0]} to {found.weeks[-1]}"
    yield f"{words.cell(shown.total):>8}  encounters, by three peers or more"
    yield f"{words.cell(shown.role):>8}  {words.tables[ROLE].lower()}"
    for name in TABLES:
        yield ""
        yield words.tables[name]
        cells = shown.table(name)
        yield from (f"{words.cell(cell):>8}  {labels.of(TABLES[name](row))}" for row, cell in cells.items() if cell)
        if 0 in cells.values():
            yield f"{0:>8}  {words.rest}"
