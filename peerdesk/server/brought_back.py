"""Entries of the directory that members bring back after this server has lost them: which of them may be old.

Whoever hands an entry in cannot prove that it was there before. So it has to look as it would if it had been: its
officer is still in date, and it is not older than what stands before it. An honest server took each in within a day of
the time that it claims, so those times hardly ever fall.
"""

from typing import Final

from peerdesk.wire.directory import Entry, parse_body, parse_entry
from peerdesk.wire.directory_body import Joined
from peerdesk.wire.ids import OfficerId
from peerdesk.wire.invite_certificate import parse_certificate
from peerdesk.wire.membership import ADMISSION_WINDOW_SECONDS, Directory

_MOST_BACK: Final = 2 * ADMISSION_WINDOW_SECONDS
"""Two clocks, one of them a day ahead and one a day behind."""


def may_be_old(raw: bytes, directory: Directory, now: int) -> bool:
    """Say whether an entry can be taken in although its time is long past, in seconds since 1970.

    Only while its officer is in date, and the one who signed the invite of a newcomer: nobody with an officer's old key
    can make an entry that looks older than it. Raises MalformedError.
    """
    entry = parse_entry(raw)
    if entry.at > now:
        return False
    if not entry.signer.role.needs_clock:
        return True
    if not directory.members.officer_speaks(_officer_of(entry), now):
        return False
    return entry.at >= _latest(directory) - _MOST_BACK


def _officer_of(entry: Entry) -> OfficerId:
    body = parse_body(entry)
    if isinstance(body, Joined):
        return OfficerId(parse_certificate(body.certificate).officer)
    return OfficerId(entry.signer.id)


def _latest(directory: Directory) -> int:
    """Return the latest time that an officer or a newcomer has claimed. A device's own clock may say anything."""
    claimed = (effect.entry.at for effect in directory.effects if effect.entry.signer.role.needs_clock)
    return max(claimed, default=0)
