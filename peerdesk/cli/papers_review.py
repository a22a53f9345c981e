"""`peerdesk review permissions` and `review permission`: whose permission papers this supervisor was let see."""

import os

import click

from peerdesk.cli.commands import Command
from peerdesk.cli.invocation import Invocation, now, pass_invocation
from peerdesk.cli.note_shapes import Shape
from peerdesk.cli.opened import opened
from peerdesk.cli.papers_lines import papers_lines, papers_shape
from peerdesk.cli.words import calm, line, moment, shipped_labels
from peerdesk.work.papers_received import PapersItem, find_papers, open_papers, received_papers


@click.command("permissions", cls=Command, epilog="Example: peerdesk review permissions --json")
@pass_invocation
def list_papers(invocation: Invocation) -> None:
    """List whose permission papers peers let you see. Nobody else is listed or counted."""
    with opened(invocation) as vault:
        items = received_papers(vault)
    lines = [_line(one) for one in items]
    invocation.answer({"papers": [_head(one) for one in items]}, lines or ["No permission papers are shared with you."])


@click.command("permission", cls=Command, epilog="Example: peerdesk review permission 0192f3")
@click.argument("papers", metavar="ID")
@pass_invocation
def show(invocation: Invocation, papers: str) -> None:
    """Show somebody's permission papers. The peer will see that you opened them, and on which days."""
    with opened(invocation) as vault:
        item, _ = open_papers(vault, find_papers(vault, papers), now(), os.urandom)
    labels = shipped_labels()
    lines = [f"{item.received.item.id.hex()}  from {calm(item.peer)}"]
    lines += papers_lines(item.received.item.papers, labels)
    lines.append(line("You opened it", ", ".join(map(moment, item.openings))))
    invocation.answer({**_head(item), **papers_shape(item.received.item.papers)}, lines)


def _head(item: PapersItem) -> Shape:
    papers = item.received.item.papers
    return {
        "id": item.received.item.id.hex(),
        "from": item.peer,
        "handle": papers.handle,
        "new": item.received.is_new,
        "has_ended": papers.has_ended,
        "openings": [at.isoformat() for at in item.openings],
    }


def _line(item: PapersItem) -> str:
    papers = item.received.item.papers
    marks = ("new" if item.received.is_new else "", "ended" if papers.has_ended else "")
    return "  ".join(filter(None, (item.received.item.id.hex(), calm(item.peer), calm(papers.handle), *marks)))
