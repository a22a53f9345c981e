"""The question of a whole round: what has moved, in the directory and in the spaces of one device.

Where nothing has, it is answered from memory. Otherwise it is answered with what the directory's own question and a
pull of each space that moved would be answered with, as far as one reply holds it.
"""

from peerdesk.server.directory import DirectoryKeeper
from peerdesk.server.problems import ProblemError
from peerdesk.server.spaces import Spaces
from peerdesk.wire.exchange import DirectoryReply, ProblemCode, PullReply, PullRequest, Witness
from peerdesk.wire.ids import DeviceId, SpaceId
from peerdesk.wire.limits import MAX_PAGE_BYTES
from peerdesk.wire.look import LookReply, LookRequest, Moved, Standing

NOTHING = LookReply(directory=None, moved=())


def check_once_each(request: LookRequest) -> None:
    """Raise ProblemError for a space that is named twice: one question would cost as many pulls as it has lines."""
    if len({one.space for one in request.spaces}) < len(request.spaces):
        raise ProblemError(ProblemCode.MALFORMED, "a space twice")


class Looking:
    """Says what has moved. Safe from many threads."""

    def __init__(self, spaces: Spaces, directory: DirectoryKeeper) -> None:
        self._spaces = spaces
        self._directory = directory

    def nothing_moved(self, request: LookRequest, device: DeviceId) -> LookReply | None:
        """Return the answer to the usual question, or None if it has to be looked for. Never blocks.

        Only to be asked where one process alone writes the logs.
        """
        if self._directory.head != (request.directory_n, request.directory_hash):
            return None
        members = self._directory.members
        at_rest = all(
            _ends_at(one, self._spaces.known_end(one.space)) and members.may_use(device, one.space)
            for one in request.spaces
        )
        return NOTHING if at_rest else None

    def look(self, request: LookRequest, device: DeviceId) -> LookReply:
        """Return everything that has moved. Raises StoreError."""
        # The directory first: what a page cites is then in this very answer, or was there before.
        directory = self._entries(request)
        room = MAX_PAGE_BYTES - sum(map(len, directory.entries if directory is not None else ()))
        members, moved = self._directory.members, []
        allowed = [one.space for one in request.spaces if members.may_use(device, one.space)]
        ends = self._spaces.ends(allowed) if allowed else {}
        for one in request.spaces:
            if _ends_at(one, ends.get(one.space)):
                continue
            page = self._page(one, request.limit, device, room) if room > 0 else None
            room -= sum(map(len, page.revisions)) if page is not None else 0
            moved.append(Moved(space=one.space, page=page))
        return LookReply(directory=directory, moved=tuple(moved))

    def _entries(self, request: LookRequest) -> DirectoryReply | None:
        if self._directory.head == (request.directory_n, request.directory_hash):
            return None
        return self._directory.page(request.directory_n)

    def _page(self, one: Standing, limit: int, device: DeviceId, room: int) -> PullReply | None:
        question = PullRequest(space=SpaceId(one.space), witness=one.witness, after=one.after, limit=limit)
        try:
            return self._spaces.pull(question, device, cap_bytes=room)
        except ProblemError:
            # The device asks for this space by itself, and hears why it is refused.
            return None


def _ends_at(one: Standing, end: Witness | None) -> bool:
    return end is not None and one.witness == end and one.after == end.seq
