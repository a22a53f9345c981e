"""One round of syncing, from any state, over any connection: the directory first, then each space by itself.

Pure: the store, the connection, the clock and the random bytes come in as arguments. Whatever a round did before it
failed stays done, and the next one goes on from there.
"""

from collections.abc import Callable
from datetime import datetime
from typing import Final

from peerdesk.crypto.errors import CannotOpenError
from peerdesk.crypto.names import open_name
from peerdesk.domain.changes import Changes
from peerdesk.domain.errors import (
    DirectoryForkedError,
    ExpectedError,
    HistoryDivergedError,
    NotEnrolledError,
    OfflineError,
    ServerRefusedError,
)
from peerdesk.domain.ids import PersonId, Rng, SpaceId
from peerdesk.sync.copies_due import are_copies_due
from peerdesk.sync.directory import DirectoryTakenBackError, follow, hand_back, remembered, spaces_met
from peerdesk.sync.evidence import tell_clock
from peerdesk.sync.log import OtherHistoryError
from peerdesk.sync.login import Credentials, log_in
from peerdesk.sync.own_keys import author_of
from peerdesk.sync.projections import refresh_due
from peerdesk.sync.proof import is_proved, needs_attention
from peerdesk.sync.pull import Pull
from peerdesk.sync.push import Push
from peerdesk.sync.reconcile import Reconcile, note_directory_healed
from peerdesk.sync.result import Cancel, News, Progress, SyncResult, Tally
from peerdesk.sync.sealing import Author
from peerdesk.sync.transport import Transport, is_refusal
from peerdesk.vault.transaction import Transaction
from peerdesk.vault.vault import Vault
from peerdesk.wire.exchange import ProblemCode
from peerdesk.wire.ids import PersonId as WirePersonId
from peerdesk.wire.login import LoginKind
from peerdesk.wire.membership import Directory
from peerdesk.wire.speaking import first_computer

LONGEST_NAME: Final = 60
CLOCK_OFFSET: Final = "clock offset seconds"


class SyncEngine:
    """Brings one open vault and one server up to date with each other. `timer` is a monotonic clock in seconds."""

    def __init__(
        self,
        store: Vault,
        transport: Transport,
        clock: Callable[[], datetime],
        rng: Rng,
        timer: Callable[[], float],
    ) -> None:
        self._vault = store
        self._transport = transport
        self._clock = clock
        self._rng = rng
        self._timer = timer
        self._tally = Tally()
        self._now = clock()
        self._has_handed_back = False

    def round(
        self, cancel: Cancel | None = None, progress: Progress | None = None, news: News | None = None
    ) -> SyncResult:
        """Exchange everything there is.

        `progress` hears how many have gone and how many there were, `news` what a page of a first picture brought.
        Raises NotEnrolledError, OfflineError, or a ServerError: DirectoryForkedError, HistoryDivergedError and others.
        A space that fails does not keep the others waiting; its error is raised at the end.
        """
        line, begun = self._transport, self._timer()
        up, down = line.bytes_up, line.bytes_down

        def meter() -> tuple[int, int]:
            return line.bytes_up - up, line.bytes_down - down

        self._tally = Tally(cancel=cancel, progress=progress, news=news, meter=meter)
        self._now = self._clock()
        author, directory = self._prepared()
        failure: ExpectedError | None = None
        for space in self._spaces(author, directory):
            failure = self._exchange(space, author, directory) or failure
        if failure is None:
            failure = self._fill_in(author, directory)
        if failure is not None:
            raise failure
        if not self._tally.is_cancelled and not self._is_arriving():
            self._bring_copies_up_to_date(author, directory)
        return self._result(round((self._timer() - begun) * 1000))

    def learn_people(self) -> Changes:
        """Bring only the directory up to date: who is who, before something is shared. Raises what `round` raises."""
        self._tally, self._now = Tally(), self._clock()
        self._prepared()
        return self._tally.changes

    @property
    def changes(self) -> Changes:
        """What the last round has touched, also when it failed."""
        return self._tally.changes

    def _prepared(self) -> tuple[Author, Directory]:
        with self._vault.read() as tx:
            identity = tx.identity.get()
            entries = [kept.entry for kept in tx.directory.after(0)]
        if identity.organisation is None:
            raise NotEnrolledError
        author = author_of(identity, self._vault.run, self._vault.subkey("device-keys"))
        directory = remembered(identity.organisation.root_fingerprint, entries)
        self._catch_up(author, directory)
        return author, directory

    def _catch_up(self, author: Author, directory: Directory) -> None:
        """Fetch what is new in the directory, logged in; a token that has run out is asked for once more."""
        if not self._transport.has_token:
            self._log_in(author)
        try:
            self._follow(directory)
        except ServerRefusedError as refusal:
            if not is_refusal(refusal, ProblemCode.NOT_LOGGED_IN):
                raise
            self._log_in(author)
            self._follow(directory)

    def _log_in(self, author: Author) -> None:
        who = Credentials(kind=LoginKind.DEVICE, who=author.device, person=author.person, sign=author.signer.signatures)
        reply = log_in(self._transport, who)
        offset = reply.at - round(self._now.timestamp())
        with self._vault.write() as tx:
            tx.settings.put(CLOCK_OFFSET, str(offset).encode())
            tell_clock(tx, offset, self._now)

    def _follow(self, directory: Directory) -> None:
        first = directory.head[0] + 1
        try:
            new = self._followed(directory)
        except DirectoryTakenBackError:
            # Still shorter than we were shown: a dishonest server. Refused; nothing to keep as evidence.
            raise
        except DirectoryForkedError:
            with self._vault.write() as tx:
                if not tx.directory.forks():
                    tx.directory.keep_fork(*directory.head, b"")
            raise
        if new:
            with self._vault.write() as tx:
                keep_entries(tx, directory, new, first)
            self._tally.changes |= Changes(directory=True)

    def _followed(self, directory: Directory) -> tuple[bytes, ...]:
        """Follow the directory; a server that was put back is handed the entries it has lost, before anything else."""
        try:
            return follow(self._transport, directory)
        except DirectoryTakenBackError as taken_back:
            if not taken_back.n or self._has_handed_back:
                # No server of a hospital is without its first entry, and what was given once in a round is enough.
                raise
            self._has_handed_back = True
            with self._vault.read() as tx:
                lost = [kept.entry for kept in tx.directory.after(taken_back.n)]
            try:
                hand_back(self._transport, lost)
            except ServerRefusedError:
                raise taken_back from None
            new = follow(self._transport, directory)
            note_directory_healed(self._vault, directory.head[0], taken_back.n, self._now)
            return new

    def _spaces(self, author: Author, directory: Directory) -> tuple[SpaceId, ...]:
        return spaces_met(directory, author.person)

    def _exchange(self, space: SpaceId, author: Author, directory: Directory) -> ExpectedError | None:
        """Push and pull a space; where the server's history is another one, heal once and try again."""
        failure = self._once(space, author, directory)
        if isinstance(failure, HistoryDivergedError):
            try:
                # Of another history that somebody else was shown the person hears by a notice of its own.
                is_told = not isinstance(failure, OtherHistoryError)
                Reconcile(self._vault, self._transport, self._now).space(space, is_told=is_told)
            except OfflineError:
                raise
            except ExpectedError as error:
                return error
            failure = self._once(space, author, directory)
        with self._vault.read() as tx:
            lost = bool(tx.healing.queued(space, 1))
        if lost and failure is None:
            # Found only at the head: the server has said that it lacked nothing.
            failure = self._once(space, author, directory)
        return failure

    def _fill_in(self, author: Author, directory: Directory) -> ExpectedError | None:
        """Fetch the log behind the first pictures, once every space has its own."""
        with self._vault.read() as tx:
            pictures = tx.pictures.unfinished()
        failure: ExpectedError | None = None
        for picture in pictures:
            if not self._tally.is_cancelled:
                failure = self._exchange(SpaceId(picture.space), author, directory) or failure
        return failure

    def _is_arriving(self) -> bool:
        with self._vault.read() as tx:
            return bool(tx.pictures.unfinished())

    def _once(self, space: SpaceId, author: Author, directory: Directory) -> ExpectedError | None:
        with self._vault.read() as tx:
            # An erase is final: what was written of its record meanwhile is looked at before it goes.
            is_erasing = tx.asides.is_erasing(space)
        failure: ExpectedError | None = None
        for step in (self._pull, self._push, self._pull) if is_erasing else (self._push, self._pull):
            try:
                step(space, author, directory)
            except OfflineError:
                raise
            except HistoryDivergedError as diverged:
                # Nothing that such a server says is of use before this is healed.
                return diverged
            except ExpectedError as error:
                # What this space cannot send does not keep it, or the others, from receiving.
                failure = failure or error
        return failure

    def _push(self, space: SpaceId, author: Author, directory: Directory) -> None:
        Push(self._vault, self._transport, author, directory, self._tally, self._now).space(space)

    def _pull(self, space: SpaceId, author: Author, directory: Directory) -> None:
        pull = Pull(self._vault, self._transport, author, directory, self._tally, self._timer)
        pull.space(space, lambda: self._catch_up(author, directory), self._now, self._rng)

    def _bring_copies_up_to_date(self, author: Author, directory: Directory) -> None:
        """Rewrite shared copies after a pull, and send them in the same round, with the receipts that the pull made."""
        with self._vault.read() as tx:
            due = are_copies_due(tx)
        if due:
            with self._vault.write() as tx:
                self._tally.changes |= refresh_due(tx, author.run)
        with self._vault.read() as tx:
            waiting = tx.outbox.spaces()
        for space in set(waiting) & set(self._spaces(author, directory)):
            self._push(space, author, directory)

    def _result(self, ms: int) -> SyncResult:
        up, down = self._tally.meter()
        with self._vault.read() as tx:
            attention = needs_attention(tx)
            states = [tx.spaces.get(space) for space in tx.spaces.known()]
            at_heads = all(state.cursor == state.witness for state in states)
            return SyncResult(
                pushed=self._tally.pushed,
                pulled=self._tally.pulled,
                waiting=tx.outbox.waiting(),
                needs_attention=attention,
                proof=is_proved(tx),
                bytes_up=up,
                bytes_down=down,
                ms=ms,
                changes=self._tally.changes,
                is_complete=at_heads and not self._tally.is_cancelled and not tx.pictures.unfinished(),
            )


def keep_entries(tx: Transaction, directory: Directory, entries: tuple[bytes, ...], first: int) -> None:
    """Keep verified entries from number `first` on, and the names of the people in the directory."""
    for n, raw in enumerate(entries, start=first):
        tx.directory.append(n, directory.hash_at(n) or b"", raw)
    organisation = tx.identity.get().organisation
    if organisation is None:
        return
    known = tx.identity.names()
    before, now = directory.members_at(first - 1), directory.members
    for person in now.people:
        if first_computer(now, person.id) != first_computer(before, person.id):
            # Whoever was met spoke with other keys.
            tx.identity.unmeet(PersonId(person.id))
        if PersonId(person.id) not in known or person.rejoined_n is not None:
            try:
                name = open_name(person.sealed_name, organisation.name_key, WirePersonId(person.id))
            except CannotOpenError:
                # Somebody sealed it under another key; the person is shown by the first digits of their id.
                continue
            tx.identity.put_name(PersonId(person.id), tidy(name))


def tidy(name: str) -> str:
    """Return a name that somebody else chose, in one line and with nothing in it that could steer a screen."""
    return " ".join("".join(c if c.isprintable() else " " for c in name).split())[:LONGEST_NAME]
