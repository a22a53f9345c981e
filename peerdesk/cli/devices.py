"""`peerdesk devices`: this person's computers, as the hospital's directory knows them, and taking one off the list."""

import os

import click

from peerdesk.cli.commands import Command
from peerdesk.cli.invocation import Invocation, now, pass_invocation, progress
from peerdesk.cli.opened import opened
from peerdesk.cli.words import moment
from peerdesk.sync.remote import connect
from peerdesk.work.devices import OwnDevice, own_devices
from peerdesk.work.removing import Removed, find_own_computer, remove_computer

DONE, SAVED_HERE = 0, 3


@click.command("list", cls=Command, epilog="Example: peerdesk devices list --json")
@pass_invocation
def list_devices(invocation: Invocation) -> None:
    """List your computers, and your recovery sheet, which counts as one that lives on paper.

    When a computer was last seen is said by the newest change of its own that has come here, by its own clock.
    """
    with opened(invocation) as vault:
        devices = own_devices(vault)
    invocation.answer({"devices": [_shape(one) for one in devices]}, [_line(one) for one in devices])


@click.command(cls=Command, epilog="Example: peerdesk devices revoke 3f9c2a17")
@click.argument("device", metavar="ID")
@pass_invocation
def revoke(invocation: Invocation, device: str) -> int:
    """Take a computer of yours off the list: one that was lost, or that you do not use any more.

    The server lets it in no more, and nothing new is sealed for it. What it had sent is kept; what it had not stays on
    it, and you are asked about it if it is used again. This cannot be undone. Without the server it goes with the next
    sync (status 3).
    """
    with opened(invocation) as vault:
        found = find_own_computer(vault, device)
        with progress("Removing"):
            done = remove_computer(vault, connect, found, now(), os.urandom)
    shape = {"id": found.id.hex(), "label": found.label or None, "revoked": done.is_heard}
    invocation.answer(shape, _told(found, done))
    return DONE if done.is_heard else SAVED_HERE


def _told(device: OwnDevice, done: Removed) -> list[str]:
    name = device.label or device.id.hex()
    if not done.is_heard:
        return [f"{name}: the server could not be reached. It goes off the list with the next sync."]
    return [
        f"{name} is off the list. The server lets it in no more, and nothing new is sealed for it.",
        "What it had sent is kept. What it had not sent stays on it; if it is used again, you are asked about that.",
    ]


def _shape(device: OwnDevice) -> dict[str, object]:
    return {
        "id": device.id.hex(),
        "kind": _kind(device),
        "this": device.is_this,
        "live": device.live,
        "label": device.label or None,
        "last_seen": device.last_seen.isoformat() if device.last_seen else None,
        "removing": device.removing,
    }


def _line(device: OwnDevice) -> str:
    seen = f"last seen {moment(device.last_seen)}" if device.last_seen else ""
    state = "" if device.live else "off the list"
    going = "goes off the list with the next sync" if device.removing else ""
    parts = (device.id.hex(), _kind(device), device.label, "this one" * device.is_this, seen, state, going)
    return "  ".join(part for part in parts if part)


def _kind(device: OwnDevice) -> str:
    return "paper" if device.is_paper else "computer"
