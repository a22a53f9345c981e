"""Taking one of one's own other computers off the list: one that was lost, or is not used any more.

What this computer has of the removed one goes on to count everywhere. What it has not is set apart wherever it arrives,
until a computer of the same person says that it is theirs (`peerdesk.work.removed_work`).
"""

from contextlib import closing, suppress
from dataclasses import dataclass
from datetime import datetime

from peerdesk.domain.changes import Changes
from peerdesk.domain.errors import AmbiguousIdError, NotAllowedError, NotFoundError, OfflineError, ServerError
from peerdesk.domain.ids import SHORTEST_PREFIX, Rng
from peerdesk.vault.vault import Vault
from peerdesk.wire import ids as wire_ids
from peerdesk.work.devices import OwnDevice, listed_devices
from peerdesk.work.enrolment import Remotes
from peerdesk.work.membership import known_members
from peerdesk.work.removals import Removal, finish_removals, put_under_way, under_way
from peerdesk.work.syncing import connection, sync_now


@dataclass(frozen=True, slots=True, kw_only=True)
class Removed:
    """What became of it. `is_heard` says that it is off the hospital's list now; else it goes with the next sync."""

    device: OwnDevice
    is_heard: bool
    changes: Changes


def find_own_computer(vault: Vault, prefix: str) -> OwnDevice:
    """Return another computer of this person's by the beginning of its id. Raises NotFoundError or AmbiguousIdError.

    Raises NotAllowedError for the computer that asks, and for a recovery sheet, which ends when a new one is made.
    `last_seen` stays None: nothing that a stolen computer wrote may stand in the way of taking it off.
    """
    wanted = prefix.strip().casefold()
    found = [one for one in listed_devices(vault) if one.id.hex().startswith(wanted)]
    if not found:
        raise NotFoundError("computer")
    if len(found) > 1 or len(wanted) < SHORTEST_PREFIX:
        raise AmbiguousIdError("computer")
    if found[0].is_this or found[0].is_paper:
        raise NotAllowedError("remove_this" if found[0].is_this else "remove_sheet")
    return found[0]


def remove_computer(vault: Vault, remotes: Remotes, device: OwnDevice, now: datetime, rng: Rng) -> Removed:
    """Take another computer of this person's off the list. One that is off stays off.

    What it has sent is fetched first, so that it counts. Without the server it goes with the next sync, and only what
    is here then counts. Raises NotEnrolledError.
    """
    changes = Changes()
    with suppress(OfflineError, ServerError):
        changes = sync_now(vault, remotes, now, rng).changes
    with vault.write() as tx:
        known = known_members(tx).device(wire_ids.DeviceId(device.id))
        if known is None or known.revoked_n is not None:
            return Removed(device=device, is_heard=True, changes=changes)
        put_under_way(tx, Removal(device.id, tx.writers.reach(device.id)))
    with suppress(OfflineError, ServerError), closing(connection(vault, remotes)) as line:
        changes |= finish_removals(vault, line, now)
    with vault.read() as tx:
        is_heard = all(one.device != device.id for one in under_way(tx))
    return Removed(device=device, is_heard=is_heard, changes=changes | Changes(directory=True, outbox=True))
