"""`peerdesk shift start`, `show`, `change` and `end`: where new notes begin. Days are kept, and no time of day."""

import os
from dataclasses import replace

import click

from peerdesk.cli.commands import Command
from peerdesk.cli.invocation import Invocation, now, pass_invocation, today
from peerdesk.cli.note_shapes import Shape
from peerdesk.cli.opened import opened
from peerdesk.cli.words import calm, line, shipped_labels
from peerdesk.domain.errors import NotFoundError
from peerdesk.domain.shift import Shift, ShiftDraft
from peerdesk.work.labels import Labels
from peerdesk.work.shifts import change_shift, end_of_shift, end_shift, shift_now, start_as_last, start_shift

SETTING = click.option("--setting", metavar="CODE", help="Where: ed, inpatient, clinic, street ...")
UNIT = click.option("--unit", metavar="TEXT", help="Your own word for the place, such as '4 West'.")
LANGUAGE = click.option("--language", metavar="CODE", help="en, es, asl, other")
MODE = click.option("--mode", metavar="CODE", help="in_person, phone, video, text, letter, group")
NONE = "No shift goes on. Begin one: peerdesk shift start --setting ed"


@click.command(cls=Command, epilog='Example: peerdesk shift start --setting inpatient --unit "4 West"')
@SETTING
@UNIT
@LANGUAGE
@MODE
@pass_invocation
def start(
    invocation: Invocation, setting: str | None, unit: str | None, language: str | None, mode: str | None
) -> None:
    """Begin a shift: new notes begin with its place, language and way of being in touch.

    With no option it begins as the last one was. A shift that still goes on ends with it.
    """
    said = _changed(ShiftDraft(), setting, unit, language, mode)
    with opened(invocation) as vault:
        as_last = said == ShiftDraft() and shift_now(vault).last is not None
        kept = start_as_last(vault, now(), os.urandom) if as_last else start_shift(vault, said, now(), os.urandom)
    invocation.answer(shift_shape(kept.shift), [*_lines(kept.shift, shipped_labels()), "New notes begin here."])


@click.command(cls=Command, epilog="Example: peerdesk shift show")
@pass_invocation
def show(invocation: Invocation) -> None:
    """Show the shift that goes on."""
    with opened(invocation) as vault:
        known = shift_now(vault)
    current, left_open = known.current, known.is_left_open(today())
    lines = list(_lines(current, shipped_labels())) if current else [NONE]
    lines += ["Still on this shift? If not: peerdesk shift end"] if left_open else []
    document = {"shift": shift_shape(current) if current else None, "from_an_earlier_day": left_open}
    invocation.answer(document, lines)


@click.command(cls=Command, epilog="Example: peerdesk shift change --setting street")
@SETTING
@UNIT
@LANGUAGE
@MODE
@pass_invocation
def change(
    invocation: Invocation, setting: str | None, unit: str | None, language: str | None, mode: str | None
) -> None:
    """Say anew where the shift is. Notes that are kept stay as they are."""
    with opened(invocation) as vault:
        current = shift_now(vault).current
        if current is None:
            raise NotFoundError("shift")
        kept = change_shift(vault, _changed(current.as_draft(), setting, unit, language, mode))
    invocation.answer(shift_shape(kept.shift), _lines(kept.shift, shipped_labels()))


@click.command(cls=Command, epilog="Example: peerdesk shift end")
@pass_invocation
def end(invocation: Invocation) -> None:
    """End the shift, and see what still waits. None of it has to be done now."""
    with opened(invocation) as vault:
        shift = end_shift(vault, now()).shift
        waits = end_of_shift(vault, now())
    document = {
        "id": shift.id.hex(),
        "ended": True,
        "jots": len(waits.jots),
        "follow_ups_due": waits.due,
        "can_hand_over": waits.can_hand_over,
    }
    lines = ["The shift is over. Take care."]
    lines += [f"Jots that wait: {len(waits.jots)}. See: peerdesk jot list"] if waits.jots else []
    lines += [f"Follow-ups due: {waits.due}. See: peerdesk followup list"] if waits.due else []
    lines += ["To hand one over to another peer: peerdesk handoff add"] if waits.can_hand_over else []
    invocation.answer(document, lines)


def shift_shape(shift: Shift) -> Shape:
    """Return a shift as it looks in JSON."""
    said = shift.as_draft()
    return {
        "id": shift.id.hex(),
        "setting": said.setting,
        "unit": said.unit,
        "language": said.language,
        "mode": said.mode,
        "started": shift.started.isoformat(),
        "ended": shift.ended.isoformat() if shift.ended else None,
    }


def _lines(shift: Shift, labels: Labels) -> list[str]:
    parts = {
        "Place": shift.unit,
        "How": labels.of(shift.mode),
        "Language": labels.of(shift.language) if shift.language else "",
    }
    told = [line(name, text) for name, text in parts.items() if text]
    return [calm(f"{shift.started}  {labels.of(shift.setting)}"), *told]


def _changed(
    draft: ShiftDraft, setting: str | None, unit: str | None, language: str | None, mode: str | None
) -> ShiftDraft:
    given = {"setting": setting, "unit": unit, "language": language, "mode": mode}
    return replace(draft, **{name: value for name, value in given.items() if value is not None})
