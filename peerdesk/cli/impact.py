"""`peerdesk impact`: your own sums of a month, a quarter or a year. They are worked out here and never leave."""

from collections.abc import Iterator, Mapping
from enum import StrEnum
from typing import TypeVar

import click

from peerdesk.cli.commands import Command
from peerdesk.cli.invocation import Invocation, now, pass_invocation
from peerdesk.cli.opened import opened
from peerdesk.cli.words import shipped_labels
from peerdesk.domain.impact import Impact
from peerdesk.work.impact import own_impact
from peerdesk.work.labels import Labels

Code = TypeVar("Code", bound=StrEnum)


@click.command(cls=Command, epilog="Example: peerdesk impact --period 2026-Q4")
@click.option("--period", default="", metavar="PERIOD", help="2026-11, 2026-Q4 or 2026; this month if not given.")
@pass_invocation
def impact(invocation: Invocation, period: str) -> None:
    """What you did in a month, a quarter or a year, for you alone. Nobody else is told."""
    with opened(invocation) as vault:
        found = own_impact(vault, period or f"{now().astimezone():%Y-%m}")
    document = {
        "period": found.period,
        "encounters": found.encounters,
        "people": found.people,
        "nameless": found.nameless,
        "follow_ups_reached": found.reached,
        "outcomes": _codes(found.outcomes),
        "support": _codes(found.support),
        "supplies": _codes(found.supplies),
    }
    invocation.answer(document, list(_lines(found, shipped_labels())))


def _codes(sums: Mapping[Code, int]) -> dict[str, int]:
    return {code.value: count for code, count in sums.items()}


def _lines(found: Impact, labels: Labels) -> Iterator[str]:
    yield f"{found.period}: {found.encounters} encounters"
    yield f"People you met: {found.people}, and {found.nameless} without a name"
    yield f"Follow-ups where you were in touch: {found.reached}"
    for title, sums in (("How it went", found.outcomes), ("Support", found.support), ("Supplies", found.supplies)):
        if sums:
            yield f"{title}:"
            yield from (f"  {labels.of(code)}: {count}" for code, count in sums.items())
