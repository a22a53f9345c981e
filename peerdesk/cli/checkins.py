"""`peerdesk supervision rhythm` and `checkins`: how often to meet, and how long it has been. A reminder, no measure."""

import os
from typing import Final

import click

from peerdesk.cli.commands import Command
from peerdesk.cli.invocation import Invocation, now, pass_invocation
from peerdesk.cli.opened import opened
from peerdesk.cli.words import calm
from peerdesk.domain.checkins import OFF, RHYTHMS, rhythm_lines
from peerdesk.domain.team_texts import TeamPart
from peerdesk.domain.vocabulary import Role
from peerdesk.vault.vault import Vault
from peerdesk.work.checkins import Checkin, Rhythm, checkins, rhythm_here, want_rhythm
from peerdesk.work.team_texts import publish_text

_OFF, _TEAM = "off", "team"
_CHOICES: Final = click.Choice((_OFF, *(str(days) for days in RHYTHMS if days), _TEAM))


@click.command(cls=Command, epilog="Example: peerdesk supervision rhythm 30")
@click.argument("days", type=_CHOICES, required=False)
@pass_invocation
def rhythm(invocation: Invocation, days: str | None) -> None:
    """After how many days your desk reminds you. A supervisor says it for the team; the gentler one holds."""
    with opened(invocation) as vault:
        if days is not None:
            _choose(vault, days)
        found = rhythm_here(vault, now())
    document = {"team": found.team, "own": found.own, "held": found.held}
    invocation.answer(document, [_said(found)])


@click.command("checkins", cls=Command, epilog="Example: peerdesk supervision checkins")
@pass_invocation
def list_checkins(invocation: Invocation) -> None:
    """For supervisors: your peers by name, and when the last logged session was."""
    with opened(invocation) as vault:
        found = checkins(vault, now())
    shapes = [{"name": one.name, "days": one.days, "due": one.is_due} for one in found]
    invocation.answer({"peers": shapes}, [_line(one) for one in found] or ["You supervise nobody now."])


def _choose(vault: Vault, days: str) -> None:
    with vault.read() as tx:
        supervises = tx.role is Role.SUPERVISOR
    if not supervises:
        want_rhythm(vault, None if days == _TEAM else _days(days))
    elif days == _TEAM:
        raise click.BadParameter("a supervisor says it for the team: off, 7, 14 or 30")
    else:
        publish_text(vault, TeamPart.CHECKINS, rhythm_lines(_days(days)), "", now(), os.urandom)


def _days(days: str) -> int:
    return OFF if days == _OFF else int(days)


def _said(found: Rhythm) -> str:
    if found.held == OFF:
        return "This desk does not remind you of a session."
    return f"This desk says so once the last session was {found.held} days ago."


def _line(one: Checkin) -> str:
    last = "no session is logged" if one.days is None else f"last session: {one.days} days ago"
    return calm(f"{one.name}  {last}")
