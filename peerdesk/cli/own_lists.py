"""What the commands of a peer's own lists share: taking something off one."""

from typing import Any

from peerdesk.cli.invocation import Invocation
from peerdesk.cli.opened import opened
from peerdesk.work.own_days import OwnList


def take_off(invocation: Invocation, own: OwnList[Any], prefix: str) -> None:
    """Take the one off the list whose id begins so, and say so."""
    with opened(invocation) as vault:
        record = own.resolve(vault, prefix)
        own.delete(vault, record)
    invocation.answer({"id": record.hex(), "deleted": True}, ["It is off the list."])
