"""Waiting at the server until something is new: one long question instead of many short ones."""

from typing import Final

from peerdesk.domain.errors import ServerRefusedError
from peerdesk.domain.ids import SpaceId
from peerdesk.sync.capabilities import capabilities
from peerdesk.sync.directory import remembered, spaces_met
from peerdesk.sync.login import Credentials, log_in
from peerdesk.sync.own_keys import author_of
from peerdesk.sync.transport import Transport, is_refusal
from peerdesk.vault.vault import Vault
from peerdesk.wire import endpoints
from peerdesk.wire import ids as wire_ids
from peerdesk.wire.exchange import ProblemCode, SpacePoint, WakeReply, WakeRequest
from peerdesk.wire.ids import PersonId
from peerdesk.wire.limits import MAX_WAKE_SPACES
from peerdesk.wire.login import WAKE, LoginKind

WAIT_SECONDS: Final = 55
"""Below what proxies grant a silent connection, and below the server's minute."""

Points = tuple[int, tuple[SpacePoint, ...]]
"""How long the directory is here, and how far each space has come."""


class Waiting:
    """One connection on which this computer waits. Only its own questions go over it."""

    def __init__(self, vault: Vault, transport: Transport) -> None:
        self._vault = vault
        self._transport = transport
        self._can_wait: bool | None = None
        self._spaces: tuple[int, tuple[SpaceId, ...]] = (-1, ())

    @property
    def can_wait(self) -> bool:
        """Say whether the server can make somebody wait. Raises OfflineError or a ServerError."""
        if self._can_wait is None:
            self._can_wait = WAKE in capabilities(self._transport)
        return self._can_wait

    def ask(self, wait_seconds: int) -> WakeReply:
        """Wait at most so long and return what the server says. Raises OfflineError or a ServerError."""
        try:
            return self._ask(wait_seconds)
        except ServerRefusedError as refusal:
            if not is_refusal(refusal, ProblemCode.NOT_LOGGED_IN):
                raise
            self._transport.keep_token("", 0)
            return self._ask(wait_seconds)

    def is_new(self, reply: WakeReply) -> bool:
        """Say whether the reply names anything that this computer has not fetched by now."""
        with self._vault.read() as tx:
            here = {point.space: tx.spaces.get(SpaceId(point.space)).cursor.seq for point in reply.spaces}
            head = tx.directory.head()
        is_longer = reply.directory_n > (head[0] if head is not None else 0)
        return is_longer or any(point.seq > here.get(point.space, point.seq) for point in reply.spaces)

    def points(self) -> Points:
        """Return how far this computer has come."""
        with self._vault.read() as tx:
            identity, head = tx.identity.get(), tx.directory.head()
        n = head[0] if head is not None else 0
        if self._spaces[0] != n and identity.organisation is not None:
            with self._vault.read() as tx:
                entries = [kept.entry for kept in tx.directory.after(0)]
            directory = remembered(identity.organisation.root_fingerprint, entries)
            self._spaces = n, spaces_met(directory, PersonId(identity.person))[:MAX_WAKE_SPACES]
        with self._vault.read() as tx:
            cursors = [(space, tx.spaces.get(space).cursor.seq) for space in self._spaces[1]]
        return n, tuple(SpacePoint(space=wire_ids.SpaceId(space), seq=seq) for space, seq in cursors)

    def _ask(self, wait_seconds: int) -> WakeReply:
        if not self._transport.has_token:
            self._log_in()
        n, spaces = self.points()
        question = WakeRequest(spaces=spaces, directory_n=n, wait_seconds=wait_seconds)
        return self._transport.ask(endpoints.WAKE, question, WakeReply)

    def _log_in(self) -> None:
        with self._vault.read() as tx:
            identity = tx.identity.get()
        author = author_of(identity, self._vault.run, self._vault.subkey("device-keys"))
        sign = author.signer.signatures
        log_in(self._transport, Credentials(kind=LoginKind.DEVICE, who=author.device, person=author.person, sign=sign))
