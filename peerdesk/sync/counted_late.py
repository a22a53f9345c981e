"""What counts after all: a computer of the same person has said so, of what a revoked one wrote beyond its cut-off.

It was set apart with its bytes, and is opened like anything that comes. Nobody has to fetch it again.
"""

from peerdesk.domain.ids import DeviceId, SpaceId
from peerdesk.vault.vault import Vault
from peerdesk.wire import ids as wire_ids
from peerdesk.wire.membership import Directory


def counted_by_now(vault: Vault, directory: Directory, space: SpaceId) -> tuple[tuple[bytes, int], ...]:
    """Return bytes and place of what was set apart in a space and lies within its writer's cut-offs today, in order."""
    with vault.read() as tx:
        if not tx.writers.has_unheard(space):
            return ()
        members = directory.members
        found = {
            one
            for person in members.people_of(wire_ids.SpaceId(space))
            for device in members.devices_of(person)
            for (where, run), n in device.cut_offs.items()
            if SpaceId(where) == space
            for one in tx.writers.within(space, DeviceId(device.id), run, n)
        }
    return tuple(sorted(found, key=lambda one: one[1]))
