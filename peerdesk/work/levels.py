"""How this person's new notes begin, and how far the hospital lets that go.

The hospital may set a maximum and never a minimum: each person may always begin narrower. The choice is kept on this
computer and never leaves it. A choice that is wider than the maximum is kept and rests until the maximum is gone.
"""

from dataclasses import dataclass
from typing import Final

from peerdesk.domain.changes import Changes
from peerdesk.domain.errors import NotAllowedError, NotEnrolledError
from peerdesk.domain.levels import Level, within
from peerdesk.vault.transaction import Transaction
from peerdesk.vault.vault import Vault
from peerdesk.work.membership import known_members
from peerdesk.work.policy import policy_of

_CHOSEN: Final = "level of new notes"


@dataclass(frozen=True, slots=True, kw_only=True)
class StartingLevel:
    """`chosen` by the person, `widest` by the hospital; `level` is what holds."""

    chosen: Level
    widest: Level

    @property
    def level(self) -> Level:
        """How a new note begins."""
        return within(self.chosen, self.widest)


def starting_level(vault: Vault) -> StartingLevel:
    """Return how new notes begin in this vault. Without a hospital there is nobody to share with."""
    with vault.read() as tx:
        return _starting_level(tx)


def choose_level(vault: Vault, level: Level) -> Changes:
    """Choose how new notes begin. No note that is there changes. Raises NotAllowedError for what is too wide here."""
    with vault.write() as tx:
        if within(level, _starting_level(tx).widest) is not level:
            raise NotAllowedError("level")
        tx.settings.put(_CHOSEN, level.value.encode())
    return Changes(directory=True)


def _starting_level(tx: Transaction) -> StartingLevel:
    kept = (tx.settings.get(_CHOSEN) or b"").decode()
    chosen = Level(kept) if kept in set(Level) else Level.JUST_ME
    try:
        return StartingLevel(chosen=chosen, widest=policy_of(known_members(tx)).widest_start)
    except NotEnrolledError:
        return StartingLevel(chosen=chosen, widest=Level.JUST_ME)
