"""`peerdesk sharing start`: how new notes begin."""

import click

from peerdesk.cli.commands import Command
from peerdesk.cli.invocation import Invocation, pass_invocation
from peerdesk.cli.messages import RefusalError
from peerdesk.cli.opened import opened
from peerdesk.domain.errors import NotAllowedError
from peerdesk.domain.levels import Level
from peerdesk.work.levels import StartingLevel, choose_level, starting_level

_WORDS = {
    Level.JUST_ME: "New notes begin private. Only you can read them.",
    Level.SUPERVISOR: "At the desk, saving a new note shows what your supervisor would see. You decide each time.",
}


@click.command(cls=Command, epilog="Example: peerdesk sharing start supervisor")
@click.argument("level", required=False, metavar="[LEVEL]", type=click.Choice([one.value for one in Level]))
@pass_invocation
def start(invocation: Invocation, level: str | None) -> None:
    """Show or choose how new notes begin: just_me, or supervisor. No note is shared by this, and none changes."""
    with opened(invocation) as vault:
        if level is not None:
            try:
                choose_level(vault, Level(level))
            except NotAllowedError:
                raise RefusalError("not_allowed", "Your hospital has every new note begin private.") from None
        found = starting_level(vault)
    invocation.answer(_shape(found), [_WORDS[found.level]])


def _shape(found: StartingLevel) -> dict[str, object]:
    return {"level": found.level.value, "chosen": found.chosen.value, "widest": found.widest.value}
