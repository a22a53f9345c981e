"""A peer's own wellbeing: a word or a line for oneself, kept on this computer and nowhere else.

No other room asks for these entries. What is older than a month is offered to be deleted and is never deleted by
itself: a clock that is off by years would take what was written a minute ago.
"""

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from typing import Final

from peerdesk.domain.errors import AmbiguousIdError, NotAllowedError, NotFoundError, VaultDamagedError
from peerdesk.domain.ids import SHORTEST_PREFIX, RecordId, Rng, new_record_id
from peerdesk.domain.wellbeing import CheckIn, CheckInDraft, begin_check_in
from peerdesk.vault.vault import Vault
from peerdesk.vault.wellbeing_file import erase_check_ins, keep_check_in, read_check_ins, set_aside

KIND: Final = "entry"
OLD_DAYS: Final = 30


def add_check_in(vault: Vault, draft: CheckInDraft, now: datetime, rng: Rng) -> CheckIn:
    """Keep what a peer wrote about themselves. Raises an InputRefusedError or a VaultError."""
    entry = begin_check_in(draft, record=new_record_id(now, rng), today=now.astimezone().date())
    keep_check_in(vault, entry)
    return entry


def check_ins(vault: Vault) -> tuple[CheckIn, ...]:
    """Return all of them, the latest day first. Raises VaultDamagedError where their file does not open."""
    return read_check_ins(vault)


def find_check_in(vault: Vault, prefix: str) -> CheckIn:
    """Return the one whose id begins like this, in hexadecimal. Raises NotFoundError or AmbiguousIdError."""
    wanted = prefix.strip().lower()
    found = [one for one in read_check_ins(vault) if one.id.hex().startswith(wanted)]
    if not found:
        raise NotFoundError(KIND)
    if len(found) > 1 or len(wanted) < SHORTEST_PREFIX:
        raise AmbiguousIdError(KIND)
    return found[0]


def forget_check_ins(vault: Vault, entries: Iterable[RecordId]) -> None:
    """Erase entries for good."""
    erase_check_ins(vault, *entries)


def bring_back(vault: Vault, entries: Iterable[CheckIn]) -> None:
    """Keep again what was erased a moment ago and is still at hand."""
    for entry in entries:
        keep_check_in(vault, entry)


def older(entries: Iterable[CheckIn], today: date, days: int = OLD_DAYS) -> tuple[CheckIn, ...]:
    """Return those of more than so many days ago."""
    return tuple(one for one in entries if one.on < today - timedelta(days=days))


def begin_anew(vault: Vault) -> str:
    """Put a file that does not open aside and return its name. The next entry begins another one.

    Raises NotAllowedError (action "wellbeing") for a file that does open, or where there is none.
    """
    try:
        read_check_ins(vault)
    except VaultDamagedError:
        return set_aside(vault)
    raise NotAllowedError("wellbeing")
