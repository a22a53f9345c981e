"""`peerdesk individual`: whom you support, by the handles you gave them, and two handles that are one person."""

import os
from collections.abc import Iterator
from typing import Final

import click

from peerdesk.cli.commands import Command
from peerdesk.cli.invocation import Invocation, now, pass_invocation
from peerdesk.cli.note_shapes import Shape
from peerdesk.cli.opened import opened
from peerdesk.cli.words import calm, line
from peerdesk.domain.individual import looks_like_identity
from peerdesk.vault.vault import Vault
from peerdesk.work.another_handle import rename_individual
from peerdesk.work.individuals import ListedIndividual, free_handle, individual_list, one_individual
from peerdesk.work.one_person import Together, join_individuals, part_handle, preview_joining

_NO_CONTACT: Final = "asked not to be contacted"
_LOOKS: Final = "This looks like a full name or a number. A short handle is safer."


@click.command("list", cls=Command, epilog="Example: peerdesk individual list")
@pass_invocation
def list_individuals(invocation: Invocation) -> None:
    """List everybody you have given a handle, by handle."""
    with opened(invocation) as vault:
        found = individual_list(vault)
    lines = [_line(one) for one in found] or ["Nobody has a handle yet."]
    invocation.answer({"individuals": [_shape(one) for one in found]}, lines)


@click.command(cls=Command, epilog='Example: peerdesk individual show "Blue Heron 27"')
@click.argument("handle")
@pass_invocation
def show(invocation: Invocation, handle: str) -> None:
    """Show one of them: other handles, how many notes, what waits, what they asked."""
    with opened(invocation) as vault:
        _answer(invocation, vault, handle)


@click.command("make-up", cls=Command, epilog="Example: peerdesk individual make-up")
@pass_invocation
def make_up(invocation: Invocation) -> None:
    """Make up a handle that nobody has: two words and a number that say nothing of anybody. Nothing is kept."""
    with opened(invocation) as vault, vault.read() as tx:
        handle = free_handle(tx, os.urandom)
    invocation.answer({"handle": handle}, [handle])


@click.command(cls=Command, epilog='Example: peerdesk individual rename "Blue Heron 27" Jo')
@click.argument("handle")
@click.argument("new_handle")
@pass_invocation
def rename(invocation: Invocation, handle: str, new_handle: str) -> None:
    """Give somebody another handle, on all their notes and on what a colleague reads. The old one still finds them."""
    with opened(invocation) as vault:
        rename_individual(vault, handle, new_handle, now(), os.urandom)
        _answer(invocation, vault, new_handle, *([_LOOKS] if looks_like_identity(new_handle) else []))


@click.command(cls=Command, epilog='Example: peerdesk individual merge Jo "Blue Heron 27" --preview')
@click.argument("handle")
@click.argument("other")
@click.option("--preview", is_flag=True, help="Only show what it would mean.")
@pass_invocation
def merge(invocation: Invocation, handle: str, other: str, preview: bool) -> None:
    """Say that two handles are one person. The first one stays; the other still finds them."""
    with opened(invocation) as vault:
        together = preview_joining(vault, handle, other)
        if not preview:
            join_individuals(vault, handle, other, now(), os.urandom)
            apart = calm(f'peerdesk individual separate "{together.other.handle}"')
            after = f"They are one person now. To take it back: {apart}"
            _answer(invocation, vault, handle, *_meaning(together), after)
            return
    document = {
        "kept": _shape(together.kept),
        "other": _shape(together.other),
        "ends_contact": together.ends_contact,
        "ends_sharing": together.ends_sharing,
        "readers": list(together.readers),
    }
    invocation.answer(document, [_line(together.kept), _line(together.other), *_meaning(together)])


@click.command(cls=Command, epilog='Example: peerdesk individual separate "Blue Heron 27"')
@click.argument("handle")
@pass_invocation
def separate(invocation: Invocation, handle: str) -> None:
    """Take back that a handle is somebody else's too. What was asked meanwhile holds for both."""
    with opened(invocation) as vault:
        part_handle(vault, handle, now())
        _answer(invocation, vault, handle)


def _meaning(together: Together) -> Iterator[str]:
    if together.ends_contact:
        yield "One of them asked not to be contacted. That holds for both."
    if together.ends_sharing:
        yield "One of them changed their mind about sharing. What was shared of the other is taken back, too."
    if together.readers:
        yield calm(f"They will read {together.kept.handle} on what you share: " + ", ".join(together.readers))


def _answer(invocation: Invocation, vault: Vault, handle: str, *after: str) -> None:
    one = one_individual(vault, handle)
    invocation.answer(_shape(one), [*_lines(one), *after])


def _shape(one: ListedIndividual) -> Shape:
    return {
        "handle": one.handle,
        "others": list(one.others),
        "notes": one.notes,
        "follow_ups": one.follow_ups,
        "no_contact": one.no_contact,
    }


def _line(one: ListedIndividual) -> str:
    also = f"also {', '.join(one.others)}" if one.others else ""
    said = (one.handle, also, f"notes: {one.notes}", _NO_CONTACT if one.no_contact else "")
    return calm("  ".join(part for part in said if part))


def _lines(one: ListedIndividual) -> Iterator[str]:
    yield calm(one.handle)
    parts = {
        "Also": ", ".join(one.others),
        "Notes": str(one.notes),
        "Follow-ups": str(one.follow_ups),
        "Asked": _NO_CONTACT if one.no_contact else "",
    }
    yield from (line(name, text) for name, text in parts.items() if text)
