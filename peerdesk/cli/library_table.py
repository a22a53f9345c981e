"""`peerdesk library import` and `export`: the directory as a table that a spreadsheet reads and writes."""

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Final

import click

from peerdesk.cli.commands import Command
from peerdesk.cli.invocation import Invocation, now, pass_invocation
from peerdesk.cli.messages import RefusalError, message, plain
from peerdesk.cli.new_file import write_new
from peerdesk.cli.opened import opened
from peerdesk.cli.words import shipped_labels
from peerdesk.domain.errors import ExpectedError
from peerdesk.domain.place_table import MOST_BYTES, MOST_LINES, Table
from peerdesk.domain.place_table_errors import BadLine, TableRefusedError, TableTrouble, TableTroubleError
from peerdesk.work.place_import import read_places, take_in
from peerdesk.work.places import as_table

SHOWN: Final = 8
_FILE: Final = click.Path(path_type=Path, dir_okay=False)
_TROUBLE: Final = {
    TableTrouble.TOO_LARGE: f"It is larger than {MOST_BYTES // 1024} KiB, which is more than a directory needs.",
    TableTrouble.TOO_MANY: f"It has more than {MOST_LINES} places.",
    TableTrouble.NOT_TEXT: "It is no table of text. In your spreadsheet, save it as CSV.",
    TableTrouble.EMPTY: "It is empty.",
    TableTrouble.NO_NAMES: "Its first line says what each column is, and one of them is 'name'.",
    TableTrouble.MORE_CELLS: "it has more cells than the first line; a comma inside a cell wants quotation marks.",
    TableTrouble.TWICE: "it is the same place as line {0}.",
    TableTrouble.QUOTES: "a quotation mark is open, or stands in the middle of a cell.",
}


@click.command("import", cls=Command, epilog="Example: peerdesk library import places.csv")
@click.argument("file", type=_FILE, metavar="FILE")
@pass_invocation
def import_table(invocation: Invocation, file: Path) -> None:
    """Take in a table (CSV): all of it, or nothing. A place that is known already is changed.

    The first line says what each column is: name, kind, phone, hours, languages, cost, distance, checked_on and
    checked_by, and yes or no in meds_ok, low_barrier, kids_ok, pets_ok, partner_ok, wheelchair. An empty cell changes
    nothing.
    """
    table = _read(file)
    with opened(invocation) as vault:
        done = take_in(vault, table, now(), os.urandom)
    document = {"added": done.added, "changed": done.changed, "same": done.same, "left_out": list(done.left_out)}
    said = [f"New: {done.added}. Changed: {done.changed}. As it was: {done.same}."]
    if done.left_out:
        said.append(f"A directory has no place for: {', '.join(map(plain, done.left_out))}. That was left out.")
    invocation.answer(document, said)


@click.command(cls=Command, epilog="Example: peerdesk library export --out places.csv")
@click.option("--out", required=True, metavar="FILE", type=_FILE, help="The table; it must not be there yet.")
@pass_invocation
def export(invocation: Invocation, out: Path) -> None:
    """Write the directory into a table (CSV). Nothing in it is a formula."""
    with opened(invocation) as vault:
        content, records = as_table(vault)
    write_new(out, content)
    invocation.answer({"file": str(out), "records": records}, [f"{records} places are in {out.name}."])


def _read(file: Path) -> Table:
    try:
        return read_places(file, shipped_labels())
    except TableRefusedError as refused:
        raise RefusalError(refused.code, " ".join(_refusal(refused))) from None
    except OSError:
        raise RefusalError("not_read", f"{file.name} could not be read.") from None


def _refusal(refused: TableRefusedError) -> Iterator[str]:
    yield "Nothing was taken in."
    yield from map(_bad_line, refused.lines[:SHOWN])
    if len(refused.lines) > SHOWN:
        yield f"Lines like that: {len(refused.lines) - SHOWN} more."


def _bad_line(line: BadLine) -> str:
    said = _problem(line.problem)
    return f"Line {line.number}: {said}" if line.number else said


def _problem(problem: ExpectedError) -> str:
    if isinstance(problem, TableTroubleError):
        return _TROUBLE[problem.trouble].format(problem.other)
    return message(problem).replace("--", "")
