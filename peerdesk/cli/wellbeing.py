"""`peerdesk wellbeing`: a word or a line for oneself, on this computer only."""

import os

import click

from peerdesk.cli.commands import Command
from peerdesk.cli.invocation import Invocation, now, pass_invocation
from peerdesk.cli.opened import opened
from peerdesk.cli.words import calm, shipped_labels
from peerdesk.domain.wellbeing import CheckIn, CheckInDraft
from peerdesk.work.labels import Labels
from peerdesk.work.wellbeing import (
    add_check_in,
    begin_anew,
    check_ins,
    find_check_in,
    forget_check_ins,
    older,
)

NOWHERE_ELSE = "Kept on this computer only: never synced, shared, exported or in a backup."
NOTHING = "Nothing is written here. What you write stays on this computer."


@click.command(cls=Command, epilog='Example: peerdesk wellbeing add --mood tired --line "A walk helped"')
@click.option("--mood", default="", metavar="WORD", help="good, okay, tired, stretched or heavy")
@click.option("--line", default="", metavar="TEXT", help="A line of your own, up to 280 characters.")
@click.option("--on", default="", metavar="DATE", help="The day, if not today: 2026-11-21")
@pass_invocation
def add(invocation: Invocation, mood: str, line: str, on: str) -> None:
    """Write down how you are, in a word, a line, or both. Nobody else can ever read it from here."""
    with opened(invocation) as vault:
        entry = add_check_in(vault, CheckInDraft(mood=mood, line=line, on=on), now(), os.urandom)
    invocation.answer(_shape(entry), [_line(entry, shipped_labels()), NOWHERE_ELSE])


@click.command("list", cls=Command, epilog="Example: peerdesk wellbeing list")
@pass_invocation
def list_entries(invocation: Invocation) -> None:
    """List what you wrote, the latest day first."""
    with opened(invocation) as vault:
        found = check_ins(vault)
    labels = shipped_labels()
    invocation.answer({"entries": [_shape(one) for one in found]}, [_line(one, labels) for one in found] or [NOTHING])


@click.command(cls=Command, epilog="Example: peerdesk wellbeing delete 0192f3")
@click.argument("entry", metavar="ID", required=False)
@click.option("--older-than", "days", type=click.IntRange(min=0), metavar="DAYS", help="All of more than so many days.")
@pass_invocation
def delete(invocation: Invocation, entry: str | None, days: int | None) -> None:
    """Delete one entry, or all that are older than some days. It is overwritten, and there is no other copy."""
    if (entry is None) == (days is None):
        raise click.UsageError("Say which one: an ID, or --older-than DAYS.")
    with opened(invocation) as vault:
        today = now().astimezone().date()
        going = (find_check_in(vault, entry),) if entry is not None else older(check_ins(vault), today, days or 0)
        forget_check_ins(vault, [one.id for one in going])
    invocation.answer({"deleted": [one.id.hex() for one in going]}, [f"Deleted: {len(going)}"])


@click.command("begin-anew", cls=Command, epilog="Example: peerdesk wellbeing begin-anew")
@pass_invocation
def anew(invocation: Invocation) -> None:
    """Put a file that does not open aside and begin another one. Your notes are in a different file."""
    with opened(invocation) as vault:
        aside = begin_anew(vault)
    invocation.answer({"set_aside": aside}, [f"The file that did not open is called {aside} now. It was not changed."])


def _shape(entry: CheckIn) -> dict[str, object]:
    return {
        "id": entry.id.hex(),
        "on": entry.on.isoformat(),
        "mood": entry.mood.value if entry.mood else None,
        "line": entry.line or None,
    }


def _line(entry: CheckIn, labels: Labels) -> str:
    said = ". ".join(part for part in (labels.of(entry.mood) if entry.mood else "", calm(entry.line)) if part)
    return f"{entry.id.hex()[:8]}  {entry.on}  {said}"
