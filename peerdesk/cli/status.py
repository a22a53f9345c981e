"""`peerdesk status`: what waits, what is proved, and who can read what. The server is not asked."""

import click

from peerdesk.cli.attention import sentence
from peerdesk.cli.commands import Command
from peerdesk.cli.invocation import Invocation, now, pass_invocation
from peerdesk.cli.opened import opened
from peerdesk.cli.words import line, moment
from peerdesk.work.syncing import Status
from peerdesk.work.syncing import status as how_things_stand

DONE, NEEDS_ATTENTION = 0, 4
SHOWN_OFFSET_SECONDS = 300


@click.command(cls=Command, epilog="Example: peerdesk status --json")
@pass_invocation
def status(invocation: Invocation) -> int:
    """Show what waits to be sent, what is proved to be on the server, and who can read what."""
    with opened(invocation) as vault:
        found = how_things_stand(vault, now())
    invocation.answer(_shape(found), _lines(found))
    return NEEDS_ATTENTION if found.needs_attention else DONE


def _shape(found: Status) -> dict[str, object]:
    return {
        "person": found.person.hex(),
        "name": found.name,
        "role": found.role.value if found.role else None,
        "device": found.device.hex() if found.device else None,
        "organisation": found.organisation or None,
        "server": found.server or None,
        "waiting": found.waiting,
        "last_success": found.last_success.isoformat() if found.last_success else None,
        "stale_days": found.stale_days,
        "clock_offset_seconds": found.clock_offset_seconds,
        "proof": found.proof,
        "needs_attention": found.needs_attention,
        "attention": [{"reason": one.reason, "record": one.record, "own": one.own} for one in found.attention],
        "readers": [
            {"name": found.names.get(person, ""), "person": person.hex(), "notes": count}
            for person, count in found.readers.items()
        ],
        "directory_forked": found.forked,
        "history_diverged": found.diverged,
    }


def _lines(found: Status) -> list[str]:
    if not found.organisation:
        return [f"{found.name}: these notes belong to no hospital and stay on this computer."]
    proved = "everything of yours is on the server" if found.proof else f"{found.waiting} still to send"
    if found.diverged:
        proved = "the server shows another past; everything is kept here. Tell your officer."
    lines = [
        f"{found.name}, {found.organisation}",
        line("Server", found.server),
        line("State", proved),
        line("Last sync", moment(found.last_success)),
    ]
    offset = found.clock_offset_seconds or 0
    if abs(offset) >= SHOWN_OFFSET_SECONDS:
        lines.append(line("Clock", f"this computer and the server differ by {abs(offset) // 60} minutes"))
    lines += [line("Can read", f"{found.names.get(one, '')}: {count}") for one, count in found.readers.items()]
    if not found.readers:
        lines.append(line("Can read", "only you"))
    lines += [line("For you", f"{sentence(one.reason)}  {one.record}") for one in found.attention]
    if found.forked:
        lines.append(line("Sharing", "stopped: the server showed two lists of who is who. Tell your officer."))
    return lines
