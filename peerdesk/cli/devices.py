"""`peerdesk devices`: this person's computers, as the hospital's directory knows them."""

import click

from peerdesk.cli.commands import Command
from peerdesk.cli.invocation import Invocation, pass_invocation
from peerdesk.cli.opened import opened
from peerdesk.work.devices import OwnDevice, own_devices


@click.command("list", cls=Command, epilog="Example: peerdesk devices list --json")
@pass_invocation
def list_devices(invocation: Invocation) -> None:
    """List your computers, and your recovery sheet, which counts as one that lives on paper."""
    with opened(invocation) as vault:
        devices = own_devices(vault)
    invocation.answer({"devices": [_shape(one) for one in devices]}, [_line(one) for one in devices])


def _shape(device: OwnDevice) -> dict[str, object]:
    return {"id": device.id.hex(), "kind": _kind(device), "this": device.is_this, "live": device.live}


def _line(device: OwnDevice) -> str:
    return (
        f"{device.id.hex()}  {_kind(device)}{'  this one' if device.is_this else ''}{'' if device.live else '  ended'}"
    )


def _kind(device: OwnDevice) -> str:
    return "paper" if device.is_paper else "computer"
