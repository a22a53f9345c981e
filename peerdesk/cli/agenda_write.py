"""`peerdesk supervision agenda add`, `edit`, `order`, `done`, `delete`: the peer's own list, and the tick of either."""

import os
from dataclasses import replace

import click

from peerdesk.cli.agenda_read import is_supervisor
from peerdesk.cli.agenda_shapes import item_lines, item_shape, received_line, received_shape
from peerdesk.cli.commands import Command
from peerdesk.cli.invocation import Invocation, now, pass_invocation
from peerdesk.cli.opened import opened
from peerdesk.cli.words import shipped_labels
from peerdesk.domain.agenda import AgendaDraft
from peerdesk.domain.ids import RecordId
from peerdesk.vault.vault import Vault
from peerdesk.work.agenda import add_item, change_item, mark_talked, order_items, remove_item
from peerdesk.work.agenda_list import agenda, one_item, resolve_item
from peerdesk.work.agenda_received import find_received, one_received, tick_talked
from peerdesk.work.encounters import resolve

TOPIC = click.option("--topic", metavar="CODE", help="hard_encounter, boundaries, reporting, celebration ...")
LINE = click.option("--line", metavar="TEXT", help="What you want to say about it, up to 140 characters.")
OWN = "It is yours. Nobody else reads it until you add it: peerdesk supervision agenda share"


@click.command(cls=Command, epilog="Example: peerdesk supervision agenda add --topic celebration")
@TOPIC
@LINE
@click.option("--note", metavar="ID", help="The note it is about. It is not shared by this.")
@pass_invocation
def add(invocation: Invocation, topic: str | None, line: str | None, note: str | None) -> None:
    """Put something on your own list, at its end. Leave the people you support out of it."""
    draft = AgendaDraft(topic=topic or "", line=line or "")
    with opened(invocation) as vault:
        about = resolve(vault, note) if note else None
        record, _ = add_item(vault, draft, now(), os.urandom, note=about)
        tell_item(invocation, vault, record, OWN)


@click.command(cls=Command, epilog='Example: peerdesk supervision agenda edit 0192f3 --line "Asked twice"')
@click.argument("item", metavar="ID")
@TOPIC
@LINE
@pass_invocation
def edit(invocation: Invocation, item: str, topic: str | None, line: str | None) -> None:
    """Say anew what it is about. Whoever reads it reads what they read, until you share it again."""
    with opened(invocation) as vault:
        before = one_item(vault, resolve_item(vault, item))
        draft = AgendaDraft(topic=before.topic.value, line=before.line)
        said = {name: text for name, text in (("topic", topic), ("line", line)) if text is not None}
        change_item(vault, before.id, replace(draft, **said), now(), os.urandom)
        tell_item(invocation, vault, before.id)


@click.command(cls=Command, epilog="Example: peerdesk supervision agenda order 0192f3 0192f1")
@click.argument("items", metavar="ID...", nargs=-1, required=True)
@pass_invocation
def order(invocation: Invocation, items: tuple[str, ...]) -> None:
    """Put these first, in this order; the others stay behind them. Supervisors see the order you give."""
    labels = shipped_labels()
    with opened(invocation) as vault:
        order_items(vault, tuple(resolve_item(vault, item) for item in items), now(), os.urandom)
        found = agenda(vault)
    lines = [said for one in found for said in item_lines(one, labels)]
    invocation.answer({"items": [item_shape(one) for one in found]}, lines)


@click.command(cls=Command, epilog="Example: peerdesk supervision agenda done 0192f3")
@click.argument("item", metavar="ID")
@click.option("--not", "undone", is_flag=True, help="It was not talked about after all.")
@pass_invocation
def done(invocation: Invocation, item: str, undone: bool) -> None:
    """Say that it was talked about; either of you may.

    It moves to the past of the session of that day, or the next: off your own list once you wrote it or signed it.
    """
    with opened(invocation) as vault:
        if is_supervisor(vault):
            entry = find_received(vault, item)
            tick_talked(vault, entry, now(), os.urandom, talked=not undone)
            found = one_received(vault, entry)
            invocation.answer(received_shape(found), [received_line(found, shipped_labels())])
        else:
            record = resolve_item(vault, item)
            mark_talked(vault, record, now(), os.urandom, talked=not undone)
            tell_item(invocation, vault, record)


@click.command(cls=Command, epilog="Example: peerdesk supervision agenda delete 0192f3")
@click.argument("item", metavar="ID")
@pass_invocation
def delete(invocation: Invocation, item: str) -> None:
    """Take it off your list, and back from whoever reads it."""
    with opened(invocation) as vault:
        record, _ = remove_item(vault, resolve_item(vault, item), now(), os.urandom)
    _tell_gone(invocation, record)


def tell_item(invocation: Invocation, vault: Vault, record: RecordId, *after: str) -> None:
    """Answer with an item as it is now; one that a marked note has become has an id of its own."""
    one = next((one for one in agenda(vault) if record in {one.id, one.note}), None)
    if one is None:
        # It was off the list already, and stood there only as long as somebody read it.
        _tell_gone(invocation, record)
        return
    invocation.answer(item_shape(one), [*item_lines(one, shipped_labels()), *after])


def _tell_gone(invocation: Invocation, record: RecordId) -> None:
    invocation.answer({"id": record.hex(), "deleted": True}, ["It is off your list, and off every agenda."])
