"""One round of syncing, from any state, over any connection: the directory first, then each space by itself.

Pure: the store, the connection, the clock and the random bytes come in as arguments. Whatever a round did before it
failed stays done, and the next one goes on from there.
"""

from collections.abc import Callable, Iterable
from datetime import datetime

from peerdesk.domain.changes import Changes, RecordKind
from peerdesk.domain.errors import ExpectedError, HistoryDivergedError, OfflineError
from peerdesk.domain.ids import Rng, SpaceId
from peerdesk.sync.copies_due import are_copies_due
from peerdesk.sync.lasting import Lasting
from peerdesk.sync.log import OtherHistoryError
from peerdesk.sync.names import take_up_names
from peerdesk.sync.projections import refresh_due
from peerdesk.sync.proof import is_proved, needs_attention
from peerdesk.sync.pull import Pull
from peerdesk.sync.push import Push
from peerdesk.sync.reconcile import Reconcile
from peerdesk.sync.rest import is_at_end, settled_among
from peerdesk.sync.result import Cancel, News, Progress, SyncResult, Tally
from peerdesk.sync.sent_anew import is_due_anew, send_anew
from peerdesk.sync.session import Session
from peerdesk.sync.transport import Transport
from peerdesk.sync.weekly import all_dropped
from peerdesk.sync.withdrawn_anew import unheard_withdrawals, withdraw_anew
from peerdesk.vault.vault import Vault


class SyncEngine:
    """Brings one open vault and one server up to date with each other. `timer` is a monotonic clock in seconds.

    `lasting` is what an earlier round over the same connection has found out.
    """

    def __init__(
        self,
        store: Vault,
        transport: Transport,
        clock: Callable[[], datetime],
        rng: Rng,
        timer: Callable[[], float],
        lasting: Lasting | None = None,
    ) -> None:
        self._vault = store
        self._transport = transport
        self._clock = clock
        self._rng = rng
        self._timer = timer
        self._lasting = lasting or Lasting(timer)
        self._tally = Tally()
        self._unconfirmed: set[SpaceId] = set()
        self._met: frozenset[SpaceId] = frozenset()
        self._now = clock()

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
        session = self._session()
        session.begin()
        failure: ExpectedError | None = None
        spaces = session.spaces()
        self._met = frozenset(spaces)
        settled = self._settled(session, spaces)
        for space in spaces:
            if space not in settled:
                failure = self._exchange(space, session) or failure
        if failure is None:
            failure = self._fill_in(session)
        if failure is not None:
            raise failure
        session.end()
        if session.looks_everywhere or self._tally.changes.touches(RecordKind.SPACE_SEED):
            take_up_names(self._vault, session.directory.members)
        if not self._tally.is_cancelled:
            self._bring_copies_up_to_date(session)
        return self._result(round((self._timer() - begun) * 1000))

    def learn_people(self) -> Changes:
        """Bring only the directory up to date: who is who, before something is shared. Raises what `round` raises."""
        self._tally, self._now = Tally(), self._clock()
        self._session().catch_up()
        return self._tally.changes

    @property
    def changes(self) -> Changes:
        """What the last round has touched, also when it failed."""
        return self._tally.changes

    def _session(self) -> Session:
        return Session(self._vault, self._transport, self._lasting, self._tally, self._now)

    def _exchange(self, space: SpaceId, session: Session) -> ExpectedError | None:
        """Push and pull a space; where the server's history is another one, heal once and try again."""
        failure = self._once(space, session)
        if isinstance(failure, HistoryDivergedError):
            try:
                # Of another history that somebody else was shown the person hears by a notice of its own.
                is_told = not isinstance(failure, OtherHistoryError)
                Reconcile(self._vault, session.line, self._now).space(space, is_told=is_told)
            except OfflineError:
                raise
            except ExpectedError as error:
                return error
            failure = self._once(space, session)
        with self._vault.read() as tx:
            lost = bool(tx.healing.queued(space, 1))
        if lost and failure is None:
            # Found only at the head: the server has said that it lacked nothing.
            failure = self._once(space, session)
        return failure

    def _fill_in(self, session: Session) -> ExpectedError | None:
        """Fetch the log behind the first pictures, once every space has its own."""
        with self._vault.read() as tx:
            pictures = tx.pictures.unfinished()
        failure: ExpectedError | None = None
        for picture in pictures:
            if not self._tally.is_cancelled:
                failure = self._exchange(SpaceId(picture.space), session) or failure
        return failure

    def _settled(self, session: Session, spaces: Iterable[SpaceId]) -> frozenset[SpaceId]:
        """Return the spaces in which the server has nothing new, and about which nothing is to be done here."""
        at_rest = [] if session.looks_everywhere else [space for space in spaces if session.is_at_rest(space)]
        if not at_rest:
            return frozenset()
        with self._vault.read() as tx:
            return settled_among(tx, at_rest)

    def _once(self, space: SpaceId, session: Session) -> ExpectedError | None:
        with self._vault.read() as tx:
            # An erase is final: what was written of its record meanwhile is looked at before it goes.
            is_erasing = tx.asides.is_erasing(space)
        # What has come already is taken in first. Everything else does not wait for a long log to come.
        is_first = is_erasing or session.is_whole(space)
        failure: ExpectedError | None = None
        for step in (self._pull, self._push, self._pull_rest) if is_first else (self._push, self._pull):
            try:
                step(space, session)
            except OfflineError:
                raise
            except HistoryDivergedError as diverged:
                # Nothing that such a server says is of use before this is healed.
                return diverged
            except ExpectedError as error:
                # What this space cannot send does not keep it, or the others, from receiving.
                failure = failure or error
        return failure

    def _push(self, space: SpaceId, session: Session) -> None:
        push = Push(self._vault, session.line, session.author, session.directory, self._tally, self._now)
        try:
            push.space(space)
        finally:
            if push.has_asked:
                self._unconfirmed.add(space)

    def _pull(self, space: SpaceId, session: Session) -> None:
        pull = Pull(self._vault, session.line, session.author, session.directory, self._tally, self._timer)
        pull.space(space, session.catch_up, self._now, self._rng)
        self._unconfirmed.discard(space)

    def _pull_rest(self, space: SpaceId, session: Session) -> None:
        """Pull again behind a push: its receipts prove nothing before the server has been asked again."""
        with self._vault.read() as tx:
            if space not in self._unconfirmed and is_at_end(tx, space):
                return
        self._pull(space, session)

    def _bring_copies_up_to_date(self, session: Session) -> None:
        """Rewrite shared copies after a pull, and send them in the same round, with the receipts that the pull made."""
        with self._vault.read() as tx:
            if tx.pictures.unfinished():
                return
            due, waiting = are_copies_due(tx), tx.outbox.spaces()
            is_back = is_due_anew(tx, session.directory.members)
        if is_back:
            send_anew(self._vault, session.directory.members, lambda: not self._tally.is_cancelled)
            with self._vault.read() as tx:
                waiting = tx.outbox.spaces()
        if due:
            with self._vault.write() as tx:
                self._tally.changes |= refresh_due(tx, self._vault.run)
                waiting = tx.outbox.spaces()
        if session.looks_everywhere and self._withdraw_anew(session):
            with self._vault.read() as tx:
                waiting = tx.outbox.spaces()
        if dropped := all_dropped(self._vault, self._now, self._met):
            self._tally.changes |= dropped
            with self._vault.read() as tx:
                waiting = tx.outbox.spaces()
        for space in set(waiting) & set(session.spaces()) if waiting else ():
            self._push(space, session)
            self._pull_rest(space, session)

    def _withdraw_anew(self, session: Session) -> bool:
        """Say again what a removed computer has withdrawn, and say whether there was anything."""
        spaces = session.spaces()
        with self._vault.read() as tx:
            lost = unheard_withdrawals(tx, session.directory.members, spaces)
        if lost:
            with self._vault.write() as tx:
                withdraw_anew(tx, lost)
        return bool(lost)

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
