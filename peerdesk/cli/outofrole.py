"""`peerdesk outofrole`: what you were asked to do that is not a peer's to do, and what you did about it."""

import os
from dataclasses import replace

import click

from peerdesk.cli.agenda_write import tell_item
from peerdesk.cli.commands import Command
from peerdesk.cli.invocation import Invocation, now, pass_invocation
from peerdesk.cli.note_shapes import Shape
from peerdesk.cli.opened import opened
from peerdesk.cli.own_lists import DELETED, put_back, take_off
from peerdesk.cli.words import shipped_labels
from peerdesk.domain.out_of_role import OutOfRole, OutOfRoleDraft
from peerdesk.work.labels import Labels
from peerdesk.work.out_of_role import add_out_of_role, bring_out_of_role, edit_out_of_role, out_of_role_draft
from peerdesk.work.own_days import OUT_OF_ROLE

SAVED = "Saved here. It stays among your own computers, and nobody else reads it."
ASKED = click.option("--asked", metavar="CODE", help="What was asked: convince, sitter, pills, interpret, other ...")
ANSWER = click.option("--answer", metavar="CODE", help="did_once, said_no, another_way, asked_supervisor, someone_else")
ON = click.option("--on", metavar="DATE", help="The day, if not today: 2026-11-21")


@click.command(cls=Command, epilog="Example: peerdesk outofrole add --asked sitter --answer another_way")
@ASKED
@ANSWER
@ON
@pass_invocation
def add(invocation: Invocation, asked: str | None, answer: str | None, on: str | None) -> None:
    """Keep what you were asked and what you did: two answers. There is no place for who asked."""
    draft = OutOfRoleDraft(asked=asked or "", answer=answer or "", on=on or "")
    with opened(invocation) as vault:
        record, _ = add_out_of_role(vault, draft, now(), os.urandom)
        _answer(invocation, OUT_OF_ROLE.one(vault, record), SAVED)


@click.command(cls=Command, epilog="Example: peerdesk outofrole edit 0192f3 --answer asked_supervisor")
@click.argument("entry", metavar="ID")
@ASKED
@ANSWER
@ON
@pass_invocation
def edit(invocation: Invocation, entry: str, asked: str | None, answer: str | None, on: str | None) -> None:
    """Say anew what it was. What you leave out stays as it is."""
    with opened(invocation) as vault:
        record = OUT_OF_ROLE.resolve(vault, entry)
        before = out_of_role_draft(OUT_OF_ROLE.one(vault, record))
        draft = replace(before, asked=asked or before.asked, answer=answer or before.answer, on=on or before.on)
        edit_out_of_role(vault, record, draft, now())
        _answer(invocation, OUT_OF_ROLE.one(vault, record), SAVED)


@click.command("list", cls=Command, epilog="Example: peerdesk outofrole list")
@DELETED
@pass_invocation
def list_entries(invocation: Invocation, deleted: bool) -> None:
    """List what you were asked, the newest day first."""
    with opened(invocation) as vault:
        found = OUT_OF_ROLE.all(vault, deleted=deleted)
    labels = shipped_labels()
    lines = [_line(one, labels) for one in found] or ["There is none."]
    invocation.answer({"asked": [_shape(one) for one in found]}, lines)


@click.command(cls=Command, epilog="Example: peerdesk outofrole show 0192f3")
@click.argument("entry", metavar="ID")
@pass_invocation
def show(invocation: Invocation, entry: str) -> None:
    """Show one of them."""
    with opened(invocation) as vault:
        _answer(invocation, OUT_OF_ROLE.one(vault, OUT_OF_ROLE.resolve(vault, entry)))


@click.command(cls=Command, epilog="Example: peerdesk outofrole bring 0192f3")
@click.argument("entry", metavar="ID")
@pass_invocation
def bring(invocation: Invocation, entry: str) -> None:
    """Put it on your own list for supervision. To let your supervisor read it: peerdesk supervision agenda share."""
    with opened(invocation) as vault:
        record = OUT_OF_ROLE.resolve(vault, entry)
        item, _ = bring_out_of_role(vault, record, shipped_labels(), "en", now(), os.urandom)
        tell_item(invocation, vault, item)


@click.command(cls=Command, epilog="Example: peerdesk outofrole delete 0192f3")
@click.argument("entry", metavar="ID")
@pass_invocation
def delete(invocation: Invocation, entry: str) -> None:
    """Take one off the list."""
    take_off(invocation, OUT_OF_ROLE, entry)


@click.command(cls=Command, epilog="Example: peerdesk outofrole undelete 0192f3")
@click.argument("entry", metavar="ID")
@pass_invocation
def undelete(invocation: Invocation, entry: str) -> None:
    """Put one back on the list. What can be put back: peerdesk outofrole list --deleted."""
    put_back(invocation, OUT_OF_ROLE, entry)


def _answer(invocation: Invocation, one: OutOfRole, *after: str) -> None:
    invocation.answer(_shape(one), [_line(one, shipped_labels()), *after])


def _shape(one: OutOfRole) -> Shape:
    return {
        "id": one.id.hex(),
        "on": one.happened_on.isoformat(),
        "asked": one.asked.value,
        "answer": one.answer.value,
    }


def _line(one: OutOfRole, labels: Labels) -> str:
    return "  ".join((one.id.hex(), str(one.happened_on), labels.of(one.asked), labels.of(one.answer)))
