"""What syncing has to tell the person: kept in the vault until it is dismissed, and said in words at the faces.

A notice is a kind and facts, never a sentence and never content. It decides nothing: whatever it tells of, everything
that was kept here stays here.
"""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from peerdesk.domain.ids import DeviceId, PersonId, SpaceId


class NoticeKind(StrEnum):
    """What happened. Both faces have a sentence for each, in every language."""

    RECONCILED = "reconciled"
    """The server had gone back to an older state and was given what it lacked. `number`: how many it was given."""
    RECONCILED_AGAIN = "reconciled_again"
    """The same a second time within a week. `number` as above."""
    TWO_HISTORIES = "two_histories"
    """`device` of `person` was shown another history of `space` than this computer. `number`: at how many points."""
    HISTORIES_MET = "histories_met"
    """A computer of which TWO_HISTORIES was told goes on in the history of this one by now, as after a server was put
    back from a backup."""
    VAULT_COPIED = "vault_copied"
    """Two openings of the vault of `device` follow the same one: the vault was copied, or put back from a backup.
    `number`: how often."""
    COUNTER_FORK = "counter_fork"
    """`device` has used one of its numbers for two different revisions. `number`: how many of them."""
    DIRECTORY_CLAIMED = "directory_claimed"
    """`device` names another directory than ours. `number`: how many entries of it. Its word alone stops nothing."""
    COUNTER_GAP = "counter_gap"
    """Revisions of `device` that must exist have not come here, or cannot be read. `number`: at most so many."""
    MASS_HIDING = "mass_hiding"
    """Another computer of this person's deletes many records. They are held back until the person decides.
    `number`: how many are held."""
    CLOCK_OFF = "clock_off"
    """The server's clock is far ahead of this computer's. `number`: by how many seconds, below 0 if behind."""
    VAULT_DAMAGED = "vault_damaged"
    """Pages of the file with the notes do not check. `number`: how many, 0 where they were not counted."""
    VAULT_SET_BACK = "vault_set_back"
    """The file with the notes is not as it was closed: something older was put in its place, or what was kept last is
    gone. `number`: how many changes are missing, at least."""
    VAULT_WAS_OPEN = "vault_was_open"
    """Others on this computer could look into the folder of the notes. It was closed to them."""
    HEADER_MENDED = "header_mended"
    """The header did not lead into the vault. The one before it did, and took its place."""


_ALARMS = frozenset(
    {
        NoticeKind.RECONCILED_AGAIN,
        NoticeKind.TWO_HISTORIES,
        NoticeKind.COUNTER_FORK,
        NoticeKind.DIRECTORY_CLAIMED,
        NoticeKind.COUNTER_GAP,
        NoticeKind.VAULT_DAMAGED,
        NoticeKind.VAULT_SET_BACK,
    }
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Notice:
    """One notice. Which of the facts are there is said at its kind. `kept_at` is UTC, of the last time of `times`."""

    id: int
    kind: NoticeKind
    kept_at: datetime
    times: int = 1
    number: int = 0
    space: SpaceId | None = None
    person: PersonId | None = None
    device: DeviceId | None = None

    @property
    def is_alarm(self) -> bool:
        """Say whether somebody should look into it; the others are calm."""
        return self.kind in _ALARMS

    @property
    def can_be_dismissed(self) -> bool:
        """Say whether it is over once it was read; one that waits for a decision is not."""
        return self.kind is not NoticeKind.MASS_HIDING
