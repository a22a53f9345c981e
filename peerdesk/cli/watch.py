"""`peerdesk sync --watch`: a round, and again whenever the server has something new, whatever happens meanwhile."""

import os
import time
from collections.abc import Callable
from contextlib import closing
from typing import Final, NoReturn

from peerdesk.cli.invocation import Invocation
from peerdesk.cli.messages import code_of, message
from peerdesk.cli.rounds import one_round, tell
from peerdesk.domain.errors import ExpectedError, NotEnrolledError, OfflineError, ServerError, ServerRefusedError
from peerdesk.sync.kept_line import KeptLine
from peerdesk.sync.patience import Patience
from peerdesk.vault.vault import Vault
from peerdesk.work.attention import needs
from peerdesk.work.enrolment import Remotes
from peerdesk.work.waking import Watch

_FOR_GOOD: Final = frozenset({"device_revoked", "unknown_version"})
"""What the server says that no waiting changes: somebody has to do something first."""


def go_on_syncing(
    invocation: Invocation, vault: Vault, remotes: Remotes, pause: Callable[[float], object] = time.sleep
) -> NoReturn:
    """Sync until Ctrl+C. `pause` sleeps, in seconds.

    A round that failed is tried again, later each time and not before the server wants it; each trouble is told once.
    Raises what no waiting can change: NotEnrolledError, a ServerRefusedError of that kind, InviteError, VaultError.
    """
    watch, patience, told = Watch(vault, remotes, os.urandom), Patience(os.urandom), ""
    with closing(KeptLine(remotes)) as line:
        while True:
            try:
                result = one_round(vault, line)
            except (OfflineError, ServerError) as trouble:
                if _is_for_good(trouble):
                    raise
                told = _tell_once(invocation, trouble, told)
                pause(patience.lose(trouble))
            else:
                told = ""
                patience.regain()
                tell(invocation, result, sum(not one.is_calm for one in needs(vault)))
                watch.wait()


def _is_for_good(trouble: ExpectedError) -> bool:
    is_refusal = isinstance(trouble, ServerRefusedError) and trouble.reason in _FOR_GOOD
    return is_refusal or isinstance(trouble, NotEnrolledError)


def _tell_once(invocation: Invocation, trouble: ExpectedError, told: str) -> str:
    """Tell of trouble unless it was the last that was told, and return it."""
    said = message(trouble)
    if said != told:
        document = {"problem": code_of(trouble), "message": said}
        invocation.answer(document, [f"{said} PeerDesk tries again by itself."])
    return said
