"""What this computer has said about others of its person, and the hospital's directory has not heard yet.

It is written down here before anything is sent. So a line that is cut, a crash, or an entry that has no room for
everything costs nothing: whatever the directory does not say yet is signed in the next round.
"""

from collections.abc import Iterator
from datetime import datetime
from typing import Final

import msgspec

from peerdesk.domain.changes import Changes
from peerdesk.domain.ids import DeviceId
from peerdesk.sync.directory import append, follow
from peerdesk.sync.login import Credentials, log_in
from peerdesk.sync.names import keep_entries
from peerdesk.sync.own_keys import author_of
from peerdesk.sync.sealing import Author
from peerdesk.sync.transport import Transport
from peerdesk.vault.transaction import Transaction
from peerdesk.vault.vault import Vault
from peerdesk.vault.writers import Reach
from peerdesk.wire import ids as wire_ids
from peerdesk.wire.directory import Signer, SignerRole
from peerdesk.wire.directory_body import CutOff, Revoked
from peerdesk.wire.login import LoginKind
from peerdesk.wire.members import Members
from peerdesk.wire.membership import Directory
from peerdesk.work.membership import known_directory

MOST_AT_ONCE: Final = 100
"""So many cut-offs fit into an entry of 4 KiB, whatever their numbers. What is left goes into the next."""

_UNDER_WAY: Final = "removals under way"


class Removal(msgspec.Struct, frozen=True, array_like=True):
    """A computer that is to be off the list, and how far each of its runs counts. It may be off already."""

    device: DeviceId
    reach: tuple[Reach, ...]


def under_way(tx: Transaction) -> tuple[Removal, ...]:
    """Return what waits to be said to the directory."""
    kept = tx.settings.get(_UNDER_WAY)
    return msgspec.msgpack.decode(kept, type=tuple[Removal, ...]) if kept else ()


def put_under_way(tx: Transaction, *more: Removal) -> None:
    """Have it said with the next round."""
    tx.settings.put(_UNDER_WAY, msgspec.msgpack.encode((*under_way(tx), *more)))


def forget_removals(tx: Transaction, said: tuple[Removal, ...]) -> None:
    """Have these said no more."""
    left = tuple(one for one in under_way(tx) if one not in said)
    tx.settings.put(_UNDER_WAY, msgspec.msgpack.encode(left))


def finish_removals(vault: Vault, transport: Transport, now: datetime) -> Changes:
    """Say to the directory what waits to be said; nothing to do is nothing asked. Afterwards the line is logged in.

    Raises OfflineError or a ServerError; what was not said then waits for the next time.
    """
    with vault.read() as tx:
        waiting = under_way(tx)
        if not waiting:
            return Changes()
        identity, directory = tx.identity.get(), known_directory(tx)
    author = author_of(identity, vault.run, vault.subkey("device-keys"))
    sign = author.signer.signatures
    log_in(transport, Credentials(kind=LoginKind.DEVICE, who=author.device, person=author.person, sign=sign))
    first = directory.head[0] + 1
    entries = follow(transport, directory)
    for removal in waiting:
        entries += _say(transport, directory, author, removal, now)
    with vault.write() as tx:
        keep_entries(tx, directory, entries, first)
        forget_removals(tx, waiting)
    return Changes(directory=True, outbox=True)


def _say(
    transport: Transport, directory: Directory, author: Author, removal: Removal, now: datetime
) -> tuple[bytes, ...]:
    signer = Signer(role=SignerRole.DEVICE, id=author.device)
    entries: tuple[bytes, ...] = ()
    for body in tuple(_lacking(directory.members, removal)):
        entries += append(transport, directory, body, signer, author.signer.signatures, int(now.timestamp()))
    return entries


def _lacking(members: Members, removal: Removal) -> Iterator[Revoked]:
    """Yield what the directory does not say of a removal yet."""
    device = members.device(wire_ids.DeviceId(removal.device))
    if device is None:
        # The directory was put back to a time before it joined: it is on no list.
        return
    cut_offs = [
        CutOff(space=wire_ids.SpaceId(one.space), run=wire_ids.RunId(one.run), n=one.n)
        for one in removal.reach
        if one.n > device.cut_offs.get((wire_ids.SpaceId(one.space), wire_ids.RunId(one.run)), 0)
    ]
    if device.revoked_n is None and not cut_offs:
        yield Revoked(device=device.id, person=None, cut_offs=())
    for start in range(0, len(cut_offs), MOST_AT_ONCE):
        some = tuple(cut_offs[start : start + MOST_AT_ONCE])
        yield Revoked(device=device.id, person=None, cut_offs=some)
