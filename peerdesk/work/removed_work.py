"""What computers of this person's wrote that are off the list, beyond what whoever removed them had seen: let it count.

An officer who removes a computer has seen nothing of what it wrote; so it lies apart on every computer that had not
taken it in by then, and on a new one. Its person knows whether it is theirs.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping

from peerdesk.crypto.signing import SignatureError, verify_revision
from peerdesk.domain.changes import Changes
from peerdesk.domain.ids import DeviceId, SpaceId
from peerdesk.vault.heaps import OF_REMOVED
from peerdesk.vault.transaction import Transaction
from peerdesk.vault.vault import Vault
from peerdesk.vault.writers import Reach, Unheard, last_without_gap
from peerdesk.wire import ids as wire_ids
from peerdesk.wire.book import KnownDevice
from peerdesk.wire.errors import WireError
from peerdesk.wire.revision import parse_header, parse_revision
from peerdesk.work.membership import known_members
from peerdesk.work.removals import Removal, put_under_way

_Runs = Mapping[tuple[DeviceId, SpaceId, bytes], set[int]]


def take_in_removed(vault: Vault) -> Changes:
    """Let count what computers of this person's wrote that are off the list, as far as it is here without a gap.

    The others hear it with the next round. Each signature is checked, and nothing may be missing before: so no number
    is left under which somebody with the lost computer could add something.
    """
    with vault.write() as tx:
        members, runs = known_members(tx), defaultdict[tuple[DeviceId, SpaceId, bytes], set[int]](set)
        for one in tx.writers.unheard():
            device = members.device(wire_ids.DeviceId(one.device))
            if device is not None and _was_own(tx, device) and _is_genuine(one, device):
                runs[one.device, one.space, one.run].add(one.n)
        put_under_way(tx, *_whole(tx, runs))
        for heap in tx.heaps.set_apart():
            if heap.reason == OF_REMOVED:
                # Whatever cannot count has been looked at, too.
                tx.heaps.leave(heap)
    return Changes(outbox=True)


def _was_own(tx: Transaction, device: KnownDevice) -> bool:
    """Say whether it was a computer of this person's: keys that none of theirs ever signed for were none."""
    return device.vouched and device.person == wire_ids.PersonId(tx.person)


def _is_genuine(one: Unheard, device: KnownDevice) -> bool:
    try:
        shape = parse_revision(one.frame)
        header = parse_header(shape.header)
        verify_revision(shape, device.sign_public)
    except (WireError, SignatureError):
        return False
    said = SpaceId(header.space), DeviceId(header.device), bytes(header.run), header.n
    return said == (one.space, one.device, one.run, one.n)


def _whole(tx: Transaction, runs: _Runs) -> Iterator[Removal]:
    by_device: dict[DeviceId, list[Reach]] = {}
    for (device, space, run), numbers in runs.items():
        highest = last_without_gap(numbers | tx.writers.numbers(space, device, run))
        if highest:
            by_device.setdefault(device, []).append(Reach(space, run, highest))
    for device, reach in by_device.items():
        yield Removal(device, tuple(reach))
