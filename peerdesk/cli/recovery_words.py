"""How recovery by the hospital is told, in JSON and in lines: the badge that stays for good, and each use of it."""

from datetime import datetime

from peerdesk.cli.words import line, moment
from peerdesk.work.ceremony import fingerprint_groups
from peerdesk.work.hospital_recovery import RecoveryHere


def recovery_shape(here: RecoveryHere) -> dict[str, object]:
    """Return how things stand."""
    return {
        "on": here.is_on,
        "asked": here.asked,
        "fingerprint": here.fingerprint.hex() or None,
        "terms": [
            {"since": one.since.isoformat(), "until": one.until.isoformat() if one.until else None}
            for one in here.terms
        ],
        "uses": [one.isoformat() for one in here.uses],
    }


def recovery_lines(here: RecoveryHere, now: datetime) -> list[str]:
    """Return the badge, for good once it was ever on; each use; and what is asked. Nothing where there is nothing.

    The time of a use is what the officer claims. It was not later than `now`, whatever is claimed.
    """
    told = []
    for place, term in enumerate(here.terms, start=1):
        if here.is_on and place == len(here.terms):
            told.append(line("Hospital", f"can open what you keep here, since {moment(term.since)}"))
        else:
            until = f" until {moment(term.until)}" if term.until else ", and not what is new now"
            told.append(line("Hospital", f"can open what you kept here from {moment(term.since)}{until}"))
    told += [line("Hospital", f"opened your notes on {moment(min(one, now))}") for one in here.uses]
    if here.asked:
        told.append(line("Asked", "may your hospital open what you keep from now on, if you lose everything?"))
        told.append(line("", f"Its key: {'  '.join(fingerprint_groups(here.fingerprint))}"))
        told.append(line("", "peerdesk trust recovery --no or peerdesk trust recovery --yes"))
    return told
