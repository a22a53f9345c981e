"""`peerdesk devices`: this person's computers, as the hospital's directory knows them."""

import click

from peerdesk.cli.commands import Command
from peerdesk.cli.invocation import Invocation, pass_invocation
from peerdesk.cli.opened import opened
from peerdesk.wire.ids import PersonId
from peerdesk.work.membership import known_members


@click.command("list", cls=Command, epilog="Example: peerdesk devices list --json")
@pass_invocation
def list_devices(invocation: Invocation) -> None:
    """List your computers, and your recovery sheet, which counts as one that lives on paper."""
    with opened(invocation) as vault:
        this = vault.device or b""
        with vault.read() as tx:
            members = known_members(tx)
            known = members.devices_of(PersonId(tx.person))
            live = {device.id for device in known if members.is_live(device.id)}
    devices = [
        {
            "id": device.id.hex(),
            "kind": "paper" if device.is_paper else "computer",
            "this": device.id.hex() == this.hex(),
            "live": device.id in live,
        }
        for device in known
    ]
    lines = [
        f"{device['id']}  {device['kind']}{'  this one' if device['this'] else ''}{'' if device['live'] else '  ended'}"
        for device in devices
    ]
    invocation.answer({"devices": devices}, lines)
