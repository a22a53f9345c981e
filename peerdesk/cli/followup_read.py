"""`peerdesk followup list` and `show`: what waits, and one of them whole."""

import click

from peerdesk.cli.commands import Command
from peerdesk.cli.followup_shapes import detail_lines, detail_shape, listed_line, listed_shape
from peerdesk.cli.invocation import Invocation, pass_invocation
from peerdesk.cli.opened import opened
from peerdesk.cli.words import line, shipped_labels
from peerdesk.work.follow_up_list import follow_up_detail, follow_up_list, resolve_follow_up
from peerdesk.work.follow_ups import phone_of


@click.command("list", cls=Command, epilog="Example: peerdesk followup list")
@pass_invocation
def list_follow_ups(invocation: Invocation) -> None:
    """List every follow-up that waits, the longest waiting first. Overdue is never a reproach."""
    with opened(invocation) as vault:
        found = follow_up_list(vault)
    labels = shipped_labels()
    lines = [listed_line(one, labels) for one in found]
    invocation.answer({"follow_ups": [listed_shape(one) for one in found]}, lines or ["Nothing waits."])


@click.command(cls=Command, epilog="Example: peerdesk followup show 0192f3")
@click.argument("follow_up", metavar="ID")
@click.option("--phone", "with_phone", is_flag=True, help="Show the phone number, too, where they agreed to one.")
@pass_invocation
def show(invocation: Invocation, follow_up: str, with_phone: bool) -> None:
    """Show one follow-up whole, waiting or not. The phone number stays covered unless you ask for it."""
    with opened(invocation) as vault:
        record = resolve_follow_up(vault, follow_up)
        detail = follow_up_detail(vault, record)
        number = phone_of(vault, record) if with_phone else ""
    document, lines = detail_shape(detail), list(detail_lines(detail, shipped_labels()))
    if with_phone:
        document["phone"] = number or None
        lines.append(line("Number", number or "none is kept"))
    invocation.answer(document, lines)
