"""`peerdesk handoff list` and `show`: what was given, and what came."""

import click

from peerdesk.cli.commands import Command
from peerdesk.cli.handoff_shapes import (
    given_line,
    given_shape,
    offer_lines,
    offered_line,
    offered_shape,
    state_words,
    taken_line,
    taken_shape,
)
from peerdesk.cli.invocation import Invocation, pass_invocation
from peerdesk.cli.note_shapes import Shape
from peerdesk.cli.opened import opened
from peerdesk.cli.words import calm, shipped_labels
from peerdesk.vault.vault import Vault
from peerdesk.work.handing_over import all_given, find_handoff
from peerdesk.work.taking_over import offered, offers, taken_over


@click.command("list", cls=Command, epilog="Example: peerdesk handoff list --json")
@pass_invocation
def list_handoffs(invocation: Invocation) -> None:
    """List what other peers offer you, what you offered them and how far it has come, and what you took over."""
    with opened(invocation) as vault:
        came, given, taken = offers(vault), all_given(vault), taken_over(vault)
    document = {
        "offered": [offered_shape(one) for one in came.waiting],
        "more": [{"from": name, "number": many} for name, many in came.more],
        "given": [given_shape(one) for one in given],
        "taken_over": [taken_shape(one) for one in taken],
    }
    lines = [calm(offered_line(one)) for one in came.waiting]
    lines += [calm(f"and {many} more from {name}; answer these first") for name, many in came.more]
    lines += [*(calm(given_line(one)) for one in given), *(calm(taken_line(one)) for one in taken)]
    invocation.answer(document, lines or ["Nothing was handed over."])


@click.command(cls=Command, epilog="Example: peerdesk handoff show 0192f3")
@click.argument("handoff", metavar="ID")
@pass_invocation
def show(invocation: Invocation, handoff: str) -> None:
    """Show one of them whole."""
    with opened(invocation) as vault:
        document, lines = _found(vault, handoff)
    invocation.answer(document, lines)


def _found(vault: Vault, prefix: str) -> tuple[Shape, list[str]]:
    record, labels = find_handoff(vault, prefix), shipped_labels()
    for given in all_given(vault):
        if given.handover.handoff == record:
            lines = [calm(f"To {given.name}: {state_words(given)}"), *offer_lines(given.handover.offer, labels)]
            return given_shape(given), lines
    for taken in taken_over(vault):
        if taken.handover.handoff == record:
            return taken_shape(taken), [calm(f"From {taken.name}"), *offer_lines(taken.handover.offer, labels)]
    one = offered(vault, record)
    return offered_shape(one), [calm(offered_line(one)), *offer_lines(one.handoff.offer, labels)]
