"""What the officer should look into, one sentence each."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from peerdesk.cli.org_line import day_of
from peerdesk.work.officer_keys import OfficerTerm
from peerdesk.work.officer_people import Flag, KnownToOfficer, SaidEntry

SAID_BEFORE = timedelta(days=30)
SHOWN = 10
_FLAGGED = {
    Flag.INVITE_USED_TWICE: "{name}: somebody else came with an invite that had been used. Ask who had it.",
    Flag.INVITE_NOT_GOOD: "{name} came with an invite that does not count any more. If it was them, invite them again.",
    Flag.JOINED_AGAIN: "{name} has joined a second time, with other keys than before. Ask them whether that was them.",
}


def warnings(
    known: Iterable[KnownToOfficer], ignored: tuple[SaidEntry, ...], terms: tuple[OfficerTerm, ...], now: datetime
) -> list[str]:
    """Return a sentence for each thing to look into; nothing where all is well.

    What a replaced officer signed is not said again: whoever replaced the key has decided about it.
    """
    ignored = tuple(one for one in ignored if not one.is_settled)
    told = [_FLAGGED[flag].replace("{name}", one.name) for one in known for flag in one.flags]
    told += [_ignored(one) for one in ignored[:SHOWN]]
    if len(ignored) > SHOWN:
        told.append(f"And {len(ignored) - SHOWN} more entries that count for nothing. See: peerdesk org history --json")
    return told + term_warnings(terms, now)


def term_warnings(terms: tuple[OfficerTerm, ...], now: datetime) -> list[str]:
    """Return a sentence when the officer's key has run out, or will within 30 days."""
    if not terms:
        return ["No officer's key is in force. See: peerdesk org replace-officer --help"]
    until = max(one.expires for one in terms)
    if until <= now:
        return [f"The officer's key ran out on {day_of(until)}. See: peerdesk org renew-officer --help"]
    if until - now <= SAID_BEFORE:
        return [f"The officer's key runs out on {day_of(until)}. See: peerdesk org renew-officer --help"]
    return []


def entry_shape(one: SaidEntry) -> dict[str, object]:
    """Return an entry of the directory as the JSON of the command line has it."""
    return {
        "n": one.n,
        "at": one.said_at.isoformat(),
        "kind": one.kind,
        "by": one.by,
        "verdict": one.verdict.value,
        "person": one.person.hex() if one.person else None,
        "hash": one.hash.hex() or None,
    }


def _ignored(one: SaidEntry) -> str:
    what = one.kind.replace("_", " ")
    return f"Entry {one.n} of the directory ({what}) counts for nothing: {one.verdict.value.replace('_', ' ')}."
