"""The hospital's policy beside the directory that says it: asked at every save, when there is no time to read that."""

from collections.abc import Mapping
from typing import Final

import msgspec

from peerdesk.vault.transaction import Transaction
from peerdesk.wire.members import Members

_POLICY: Final = "policy"

Rules = Mapping[str, bool | int | str]


def keep_policy(tx: Transaction, members: Members) -> None:
    """Note what the directory says now, in the transaction that keeps its entries."""
    said = msgspec.msgpack.encode((members.policy_version, dict(members.policy)))
    if tx.settings.get(_POLICY) != said:
        tx.settings.put(_POLICY, said)


def kept_policy(tx: Transaction) -> tuple[int, Rules] | None:
    """Return version and rules; None in a vault of no hospital, and until a vault of before hears of an entry."""
    said = tx.settings.get(_POLICY)
    return None if said is None else msgspec.msgpack.decode(said, type=tuple[int, dict[str, bool | int | str]])
