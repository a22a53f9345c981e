"""`peerdesk count add`, `list` and `remove`: for somebody who wants nothing written down."""

import os

import click

from peerdesk.cli.commands import Command
from peerdesk.cli.invocation import Invocation, now, pass_invocation, today
from peerdesk.cli.note_shapes import Shape
from peerdesk.cli.opened import opened
from peerdesk.cli.words import calm, shipped_labels
from peerdesk.domain.counted import Counted
from peerdesk.domain.encounter import EncounterDraft
from peerdesk.domain.errors import AmbiguousIdError, NotFoundError
from peerdesk.domain.ids import SHORTEST_PREFIX, RecordId
from peerdesk.vault.vault import Vault
from peerdesk.work.counting import count_encounter, counted_this_week, uncount
from peerdesk.work.labels import Labels
from peerdesk.work.shifts import first_words


@click.command(cls=Command, epilog="Example: peerdesk count add --setting ed --outcome declined")
@click.option("--setting", metavar="CODE", help="Where; the shift's place, if none is said.")
@click.option("--outcome", metavar="CODE", help="How it went: met, brief, declined, later ...")
@click.option("--support", multiple=True, metavar="A,B", help="Support you gave, if you met.")
@pass_invocation
def add(invocation: Invocation, setting: str | None, outcome: str | None, support: tuple[str, ...]) -> None:
    """Count an encounter and keep nothing of it: no name, no day, no words."""
    chosen = tuple(code.strip() for one in support for code in one.split(",") if code.strip())
    with opened(invocation) as vault:
        where = setting or first_words(vault).setting
        draft = EncounterDraft(setting=where, outcome=outcome or "", support=chosen)
        counted = count_encounter(vault, draft, now(), os.urandom).counted
    line = f"Counted in the week {counted.week}, and nothing else is kept."
    invocation.answer({**counted_shape(counted), "saved": True}, [line])


@click.command("list", cls=Command, epilog="Example: peerdesk count list")
@pass_invocation
def list_counted(invocation: Invocation) -> None:
    """Show what was counted this week, in an order that does not say when."""
    with opened(invocation) as vault:
        found = counted_this_week(vault, today())
    labels = shipped_labels()
    lines = [_line(one, labels) for one in found] or ["Nothing was only counted this week."]
    invocation.answer({"counted": [counted_shape(one) for one in found]}, lines)


@click.command(cls=Command, epilog="Example: peerdesk count remove 0192f3a1")
@click.argument("counted", metavar="ID")
@pass_invocation
def remove(invocation: Invocation, counted: str) -> None:
    """Take back what was counted this week by mistake."""
    with opened(invocation) as vault:
        record = _find(vault, counted)
        uncount(vault, record)
    invocation.answer({"id": record.hex(), "removed": True}, ["It counts no more."])


def counted_shape(counted: Counted) -> Shape:
    """Return a count as it looks in JSON."""
    return {
        "id": counted.id.hex(),
        "week": counted.week,
        "setting": counted.setting.value,
        "outcome": counted.outcome.value,
        "support": [code.value for code in counted.support],
    }


def _line(counted: Counted, labels: Labels) -> str:
    support = ", ".join(labels.of(code) for code in counted.support)
    said = f"{counted.id.hex()}  {labels.of(counted.setting)}  {labels.of(counted.outcome)}"
    return calm(f"{said}  {support}".rstrip())


def _find(vault: Vault, prefix: str) -> RecordId:
    wanted = prefix.strip().lower()
    found = [one.id for one in counted_this_week(vault, today()) if one.id.hex().startswith(wanted)]
    if not found:
        raise NotFoundError("count")
    if len(found) > 1 or len(wanted) < SHORTEST_PREFIX:
        raise AmbiguousIdError("count")
    return found[0]
