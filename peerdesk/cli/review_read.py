"""`peerdesk review list` and `review show`: what peers shared with this supervisor."""

import os

import click

from peerdesk.cli.commands import Command
from peerdesk.cli.invocation import Invocation, now, pass_invocation
from peerdesk.cli.note_detail import ack_shape, comment_shape
from peerdesk.cli.note_shapes import Shape, projection_shape
from peerdesk.cli.opened import opened
from peerdesk.cli.words import calm, line, moment, projection_lines, shipped_labels
from peerdesk.vault.shelves.shared_items import Received
from peerdesk.work.labels import Labels
from peerdesk.work.shared_search import search_queue
from peerdesk.work.supervision import ReviewDetail, ReviewItem, open_item, resolve_item


@click.command("list", cls=Command, epilog="Example: peerdesk review list --json")
@click.option("--limit", type=click.IntRange(1, 1000), default=50, show_default=True, metavar="N", help="How many.")
@click.option("--search", default="", metavar="WORDS", help="Only what holds words that begin so.")
@pass_invocation
def list_items(invocation: Invocation, limit: int, search: str) -> None:
    """List what peers shared with you: what waits to be brought up first, then what is new, then the newest."""
    labels = shipped_labels()
    with opened(invocation) as vault:
        items = search_queue(vault, search, labels, "en", limit)
    lines = [_line(item, labels) for item in items]
    invocation.answer({"items": [_item(item) for item in items]}, lines or ["Nothing is shared with you."])


@click.command(cls=Command, epilog="Example: peerdesk review show 0192f3")
@click.argument("item", metavar="ID")
@pass_invocation
def show(invocation: Invocation, item: str) -> None:
    """Show one shared item. The first time, the peer will see that you opened it, and when."""
    with opened(invocation) as vault:
        detail, _ = open_item(vault, resolve_item(vault, item), now(), os.urandom)
    invocation.answer(_detail(detail), _detail_lines(detail, shipped_labels()))


def _item(item: ReviewItem) -> Shape:
    return {**_head(item.received, item.peer), **projection_shape(item.received.item.projection)}


def _head(received: Received, peer: str) -> Shape:
    return {
        "id": received.item.id.hex(),
        "from": peer,
        "new": received.is_new,
        "opened": received.opened_at.isoformat() if received.opened_at else None,
        "ack": received.answer.value if received.answer else None,
        "comments": received.comments,
    }


def _detail(detail: ReviewDetail) -> Shape:
    return {
        **_head(detail.received, detail.peer),
        "projection": projection_shape(detail.received.item.projection),
        "comments": [comment_shape(comment, detail.names) for comment in detail.comments],
        "acknowledgements": [ack_shape(ack, detail.names) for ack in detail.acknowledgements],
        "changed_since_answer": detail.has_changed_since,
    }


def _line(item: ReviewItem, labels: Labels) -> str:
    projection = item.received.item.projection
    marks = ("new  " if item.received.is_new else "") + (
        "bring to supervision" if projection.bring_to_supervision else ""
    )
    words = f"{labels.of(projection.setting, short=True)}, {labels.of(projection.outcome, short=True)}"
    who = f"{item.peer}  {words}  {calm(projection.handle)}"
    return f"{item.received.item.id.hex()}  {projection.happened_on}  {who}  {marks}".rstrip()


def _detail_lines(detail: ReviewDetail, labels: Labels) -> list[str]:
    lines = [f"{detail.received.item.id.hex()}  from {detail.peer}"]
    lines += projection_lines(detail.received.item.projection, labels)
    for comment in detail.comments:
        who = detail.names.get(comment.author) or "You"
        lines.append(line(who, f"{comment.text}  ({moment(comment.written_at)})"))
    lines += [line(detail.names.get(ack.author) or "You", labels.of(ack.kind)) for ack in detail.acknowledgements]
    return lines
