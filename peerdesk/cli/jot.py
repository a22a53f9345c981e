"""`peerdesk jot add`, `list`, `finish` and `discard`: something happened, and the note is for later."""

import os

import click

from peerdesk.cli.commands import Command
from peerdesk.cli.invocation import Invocation, now, pass_invocation
from peerdesk.cli.note_fields import answers_of, changes_from, left_out
from peerdesk.cli.note_options import note_options
from peerdesk.cli.note_shapes import Shape
from peerdesk.cli.opened import opened
from peerdesk.cli.words import calm, moment, shipped_labels
from peerdesk.domain.vocabulary import Outcome, Setting
from peerdesk.vault.shelves.drafts import KeptDraft
from peerdesk.work.counting import keep_nothing, renew_backups
from peerdesk.work.draft_changes import changed_draft
from peerdesk.work.encounters import drafts, keep_encounter
from peerdesk.work.jots import find_jot, keep_jot
from peerdesk.work.labels import Labels
from peerdesk.work.reading import standing


@click.command(cls=Command, epilog='Example: peerdesk jot add "Bay 4, come back with the bus card"')
@click.argument("line", default="", metavar="[LINE]")
@pass_invocation
def add(invocation: Invocation, line: str) -> None:
    """Keep a jot, with at most one line, or with none. It stays on this computer."""
    with opened(invocation) as vault:
        jot = keep_jot(vault, line, now(), os.urandom).id
    invocation.answer({"id": jot.hex(), "saved": True}, [f"Kept here: {jot.hex()}"])
    if gone := left_out((line,)):
        invocation.aside(gone)


@click.command("list", cls=Command, epilog="Example: peerdesk jot list")
@pass_invocation
def list_jots(invocation: Invocation) -> None:
    """Show the jots and the notes that were begun here, the newest first."""
    with opened(invocation) as vault:
        found = drafts(vault)
    labels = shipped_labels()
    lines = [_line(one, labels) for one in found] or ["Nothing waits to be finished."]
    invocation.answer({"jots": [_shape(one) for one in found]}, lines)


@click.command(cls=Command, epilog="Example: peerdesk jot finish 0192f3 --outcome met --support time")
@click.argument("jot", metavar="ID")
@note_options
@pass_invocation
def finish(invocation: Invocation, /, jot: str, **options: object) -> None:
    """Keep a jot as a note, with the answers that it lacks. The jot goes with it."""
    changes = changes_from(answers_of(options))
    with opened(invocation) as vault:
        known = find_jot(vault, jot)
        draft = changed_draft(known.draft, changes)
        kept = keep_encounter(vault, draft, now(), os.urandom, from_draft=known.id)
        revision = standing(vault, kept.id).hex()
    invocation.answer({"id": kept.id.hex(), "revision": revision, "saved": True}, [f"Saved here: {kept.id.hex()}"])
    if gone := left_out((draft.memory, draft.words, draft.prompt, draft.handle)):
        invocation.aside(gone)


@click.command(cls=Command, epilog="Example: peerdesk jot discard 0192f3")
@click.argument("jot", metavar="ID")
@click.option("--no-trace", is_flag=True, help="Also make each backup anew that was made while it was there.")
@pass_invocation
def discard(invocation: Invocation, jot: str, no_trace: bool) -> None:
    """Let a jot go: no byte of it stays in the file or its log. It cannot be taken back."""
    with opened(invocation) as vault:
        known = find_jot(vault, jot)
        keep_nothing(vault, known.id)
        if no_trace:
            renew_backups(vault, known.id, now())
    invocation.answer({"id": known.id.hex(), "discarded": True}, ["Gone."])


def _shape(kept: KeptDraft) -> Shape:
    draft = kept.draft
    return {
        "id": kept.id.hex(),
        "kept_at": kept.kept_at.isoformat(),
        "setting": draft.setting,
        "outcome": draft.outcome,
        "memory": draft.memory,
    }


def _line(kept: KeptDraft, labels: Labels) -> str:
    draft = kept.draft
    outcome = labels.of(Outcome(draft.outcome)) if draft.outcome in set(Outcome) else ""
    setting = labels.of(Setting(draft.setting)) if draft.setting in set(Setting) else ""
    said = "  ".join(part for part in (moment(kept.kept_at), setting, outcome, draft.memory) if part)
    return calm(f"{kept.id.hex()}  {said}")
