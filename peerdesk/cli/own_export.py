"""`peerdesk export csv` and `page`: your own notes as a table that is yours to take along."""

from collections.abc import Callable
from functools import wraps
from pathlib import Path
from typing import Final

import click

from peerdesk.cli.commands import Command
from peerdesk.cli.invocation import Invocation, now, pass_invocation
from peerdesk.cli.messages import RefusalError
from peerdesk.cli.new_file import write_new
from peerdesk.cli.opened import opened
from peerdesk.cli.words import shipped_labels
from peerdesk.domain.impact import days_of
from peerdesk.work.own_export import ExportWish, OwnTable, own_csv, own_page, own_table

_OPTIONS: Final = (
    click.option("--period", default="", metavar="PERIOD", help="2026-11, 2026-Q4 or 2026; this month if not given."),
    click.option("--handles", is_flag=True, help="With what you call people. Left out otherwise."),
    click.option("--memory", is_flag=True, help="With your notes for yourself. Left out otherwise."),
    click.option("--language", type=click.Choice(["en", "es"]), default="en", show_default=True),
    click.option("--preview", is_flag=True, help="Only show what would go out."),
    click.option(
        "--out", metavar="FILE", type=click.Path(path_type=Path, dir_okay=False), help="It must not be there yet."
    ),
)


def _options(write: Callable[[OwnTable], str]) -> Callable[..., None]:
    """Give a command its options. `write` makes the file."""

    @wraps(write)
    def export(
        invocation: Invocation,
        period: str,
        language: str,
        out: Path | None,
        *,
        handles: bool,
        memory: bool,
        preview: bool,
    ) -> None:
        if out is None and not preview:
            raise RefusalError("missing_answer", "Say where: --out FILE, or look first: --preview.")
        first, last = days_of(period or f"{now().astimezone():%Y-%m}")
        wish = ExportWish(first=first, last=last, handles=handles, memory=memory)
        with opened(invocation) as vault:
            table = own_table(vault, wish, shipped_labels(), language)
        if out is not None and not preview:
            write_new(out, write(table).encode())
        _answer(invocation, table, wish, out if not preview else None)

    command: Callable[..., None] = pass_invocation(export)
    for option in reversed(_OPTIONS):
        command = option(command)
    return command


@click.command("csv", cls=Command, epilog="Example: peerdesk export csv --period 2026-Q4 --out mine.csv")
@_options
def export_csv(table: OwnTable) -> str:
    """Write your notes into a table for a spreadsheet. Its first line says what it holds."""
    return own_csv(table)


@click.command("page", cls=Command, epilog="Example: peerdesk export page --period 2026-11 --out mine.html")
@_options
def export_page(table: OwnTable) -> str:
    """Write your notes as a page to print. Each printed page says what it holds."""
    return own_page(table)


def _answer(invocation: Invocation, table: OwnTable, wish: ExportWish, out: Path | None) -> None:
    document = {
        "file": str(out) if out is not None else None,
        "records": len(table.rows),
        "since": wish.first.isoformat(),
        "until": wish.last.isoformat(),
        "columns": list(wish.columns),
        "notice": table.notice,
    }
    done = (
        f"{len(table.rows)} notes are in {out.name}." if out is not None else f"{len(table.rows)} notes would go out."
    )
    invocation.answer(document, [done, ", ".join(table.heads), table.notice])
