"""Where a round stands with the server: who asks, who is who, and what the server says has moved.

The directory comes before everything else. A server that was put back is handed the entries that it has lost; one that
shows another past is evidence, and nothing is shared any more.
"""

from collections.abc import Callable
from datetime import datetime
from functools import cached_property
from typing import Final

from peerdesk.domain.changes import Changes
from peerdesk.domain.errors import NotEnrolledError, ServerRefusedError
from peerdesk.domain.ids import SpaceId
from peerdesk.sync.capabilities import capabilities
from peerdesk.sync.directory import (
    DirectoryTakenBackError,
    OtherDirectoryError,
    follow,
    hand_back,
    known_here,
    spaces_met,
)
from peerdesk.sync.drops import drops_met
from peerdesk.sync.evidence import tell_clock
from peerdesk.sync.lasting import Lasting
from peerdesk.sync.login import Credentials, log_in
from peerdesk.sync.looking import Ahead, look
from peerdesk.sync.names import keep_entries
from peerdesk.sync.own_keys import author_of
from peerdesk.sync.peer_spaces import make_spaces, peers_without_a_space
from peerdesk.sync.pull import page_question
from peerdesk.sync.reconcile import note_directory_healed
from peerdesk.sync.result import Tally
from peerdesk.sync.sealing import Author
from peerdesk.sync.transport import Transport, is_refusal
from peerdesk.vault.vault import Vault
from peerdesk.wire.exchange import ProblemCode
from peerdesk.wire.ids import DeviceId, PersonId
from peerdesk.wire.login import DROPS, LOOK, LoginKind

CLOCK_OFFSET: Final = "clock offset seconds"


class Session:
    """One round at the server. `line` is the connection to ask over, with what has been answered already."""

    def __init__(self, vault: Vault, line: Transport, lasting: Lasting, tally: Tally, now: datetime) -> None:
        self._vault = vault
        self._lasting = lasting
        self._tally = tally
        self._now = now
        self._has_handed_back = False
        self._ahead: Ahead | None = None
        self._plain = line
        read, lasting.directory = lasting.directory, None
        before = read.head if read is not None else None
        with vault.read() as tx:
            self._identity = tx.identity.get()
            if self._identity.organisation is None:
                raise NotEnrolledError
            self.directory = known_here(tx, self._identity.organisation.root_fingerprint, read)
            # In the first round over a connection, after one that failed, and where the directory has grown, what there
            # is to do in a space may be something else than its log tells of.
            self.looks_everywhere = self.directory.head != before

    @property
    def line(self) -> Transport:
        """The connection, over which what the server has said already is not asked again."""
        return self._ahead or self._plain

    @cached_property
    def author(self) -> Author:
        """Who writes from this vault."""
        return author_of(self._identity, self._vault.run, self._vault.subkey("device-keys"))

    def spaces(self) -> tuple[SpaceId, ...]:
        """Return the spaces in which there is somebody to write to."""
        met = spaces_met(self.directory, PersonId(self._identity.person))
        if not self.can_drop:
            return met
        with self._vault.read() as tx:
            # Behind a person's own space, which may bring that they took back their yes.
            return (*met, *drops_met(tx, self.directory.members))

    @property
    def can_drop(self) -> bool:
        """Say whether this server takes weekly counts."""
        return self._lasting.can_drop

    def is_at_rest(self, space: SpaceId) -> bool:
        """Say whether the server has said that a space ends where this computer was at the beginning of the round."""
        return self._ahead is not None and space in self._ahead.at_rest

    def is_whole(self, space: SpaceId) -> bool:
        """Say whether everything that the server has in a space has come with its first answer."""
        return self._ahead is not None and space in self._ahead.whole

    def begin(self) -> None:
        """Ask what has moved, where the server can say so, and bring the directory up to date.

        Raises OfflineError or a ServerError: also where the directory says that this computer was taken off the list,
        whatever its server lets in.
        """
        self._logged_in(self._look)
        self.catch_up()
        known = self.directory.members.device(DeviceId(self._identity.device or b""))
        if known is not None and known.revoked_n is not None:
            raise ServerRefusedError(ProblemCode.DEVICE_REVOKED.value)
        self._make_spaces()

    def catch_up(self) -> None:
        """Fetch what is new in the directory, and keep it. Raises OfflineError or a ServerError."""
        self._logged_in(self._follow)

    def end(self) -> None:
        """Remember for the next round what was read, now that everything was looked at and nothing failed."""
        self._lasting.directory = self.directory

    def _logged_in(self, ask: Callable[[], None]) -> None:
        """Ask, logged in; a token that has run out is asked for once more."""
        if not self.line.has_token:
            self._log_in()
        try:
            ask()
        except ServerRefusedError as refusal:
            if not is_refusal(refusal, ProblemCode.NOT_LOGGED_IN):
                raise
            self._log_in()
            ask()

    def _look(self) -> None:
        if self._lasting.can_look is None:
            able = capabilities(self._plain)
            self._lasting.can_look, self._lasting.can_drop = LOOK in able, DROPS in able
        if not self._lasting.can_look:
            return
        spaces = self.spaces()
        with self._vault.read() as tx:
            pulls = [page_question(space, tx.spaces.get(space)) for space in spaces]
        try:
            self._ahead = look(self._plain, self.directory.head, pulls)
        except ServerRefusedError as refusal:
            if not is_refusal(refusal, ProblemCode.NOT_FOUND):
                raise
            # It has gone back to a version that knows no such question.
            self._lasting.can_look = False

    def _follow(self) -> None:
        first = self.directory.head[0] + 1
        try:
            new = self._followed()
        except DirectoryTakenBackError:
            # Still shorter than we were shown: a dishonest server. Refused; nothing to keep as evidence.
            raise
        except OtherDirectoryError as other:
            # Ours is kept entry by entry; theirs goes beside it. Together they show that this server told two truths.
            with self._vault.write() as tx:
                if not tx.directory.forks():
                    tx.directory.keep_fork(other.n, other.entry_hash, other.entry)
            raise
        if new:
            self._take_up(new, first)

    def _take_up(self, new: tuple[bytes, ...], first: int) -> None:
        with self._vault.write() as tx:
            keep_entries(tx, self.directory, new, first)
        self._tally.changes |= Changes(directory=True)
        self.looks_everywhere = True

    def _make_spaces(self) -> None:
        """Give this peer a space with every other one for whom something waits. What was asked ahead knows of none."""
        with self._vault.read() as tx:
            waiting = tx.outbox.spaces()
        if not peers_without_a_space(self.directory.members, PersonId(self._identity.person), waiting):
            # Usually nothing is to be signed, and then the keys stay where they are.
            return
        make_spaces(self._plain, self.directory, self.author, waiting, int(self._now.timestamp()), self._take_up)

    def _log_in(self) -> None:
        author = self.author
        who = Credentials(kind=LoginKind.DEVICE, who=author.device, person=author.person, sign=author.signer.signatures)
        # Another version may answer there by now.
        self._lasting.can_look = None
        reply = log_in(self.line, who)
        offset = reply.at - round(self._now.timestamp())
        with self._vault.write() as tx:
            tx.settings.put(CLOCK_OFFSET, str(offset).encode())
            tell_clock(tx, offset, self._now)

    def _followed(self) -> tuple[bytes, ...]:
        """Follow the directory; a server that was put back is handed the entries it has lost, before anything else."""
        try:
            return follow(self.line, self.directory)
        except DirectoryTakenBackError as taken_back:
            if not taken_back.n or self._has_handed_back:
                # No server of a hospital is without its first entry, and what was given once in a round is enough.
                raise
            self._has_handed_back = True
            with self._vault.read() as tx:
                lost = [kept.entry for kept in tx.directory.after(taken_back.n)]
            try:
                hand_back(self.line, lost)
            except ServerRefusedError:
                raise taken_back from None
            new = follow(self.line, self.directory)
            note_directory_healed(self._vault, self.directory.head[0], taken_back.n, self._now)
            return new
