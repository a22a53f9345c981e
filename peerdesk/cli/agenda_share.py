"""`peerdesk supervision agenda share`, `unshare` and `talk`: what a supervisor reads, exactly."""

import os

import click

from peerdesk.cli.agenda_shapes import entry_lines, entry_shape
from peerdesk.cli.agenda_write import tell_item
from peerdesk.cli.commands import Command
from peerdesk.cli.invocation import Invocation, now, pass_invocation
from peerdesk.cli.note_shapes import Shape
from peerdesk.cli.opened import opened
from peerdesk.cli.share import DONE, not_reached, reader_called
from peerdesk.cli.words import shipped_labels
from peerdesk.domain.agenda import AgendaEntry
from peerdesk.domain.agenda_vocabulary import AgendaTopic
from peerdesk.domain.ids import RecordId
from peerdesk.work.agenda_adding import add_to_agenda, ask_to_talk, preview_item, take_off_agenda
from peerdesk.work.agenda_list import resolve_item

READER = click.option("--with", "reader", required=True, metavar="NAME", help="Your supervisor.")
PREVIEW = click.option(
    "--preview", "only_preview", is_flag=True, help="Show exactly what they would read; add nothing."
)


@click.command(cls=Command, epilog='Example: peerdesk supervision agenda share 0192f3 --with "Tomas Okafor" --preview')
@click.argument("item", metavar="ID")
@READER
@PREVIEW
@pass_invocation
def share(invocation: Invocation, item: str, reader: str, only_preview: bool) -> int:
    """Add it to the agenda that your supervisor reads: exactly what --preview shows. The note itself is not shared.

    It leaves with the next sync. When the server cannot be reached it waits here, and the status is 3.
    """
    with opened(invocation) as vault:
        record = resolve_item(vault, item)
        away = None if only_preview else not_reached(vault)
        person = reader_called(vault, reader, may_ask=only_preview)
        shown = preview_item(vault, record, person, now())
        if not only_preview:
            add_to_agenda(vault, record, person, now(), os.urandom, as_shown=shown.entry)
    _tell(invocation, record, shown.reader.name, shown.entry, shared=not only_preview)
    if away is not None:
        raise away
    return DONE


@click.command(cls=Command, epilog="Example: peerdesk supervision agenda unshare 0192f3")
@click.argument("item", metavar="ID")
@click.option("--with", "reader", metavar="NAME", help="Only this person; without it, everybody.")
@pass_invocation
def unshare(invocation: Invocation, item: str, reader: str | None) -> None:
    """Take it back. It stays on your own list; what has been read cannot be unread."""
    with opened(invocation) as vault:
        record = resolve_item(vault, item)
        take_off_agenda(vault, record, reader_called(vault, reader, may_ask=False) if reader else None)
        tell_item(invocation, vault, record)


@click.command(cls=Command, epilog='Example: peerdesk supervision agenda talk --with "Tomas Okafor"')
@READER
@PREVIEW
@pass_invocation
def talk(invocation: Invocation, reader: str, only_preview: bool) -> int:
    """Ask your supervisor for a talk. It says that and nothing else: there is no field for a reason."""
    entry, record = AgendaEntry(topic=AgendaTopic.TALK), None
    with opened(invocation) as vault:
        away = None if only_preview else not_reached(vault)
        person = reader_called(vault, reader, may_ask=only_preview)
        if not only_preview:
            record, _ = ask_to_talk(vault, person, now(), os.urandom)
    _tell(invocation, record, reader, entry, shared=not only_preview)
    if away is not None:
        raise away
    return DONE


def _tell(invocation: Invocation, record: RecordId | None, reader: str, entry: AgendaEntry, *, shared: bool) -> None:
    document: Shape = {
        "id": record.hex() if record else None,
        "share": shared,
        "with": reader,
        "entry": entry_shape(entry),
    }
    does = "reads" if shared else "would read"
    invocation.answer(document, [f"{reader} {does} exactly this:", *entry_lines(entry, shipped_labels())])
