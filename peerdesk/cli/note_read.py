"""`peerdesk note list`, `show` and `search`."""

from collections.abc import Callable
from functools import wraps
from typing import Final

import click

from peerdesk.cli.commands import Command
from peerdesk.cli.invocation import Invocation, pass_invocation
from peerdesk.cli.note_detail import detail_lines, detail_shape
from peerdesk.cli.note_shapes import Shape, day_shape, details_shape
from peerdesk.cli.opened import opened
from peerdesk.cli.words import calm, line, shipped_labels
from peerdesk.domain.encounter import day, optional_code
from peerdesk.domain.errors import BadDateError, BadValueError
from peerdesk.domain.note_details import NoteDetails
from peerdesk.domain.vocabulary import Outcome, Setting
from peerdesk.vault.shelves.encounter_rows import EncounterRow
from peerdesk.vault.shelves.note_filter import Wanted
from peerdesk.work.encounters import encounter_detail, encounter_page, resolve
from peerdesk.work.encounters import search as search_notes
from peerdesk.work.labels import Labels
from peerdesk.work.note_details import details_of_rows

LIMIT = click.IntRange(1, 1000)
CURSOR = 'the "next" of the list before, as it was printed'
_FILTERS: Final = (
    click.option("--since", default="", metavar="DATE", help="From this day on."),
    click.option("--until", default="", metavar="DATE", help="Up to this day."),
    click.option("--setting", default="", metavar="CODE", help="Only this setting."),
    click.option("--outcome", default="", metavar="CODE", help="Only this outcome."),
    click.option("--shared", is_flag=True, help="Only notes that somebody else can see a copy of."),
    click.option("--private", is_flag=True, help="Only notes that nobody else can see."),
    click.option("--follow-up", is_flag=True, help="Only notes with a follow-up that waits."),
)


def _filters(command: Callable[..., None]) -> Callable[..., None]:
    """Give a command the filters of the notes. What they ask for goes to its `wanted`."""

    @wraps(command)
    def with_wanted(
        *,
        since: str,
        until: str,
        setting: str,
        outcome: str,
        shared: bool,
        private: bool,
        follow_up: bool,
        **rest: object,
    ) -> None:
        for name, text in (("since", since), ("until", until)):
            if text:
                day(name, text)
        if shared and private:
            raise BadValueError("private", "to stand without --shared")
        wanted = Wanted(
            since=since,
            until=until,
            setting=optional_code("setting", setting, Setting) or "",
            outcome=optional_code("outcome", outcome, Outcome) or "",
            shared=shared if shared or private else None,
            follow_up=follow_up,
        )
        command(wanted=wanted, **rest)

    for option in reversed(_FILTERS):
        with_wanted = option(with_wanted)
    return with_wanted


@click.command("list", cls=Command, epilog="Example: peerdesk note list --since 2026-11-01 --setting ed --json")
@_filters
@click.option("--limit", type=LIMIT, default=50, show_default=True, metavar="N", help="How many at most.")
@click.option("--cursor", default="", metavar="C", help='Go on after a list\'s "next".')
@pass_invocation
def list_notes(invocation: Invocation, limit: int, cursor: str, wanted: Wanted) -> None:
    """List notes, newest day first."""
    if cursor:
        _check_cursor(cursor)
    with opened(invocation) as vault:
        rows = encounter_page(vault, wanted, limit=limit + 1, before=cursor)
        shown = rows[:limit]
        beside = details_of_rows(vault, shown)
    more = shown[-1].cursor if len(rows) > limit else None
    labels = shipped_labels()
    lines = [row_line(row, labels) for row in shown]
    invocation.answer(
        {"notes": [row_shape(row, beside[row.id]) for row in shown], "next": more}, lines or ["No notes here yet."]
    )


def _check_cursor(cursor: str) -> None:
    """Turn away what is no list's "next": an empty page would look like the end of the notes."""
    on, _, number = cursor.partition("/")
    try:
        day("cursor", on)
    except BadDateError:
        raise BadValueError("cursor", CURSOR) from None
    if not (number.isascii() and number.isdecimal()):
        raise BadValueError("cursor", CURSOR)


@click.command(cls=Command, epilog="Example: peerdesk note show 0192f3 --history")
@click.argument("note", metavar="ID")
@click.option("--history", is_flag=True, help="With every version there was.")
@pass_invocation
def show(invocation: Invocation, note: str, history: bool) -> None:
    """Show every field of a note, who can see a copy, who opened it, and what was said about it."""
    with opened(invocation) as vault:
        detail = encounter_detail(vault, resolve(vault, note))
    invocation.answer(detail_shape(detail, history=history), detail_lines(detail, shipped_labels(), history=history))


@click.command(cls=Command, epilog="Example: peerdesk note search heron")
@click.argument("query")
@_filters
@click.option("--limit", type=LIMIT, default=50, show_default=True, metavar="N", help="How many at most.")
@pass_invocation
def search(invocation: Invocation, query: str, limit: int, wanted: Wanted) -> None:
    """Find notes that hold every word you begin here. Accents and capitals do not matter."""
    with opened(invocation) as vault:
        found = search_notes(vault, query, limit, wanted)
        beside = details_of_rows(vault, (hit.row for hit in found))
    labels = shipped_labels()
    document = {"notes": [{**row_shape(hit.row, beside[hit.row.id]), "excerpt": hit.excerpt.text} for hit in found]}
    lines = [part for hit in found for part in (row_line(hit.row, labels), line("found", hit.excerpt.text))]
    invocation.answer(document, lines or ["Nothing found."])


def row_shape(row: EncounterRow, details: NoteDetails) -> Shape:
    """Return a note as lists hold it, with what lies beside it."""
    return {
        "id": row.id.hex(),
        "on": row.happened_on.isoformat(),
        "setting": row.setting.value,
        "mode": row.mode.value,
        "outcome": row.outcome.value,
        "support": [code.value for code in row.support],
        "handle": row.handle,
        "memory": row.first_line,
        "follow_up": day_shape(row.follow_up_due),
        "bring_to_supervision": row.bring_to_supervision,
        "shared": bool(row.readers),
        "waiting": row.waiting,
        "conflicts": row.conflicts,
        **details_shape(details),
    }


def row_line(row: EncounterRow, labels: Labels) -> str:
    """Return a note as one line."""
    shared = "  shared" if row.readers else ""
    words = f"{labels.of(row.setting, short=True)}, {labels.of(row.outcome, short=True)}"
    return f"{row.id.hex()}  {row.happened_on}  {words}  {calm(row.handle)}{shared}".rstrip()
