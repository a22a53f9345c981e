"""`peerdesk followup try`, `done`, `keep` and `delete`: what came of a follow-up."""

import os
from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Final

import click

from peerdesk.cli.commands import Command
from peerdesk.cli.followup_write import answer
from peerdesk.cli.invocation import Invocation, now, pass_invocation
from peerdesk.cli.messages import RefusalError
from peerdesk.cli.opened import opened
from peerdesk.cli.versions import option_name
from peerdesk.domain.changes import Changes
from peerdesk.domain.ids import RecordId
from peerdesk.vault.vault import Vault
from peerdesk.work.follow_up_list import follow_up_detail, resolve_follow_up
from peerdesk.work.follow_ups import (
    close_follow_up,
    delete_follow_up,
    finish_follow_up,
    reopen_follow_up,
    stop_follow_up,
    try_follow_up,
)
from peerdesk.work.two_versions import Dispute, Pick, settle_follow_up

_ENDS: Final[Mapping[str, Callable[[Vault, RecordId], Changes]]] = MappingProxyType(
    {
        "reached": finish_follow_up,
        "they_stopped": stop_follow_up,
        "closed": close_follow_up,
        "not_yet": reopen_follow_up,
    }
)


@click.command("try", cls=Command, epilog="Example: peerdesk followup try 0192f3 --outcome no_answer")
@click.argument("follow_up", metavar="ID")
@click.option("--outcome", required=True, metavar="CODE", help="How it went: no_answer, met, asked_stop, ...")
@click.option("--on", default="", metavar="DATE", help="The day, if not today: 2026-11-21")
@pass_invocation
def try_it(invocation: Invocation, follow_up: str, outcome: str, on: str) -> None:
    """Note one try. Met ends the follow-up, and so does asked_stop; everything else leaves it waiting."""
    with opened(invocation) as vault:
        record = resolve_follow_up(vault, follow_up)
        try_follow_up(vault, record, outcome, on, now(), os.urandom)
        answer(invocation, vault, record)


@click.command(cls=Command, epilog="Example: peerdesk followup done 0192f3")
@click.argument("follow_up", metavar="ID")
@click.option(
    "--end",
    "end",
    default="reached",
    type=click.Choice(list(_ENDS)),
    help="How it ended: you were in touch, they asked for no more, you let it go; or it is not done yet.",
)
@pass_invocation
def done(invocation: Invocation, follow_up: str, end: str) -> None:
    """Say that a follow-up is over. Nobody asks why. A phone number beside it is erased on all your computers."""
    with opened(invocation) as vault:
        record = resolve_follow_up(vault, follow_up)
        _ENDS[end](vault, record)
        answer(invocation, vault, record)


@click.command(cls=Command, epilog="Example: peerdesk followup keep 0192f3 mine")
@click.argument("follow_up", metavar="ID")
@click.argument("which", type=click.Choice(["mine", "theirs"]))
@pass_invocation
def keep(invocation: Invocation, follow_up: str, which: str) -> None:
    """Keep one of two versions of a follow-up that was changed on two computers: this one's, or the other one's."""
    with opened(invocation) as vault:
        record = resolve_follow_up(vault, follow_up)
        disputes = follow_up_detail(vault, record).disputes
        if not disputes:
            raise RefusalError("one_version", "There is only one version of this follow-up.")
        settle_follow_up(vault, record, [_pick(one, mine=which == "mine") for one in disputes], now())
        answer(invocation, vault, record)


@click.command(cls=Command, epilog="Example: peerdesk followup delete 0192f3")
@click.argument("follow_up", metavar="ID")
@pass_invocation
def delete(invocation: Invocation, follow_up: str) -> None:
    """Take a follow-up off the lists. The note it came from stays."""
    with opened(invocation) as vault:
        record = resolve_follow_up(vault, follow_up)
        delete_follow_up(vault, record)
    invocation.answer({"id": record.hex(), "deleted": True}, ["It is off the lists."])


def _pick(dispute: Dispute, *, mine: bool) -> Pick:
    found = [one for one in dispute.options if one.is_mine == mine]
    if len(found) != 1:
        name = option_name(dispute.field)
        raise RefusalError("which_one", f"More than two computers changed {name}. Say it anew: peerdesk followup edit")
    return Pick(record=dispute.record, field=dispute.field, stamp=found[0].stamp)
