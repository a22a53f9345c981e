"""What every view-model works with: the open vault, the threads, the one signal of change, words, and the clock."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from typing import TypeVar

from PySide6.QtCore import QObject

from peerdesk.desktop.announcer import Announcer
from peerdesk.desktop.background import Background
from peerdesk.desktop.models.words import Words
from peerdesk.domain.errors import ExpectedError
from peerdesk.vault.vault import Vault

Result = TypeVar("Result")


@dataclass(frozen=True, slots=True, kw_only=True)
class Workbench:
    """Handed to each view-model by the composition root. `now` gives aware UTC."""

    vault: Vault
    background: Background
    announcer: Announcer
    words: Words
    now: Callable[[], datetime]
    rng: Callable[[int], bytes]

    def run(
        self,
        owner: QObject,
        job: Callable[[], Result],
        done: Callable[[Result], None],
        failed: Callable[[ExpectedError], None],
    ) -> None:
        """Run a job on the vault's thread; the answer comes back on this one."""
        self.background.run(owner, job, done, failed)

    def today(self) -> date:
        """Return the day it is here."""
        return self.now().astimezone().date()
