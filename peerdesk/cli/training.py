"""`peerdesk training`: trainings you went to, for yourself, and as a table to take along."""

import os
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any, Final

import click

from peerdesk.cli.commands import Command
from peerdesk.cli.invocation import Invocation, now, pass_invocation
from peerdesk.cli.new_file import write_new
from peerdesk.cli.note_shapes import Shape
from peerdesk.cli.opened import opened
from peerdesk.cli.own_lists import DELETED, put_back, take_off
from peerdesk.cli.words import calm, shipped_labels
from peerdesk.domain.training import Training, TrainingDraft, hours_text
from peerdesk.work.labels import Labels
from peerdesk.work.own_days import TRAININGS
from peerdesk.work.training import ALL, add_training, edit_training, training_draft, trainings_csv

SAVED: Final = "Saved here. It stays among your own computers, and nobody else reads it."
_OPTIONS: Final = (
    ("title", "TEXT", "What it was called, up to 80 characters."),
    ("hours", "N", "How long, in quarters of an hour: 1.5"),
    ("on", "DATE", "The day, if not today: 2026-11-21"),
    ("given_by", "TEXT", "Who gave it, up to 80 characters."),
    ("topic", "CODE", "ethics, trauma_informed, overdose_response, boundaries, supervision, other ..."),
)


def _answers(command: Callable[..., Any]) -> Callable[..., Any]:
    """Give a command the options of a training. What was not said is None."""
    for name, metavar, words in reversed(_OPTIONS):
        command = click.option("--" + name.replace("_", "-"), name, metavar=metavar, help=words)(command)
    return command


@click.command(cls=Command, epilog='Example: peerdesk training add --title "Ethics for peers" --hours 1.5')
@_answers
@pass_invocation
def add(invocation: Invocation, /, **said: str | None) -> None:
    """Keep a training: what it was called, and how long it was."""
    with opened(invocation) as vault:
        record, _ = add_training(vault, _changed(TrainingDraft(), said), now(), os.urandom)
        _answer(invocation, TRAININGS.one(vault, record), SAVED)


@click.command(cls=Command, epilog="Example: peerdesk training edit 0192f3 --hours 2")
@click.argument("training", metavar="ID")
@_answers
@pass_invocation
def edit(invocation: Invocation, /, training: str, **said: str | None) -> None:
    """Say anew what it was. What you leave out stays as it is."""
    with opened(invocation) as vault:
        record = TRAININGS.resolve(vault, training)
        edit_training(vault, record, _changed(training_draft(TRAININGS.one(vault, record)), said), now())
        _answer(invocation, TRAININGS.one(vault, record), SAVED)


@click.command("list", cls=Command, epilog="Example: peerdesk training list")
@DELETED
@pass_invocation
def list_trainings(invocation: Invocation, deleted: bool) -> None:
    """List your trainings, the newest day first, and all their hours."""
    with opened(invocation) as vault:
        found = TRAININGS.all(vault, ALL, deleted=deleted)
    labels, hours = shipped_labels(), hours_text(sum(one.quarters for one in found))
    lines = [*(_line(one, labels) for one in found), f"{hours} hours in all"] if found else ["There is none."]
    invocation.answer({"trainings": [_shape(one) for one in found], "hours": hours}, lines)


@click.command(cls=Command, epilog="Example: peerdesk training show 0192f3")
@click.argument("training", metavar="ID")
@pass_invocation
def show(invocation: Invocation, training: str) -> None:
    """Show one of them."""
    with opened(invocation) as vault:
        _answer(invocation, TRAININGS.one(vault, TRAININGS.resolve(vault, training)))


@click.command(cls=Command, epilog="Example: peerdesk training delete 0192f3")
@click.argument("training", metavar="ID")
@pass_invocation
def delete(invocation: Invocation, training: str) -> None:
    """Take a training off the list."""
    take_off(invocation, TRAININGS, training)


@click.command(cls=Command, epilog="Example: peerdesk training undelete 0192f3")
@click.argument("training", metavar="ID")
@pass_invocation
def undelete(invocation: Invocation, training: str) -> None:
    """Put one back on the list. What can be put back: peerdesk training list --deleted."""
    put_back(invocation, TRAININGS, training)


@click.command(cls=Command, epilog="Example: peerdesk training export --out trainings.csv")
@click.option(
    "--out", required=True, metavar="FILE", type=click.Path(path_type=Path), help="The table; it must not be there yet."
)
@pass_invocation
def export(invocation: Invocation, out: Path) -> None:
    """Write your trainings into a table that is yours to take along."""
    with opened(invocation) as vault:
        found = TRAININGS.all(vault, ALL)
    write_new(out, trainings_csv(found).encode())
    invocation.answer({"file": str(out), "records": len(found)}, [f"{len(found)} trainings are in {out.name}."])


def _changed(draft: TrainingDraft, said: dict[str, str | None]) -> TrainingDraft:
    given: dict[str, Any] = {name: text for name, text in said.items() if text is not None}
    return replace(draft, **given)


def _answer(invocation: Invocation, one: Training, *after: str) -> None:
    invocation.answer(_shape(one), [_line(one, shipped_labels()), *after])


def _shape(one: Training) -> Shape:
    return {
        "id": one.id.hex(),
        "title": one.title,
        "on": one.happened_on.isoformat(),
        "hours": hours_text(one.quarters),
        "given_by": one.given_by,
        "topic": one.topic.value if one.topic else None,
    }


def _line(one: Training, labels: Labels) -> str:
    topic = labels.of(one.topic) if one.topic else ""
    said = (one.id.hex(), str(one.happened_on), f"{hours_text(one.quarters)} h", one.title, one.given_by, topic)
    return calm("  ".join(part for part in said if part))
