"""What a page says about the server and about other computers, beside what it brings: compared, told, never acted on.

A server that shows two people two histories is noticed with the first revision that crosses from one to the other.
"""

from collections.abc import Iterable
from datetime import datetime
from typing import Final

from peerdesk.domain.ids import DeviceId, PersonId, SpaceId
from peerdesk.domain.notices import NoticeKind
from peerdesk.sync.reasons import Reason
from peerdesk.vault.evidence import Citation
from peerdesk.vault.inbox import OpenedRevision
from peerdesk.vault.shelves.notices import Told
from peerdesk.vault.shelves.spaces import Point
from peerdesk.vault.transaction import Transaction
from peerdesk.wire.limits import MAX_PUSH_REVISIONS

_SIGNED: Final = frozenset({"", Reason.NO_KEY.value, Reason.CANNOT_OPEN.value, Reason.BAD_CONTENT.value})
"""Whatever else is wrong with these, their header is genuine."""

MOST_OFFSET_SECONDS: Final = 300

ON_THEIR_WAY: Final = 2 * MAX_PUSH_REVISIONS
"""So many of one computer can be on their way at once and arrive in another order: what is newer goes by kind."""

Run = tuple[DeviceId, bytes, PersonId]
"""One opening of a vault, and whose it is."""


def examine(tx: Transaction, space: SpaceId, page: Iterable[OpenedRevision], cursor: Point, now: datetime) -> bool:
    """Look at a page that was just kept, up to `cursor`. Say whether it shows, for the first time, another history."""
    signed = [one for one in page if one.reason in _SIGNED]
    for one in signed:
        if one.previous is not None:
            run, last = one.previous
            tx.evidence.follows(space, DeviceId(one.header.device), one.header.run, run, last)
    _look_for_copies(tx, space, signed, now)
    _look_for_forks(tx, space, now)
    return _look_for_histories(tx, space, signed, cursor, now)


def _look_for_histories(
    tx: Transaction, space: SpaceId, signed: Iterable[OpenedRevision], cursor: Point, now: datetime
) -> bool:
    cited = {_cited(one) for one in signed if one.header.seen_seq}
    tx.evidence.cite(space, (one for one in cited if one.seq > cursor.seq))
    reached = {one for one in cited if one.seq <= cursor.seq} | set(tx.evidence.take_cited(space, cursor.seq))
    chains = tx.evidence.chains(space, (one.seq for one in reached))
    # A point of a history that was left behind is explained: this computer had been shown it, too.
    strange = [
        one for one in reached if chains.get(one.seq) != one.chain and not tx.healing.is_past(space, one.seq, one.chain)
    ]
    news = [_tell_histories(tx, space, one, now) for one in sorted(strange)]
    return any(news)


def _cited(one: OpenedRevision) -> Citation:
    header = one.header
    return Citation(header.seen_seq, header.seen_chain, PersonId(header.owner), DeviceId(header.device))


def _tell_histories(tx: Transaction, space: SpaceId, one: Citation, now: datetime) -> bool:
    subject = space + one.seq.to_bytes(8, "big") + one.chain
    told = Told(
        kind=NoticeKind.TWO_HISTORIES,
        subject=subject,
        number=one.seq,
        space=space,
        person=one.person,
        device=one.device,
    )
    return tx.notices.tell_once(told, now)


def _look_for_copies(tx: Transaction, space: SpaceId, signed: Iterable[OpenedRevision], now: datetime) -> None:
    for device, run, person in sorted(runs_of(signed)):
        if tx.evidence.is_copied(space, device, run):
            # The space is not part of it: one copy is told of once, wherever it shows.
            told = Told(kind=NoticeKind.VAULT_COPIED, subject=device + run, person=person, device=device)
            tx.notices.tell_once(told, now)


def runs_of(page: Iterable[OpenedRevision]) -> set[Run]:
    """Return every run that a page is about: those that wrote in it, and those that are named as the one before."""
    runs = set[Run]()
    for one in (one for one in page if one.reason in _SIGNED):
        device, person = DeviceId(one.header.device), PersonId(one.header.owner)
        runs.add((device, bytes(one.header.run), person))
        if one.previous is not None:
            runs.add((device, one.previous[0], person))
    return runs


def _look_for_forks(tx: Transaction, space: SpaceId, now: datetime) -> None:
    for one in tx.evidence.counted_twice(space):
        subject = space + one.device + one.run + one.n.to_bytes(8, "big")
        told = Told(
            kind=NoticeKind.COUNTER_FORK,
            subject=subject,
            number=one.n,
            space=space,
            person=one.person,
            device=one.device,
        )
        tx.notices.tell_once(told, now)


def tell_held(tx: Transaction, now: datetime) -> None:
    """Tell of what is held because it would hide very much, as long as it is."""
    held = tx.guard.held()
    records = {one.record for one in held}
    if held and not any(n.kind is NoticeKind.MASS_HIDING and n.number == len(records) for n in tx.notices.open()):
        told = Told(kind=NoticeKind.MASS_HIDING, number=len(records), person=tx.person, device=DeviceId(held[0].device))
        tx.notices.tell(told, now)


def tell_clock(tx: Transaction, offset: int, now: datetime) -> None:
    """Tell that the clocks are far apart, and take it back once they are not. It decides and blocks nothing."""
    if abs(offset) > MOST_OFFSET_SECONDS:
        tx.notices.tell_once(Told(kind=NoticeKind.CLOCK_OFF, number=offset), now)
    else:
        tx.notices.withdraw(NoticeKind.CLOCK_OFF)


def look_for_gaps(tx: Transaction, space: SpaceId, runs: Iterable[Run], now: datetime) -> None:
    """Tell of numbers that are missing in these runs, and take back what has come since. At the head only."""
    earlier = {(d, before, p) for d, run, p in runs if (before := tx.evidence.before(space, d, run)) is not None}
    for device, run, person in sorted(earlier | set(runs)):
        subject = space + device + run
        lacking = tx.evidence.missing(space, device, run, ON_THEIR_WAY)
        if lacking:
            told = Told(
                kind=NoticeKind.COUNTER_GAP, subject=subject, number=lacking, space=space, person=person, device=device
            )
            tx.notices.tell_once(told, now)
        else:
            tx.notices.withdraw(NoticeKind.COUNTER_GAP, subject)
