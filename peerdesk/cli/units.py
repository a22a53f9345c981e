"""`peerdesk units`: the unit summary, where the hospital counts units of 15 minutes. It is yours, and not a claim."""

from collections.abc import Iterator
from pathlib import Path

import click

from peerdesk.cli.commands import Command
from peerdesk.cli.invocation import Invocation, now, pass_invocation
from peerdesk.cli.new_file import write_new
from peerdesk.cli.note_shapes import Shape, time_shape
from peerdesk.cli.opened import opened
from peerdesk.cli.words import shipped_labels
from peerdesk.domain.note_time import TimeDraft, clock_text
from peerdesk.domain.unit_summary import UnitFlag, UnitRow
from peerdesk.vault.shelves.encounter_rows import EncounterRow
from peerdesk.work.encounters import encounter_detail, resolve
from peerdesk.work.labels import Labels
from peerdesk.work.note_times import keep_time, take_out
from peerdesk.work.own_export import own_csv, own_page
from peerdesk.work.unit_summary import (
    UnitSummary,
    flag_words,
    unit_definitions,
    unit_summary,
    unit_table,
    unit_words,
)

_FILE = click.Path(path_type=Path, dir_okay=False)


@click.command(cls=Command, epilog="Example: peerdesk units add 0192f3 --begins 9:10 --ends 9:55 --aside 10")
@click.argument("note", metavar="ID")
@click.option("--begins", required=True, metavar="TIME", help="When it began: 9:10, 21:40 or 9:40 pm.")
@click.option("--ends", required=True, metavar="TIME", help="When it ended; before the beginning is the next day.")
@click.option(
    "--aside", default="", metavar="MINUTES", help="Of it: writing notes, the way there, transport, outreach."
)
@pass_invocation
def add(invocation: Invocation, note: str, begins: str, ends: str, aside: str) -> None:
    """Say from when to when a note's encounter was. That puts it into the summary; nobody else sees it."""
    with opened(invocation) as vault:
        record = resolve(vault, note)
        keep_time(vault, record, TimeDraft(begins=begins, ends=ends, aside=aside))
        spent = encounter_detail(vault, record).spent
    document = {"id": record.hex(), **(time_shape(spent) if spent is not None else {})}
    invocation.answer(document, ["Saved here. It is in your summary, and stays among your own computers."])


@click.command(cls=Command, epilog="Example: peerdesk units remove 0192f3")
@click.argument("note", metavar="ID")
@pass_invocation
def remove(invocation: Invocation, note: str) -> None:
    """Take the times of a note away, and the note out of the summary. The note stays as it is."""
    with opened(invocation) as vault:
        record = resolve(vault, note)
        was_in = bool(take_out(vault, record))
    document = {"id": record.hex(), "removed": was_in}
    invocation.answer(document, ["It is not in your summary." if was_in else "It was not in your summary."])


@click.command("list", cls=Command, epilog="Example: peerdesk units list --period 2026-11 --csv units.csv")
@click.option("--period", default="", metavar="PERIOD", help="2026-11, 2026-Q4 or 2026; this month if not given.")
@click.option("--language", type=click.Choice(["en", "es"]), default="en", show_default=True, help="Of the files.")
@click.option("--csv", "table", metavar="FILE", type=_FILE, help="Write a table; it must not be there yet.")
@click.option("--page", metavar="FILE", type=_FILE, help="Write a page to print; it must not be there yet.")
@pass_invocation
def list_units(invocation: Invocation, period: str, language: str, table: Path | None, page: Path | None) -> None:
    """Show what is in the summary and what is not, and write it into a file. There are no people in it."""
    with opened(invocation) as vault:
        found = unit_summary(vault, period or f"{now().astimezone():%Y-%m}")
    labels = shipped_labels()
    whole = unit_table(found, labels, language)
    if table is not None:
        write_new(table, own_csv(whole).encode())
    if page is not None:
        write_new(page, own_page(whole, below=unit_definitions(found.rules, language)).encode())
    files = [f"It is in {out.name}." for out in (table, page) if out is not None]
    invocation.answer(_shape(found), [*_lines(found, labels), *files])


def _shape(found: UnitSummary) -> Shape:
    return {
        "period": found.period,
        "rows": [_row(found, row) for row in found.rows],
        "without_times": [row.id.hex() for row in found.untimed],
        "units": found.units,
        "flagged": found.flagged,
        "notice": unit_words("en").notice,
        "definitions": list(unit_definitions(found.rules)),
    }


def _row(found: UnitSummary, row: UnitRow) -> Shape:
    return {
        "id": row.note.hex(),
        "date": row.on.isoformat(),
        **time_shape(row.spent),
        "minutes": row.minutes,
        "units": row.units,
        "setting": row.setting.value,
        "code": row.code,
        "flags": [flag.value for flag in UnitFlag if flag in row.flags],
        "competing": [time_shape(one) for one in found.competing.get(row.note, ())],
    }


def _lines(found: UnitSummary, labels: Labels) -> Iterator[str]:
    yield f"Unit summary (H0038) of {found.period}: {found.units} units in {len(found.rows)} encounters"
    yield from (_line(row, labels) for row in found.rows)
    if found.untimed:
        yield ""
        yield "Without times, and not in it (peerdesk units add ID):"
        yield from (_untimed(row, labels) for row in found.untimed)
    yield ""
    yield unit_words("en").notice
    yield from unit_definitions(found.rules)


def _line(row: UnitRow, labels: Labels) -> str:
    times = f"{clock_text(row.spent.begins)}-{clock_text(row.spent.ends)}"
    flags = "; ".join(flag_words(row, "en"))
    said = (row.note.hex(), str(row.on), times, f"{row.units:>3}", row.code or "-", labels.of(row.setting), flags)
    return "  ".join(part for part in said if part)


def _untimed(row: EncounterRow, labels: Labels) -> str:
    return "  ".join((row.id.hex(), str(row.happened_on), labels.of(row.setting), labels.of(row.outcome)))
