"""`peerdesk pulse`: what came out of the box in which peers say how the program is for them, for the program report."""

import os
from collections.abc import Iterator

import click

from peerdesk.cli.commands import Command
from peerdesk.cli.invocation import Invocation, now, pass_invocation
from peerdesk.cli.note_shapes import Shape
from peerdesk.cli.opened import opened
from peerdesk.cli.own_lists import DELETED, put_back, take_off
from peerdesk.domain.ids import RecordId
from peerdesk.domain.peer_pulse import Pulse, PulseAnswer, PulseDraft, Statement
from peerdesk.vault.vault import Vault
from peerdesk.work.handouts import pulse_statements
from peerdesk.work.own_days import PULSES
from peerdesk.work.peer_pulse import keep_pulse
from peerdesk.work.report_page import pulse_rows, report_words

SAVED = "Saved here. It stays among your own computers, and stands in the report of its quarter."
TICKS = "A,B,C,D,E"
ENTRY = "ID|QUARTER"


@click.command(
    cls=Command,
    epilog="Example: peerdesk pulse add --quarter 2026-Q3 --slips 8 --support 4,2,1,1,0 --role 3,2,2,0,0"
    " --say-no 5,1,1,0,0 --respect 6,2,0,0,0 --friend 5,2,0,0,0",
)
@click.option("--quarter", required=True, metavar="QUARTER", help="The quarter of the box: 2026-Q3")
@click.option(
    "--slips",
    required=True,
    metavar="NUMBER",
    help="How many slips were in the box, empty ones among them. With fewer than five, do not type them.",
)
@click.option(
    "--support", default="", metavar=TICKS, help="I have the support I need: yes, mostly, in part, hardly, no"
)
@click.option("--role", default="", metavar=TICKS, help="My role is understood.")
@click.option("--say-no", default="", metavar=TICKS, help="I can say no to what is not my role.")
@click.option("--respect", default="", metavar=TICKS, help="The staff respect me.")
@click.option("--friend", default="", metavar=TICKS, help="I would tell a friend to work here.")
@pass_invocation
def add(invocation: Invocation, /, quarter: str, slips: str, **said: str) -> None:
    """For supervisors: enter the sums of a box, in the place of what was entered for its quarter before.

    With fewer than five slips nothing is kept. Of a statement that fewer than five answered no number is kept. With
    fewer than five, do not type them: a shell may remember what was typed.
    """
    ticks = {one: tuple(said[one.value].split(",")) for one in Statement if said[one.value]}
    with opened(invocation) as vault:
        record, _ = keep_pulse(vault, PulseDraft(quarter=quarter, slips=slips, ticks=ticks), now(), os.urandom)
        _answer(invocation, PULSES.one(vault, record), SAVED)


@click.command("list", cls=Command, epilog="Example: peerdesk pulse list")
@DELETED
@pass_invocation
def list_pulses(invocation: Invocation, deleted: bool) -> None:
    """List what was entered, the newest quarter first."""
    with opened(invocation) as vault:
        found = PULSES.all(vault, deleted=deleted)
    lines = [f"{one.id.hex()}  {one.quarter}  {one.slips} slips" for one in found] or ["There is none."]
    invocation.answer({"pulses": [_shape(one) for one in found]}, lines)


@click.command(cls=Command, epilog="Example: peerdesk pulse show 2026-Q3")
@click.argument("entry", metavar=ENTRY)
@pass_invocation
def show(invocation: Invocation, entry: str) -> None:
    """Show the sums of a quarter."""
    with opened(invocation) as vault:
        _answer(invocation, PULSES.one(vault, _record(vault, entry)))


@click.command(cls=Command, epilog="Example: peerdesk pulse delete 2026-Q3")
@click.argument("entry", metavar=ENTRY)
@pass_invocation
def delete(invocation: Invocation, entry: str) -> None:
    """Take one off the list, and out of the report."""
    take_off(invocation, PULSES, entry, find=_record)


@click.command(cls=Command, epilog="Example: peerdesk pulse undelete 0192f3")
@click.argument("entry", metavar="ID")
@pass_invocation
def undelete(invocation: Invocation, entry: str) -> None:
    """Put one back on the list. What can be put back: peerdesk pulse list --deleted."""
    put_back(invocation, PULSES, entry)


def _record(vault: Vault, entry: str) -> RecordId:
    """Return the one of a quarter, or whose id begins so. Raises NotFoundError or AmbiguousIdError."""
    named = (one.id for one in PULSES.all(vault) if one.quarter == entry)
    return next(named, None) or PULSES.resolve(vault, entry)


def _answer(invocation: Invocation, one: Pulse, *after: str) -> None:
    invocation.answer(_shape(one), [one.id.hex(), *pulse_lines(one), *after])


def _shape(one: Pulse) -> Shape:
    return {"id": one.id.hex(), **pulse_shape(one)}


def pulse_shape(one: Pulse) -> Shape:
    """Return a pulse for programs: each statement's sums, null where fewer than five answered it."""
    return {
        "quarter": one.quarter,
        "slips": one.slips,
        **{
            statement.value: {
                **{answer.value: number for answer, number in zip(PulseAnswer, one.ticks[statement], strict=True)},
                "left_empty": one.left_empty(statement),
            }
            if statement in one.ticks
            else None
            for statement in Statement
        },
    }


def pulse_lines(one: Pulse) -> Iterator[str]:
    """Return a pulse for people, in the words of the printed page."""
    words = report_words("en").pulse
    yield f"{words.title}, {one.quarter}"
    yield f"{one.slips:>8}  {words.slips.lower()}"
    for statement, said in pulse_statements("en").items():
        rows = pulse_rows(one, statement, words, "en")
        yield ""
        yield said
        yield from (f"{number:>8}  {label}" for label, number in rows)
        if not rows:
            yield f"{'':>8}  {words.too_few}"
