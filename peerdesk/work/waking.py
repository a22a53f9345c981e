"""Hearing at once that something is new on the server, without asking again and again.

A change that another computer sends is here within about a second, and nothing travels meanwhile: one question waits at
the server. When the server cannot be reached the tries come further and further apart, and the first that gets through
counts as news, because something may have been missed.
"""

import threading
import time
from collections.abc import Callable
from typing import Final

from peerdesk.domain.errors import BugError, ExpectedError
from peerdesk.domain.ids import Rng
from peerdesk.sync.pace import Paced, Turns
from peerdesk.sync.patience import Patience
from peerdesk.sync.transport import CanHangUp, Transport
from peerdesk.sync.waking import WAIT_SECONDS, Points, Waiting
from peerdesk.vault.vault import Vault
from peerdesk.work.enrolment import Remotes
from peerdesk.work.syncing import connection, was_in_vain

WITHOUT_WAKE_SECONDS: Final = 60.0
"""How often to look where the server is of a version that cannot make anybody wait."""

SETTLE_SECONDS: Final = 0.1
"""What this computer sends itself rings, too: so long until its receipt is written down."""


class Watch:
    """Waits for one vault. `wait` is for a thread of its own, `stop` for any other; a stopped watch stays stopped."""

    def __init__(
        self, vault: Vault, remotes: Remotes, rng: Rng, *, timer: Callable[[], float] = time.monotonic
    ) -> None:
        self._vault = vault
        self._remotes = remotes
        self._timer = timer
        self._patience = Patience(rng)
        self._stopped = threading.Event()
        self._turn = threading.Lock()
        self._line: Transport | None = None
        self._waiting: Waiting | None = None
        self._has_missed = False
        self._is_waiting = False
        self._told: Points | None = None
        self._steps_back = 0
        self._turns = Turns(timer)

    def wait(self) -> bool:
        """Return True once a round is worth while, False once the watch was stopped.

        That is when there is something to fetch, when the server is not to be reached any more, and when it is again.
        Call it again after the round. Where nothing was fetched although there was something, it takes its time.
        Whatever the server or the network does, it goes on.
        """
        with self._turn:
            self._is_waiting = True
        try:
            self._until_news()
        finally:
            with self._turn:
                self._is_waiting = False
            if self._stopped.is_set():
                self._drop_line()
        return not self._stopped.is_set()

    def _until_news(self) -> None:
        while not self._stopped.is_set():
            try:
                if self._has_news(self._connected()):
                    break
            except BugError:
                if not self._stopped.is_set():
                    raise
                # The vault was closed right after the watch was stopped.
            except ExpectedError as trouble:
                self._drop_line()
                self._rest(trouble)
                if not self._has_missed:
                    # Once, so that whoever syncs finds out and can say so.
                    self._has_missed = True
                    break

    def stop(self) -> None:
        """End the waiting at once and let go of the connection: whoever waits does that, else it is done here."""
        self._stopped.set()
        with self._turn:
            if self._is_waiting:
                self._hang_up()
                return
        self._drop_line()

    def _has_news(self, waiting: Waiting) -> bool:
        if not (self._can_be_ended() and waiting.can_wait):
            self._stopped.wait(WITHOUT_WAKE_SECONDS)
            return True
        points = waiting.points()
        if self._told is not None and not self._was_worth_while(points):
            self._rest()
        elif self._told is not None:
            self._patience.regain()
        self._told, self._steps_back, begun = None, self._count_steps_back(), self._timer()
        reply = waiting.ask(0 if self._has_missed else WAIT_SECONDS)
        if self._has_missed:
            self._has_missed = False
            return True
        if reply.spaces or waiting.is_new(reply):
            self._stopped.wait(SETTLE_SECONDS)
            if waiting.is_new(reply):
                self._told = points
                return True
            if waiting.points() == points:
                # Not even our own has come in meanwhile: it rings for nothing.
                self._rest()
            return False
        if self._timer() - begun < WAIT_SECONDS / 2:
            # Sent away with nothing: by a server that ends, or because a copy of this vault waits there, too.
            self._rest()
            return False
        self._patience.regain()
        return False

    def _was_worth_while(self, points: Points) -> bool:
        """Say whether the round that was told of came further, and went nowhere back: a lying server can do both."""
        return points != self._told and not was_in_vain(self._vault) and self._count_steps_back() == self._steps_back

    def _count_steps_back(self) -> int:
        with self._vault.read() as tx:
            return len(tx.healing.log())

    def _rest(self, trouble: ExpectedError | None = None) -> None:
        self._stopped.wait(self._patience.lose(trouble))

    def _connected(self) -> Waiting:
        if self._waiting is not None:
            return self._waiting
        line = connection(self._vault, self._remotes)
        with self._turn:
            paced = Paced(line, self._timer, self._stopped.wait, self._stopped.is_set, self._turns)
            self._line, self._waiting = line, Waiting(self._vault, paced)
            if self._stopped.is_set():
                self._hang_up()
        return self._waiting

    def _hang_up(self) -> None:
        line: object = self._line
        if isinstance(line, CanHangUp):
            line.hang_up()

    def _can_be_ended(self) -> bool:
        """Say whether nobody has to wait for the end of a question: otherwise none that waits is asked."""
        line: object = self._line
        return isinstance(line, CanHangUp)

    def _drop_line(self) -> None:
        with self._turn:
            line, self._line, self._waiting = self._line, None, None
        if line is not None:
            line.close()
