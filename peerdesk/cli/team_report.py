"""`peerdesk report`: the team's figures of a month or a quarter."""

import csv
import io
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import click

from peerdesk.cli.commands import Command
from peerdesk.cli.invocation import Invocation, pass_invocation, today
from peerdesk.cli.messages import RefusalError
from peerdesk.cli.opened import opened
from peerdesk.cli.words import shipped_labels
from peerdesk.domain.errors import BadDateError, NotAllowedError, NotEnrolledError
from peerdesk.domain.team_report import OUTCOMES, SETTINGS, SUPPLIES, SUPPORT, TABLES, Mark, Shown
from peerdesk.work.handing_out import put_new
from peerdesk.work.team_figures import TeamReport, Unsaid, team_report

DEFINITIONS = (
    "Counted: encounters of peers who said yes to weekly counts, without those that they left out.",
    "A week belongs to the month in which its Thursday lies.",
    "An encounter has one setting and one outcome. It may have several kinds of support, which add up to nothing.",
    "Supplies are items, not encounters.",
    "<11 is a number from 1 to 10. hidden is 11 or more, and would give such a number away.",
    "left out says nothing, not even whether it is none.",
    "A period is said two weeks after it has ended, and does not change on this computer after that.",
)
_TITLES = {OUTCOMES: "How it went", SETTINGS: "Where", SUPPORT: "Support given", SUPPLIES: "Supplies"}
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
    if found.shown is None:
        raise RefusalError(str(found.unsaid), _why(found))
    if out is not None:
        _write(out, as_csv(found.period, found.shown))
    document = {"period": found.period, "weeks": list(found.weeks), **_shape(found.shown)}
    said = [f"The table is in {out.name}."] if out is not None else []
    invocation.answer({**document, "definitions": list(DEFINITIONS)}, [*_lines(found, found.shown), *said])


def as_csv(period: str, shown: Shown) -> str:
    """Return the figures as a table for a spreadsheet: part, answer, count; the definitions stand behind them."""
    text = io.StringIO()
    table = csv.writer(text, lineterminator="\n")
    table.writerow(("part", "answer", "count"))
    table.writerow(("period", period, ""))
    table.writerows((part, row, str(cell)) for (part, row), cell in shown.cells.items())
    table.writerows(("definition", line, "") for line in DEFINITIONS)
    return text.getvalue()


def _why(found: TeamReport) -> str:
    if found.unsaid is Unsaid.NOT_YET:
        return f"{found.period} is said from {_day(found.from_day)} on, so that what comes late is in it."
    return _WHY[Unsaid(str(found.unsaid))].format(found.period)


def _day(day: date) -> str:
    return day.isoformat()


def _write(out: Path, text: str) -> None:
    try:
        put_new(out, text.encode())
    except FileExistsError:
        raise RefusalError("exists", f"{out.name} is there already. Choose another name.") from None
    except OSError:
        raise RefusalError("not_written", f"{out.name} could not be written there.") from None


def _shape(shown: Shown) -> dict[str, object]:
    return {"encounters": _plain(shown.total), **{name: _table(shown, name) for name in _TITLES}}


def _table(shown: Shown, name: str) -> dict[str, int | str]:
    return {row: _plain(cell) for row, cell in shown.table(name).items()}


def _plain(cell: int | Mark) -> int | str:
    return cell.value if isinstance(cell, Mark) else cell


def _lines(found: TeamReport, shown: Shown) -> Iterator[str]:
    labels = shipped_labels()
    yield f"The team in {found.period}, weeks {found.weeks[0]} to {found.weeks[-1]}"
    yield f"{shown.total!s:>8}  encounters, by three peers or more"
    for name, title in _TITLES.items():
        yield ""
        yield title
        yield from (
            f"{cell!s:>8}  {labels.of(TABLES[name](row))}" for row, cell in shown.table(name).items() if cell != 0
        )
        if 0 in shown.table(name).values():
            yield "       0  everything else"
    yield ""
    yield from DEFINITIONS
