"""One question for a whole round: what has moved since this computer looked last, in the directory and in every space.

It is the directory's question and the first pull of each space in one. Where nothing has moved the answer says nothing,
and that is the same statement as an empty page: the log ends where the device said that it does.
"""

from typing import Annotated

from msgspec import Meta

from peerdesk.wire.codec import Message
from peerdesk.wire.exchange import DirectoryReply, PullReply, Witness
from peerdesk.wire.ids import Bytes32, Counter, SpaceField
from peerdesk.wire.limits import MAX_PAGE_REVISIONS, MAX_WAKE_SPACES


class Standing(Message, frozen=True):
    """Where a device is in one space: `witness` is the highest point it was ever shown, up to `after` it has all."""

    space: SpaceField
    witness: Witness
    after: Counter


class LookRequest(Message, frozen=True):
    """`directory_n` and `directory_hash` are the last entry that the device has; `limit` is that of each page."""

    directory_n: Counter
    directory_hash: Bytes32
    spaces: Annotated[tuple[Standing, ...], Meta(max_length=MAX_WAKE_SPACES)]
    limit: Annotated[int, Meta(ge=1, le=MAX_PAGE_REVISIONS)] = MAX_PAGE_REVISIONS


class Moved(Message, frozen=True):
    """A space of which there is more to say than that it ends where the device is.

    `page` is what a pull would be answered with; None where the reply is full, or where a pull would be refused. Then
    it has to be asked for by itself.
    """

    space: SpaceField
    page: PullReply | None


class LookReply(Message, frozen=True):
    """`directory` is None where its last entry is the one that was named. A space that is not in `moved` ends there.

    All pages together hold no more bytes than one may, and one frame more.
    """

    directory: DirectoryReply | None
    moved: Annotated[tuple[Moved, ...], Meta(max_length=MAX_WAKE_SPACES)]
