"""A computer that named another history, and has come together with this one since: calm by then, and no alarm.

A server that is put back from a backup shows two histories, too. Whoever wrote into the one that was lost goes back,
hands over what is missing, and goes on here: then it names points of this log that lie behind what had looked strange.
Its signature stands for that. A server that keeps two people apart cannot have it: the alarm stays.
"""

from collections.abc import Iterable
from datetime import datetime

from peerdesk.domain.ids import DeviceId, SpaceId
from peerdesk.domain.notices import NoticeKind
from peerdesk.sync.signs import subject_of
from peerdesk.vault.shelves.notices import Told
from peerdesk.vault.transaction import Transaction

Places = Iterable[tuple[DeviceId, int]]
"""Computers, each with a number of the log."""


def note_apart(tx: Transaction, space: SpaceId, strange: Places) -> None:
    """Remember where in the log a revision stands that names another history than this one."""
    for device, place in _highest(strange):
        known = tx.settings.get(_name(space, device)) or b"0"
        tx.settings.put(_name(space, device), str(max(int(known), place)).encode())


def note_together(tx: Transaction, space: SpaceId, shared: Places, now: datetime) -> None:
    """Calm the alarm about a computer that names a point of this history behind all that was strange about it."""
    for device, point in _highest(shared):
        apart = tx.settings.get(_name(space, device))
        if apart and point >= int(apart):
            tx.settings.put(_name(space, device), b"")
            _calm(tx, space, device, now)


def _calm(tx: Transaction, space: SpaceId, device: DeviceId, now: datetime) -> None:
    open_ones = [one for one in tx.notices.open() if one.kind is NoticeKind.TWO_HISTORIES]
    if any((one.space, one.device) == (space, device) for one in open_ones):
        tx.notices.withdraw(NoticeKind.TWO_HISTORIES, subject_of(space, device))
        # One line for all computers and spaces: a hospital puts its whole server back.
        tx.notices.tell(Told(kind=NoticeKind.HISTORIES_MET), now)


def _highest(places: Places) -> list[tuple[DeviceId, int]]:
    found: dict[DeviceId, int] = {}
    for device, place in places:
        found[device] = max(place, found.get(device, 0))
    return sorted(found.items())


def _name(space: SpaceId, device: DeviceId) -> str:
    return f"apart {space.hex()} {device.hex()}"
