"""What a page says about the server and about other computers, beside what it brings: compared, told, never acted on.

A server that shows two people two histories is noticed with the first revision that crosses from one to the other.
"""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Final

from peerdesk.domain.ids import DeviceId, PersonId, SpaceId
from peerdesk.domain.notices import NoticeKind
from peerdesk.sync import signs, together
from peerdesk.sync.reasons import Reason
from peerdesk.vault.evidence import Citation, Counted
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
    page = tuple(page)
    signed = [one for one in page if one.reason in _SIGNED]
    for one in signed:
        if one.previous is not None:
            run, last = one.previous
            tx.evidence.follows(space, DeviceId(one.header.device), one.header.run, run, last)
    _look_for_directories(tx, (one for one in page if one.reason == Reason.OTHER_DIRECTORY.value), now)
    look_for_copies(tx, space, runs_of(signed), now)
    _look_for_forks(tx, space, now)
    return _look_for_histories(tx, space, signed, cursor, now)


def _look_for_histories(
    tx: Transaction, space: SpaceId, signed: Sequence[OpenedRevision], cursor: Point, now: datetime
) -> bool:
    cited = {_cited(one) for one in signed if one.header.seen_seq}
    tx.evidence.cite(space, (one for one in cited if one.seq > cursor.seq))
    reached = {one for one in cited if one.seq <= cursor.seq} | set(tx.evidence.take_cited(space, cursor.seq))
    chains = tx.evidence.chains(space, (one.seq for one in reached))
    # A point of a history that was left behind is explained: this computer had been shown it, too.
    strange = [
        one for one in reached if chains.get(one.seq) != one.chain and not tx.healing.is_past(space, one.seq, one.chain)
    ]
    by_device: dict[DeviceId, list[Citation]] = {}
    for one in strange:
        by_device.setdefault(one.device, []).append(one)
    # Each is told, also behind the first that is news.
    news = [_tell_histories(tx, space, points, now) for _, points in sorted(by_device.items())]
    # What was kept to be compared later has its place somewhere up to the cursor.
    places = {_cited(one): one.seq for one in signed}
    together.note_apart(tx, space, ((one.device, places.get(one, cursor.seq)) for one in strange))
    shared = ((one.device, one.seq) for one in reached.difference(strange) if chains.get(one.seq) == one.chain)
    together.note_together(tx, space, shared, now)
    return any(news)


def _cited(one: OpenedRevision) -> Citation:
    header = one.header
    return Citation(header.seen_seq, header.seen_chain, PersonId(header.owner), DeviceId(header.device))


def _tell_histories(tx: Transaction, space: SpaceId, points: Sequence[Citation], now: datetime) -> bool:
    device, person = points[0].device, points[0].person
    subject = signs.subject_of(space, device)
    told = Told(kind=NoticeKind.TWO_HISTORIES, subject=subject, space=space, person=person, device=device)
    return signs.tell_signs(tx, told, (one.seq.to_bytes(8, "big") + one.chain for one in points), now)


def _look_for_directories(tx: Transaction, claims: Iterable[OpenedRevision], now: datetime) -> None:
    """Tell of genuine revisions that name another directory. No entry comes with them: a bare word proves nothing."""
    for one in claims:
        device, person = DeviceId(one.header.device), PersonId(one.header.owner)
        told = Told(kind=NoticeKind.DIRECTORY_CLAIMED, subject=device, person=person, device=device)
        sign = one.header.directory_n.to_bytes(8, "big") + one.header.directory_hash
        signs.tell_signs(tx, told, [sign], now)


def look_for_copies(tx: Transaction, space: SpaceId, runs: Iterable[Run], now: datetime) -> None:
    """Tell of a vault that goes on in two runs after one of these, or after the one before it."""
    for device, run, person in sorted(_with_earlier(tx, space, runs)):
        if tx.evidence.is_copied(space, device, run):
            # The space is not part of it: one copy is told of once, wherever it shows.
            told = Told(kind=NoticeKind.VAULT_COPIED, subject=device, person=person, device=device)
            signs.tell_signs(tx, told, [run], now)


def _with_earlier(tx: Transaction, space: SpaceId, runs: Iterable[Run]) -> set[Run]:
    """Return some runs and the one before each: what came with a first picture names it here only."""
    known = set(runs)
    return known | {(d, before, p) for d, run, p in known if (before := tx.evidence.before(space, d, run)) is not None}


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
    by_device: dict[DeviceId, list[Counted]] = {}
    for one in tx.evidence.counted_twice(space):
        by_device.setdefault(one.device, []).append(one)
    for device, twice in by_device.items():
        subject = signs.subject_of(space, device)
        told = Told(kind=NoticeKind.COUNTER_FORK, subject=subject, space=space, person=twice[0].person, device=device)
        signs.tell_signs(tx, told, (one.run + one.n.to_bytes(8, "big") for one in twice), now)


def tell_held(tx: Transaction, now: datetime) -> None:
    """Tell of what is held because it would hide very much, as long as it is."""
    if not tx.guard.is_asking:
        return
    held = tx.guard.held()
    records = {one.record for one in held}
    if not any(n.kind is NoticeKind.MASS_HIDING and n.number == len(records) for n in tx.notices.open()):
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
    by_device: dict[tuple[DeviceId, PersonId], set[bytes]] = {}
    for device, run, person in _with_earlier(tx, space, runs):
        by_device.setdefault((device, person), set()).add(run)
    for (device, person), looked_at in sorted(by_device.items()):
        subject = signs.subject_of(space, device)
        looked_at |= set(signs.known(tx, NoticeKind.COUNTER_GAP, subject).signs)
        missing = {run: tx.evidence.missing(space, device, run, ON_THEIR_WAY) for run in looked_at}
        lacking = {run: count for run, count in missing.items() if count}
        told = Told(kind=NoticeKind.COUNTER_GAP, subject=subject, space=space, person=person, device=device)
        if lacking:
            signs.tell_sum(tx, replace(told, number=sum(lacking.values())), lacking, now)
        else:
            signs.withdraw(tx, NoticeKind.COUNTER_GAP, subject)
