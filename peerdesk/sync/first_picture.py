"""The first picture of a space: what is current, newest first, when the log is long and this computer is new to it.

Asked for at one frozen point, keys before records, a page at a time; each page goes into the vault with how far it is,
so a cut or a kill costs one page. What comes so is checked like anything else, and proves nothing: the log follows
from its beginning, and its chain has to give the frozen point (`peerdesk.sync.log` compares it when it gets there).
"""

from collections.abc import Callable
from dataclasses import replace
from typing import Final

import msgspec

from peerdesk.domain.changes import Changes
from peerdesk.domain.errors import HistoryDivergedError, NotPeerDeskServerError, ServerRefusedError
from peerdesk.domain.ids import DeviceId, SpaceId
from peerdesk.sync.capabilities import capabilities
from peerdesk.sync.log import point_of, witness_of
from peerdesk.sync.reading import CatchUp, Keys, Numbered, Reading, unwrapped
from peerdesk.sync.result import Tally
from peerdesk.sync.transport import Transport
from peerdesk.vault.guard import Beat
from peerdesk.vault.inbox import OpenedRevision
from peerdesk.vault.pictures import Picture, Stage
from peerdesk.vault.transaction import Transaction
from peerdesk.vault.vault import Vault
from peerdesk.wire import endpoints
from peerdesk.wire import ids as wire_ids
from peerdesk.wire.exchange import HeadsPart, HeadsReply, HeadsRequest
from peerdesk.wire.ids import RevisionId
from peerdesk.wire.login import HEADS

PAGE_REVISIONS: Final = 200
"""As many as a list shows at first."""

MOST: Final = 1000
"""So many of the newest, and no more: each travels once more with the log, which brings the rest within seconds."""

MOST_PAGES: Final = 100
"""So many pages and no more: a server that goes on handing out keys is followed by its log."""

LONG: Final = 200
"""So much of a log beyond its first page makes a picture worth asking for."""


class FirstPicture:
    """Brings what is current in one space, before its log."""

    def __init__(
        self, vault: Vault, transport: Transport, reading: Reading, tally: Tally, beat: Callable[[], Beat]
    ) -> None:
        self._vault = vault
        self._transport = transport
        self._reading = reading
        self._tally = tally
        self._beat = beat

    def begin(self, space: SpaceId) -> None:
        """Begin a picture after the first page of a log, where much lies behind it and the server can give one.

        Raises OfflineError or a ServerError.
        """
        with self._vault.read() as tx:
            state, known, was_whole = tx.spaces.get(space), tx.pictures.get(space), tx.guard.is_watched(space)
        if was_whole:
            # It was here to its head once. A server that went back since is followed by its log alone.
            return
        at = state.witness
        if known is None and at.seq - state.cursor.seq > LONG and HEADS in capabilities(self._transport):
            with self._vault.write() as tx:
                tx.pictures.put(Picture(space=space, seq=at.seq, chain=at.chain))

    def go_on(self, space: SpaceId, catch_up: CatchUp) -> bool:
        """Fetch what of the picture has not come yet; say whether it was completed now.

        Raises OfflineError or a ServerError; the pages before stay.
        """
        with self._vault.read() as tx:
            picture = tx.pictures.get(space)
        if picture is None or not picture.is_coming:
            return False
        try:
            return self._pages(space, picture, catch_up)
        except ServerRefusedError:
            # It cannot give one any more: a server of before. The log goes on at once.
            self._leave_to_log(space)
            return False
        except (HistoryDivergedError, NotPeerDeskServerError):
            # The point is not there any more, or what came is no picture.
            self._leave_to_log(space)
            raise

    def _pages(self, space: SpaceId, picture: Picture, catch_up: CatchUp) -> bool:
        for _ in range(MOST_PAGES):
            if self._tally.is_cancelled:
                return False
            picture = self._page(space, picture, catch_up)
            if not picture.is_coming:
                return True
        self._leave_to_log(space)
        return False

    def _leave_to_log(self, space: SpaceId) -> None:
        """Ask for no more of a picture, in this round or another. What came of it stays; the log brings the rest."""
        with self._vault.write() as tx:
            picture = tx.pictures.get(space)
            if picture is not None:
                tx.pictures.put(msgspec.structs.replace(picture, stage=Stage.HISTORY))

    def end(self, space: SpaceId) -> None:
        """Note, at the head of the log, that it has come past the picture."""
        with self._vault.read() as tx:
            picture = tx.pictures.get(space)
        if picture is not None and picture.stage is Stage.HISTORY:
            with self._vault.write() as tx:
                tx.pictures.end(picture)

    def _page(self, space: SpaceId, picture: Picture, catch_up: CatchUp) -> Picture:
        with self._vault.read() as tx:
            state = tx.spaces.get(space)
        question = HeadsRequest(
            space=wire_ids.SpaceId(space),
            witness=witness_of(state),
            part=HeadsPart.KEYS if picture.stage is Stage.KEYS else HeadsPart.RECORDS,
            at=picture.seq,
            before=picture.before,
            limit=PAGE_REVISIONS,
        )
        reply = self._transport.ask(endpoints.HEADS, question, HeadsReply)
        after = _after(picture, reply)
        arrived = unwrapped(placed.revision for placed in reply.revisions)
        self._demand_new([one.revision for one in arrived])
        numbered: list[Numbered] = [(placed.seq, one) for placed, one in zip(reply.revisions, arrived, strict=True)]
        if picture.stage is Stage.KEYS:
            # The first under an id is the one, as in the order of the log; they come newest first.
            numbered.sort(key=lambda one: one[0])
        page, keys = self._reading.page(numbered, catch_up)
        with self._vault.write() as tx:
            changes = _keep(tx, space, page, keys, self._beat())
            tx.pictures.put(after)
        self._tally.arrived(changes)
        return after

    def _demand_new(self, revisions: list[RevisionId]) -> None:
        """Raise NotPeerDeskServerError for what the picture has brought before, under another number."""
        with self._vault.read() as tx:
            again = tx.pictures.early(revisions)
        if again or len(set(revisions)) < len(revisions):
            raise NotPeerDeskServerError


def _after(picture: Picture, reply: HeadsReply) -> Picture:
    """Return the picture after a page. Raises NotPeerDeskServerError when the reply's numbers make no sense."""
    numbers = [placed.seq for placed in reply.revisions]
    top = picture.before or picture.seq + 1
    falls = all(later < earlier for earlier, later in zip([top, *numbers], numbers, strict=False))
    if point_of(reply.at) != picture.at or not falls:
        raise NotPeerDeskServerError
    if reply.next and (not numbers or reply.next > numbers[-1] or reply.next >= top):
        # A page that does not come further would have us ask for ever.
        raise NotPeerDeskServerError
    arrived = picture.arrived + len(numbers)
    is_over = not reply.next or (picture.stage is Stage.RECORDS and arrived >= MOST)
    return msgspec.structs.replace(
        picture,
        stage=Stage(picture.stage + 1) if is_over else picture.stage,
        before=0 if is_over else reply.next,
        arrived=arrived,
        arrived_bytes=picture.arrived_bytes + sum(len(placed.revision) for placed in reply.revisions),
    )


def _keep(tx: Transaction, space: SpaceId, page: list[OpenedRevision], keys: Keys, beat: Beat) -> Changes:
    keys.keep(tx, space)
    for one in page:
        if one.previous is not None and not one.reason:
            # The log will bring it again and need not open it again; so what it says of its run is noted now.
            run, last = one.previous
            tx.evidence.follows(space, DeviceId(one.header.device), one.header.run, run, last)
    return tx.inbox.apply_early((replace(one, is_early=True) for one in page), beat)
