"""`peerdesk status`: what waits, what is proved, and who can read what. The server is not asked."""

from collections.abc import Sequence

import click

from peerdesk.cli.commands import Command
from peerdesk.cli.invocation import Invocation, now, pass_invocation
from peerdesk.cli.needs import need_lines, need_shape
from peerdesk.cli.opened import opened
from peerdesk.cli.policy_words import policy_shape
from peerdesk.cli.readership_words import readership_lines, readership_shape
from peerdesk.cli.recovery_words import recovery_lines, recovery_shape
from peerdesk.cli.words import line, moment
from peerdesk.domain.vocabulary import Role
from peerdesk.work.attention import Need, needs
from peerdesk.work.hospital_recovery import RecoveryHere, recovery_here
from peerdesk.work.policy import policy_here
from peerdesk.work.readership import who_can_read
from peerdesk.work.syncing import Status
from peerdesk.work.syncing import status as how_things_stand
from peerdesk.work.two_directories import TwoDirectories, two_directories

DONE, NEEDS_ATTENTION = 0, 4
SHOWN_OFFSET_SECONDS = 300


@click.command(cls=Command, epilog="Example: peerdesk status --json")
@pass_invocation
def status(invocation: Invocation) -> int:
    """Show what waits to be sent, what is proved to be on the server, and who can read what."""
    with opened(invocation) as vault:
        found, waits, recovery = how_things_stand(vault, now()), needs(vault), recovery_here(vault)
        page, evidence = who_can_read(vault, now()), two_directories(vault)
        policy = policy_here(vault)
    reads = () if found.role is Role.SUPERVISOR else readership_lines(page)
    shape = {**_shape(found, waits, recovery), "who_can_read": readership_shape(page)}
    if policy.version:
        shape["policy"] = policy_shape(policy)
    if evidence is not None:
        shape["directory_evidence"] = _evidence(evidence)
    invocation.answer(shape, [*_lines(found, waits, recovery_lines(recovery, now())), *reads])
    return NEEDS_ATTENTION if _count(waits) else DONE


def _count(waits: tuple[Need, ...]) -> int:
    return sum(not one.is_calm for one in waits)


def _shape(found: Status, waits: tuple[Need, ...], recovery: RecoveryHere) -> dict[str, object]:
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
        "needs_attention": _count(waits),
        "attention": [need_shape(one) for one in waits],
        "readers": [
            {"name": found.names.get(person, ""), "person": person.hex(), "notes": count}
            for person, count in found.readers.items()
        ],
        "arriving": {"done": found.arriving.done, "of": found.arriving.of} if found.arriving else None,
        "directory_forked": found.forked,
        "history_diverged": found.diverged,
        "recovery": recovery_shape(recovery),
        "directory_evidence": None,
        "policy": None,
        "removed": found.removed,
    }


def _evidence(found: TwoDirectories) -> dict[str, object]:
    return {"entry": found.n, "ours": found.ours.hex() or None, "shown": found.theirs.hex()}


def _lines(found: Status, waits: tuple[Need, ...], badge: Sequence[str] = ()) -> list[str]:
    told = [*badge, *(part for one in waits for part in need_lines(one))]
    if not found.organisation:
        return [f"{found.name}: these notes belong to no hospital and stay on this computer.", *told]
    proved = "everything of yours is on the server" if found.proof else f"{found.waiting} still to send"
    if found.diverged:
        proved = "the server shows another past; everything is kept here. Tell your officer."
    if found.removed:
        proved = f"off the hospital's list; {found.waiting} stay on this computer"
    lines = [
        f"{found.name}, {found.organisation}",
        line("Server", found.server),
        line("State", proved),
        line("Last sync", moment(found.last_success)),
    ]
    if found.arriving:
        lines.append(line("Arriving", f"older notes, {found.arriving.done} of {found.arriving.of} so far"))
    if found.stale_days:
        lines.append(line("Complete", f"what others sent: up to {moment(found.last_success)}"))
    offset = found.clock_offset_seconds or 0
    if abs(offset) >= SHOWN_OFFSET_SECONDS:
        lines.append(line("Clock", f"this computer and the server differ by {abs(offset) // 60} minutes"))
    return lines + told
