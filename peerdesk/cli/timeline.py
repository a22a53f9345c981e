"""`peerdesk individual timeline`: everything about one person, the newest day first."""

import click

from peerdesk.cli.commands import Command
from peerdesk.cli.invocation import Invocation, pass_invocation
from peerdesk.cli.note_shapes import Shape
from peerdesk.cli.opened import opened
from peerdesk.cli.words import calm, shipped_labels
from peerdesk.domain.consent import Consent
from peerdesk.domain.follow_up import FollowUp
from peerdesk.domain.introduction import Introduction
from peerdesk.vault.shelves.encounter_rows import EncounterRow
from peerdesk.work.labels import Labels
from peerdesk.work.timeline import Entry, Moment
from peerdesk.work.timeline import timeline as read_timeline


@click.command(cls=Command, epilog='Example: peerdesk individual timeline "Blue Heron 27"')
@click.argument("handle")
@click.option(
    "--limit", type=click.IntRange(1, 10_000), default=50, show_default=True, metavar="N", help="How many at most."
)
@pass_invocation
def timeline(invocation: Invocation, handle: str, limit: int) -> None:
    """List notes, follow-ups, introductions and permissions of one person, the newest day first."""
    with opened(invocation) as vault:
        page = read_timeline(vault, handle, limit=limit)
    labels = shipped_labels()
    document = {
        "handle": page.person.handle,
        "moments": [_shape(one, labels) for one in page.moments],
        "more": page.next is not None,
    }
    lines = [f"{one.place.on}  {_words(one.entry, labels)}" for one in page.moments]
    invocation.answer(document, lines or ["Nothing yet."])


def _shape(one: Moment, labels: Labels) -> Shape:
    return {
        "on": one.place.on.isoformat(),
        "kind": one.place.kind.value,
        "id": one.place.record.hex(),
        "words": _words(one.entry, labels),
    }


def _words(entry: Entry, labels: Labels) -> str:
    said: tuple[str, ...]
    match entry:
        case EncounterRow():
            said = (
                "Note",
                labels.of(entry.setting, short=True),
                labels.of(entry.outcome, short=True),
                entry.first_line,
            )
        case FollowUp():
            said = ("Follow-up", labels.of(entry.state))
        case Introduction():
            said = ("Introduced to", entry.to, labels.of(entry.result))
        case Consent():
            ended = "taken back" if entry.is_revoked else ""
            said = ("Permission", labels.of(entry.kind), ", ".join(entry.recipients), ended)
        case _:
            said = ("Changed their mind", "asked not to be contacted" if entry.do_not_contact else "")
    return calm("  ".join(part for part in said if part))
