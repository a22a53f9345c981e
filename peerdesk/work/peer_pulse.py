"""What came out of the box in which peers say how the program is for them, as a supervisor enters it by quarters.

It is a record of the supervisor's own and goes to nobody. With fewer than five slips nothing of it is kept.
"""

import hmac
from dataclasses import replace
from datetime import date, datetime
from typing import Final

from peerdesk.domain.changes import Changes, RecordKind
from peerdesk.domain.errors import BadValueError, NotAllowedError
from peerdesk.domain.ids import ID_BYTES, RecordId, Rng, new_record_id
from peerdesk.domain.peer_pulse import Pulse, PulseDraft, checked_quarter, make_pulse
from peerdesk.domain.periods import months_of, quarter_of
from peerdesk.domain.shift import start_of
from peerdesk.domain.vocabulary import Role
from peerdesk.vault.transaction import Transaction
from peerdesk.vault.vault import Vault
from peerdesk.work.encounters import local_day
from peerdesk.work.own_days import MOST, PULSES

_NAMED: Final = b"PD1 peer pulse"
_OFFERED: Final = 6


def keep_pulse(vault: Vault, draft: PulseDraft, now: datetime, rng: Rng) -> tuple[RecordId, Changes]:
    """Keep the sums of a quarter in the place of those that were kept before, and return the id.

    Raises NotAllowedError for who is no supervisor, or an InputRefusedError that names the field; then nothing is kept.
    """
    today = local_day(now)
    with vault.write() as tx:
        if tx.role is not Role.SUPERVISOR:
            raise NotAllowedError("pulse")
        if checked_quarter(draft.quarter.strip()) > quarter_of(f"{today:%Y-%m}"):
            raise BadValueError("quarter", "a quarter that has begun")
        known = [one.id for one in pulses_in(tx) if one.quarter == draft.quarter.strip()]
        kept = make_pulse(draft, known[0] if known else _id(tx, draft.quarter.strip(), today, rng))
        # One that was taken off the list comes back under its id, and says what is said now.
        PULSES.shelf(tx).put(kept)
        PULSES.shelf(tx).hide(kept.id, hidden=False)
        for other in known[1:]:
            PULSES.shelf(tx).hide(other, hidden=True)
    return kept.id, Changes.of(RecordKind.PEER_PULSE, kept.id, *known[1:])


def change_pulse(vault: Vault, record: RecordId, draft: PulseDraft, now: datetime) -> Changes:
    """Say anew what came out of a box; the quarter stays. Raises NotFoundError, or an InputRefusedError."""
    same = replace(draft, quarter=PULSES.one(vault, record).quarter)
    return PULSES.change(vault, record, lambda key, _today: make_pulse(same, key), now)


def pulses_in(tx: Transaction) -> tuple[Pulse, ...]:
    """Return the list, the newest quarter first."""
    return PULSES.shelf(tx).all(MOST)


def pulse_of(tx: Transaction, period: str) -> Pulse | None:
    """Return what came out of the box of a quarter; None for a month, and where nothing was entered."""
    return next((one for one in pulses_in(tx) if one.quarter == period), None)


def quarters_to_enter(today: date) -> tuple[str, ...]:
    """Return the quarters that a form offers: the one before this first, then this one, then older ones."""
    found = [quarter_of(f"{today:%Y-%m}")]
    while len(found) < _OFFERED:
        found.append(_before(found[-1]))
    return (found[1], found[0], *found[2:])


def _before(quarter: str) -> str:
    year, month = map(int, months_of(quarter)[0].split("-"))
    return quarter_of(f"{year - 1:04d}-12" if month == 1 else f"{year:04d}-{month - 1:02d}")


def _id(tx: Transaction, quarter: str, today: date, rng: Rng) -> RecordId:
    """Return the id of a quarter's sums. Two computers of a person that enter the same quarter keep one record.

    The server sees ids, and could try every quarter: so the secret that only these computers have is part of it.
    """
    seed = tx.space_seed.get()
    if seed is None:
        return new_record_id(start_of(today), rng)
    return RecordId(hmac.digest(seed, _NAMED + quarter.encode(), "sha256")[:ID_BYTES])
