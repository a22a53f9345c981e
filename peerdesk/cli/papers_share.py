"""`peerdesk consent share`, `unshare` and `shares`: a supervisor's sight of one individual's permission papers."""

import click

from peerdesk.cli.commands import Command
from peerdesk.cli.invocation import Invocation, now, pass_invocation
from peerdesk.cli.messages import RefusalError
from peerdesk.cli.opened import opened
from peerdesk.cli.papers_lines import papers_lines, papers_shape, state_line, state_shape
from peerdesk.cli.share import not_reached, reader_called
from peerdesk.cli.words import shipped_labels
from peerdesk.domain.ids import PersonId, RecordId
from peerdesk.domain.text import folded
from peerdesk.vault.vault import Vault
from peerdesk.work.consents import find_individual
from peerdesk.work.papers import PapersPreview, papers_states, preview_papers, share_papers, stop_papers


@click.command(
    cls=Command, epilog='Example: peerdesk consent share --handle "Blue Heron 27" --with "Tomas Okafor" --preview'
)
@click.option("--handle", required=True, metavar="HANDLE", help="Whose permission papers.")
@click.option("--with", "reader", required=True, metavar="NAME", help="Your supervisor.")
@click.option("--preview", "only_preview", is_flag=True, help="Show exactly what they would see; share nothing.")
@pass_invocation
def share(invocation: Invocation, handle: str, reader: str, only_preview: bool) -> None:
    """Let your supervisor see what one individual allowed and what was given out under it: what --preview shows.

    No note and no words of a summary are in it. While it is shared, what is allowed, ended and given out since follows.
    It leaves with the next sync; with the server away it waits here and the status is 3.
    """
    with opened(invocation) as vault:
        individual = find_individual(vault, handle)
        away = None if only_preview else not_reached(vault)
        person = reader_called(vault, reader, may_ask=only_preview)
        shown = preview_papers(vault, individual, person, now())
        if not only_preview:
            share_papers(vault, individual, person, now())
    _tell(invocation, shown, shared=not only_preview)
    if away is not None:
        raise away


@click.command(cls=Command, epilog='Example: peerdesk consent unshare --handle "Blue Heron 27"')
@click.option("--handle", required=True, metavar="HANDLE", help="Whose permission papers.")
@click.option("--with", "reader", metavar="NAME", help="Only this person; without it, everybody.")
@pass_invocation
def unshare(invocation: Invocation, handle: str, reader: str | None) -> None:
    """Take permission papers back. The copy is removed with the next sync; what has been read cannot be unread."""
    with opened(invocation) as vault:
        individual = find_individual(vault, handle)
        stop_papers(vault, individual, _named(vault, individual, reader) if reader else None, now())
        states = papers_states(vault, individual)
    lines = ["Not shared any more. At the next sync their computer is asked to remove the copy, and signs once it has."]
    lines += [f"  {state_line(one)}" for one in states]
    invocation.answer({"shares": [state_shape(one) for one in states]}, lines)


@click.command(cls=Command, epilog="Example: peerdesk consent shares")
@click.option("--handle", metavar="HANDLE", help="Only those of one individual.")
@pass_invocation
def shares(invocation: Invocation, handle: str | None) -> None:
    """List who has, or had, whose permission papers, and on which days they were opened."""
    with opened(invocation) as vault:
        states = papers_states(vault, find_individual(vault, handle) if handle else None)
    lines = [state_line(one) for one in states]
    invocation.answer({"shares": [state_shape(one) for one in states]}, lines or ["Nobody has permission papers."])


def _tell(invocation: Invocation, shown: PapersPreview, *, shared: bool) -> None:
    does = "sees" if shared else "would see"
    lines = [f"{shown.reader.name} {does} exactly this:", *papers_lines(shown.papers, shipped_labels())]
    lines.append("What is allowed, ended and given out later follows, until you take it back: peerdesk consent unshare")
    invocation.answer({"share": shared, "with": shown.reader.name, "papers": papers_shape(shown.papers)}, lines)


def _named(vault: Vault, individual: RecordId, name: str) -> PersonId:
    wanted = folded(name)
    for state in papers_states(vault, individual):
        if state.share.is_on and (folded(state.share.name) == wanted or state.share.person.hex() == wanted):
            return state.share.person
    raise RefusalError("not_found", "These papers are not shared with anybody of that name.")
