"""`peerdesk sharing holders`, `offer` and `take-back`: who has copies, what another could have, and taking all back."""

from collections.abc import Iterable

import click

from peerdesk.cli.commands import Command
from peerdesk.cli.invocation import Invocation, now, pass_invocation
from peerdesk.cli.note_shapes import Shape
from peerdesk.cli.opened import opened
from peerdesk.cli.words import calm, line, shipped_labels
from peerdesk.vault.shelves.encounter_rows import EncounterRow
from peerdesk.work.holdings import HeldPapers, Holder, find_holder, holders, offered_papers, offers, take_all_back
from peerdesk.work.labels import Labels
from peerdesk.work.sharing import find_reader


@click.command("holders", cls=Command, epilog="Example: peerdesk sharing holders")
@pass_invocation
def list_holders(invocation: Invocation) -> None:
    """List everybody who has copies of your notes, former supervisors first, and what they have."""
    with opened(invocation) as vault:
        found = holders(vault, now())
    lines = [said for one in found for said in _lines(one)]
    invocation.answer({"holders": [_shape(one) for one in found]}, lines or ["Nobody has a copy of a note of yours."])


@click.command(cls=Command, epilog='Example: peerdesk sharing offer "Ana Ruiz"')
@click.argument("person", metavar="NAME")
@pass_invocation
def offer(invocation: Invocation, person: str) -> None:
    """List what a former supervisor had and this one has not, to share one by one. Nothing is shared by it."""
    with opened(invocation) as vault:
        reader = find_reader(vault, person, now())
        found = offers(vault, reader, now())
        papers = offered_papers(vault, reader, now())
    lines = [*_rows(found), *_papers(papers), "", f"Share one: peerdesk share ID --with {reader.hex()} --preview"]
    if papers:
        lines.append(f"Or papers: peerdesk consent share --handle HANDLE --with {reader.hex()} --preview")
    document = {"person": reader.hex(), "notes": [_note(row) for row in found], "papers": _handles(papers)}
    nothing = ["There is nothing to choose from. Nobody else had a copy."]
    invocation.answer(document, lines if found or papers else nothing)


@click.command("take-back", cls=Command, epilog='Example: peerdesk sharing take-back "Tomas Okafor" --preview')
@click.argument("person", metavar="NAME")
@click.option("--preview", "only_preview", is_flag=True, help="Show what would be taken back; take nothing back.")
@pass_invocation
def take_back(invocation: Invocation, person: str, only_preview: bool) -> None:
    """Take back every copy that somebody has, in one act. Works offline; what has been read cannot be unread."""
    with opened(invocation) as vault:
        holder = find_holder(vault, person, now())
        if not only_preview:
            take_all_back(vault, holder.person, now())
    told = "would be taken back" if only_preview else "are taken back with the next sync"
    lines = [
        *_lines(holder),
        line("In all", f"{len(holder.notes) + len(holder.papers) + holder.agenda} copies {told}."),
    ]
    invocation.answer({**_shape(holder), "taken_back": not only_preview}, lines)


def _shape(holder: Holder) -> Shape:
    return {
        "name": holder.name,
        "person": holder.person.hex(),
        "supervises": holder.supervises,
        "notes": [_note(row) for row in holder.notes],
        "papers": _handles(holder.papers),
        "agenda": holder.agenda,
    }


def _note(row: EncounterRow) -> Shape:
    return {
        "id": row.id.hex(),
        "on": row.happened_on.isoformat(),
        "handle": row.handle,
        "setting": row.setting.value,
        "outcome": row.outcome.value,
    }


def _lines(holder: Holder) -> list[str]:
    state = "supervises you" if holder.supervises else "does not supervise you any more"
    agenda = [f"  on the agenda      {holder.agenda}"] if holder.agenda else []
    first = f"{calm(holder.name)}, {state}: {len(holder.notes)}"
    return [first, *_rows(holder.notes), *_papers(holder.papers), *agenda]


def _handles(papers: Iterable[HeldPapers]) -> list[str]:
    return [one.handle for one in papers]


def _papers(papers: Iterable[HeldPapers]) -> list[str]:
    return [f"  permission papers  {calm(one.handle)}" for one in papers]


def _rows(rows: Iterable[EncounterRow]) -> list[str]:
    labels: Labels = shipped_labels()
    return [
        f"  {row.id.hex()}  {row.happened_on}  {labels.of(row.setting, short=True)}  {calm(row.handle)}".rstrip()
        for row in rows
    ]
