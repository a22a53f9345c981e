"""Which computer something was written on, as the person who owns them all would say it."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from peerdesk.domain.ids import DeviceId
from peerdesk.domain.merge import PENDING, Stamp
from peerdesk.vault.revisions import PULLED, Version

_SHOWN_BYTES: Final = 2


class Where(StrEnum):
    """Where a version was written: at this desk, on another of one's computers, or in a copy of these notes."""

    HERE = "here"
    OTHER = "other"
    COPY = "copy"


@dataclass(frozen=True, slots=True, kw_only=True)
class Computer:
    """A computer. `mark` are a few characters of its id, where more than one other computer is spoken of."""

    where: Where
    mark: str = ""


class Computers:
    """Tells the computers behind the versions of one record apart. `this` is the device of this vault."""

    def __init__(self, this: DeviceId | None, versions: Iterable[Version]) -> None:
        known = tuple(versions)
        self._this = this
        # What was sealed here was never pulled. A copy of this vault has the same device, and what it wrote was.
        self._here = {Stamp(one.device, one.run, one.n) for one in known if one.state != PULLED}
        others = {one.device for one in known if one.device != this}
        self._marks = {device: device.hex()[: 2 * _SHOWN_BYTES] for device in others} if len(others) > 1 else {}

    def of(self, stamp: Stamp) -> Computer:
        """Return the computer that wrote the version with this stamp."""
        if stamp == PENDING or stamp in self._here:
            return Computer(where=Where.HERE)
        if stamp.device == self._this:
            return Computer(where=Where.COPY)
        return Computer(where=Where.OTHER, mark=self._marks.get(DeviceId(stamp.device), ""))
