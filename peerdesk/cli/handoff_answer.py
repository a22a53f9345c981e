"""`peerdesk handoff accept` and `decline`: answering what another peer offers."""

import os

import click

from peerdesk.cli.commands import Command
from peerdesk.cli.invocation import Invocation, now, pass_invocation
from peerdesk.cli.opened import opened
from peerdesk.cli.words import calm
from peerdesk.work import taking_over
from peerdesk.work.handing_over import find_handoff


@click.command(cls=Command, epilog="Example: peerdesk handoff accept 0192f3")
@click.argument("handoff", metavar="ID")
@click.option("--handle", default="", metavar="NAME", help="What you call them; without it, what the other peer did.")
@pass_invocation
def accept(invocation: Invocation, handoff: str, handle: str) -> None:
    """Make it a follow-up of your own. The other peer hears of it with the next sync."""
    with opened(invocation) as vault:
        record = find_handoff(vault, handoff)
        taking_over.accept(vault, record, now(), os.urandom, handle=handle)
        taken = next(one for one in taking_over.taken_over(vault) if one.handover.handoff == record)
    document = {"id": record.hex(), "answer": "accepted", "follow_up": taken.handover.follow_up.hex()}
    due = taken.handover.offer.due
    invocation.answer(document, [calm(f"It is yours now, for {due}. {taken.name} hears of it with the next sync.")])


@click.command(cls=Command, epilog="Example: peerdesk handoff decline 0192f3")
@click.argument("handoff", metavar="ID")
@pass_invocation
def decline(invocation: Invocation, handoff: str) -> None:
    """Say no. It stays with the other peer, and nobody asks why."""
    with opened(invocation) as vault:
        record = find_handoff(vault, handoff)
        taking_over.decline(vault, record, now(), os.urandom)
    invocation.answer(
        {"id": record.hex(), "answer": "declined"}, ["It stays with them. They hear of it with the next sync."]
    )
