"""Withdrawing once more what a removed computer of this person's had withdrawn, where its own word does not count.

An officer who removes a computer has seen nothing of what it wrote. A copy that it took back, as this computer has
heard and its reader has not, would stay with that reader for ever. So whoever has heard says it again, by themselves.
"""

from collections.abc import Iterable
from typing import Final

from peerdesk.domain.ids import DeviceId, RecordId, SpaceId
from peerdesk.vault.transaction import Transaction
from peerdesk.wire import ids as wire_ids
from peerdesk.wire.members import Members

_MOST: Final = 100_000


def unheard_withdrawals(tx: Transaction, members: Members, spaces: Iterable[SpaceId]) -> set[tuple[SpaceId, RecordId]]:
    """Return what is withdrawn here, and not for whoever hears of it only now. The person's own space is left out.

    Nothing is looked through unless a computer of theirs was removed.
    """
    mine = members.devices_of(wire_ids.PersonId(tx.person))
    removed = {DeviceId(one.id) for one in mine if one.revoked_n is not None and not one.is_paper}
    if not removed:
        return set()
    said, lost = set[tuple[SpaceId, RecordId]](), set[tuple[SpaceId, RecordId]]()
    for space in spaces:
        for one in tx.writers.erases(space) if space != tx.own_space else ():
            run, device = wire_ids.RunId(one.run), wire_ids.DeviceId(one.device)
            counts = one.device not in removed or members.counts(device, wire_ids.SpaceId(space), run, one.n)
            (said if counts else lost).add((space, one.record))
    waiting = {(one.space, one.record) for space, _ in lost for one in tx.outbox.fresh(space, _MOST) if one.is_erase}
    return lost - said - waiting


def withdraw_anew(tx: Transaction, some: Iterable[tuple[SpaceId, RecordId]]) -> None:
    """Have these erased by this computer, too. It goes with the next push."""
    for space, record in sorted(some):
        tx.outbox.erase_again(space, tx.person, record)
