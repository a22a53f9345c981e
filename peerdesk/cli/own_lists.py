"""What the commands of a peer's own lists share: taking something off one, and putting it back."""

from collections.abc import Callable
from typing import Any

import click

from peerdesk.cli.invocation import Invocation
from peerdesk.cli.opened import opened
from peerdesk.domain.ids import RecordId
from peerdesk.vault.vault import Vault
from peerdesk.work.own_days import OwnList

DELETED = click.option("--deleted", is_flag=True, help="What was taken off the list and can be put back.")


def take_off(
    invocation: Invocation, own: OwnList[Any], prefix: str, find: Callable[[Vault, str], RecordId] | None = None
) -> None:
    """Take the one off the list whose id begins so, or that `find` finds, and say so."""
    with opened(invocation) as vault:
        record = (find or own.resolve)(vault, prefix)
        own.delete(vault, record)
    invocation.answer({"id": record.hex(), "deleted": True}, ["It is off the list."])


def put_back(invocation: Invocation, own: OwnList[Any], prefix: str) -> None:
    """Put back on the list what was taken off it, and say so."""
    with opened(invocation) as vault:
        record = own.resolve(vault, prefix, deleted=True)
        own.undelete(vault, record)
    invocation.answer({"id": record.hex(), "deleted": False}, ["It is back on the list."])
