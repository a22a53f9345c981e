"""How to find somebody goes by itself: after three days, and once another peer has taken the referral.

No clock decides alone. A clock that is off by a day would take what the peer still needs on their way there. So the
clock on the wall has to say that three days are over, and to go on saying so for an hour in which this vault was open;
that hour is counted by a timer that nobody can set. Three days of such hours are enough by themselves. Each computer
counts from when it first had it, so one that was away for long may keep it that much longer; the first that erases it
erases it everywhere.
"""

import json
from collections.abc import Iterable
from datetime import datetime
from typing import Final

from peerdesk.domain.changes import Changes, RecordKind
from peerdesk.domain.errors import NotFoundError
from peerdesk.domain.handover import HandoffState
from peerdesk.domain.ids import RecordId
from peerdesk.domain.referral import KEPT_FOR, Whereabouts
from peerdesk.domain.referral_vocabulary import ReferralState
from peerdesk.vault.guard import Beat
from peerdesk.vault.transaction import Transaction
from peerdesk.vault.vault import Vault
from peerdesk.work.handing_over import given_of

_LOOKS: Final = "whereabouts first seen"
_SURE_SECONDS: Final = 3600
_Looks = dict[str, tuple[float, int, int]]
"""By id in hex: when it was first seen here (seconds since 1970), the open time counted once it was over, or -1, and
the open time counted when it was first seen."""


def let_whereabouts_go(vault: Vault, now: datetime, seconds: float) -> Changes:
    """Erase what is not needed any more; `seconds` is a reading of a timer that only runs forward."""
    with vault.write() as tx:
        there = tx.referrals.whereabouts()
        if not there:
            return Changes()
        counted = tx.guard.open_seconds(Beat(vault.run, seconds))
        over = [*_timed_out(tx, there, now, counted), *(one.about for one in there if _is_done(tx, one))]
        for referral in over:
            tx.referrals.forget(referral)
        return Changes.of(RecordKind.REFERRAL, *over)


def _timed_out(tx: Transaction, there: Iterable[Whereabouts], now: datetime, counted: int) -> list[RecordId]:
    kept = tx.settings.get(_LOOKS)
    before: _Looks = json.loads(kept) if kept else {}
    looks, over = _Looks(), list[RecordId]()
    for one in there:
        first, since, seen = before.get(one.id.hex(), (now.timestamp(), -1, counted))
        if counted - seen >= KEPT_FOR.total_seconds():
            # So long was this vault open since, whatever the clock on the wall says.
            over.append(one.about)
        elif now.timestamp() - first < KEPT_FOR.total_seconds():
            looks[one.id.hex()] = (first, -1, seen)
        elif 0 <= since <= counted - _SURE_SECONDS:
            over.append(one.about)
        else:
            looks[one.id.hex()] = (first, since if since >= 0 else counted, seen)
    tx.settings.put(_LOOKS, json.dumps(looks).encode())
    return over


def _is_done(tx: Transaction, one: Whereabouts) -> bool:
    """Say whether it has ended, here or on another computer that knew of other words, or is another peer's now."""
    try:
        referral = tx.referrals.get(one.about)
    except NotFoundError:
        return False
    if referral.is_waiting:
        return False
    if referral.state is not ReferralState.PASSED:
        return True
    given = given_of(tx, referral.follow_up) if referral.follow_up is not None else None
    return given is not None and given.state is HandoffState.ACCEPTED
