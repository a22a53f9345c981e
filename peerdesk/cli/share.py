"""`peerdesk share`, `unshare` and `ledger`: who sees what, exactly."""

import os

import click

from peerdesk.cli.commands import Command
from peerdesk.cli.consent_lines import entry_line, entry_shape
from peerdesk.cli.invocation import Invocation, now, pass_invocation, progress
from peerdesk.cli.messages import RefusalError
from peerdesk.cli.note_detail import share_shape, share_words
from peerdesk.cli.note_shapes import Shape, projection_shape
from peerdesk.cli.opened import opened
from peerdesk.cli.words import line, projection_lines, shipped_labels
from peerdesk.domain.errors import NotFoundError, NotPeerDeskServerError, OfflineError
from peerdesk.domain.ids import PersonId, RecordId
from peerdesk.domain.text import folded
from peerdesk.sync.remote import connect
from peerdesk.vault.vault import Vault
from peerdesk.work.consents import find_individual
from peerdesk.work.copies import disclosures
from peerdesk.work.encounters import encounter_detail, resolve
from peerdesk.work.ledger import ledger_lines
from peerdesk.work.sharing import Preview, find_reader, readers, stop_sharing
from peerdesk.work.sharing import preview as preview_share
from peerdesk.work.sharing import share as share_note
from peerdesk.work.syncing import learn_people

DONE, SAVED_HERE = 0, 3


@click.command(cls=Command, epilog='Example: peerdesk share 0192f3 --with "Tomas Okafor" --preview')
@click.argument("note", metavar="ID")
@click.option("--with", "reader", required=True, metavar="NAME", help="Your supervisor.")
@click.option("--include-memory", is_flag=True, help="Your own note goes along.")
@click.option("--preview", "only_preview", is_flag=True, help="Show exactly what they would see; share nothing.")
@pass_invocation
def share(invocation: Invocation, note: str, reader: str, include_memory: bool, only_preview: bool) -> int:
    """Let your supervisor see a copy of a note: exactly what --preview shows, and nothing else.

    The copy is saved here at once and leaves with the next sync. Before that the hospital's list of people is brought
    up to date; when the server cannot be reached, the share waits here and the status is 3.
    """
    with opened(invocation) as vault:
        record = resolve(vault, note)
        away = None if only_preview else not_reached(vault)
        person = reader_called(vault, reader, may_ask=only_preview)
        shown = preview_share(vault, record, person, now(), include_memory=include_memory)
        readers_now = [one.name for one in encounter_detail(vault, record).shares if one.is_on]
        if not only_preview:
            share_note(vault, record, person, now(), include_memory=include_memory)
    _tell(invocation, shown, readers_now, shared=not only_preview)
    if away is not None:
        raise away
    return DONE


@click.command(cls=Command, epilog="Example: peerdesk unshare 0192f3")
@click.argument("note", metavar="ID")
@click.option("--with", "reader", metavar="NAME", help="Only this person; without it, everybody.")
@pass_invocation
def unshare(invocation: Invocation, note: str, reader: str | None) -> None:
    """Stop sharing a note. The copy is removed with the next sync; what has been read cannot be unread."""
    with opened(invocation) as vault:
        record = resolve(vault, note)
        stop_sharing(vault, record, _named(vault, record.hex(), reader) if reader else None, now())
        detail = encounter_detail(vault, record)
    document = {"id": record.hex(), "shares": [share_shape(one) for one in detail.shares if one.is_on]}
    lines = ["Not shared any more. At the next sync their computer is asked to remove the copy, and signs once it has."]
    lines += [line("Before", share_words(one)) for one in detail.shares if not one.is_on]
    invocation.answer(document, lines)


@click.command(cls=Command, epilog="Example: peerdesk ledger --json")
@click.argument("note", metavar="[ID]", required=False)
@click.option("--handle", metavar="HANDLE", help="Only what was told about one individual.")
@pass_invocation
def ledger(invocation: Invocation, note: str | None, handle: str | None) -> None:
    """Show what was told, to whom, when, and under which permission; and who has a copy now, and when it was opened.

    Of one note, of one individual, or of all. Lines stay when a note is deleted or erased.
    """
    with opened(invocation) as vault:
        record = _of_note(vault, note)
        individual = find_individual(vault, handle) if handle else None
        entries = ledger_lines(vault, note=record, individual=individual)
        known = {one.entry.note for one in entries}
        given = [one for one in disclosures(vault, record) if individual is None or one.note in known]
    document: list[Shape] = [{"id": one.note.hex(), **share_shape(one.share)} for one in given]
    labels = shipped_labels()
    lines = [entry_line(one, labels) for one in entries]
    lines += [f"{one.note.hex()}  {'' if one.share.is_on else 'ended  '}{share_words(one.share)}" for one in given]
    shape = {"shares": document, "entries": [entry_shape(one) for one in entries]}
    invocation.answer(shape, lines or ["Nothing was shared."])


def _of_note(vault: Vault, note: str | None) -> RecordId | None:
    return resolve(vault, note) if note else None


def _reached(vault: Vault) -> bool:
    """Ask the server who is who; say whether it could be asked."""
    return not_reached(vault) is None


def not_reached(vault: Vault) -> OfflineError | NotPeerDeskServerError | None:
    """Ask the server who is who, before something is sealed to somebody; return why it could not be asked.

    A sign-in page in the way is like no network at all: the share waits here.
    """
    try:
        with progress("Asking who is who"):
            learn_people(vault, connect, now(), os.urandom)
    except (OfflineError, NotPeerDeskServerError) as away:
        return away
    return None


def reader_called(vault: Vault, name: str, *, may_ask: bool) -> PersonId:
    """Return whom something may be shared with, by name; `may_ask` the server who is who. Raises RefusalError."""
    try:
        person = find_reader(vault, name, now())
    except NotFoundError:
        if may_ask and _reached(vault):
            return reader_called(vault, name, may_ask=False)
        known = ", ".join(reader.name for reader in readers(vault, now()) if reader.name)
        can = f"You can share with: {known}." if known else "Your supervisor has not joined yet."
        raise RefusalError("not_found", f"{can} Nobody is called like that.") from None
    if any(reader.person == person and reader.awaited for reader in readers(vault, now())):
        if may_ask and _reached(vault):
            return reader_called(vault, name, may_ask=False)
        raise RefusalError("not_joined", "Your supervisor has not joined yet. Try again when they have.")
    return person


def _named(vault: Vault, note: str, name: str) -> PersonId:
    wanted = folded(name)
    for share in encounter_detail(vault, resolve(vault, note)).shares:
        if share.is_on and (folded(share.name) == wanted or share.person.hex() == wanted):
            return share.person
    raise RefusalError("not_found", "This note is not shared with anybody of that name.")


def _tell(invocation: Invocation, shown: Preview, before: list[str], *, shared: bool) -> None:
    after = sorted({*before, shown.reader.name})
    document = {
        "readers_before": before,
        "readers_after": after,
        "share": shared,
        "with": shown.reader.name,
        "projection": projection_shape(shown.projection),
        "not_shared": list(shown.stays),
    }
    does = "sees" if shared else "would see"
    lines = [
        line("Before", f"you and {', '.join(before)}" if before else "only you"),
        line("After", f"you and {', '.join(after)}"),
        f"{shown.reader.name} {does} exactly this:",
        *projection_lines(shown.projection, shipped_labels()),
    ]
    if shown.stays:
        lines.append(line("Stays here", ", ".join(name.replace("_", " ") for name in shown.stays)))
    invocation.answer(document, lines)
