"""`peerdesk introduction`: warm handoffs to a person or a place outside, and what came of them."""

import os
from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any, Final

import click

from peerdesk.cli.commands import Command
from peerdesk.cli.invocation import Invocation, now, pass_invocation
from peerdesk.cli.note_shapes import Shape
from peerdesk.cli.opened import opened
from peerdesk.cli.words import calm, line, shipped_labels
from peerdesk.domain.ids import RecordId
from peerdesk.domain.introduction import IntroductionDraft
from peerdesk.vault.vault import Vault
from peerdesk.work.introductions import (
    ListedIntroduction,
    add_introduction,
    delete_introduction,
    edit_introduction,
    introduction_draft,
    introduction_list,
    one_introduction,
    resolve_introduction,
)
from peerdesk.work.labels import Labels

SAVED: Final = "Saved here. It stays among your own computers."
_OPTIONS: Final = (
    ("to", "TEXT", "To whom or where, up to 80 characters."),
    ("handle", "HANDLE", "What you call them; nobody has to be named."),
    ("how", "CODE", "How: in_person, call_together, text_together, paper, themselves"),
    ("on", "DATE", "The day, if not today: 2026-11-21"),
    ("result", "CODE", "What came of it: waiting, connected, not_yet, changed_mind"),
    ("confirmed_by", "CODE", "Who said so: person, or provider (with their yes)"),
)


def _answers(command: Callable[..., Any]) -> Callable[..., Any]:
    """Give a command the options of an introduction. What was not said is None."""
    for name, metavar, words in reversed(_OPTIONS):
        command = click.option("--" + name.replace("_", "-"), name, metavar=metavar, help=words)(command)
    return command


@click.command(cls=Command, epilog='Example: peerdesk introduction add --to "Harbor House" --agreed --how in_person')
@click.option("--agreed", is_flag=True, help="You have asked them, and they want to be introduced.")
@_answers
@pass_invocation
def add(invocation: Invocation, /, agreed: bool, **said: str | None) -> None:
    """Keep an introduction: to whom, and their yes. Nothing of it goes anywhere."""
    with opened(invocation) as vault:
        draft = _changed(IntroductionDraft(agreed=agreed), said)
        record, _ = add_introduction(vault, draft, now(), os.urandom)
        _answer(invocation, vault, record, SAVED)


@click.command(
    cls=Command, epilog="Example: peerdesk introduction edit 0192f3 --result connected --confirmed-by person"
)
@click.argument("introduction", metavar="ID")
@_answers
@pass_invocation
def edit(invocation: Invocation, /, introduction: str, **said: str | None) -> None:
    """Say anew what it was, and what came of it. What you leave out stays as it is."""
    with opened(invocation) as vault:
        record = resolve_introduction(vault, introduction)
        draft = _changed(introduction_draft(one_introduction(vault, record)), said)
        edit_introduction(vault, record, draft, now(), os.urandom)
        _answer(invocation, vault, record, SAVED)


@click.command("list", cls=Command, epilog="Example: peerdesk introduction list")
@pass_invocation
def list_introductions(invocation: Invocation) -> None:
    """List introductions, the newest day first."""
    with opened(invocation) as vault:
        found = introduction_list(vault)
    labels = shipped_labels()
    lines = [_line(one, labels) for one in found] or ["Nobody was introduced yet."]
    invocation.answer({"introductions": [_shape(one) for one in found]}, lines)


@click.command(cls=Command, epilog="Example: peerdesk introduction show 0192f3")
@click.argument("introduction", metavar="ID")
@pass_invocation
def show(invocation: Invocation, introduction: str) -> None:
    """Show one introduction whole."""
    with opened(invocation) as vault:
        _answer(invocation, vault, resolve_introduction(vault, introduction))


@click.command(cls=Command, epilog="Example: peerdesk introduction delete 0192f3")
@click.argument("introduction", metavar="ID")
@pass_invocation
def delete(invocation: Invocation, introduction: str) -> None:
    """Take an introduction off the list."""
    with opened(invocation) as vault:
        record = resolve_introduction(vault, introduction)
        delete_introduction(vault, record)
    invocation.answer({"id": record.hex(), "deleted": True}, ["It is off the list."])


def _changed(draft: IntroductionDraft, said: dict[str, str | None]) -> IntroductionDraft:
    given: dict[str, Any] = {name: text for name, text in said.items() if text is not None}
    return replace(draft, **given)


def _answer(invocation: Invocation, vault: Vault, record: RecordId, *after: str) -> None:
    one = one_introduction(vault, record)
    invocation.answer(_shape(one), [*_lines(one, shipped_labels()), *after])


def _shape(one: ListedIntroduction) -> Shape:
    kept = one.introduction
    return {
        "id": kept.id.hex(),
        "to": kept.to,
        "handle": one.handle,
        "on": kept.happened_on.isoformat(),
        "how": kept.how.value if kept.how else None,
        "result": kept.result.value,
        "confirmed_by": kept.confirmed_by.value if kept.confirmed_by else None,
    }


def _line(one: ListedIntroduction, labels: Labels) -> str:
    kept = one.introduction
    said = (kept.id.hex(), str(kept.happened_on), kept.to, one.handle, labels.of(kept.result))
    return calm("  ".join(part for part in said if part))


def _lines(one: ListedIntroduction, labels: Labels) -> Iterator[str]:
    kept = one.introduction
    yield f"{kept.happened_on}  {calm(kept.to)}"
    parts = {
        "Who": one.handle,
        "How": labels.of(kept.how) if kept.how else "",
        "What came": labels.of(kept.result),
        "Who said so": labels.of(kept.confirmed_by) if kept.confirmed_by else "",
    }
    yield from (line(name, text) for name, text in parts.items() if text)
