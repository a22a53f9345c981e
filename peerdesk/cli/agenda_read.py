"""`peerdesk supervision agenda list` and `supervision next`: what is brought to supervision, and when."""

import os

import click

from peerdesk.cli.agenda_shapes import item_lines, item_shape, received_line, received_shape
from peerdesk.cli.commands import Command
from peerdesk.cli.invocation import Invocation, now, pass_invocation
from peerdesk.cli.opened import opened
from peerdesk.cli.supervision_write import WITH, person_meant
from peerdesk.cli.words import calm, shipped_labels
from peerdesk.domain.vocabulary import Role
from peerdesk.vault.vault import Vault
from peerdesk.work.agenda import next_meeting, set_meeting
from peerdesk.work.agenda_list import agenda
from peerdesk.work.agenda_received import received_agenda


@click.command("list", cls=Command, epilog="Example: peerdesk supervision agenda list")
@WITH
@pass_invocation
def list_items(invocation: Invocation, who: str) -> None:
    """List what you want to talk about, in your order. What was talked about is in the past of its session.

    In a supervisor's notes: what peers added for you, each in their own order.
    """
    labels = shipped_labels()
    with opened(invocation) as vault:
        if is_supervisor(vault):
            received = received_agenda(vault, person_meant(vault, who) if who else None)
            shapes, lines = [received_shape(one) for one in received], [received_line(one, labels) for one in received]
        else:
            own = agenda(vault)
            shapes, lines = [item_shape(one) for one in own], [said for one in own for said in item_lines(one, labels)]
    invocation.answer({"items": shapes}, lines or ["Nothing is on the agenda."])


@click.command("next", cls=Command, epilog='Example: peerdesk supervision next --on 2026-12-01 --words "at ten"')
@click.option("--on", metavar="DATE", help="The day: 2026-12-01")
@click.option("--words", metavar="TEXT", help="When and where, up to 60 characters.")
@click.option("--clear", is_flag=True, help="There is no next meeting yet.")
@pass_invocation
def next_one(invocation: Invocation, on: str | None, words: str | None, clear: bool) -> None:
    """Show when you meet next, or write it down for yourself. It stays among your own computers."""
    with opened(invocation) as vault:
        before = next_meeting(vault)
        if clear or on is not None or words is not None:
            day = before.on.isoformat() if before.on and on is None else on or ""
            said = before.words if words is None else words
            set_meeting(vault, "" if clear else day, "" if clear else said, now(), os.urandom)
        found = next_meeting(vault)
    document = {"on": found.on.isoformat() if found.on else None, "words": found.words}
    line = calm("  ".join(filter(None, (document["on"], found.words))))
    invocation.answer(document, [line or "No next meeting is written down."])


def is_supervisor(vault: Vault) -> bool:
    """Say whether these are a supervisor's notes."""
    with vault.read() as tx:
        return tx.role is Role.SUPERVISOR
