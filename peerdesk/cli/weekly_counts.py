"""`peerdesk tally show`, `start` and `stop`: the weekly counts, before and after they leave."""

import os
from collections.abc import Iterable, Iterator

import click

from peerdesk.cli.commands import Command
from peerdesk.cli.invocation import Invocation, now, pass_invocation, today
from peerdesk.cli.messages import RefusalError
from peerdesk.cli.note_shapes import Shape
from peerdesk.cli.opened import opened
from peerdesk.cli.words import calm, shipped_labels
from peerdesk.domain.errors import NotAllowedError, NotEnrolledError
from peerdesk.domain.role_tally import RoleTally
from peerdesk.domain.tally import Agreement, WeekTally
from peerdesk.vault.vault import Vault
from peerdesk.work.labels import Labels
from peerdesk.work.role_counts import RoleCounted, role_counted, start_role_counts, stop_role_counts
from peerdesk.work.weekly_counts import WeeklyCounts, start_counts, stop_counts, weekly_counts

_NO_RECALL = "What has left cannot be called back."


@click.command(cls=Command, epilog="Example: peerdesk tally show")
@pass_invocation
def show(invocation: Invocation) -> None:
    """Show exactly what the next weekly counts hold, what has left, and who reads them. Nothing is sent by looking."""
    with opened(invocation) as vault:
        _answer(invocation, vault)


@click.command(cls=Command, epilog="Example: peerdesk tally start")
@click.option("--out-of-role", is_flag=True, help="Also how often you were asked outside your role: a number, no more.")
@pass_invocation
def start(invocation: Invocation, out_of_role: bool) -> None:
    """Say yes: from this week on, one count for each week that has ended. No name, no day, no time, no words."""
    with opened(invocation) as vault:
        found = _looked(vault)
        if not out_of_role:
            start_counts(vault, now(), os.urandom)
        elif found.agreement is None:
            raise RefusalError("not_allowed", "That leaves only beside weekly counts. First: peerdesk tally start")
        else:
            start_role_counts(vault, now())
        _answer(invocation, vault)


@click.command(cls=Command, epilog="Example: peerdesk tally stop")
@click.option("--out-of-role", is_flag=True, help="Only how often you were asked outside your role; the rest goes on.")
@pass_invocation
def stop(invocation: Invocation, out_of_role: bool) -> None:
    """Take your yes back. Nothing more leaves; what has left cannot be called back."""
    with opened(invocation) as vault:
        _looked(vault)
        (stop_role_counts if out_of_role else stop_counts)(vault, today())
        _answer(invocation, vault)


def _looked(vault: Vault) -> WeeklyCounts:
    try:
        return weekly_counts(vault, today())
    except NotAllowedError:
        raise RefusalError("not_allowed", "Weekly counts are of peers' work. Yours is not counted.") from None
    except NotEnrolledError:
        raise RefusalError("not_enrolled", "You belong to no hospital, so nothing of yours is counted.") from None


def _answer(invocation: Invocation, vault: Vault) -> None:
    found, role, labels = _looked(vault), role_counted(vault, today()), shipped_labels()
    document = {
        "agreed": found.agreement is not None,
        "from_week": found.agreement.week if found.agreement else None,
        "readers": list(found.readers),
        "this_week": _shape(found.this_week),
        "waiting": [_shape(one) for one in found.waiting],
        "left": list(found.left),
        "journal": [_yes(one) for one in found.journal],
        "out_of_role": {
            "agreed": role.agreement is not None,
            "from_week": role.agreement.week if role.agreement else None,
            "this_week": _asked(role.this_week),
            "waiting": [_asked(one) for one in role.waiting],
            "left": list(role.left),
            "journal": [_yes(one) for one in role.journal],
        },
    }
    invocation.answer(document, map(calm, (*_lines(found, labels), *_role_lines(role))))


def _asked(tally: RoleTally) -> Shape:
    return {"week": tally.week, "asked": tally.asked}


def _role_lines(found: RoleCounted) -> Iterator[str]:
    if not found.is_offered:
        return
    if found.agreement is None:
        yield "How often you were asked outside your role: off. To count it, too: peerdesk tally start --out-of-role"
    else:
        yield f"How often you were asked outside your role leaves, too, from {found.agreement.week} on: a number only."
        yield "To end that: peerdesk tally stop --out-of-role"
    for one in (*found.waiting, found.this_week):
        yield f"  {one.asked:>5}  {one.week}"


def _shape(tally: WeekTally) -> Shape:
    return {
        "week": tally.week,
        "encounters": {
            setting.value: {outcome.value: count for outcome, count in outcomes.items()}
            for setting, outcomes in tally.encounters.items()
        },
        "support": {chip.value: count for chip, count in tally.support.items()},
        "supplies": {item.value: count for item, count in tally.supplies.items()},
    }


def _yes(one: Agreement) -> Shape:
    ended = one.ended_on.isoformat() if one.ended_on else None
    return {"said_on": one.said_on.isoformat(), "from_week": one.week, "ended_on": ended}


def _lines(found: WeeklyCounts, labels: Labels) -> Iterator[str]:
    readers = ", ".join(found.readers) or "nobody yet"
    if found.agreement:
        yield f"You said yes. One count leaves for each week that has ended, from {found.agreement.week} on."
        yield f"Who reads them: the supervisors of your program, now {readers}, and those who come later."
        yield "To end it: peerdesk tally stop"
    else:
        yield "Off: nothing leaves. If you say yes, one count leaves for each week that has ended."
        yield f"The supervisors of your program would read them, now {readers}, and those who come later."
        yield f"To say yes: peerdesk tally start. {_NO_RECALL}"
    for one in found.waiting:
        yield f"Leaves with the first sync of a week, {one.week}:"
        yield from _table(one, labels)
    yield f"This week so far, {found.this_week.week}:"
    yield from _table(found.this_week, labels)
    yield f"Weeks that left: {', '.join(found.left) or 'none'}"
    if found.left:
        yield _NO_RECALL


def _table(tally: WeekTally, labels: Labels) -> Iterator[str]:
    rows: Iterable[tuple[str, int]] = (
        *(
            (f"{labels.of(s)}, {labels.of(o)}", n)
            for s, outcomes in tally.encounters.items()
            for o, n in outcomes.items()
        ),
        *((labels.of(chip), n) for chip, n in tally.support.items()),
        *((labels.of(item), n) for item, n in tally.supplies.items()),
    )
    yield from (f"  {count:>5}  {name}" for name, count in rows)
    if not rows:
        yield "      0  Nothing to count"
