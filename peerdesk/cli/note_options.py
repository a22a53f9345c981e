"""The options of a note, the same for `note add` and `note edit`: one for every field of an encounter."""

from collections.abc import Callable
from typing import Any, TypeVar

import click

Decorated = TypeVar("Decorated", bound=Callable[..., Any])

_ON_ITS_OWN = ""


def note_options(command: Decorated) -> Decorated:
    """Add the options of a note to a command."""
    for add in reversed(_OPTIONS):
        command = add(command)
    return command


_OPTIONS = (
    click.option("--setting", metavar="CODE", help="Where: ed, inpatient, clinic, street ..."),
    click.option("--outcome", metavar="CODE", help="How it went: met, brief, declined, later ..."),
    click.option("--support", multiple=True, metavar="A,B", help="Support you gave: listened, time, options ..."),
    click.option("--handle", metavar="TEXT", help="What you call them: a first name, initials, 'Blue Heron 27'."),
    click.option("--memory", metavar="TEXT", help="Your own note. Only you read it."),
    click.option("--words", metavar="TEXT", help="Their own words, if they asked you to keep them."),
    click.option("--next", multiple=True, metavar="STEP=STATE,..", help="Next steps: group=chosen,legal_aid=offered"),
    click.option("--supplies", multiple=True, metavar="ITEM=N,..", help="Supplies: naloxone_nasal=1,clothes=2"),
    click.option("--mattered", multiple=True, metavar="A,B", help="What mattered to them: housing, pets, heard ..."),
    click.option("--on", metavar="DATE", help="The day, if not today: 2026-11-21"),
    click.option("--length", metavar="CODE", help="About how long: under_5, 5_15, 15_30, 30_60, 60_plus"),
    click.option("--mode", metavar="CODE", help="in_person, phone, video, text, letter, group"),
    click.option("--people", metavar="N", help="How many people, for a group. No names."),
    click.option("--unit", metavar="TEXT", help="Your own word for the unit, such as 4 West."),
    click.option("--count/--no-count", default=None, help="Whether it counts in the totals."),
    click.option(
        "--bring-to-supervision",
        is_flag=False,
        flag_value=_ON_ITS_OWN,
        metavar="[PROMPT]",
        help="Bring it to supervision, with one line about it if you like.",
    ),
    click.option("--follow-up", metavar="DATE|7d", help="When to be in touch again."),
    click.option("--language", metavar="CODE", help="en, es, asl, other"),
    click.option("--interpreter", metavar="CODE", help="none, staff, phone, family_asked"),
    click.option("--written-with", metavar="CODE", help="together, shown, not_shown"),
)
