"""`peerdesk review comment` and `review ack`: answering, with words or without."""

import os

import click

from peerdesk.cli.commands import Command
from peerdesk.cli.invocation import Invocation, now, pass_invocation
from peerdesk.cli.opened import opened
from peerdesk.domain.vocabulary import AckKind
from peerdesk.work.supervision import acknowledge as acknowledge_item
from peerdesk.work.supervision import comment as comment_on
from peerdesk.work.supervision import resolve_item, resolve_talk

SAVED = "Saved here. It goes with the next sync."


@click.command(cls=Command, epilog='Example: peerdesk review comment 0192f3 --text "Good call on walking over."')
@click.argument("item", metavar="ID")
@click.option("--text", required=True, metavar="TEXT", help="What you say.")
@pass_invocation
def comment(invocation: Invocation, item: str, text: str) -> None:
    """Say something about a shared item, or answer. It leaves with the next sync; the note itself is never touched.

    ID is the item's. A peer who answers may give the id of the note that they shared.
    """
    with opened(invocation) as vault:
        record = resolve_talk(vault, item)
        changes = comment_on(vault, record, text, now(), os.urandom)
    said = [made.hex() for _, made in changes.records]
    invocation.answer({"id": record.hex(), "comment": said[0], "saved": True}, [SAVED])


@click.command("ack", cls=Command, epilog="Example: peerdesk review ack 0192f3 --kind thank")
@click.argument("item", metavar="ID")
@click.option(
    "--kind", required=True, type=click.Choice([kind.value for kind in AckKind]), help="Seen, thank you, talk."
)
@pass_invocation
def acknowledge(invocation: Invocation, item: str, kind: str) -> None:
    """Answer a shared item without words: seen, thank you, or let's talk."""
    with opened(invocation) as vault:
        record = resolve_item(vault, item)
        acknowledge_item(vault, record, AckKind(kind), now(), os.urandom)
    invocation.answer({"id": record.hex(), "kind": kind, "saved": True}, [SAVED])
