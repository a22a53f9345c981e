"""What was found out about a computer, added up: one notice for each kind, space and computer, however much there is.

Whoever may write here could otherwise bury every alarm of this person's under a thousand of the same.
"""

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime
from typing import Final, NamedTuple

import msgspec

from peerdesk.domain.ids import SpaceId
from peerdesk.domain.notices import NoticeKind
from peerdesk.vault.shelves.notices import Told
from peerdesk.vault.transaction import Transaction

MOST: Final = 64
"""So many signs of one kind are told apart. One more brings the notice back each time, and is not counted."""


class Known(NamedTuple):
    """What the notice says by now: a number, and the signs that are behind it."""

    number: int = 0
    signs: tuple[bytes, ...] = ()


def known(tx: Transaction, kind: NoticeKind, subject: bytes) -> Known:
    """Return what is known of a computer by now."""
    kept = tx.settings.get(_name(kind, subject))
    return msgspec.msgpack.decode(kept, type=Known) if kept else Known()


def tell_signs(tx: Transaction, told: Told, signs: Iterable[bytes], now: datetime) -> bool:
    """Tell of signs that were never seen before: `number` is how many there are. Say whether one of them is counted."""
    before = known(tx, told.kind, told.subject)
    new = sorted(set(signs) - set(before.signs))
    if not new:
        return False
    after = (*before.signs, *new)[:MOST]
    _keep(tx, told, Known(len(after), after), now, is_news=True)
    return len(after) > len(before.signs)


def tell_sum(tx: Transaction, told: Told, signs: Iterable[bytes], now: datetime) -> None:
    """Tell how much there is of something now. It is news where it has grown, or is about something else."""
    before = known(tx, told.kind, told.subject)
    after = Known(told.number, tuple(sorted(set(signs)))[:MOST])
    if after != before:
        is_news = after.number > before.number or not set(after.signs) <= set(before.signs)
        _keep(tx, told, after, now, is_news=is_news)


def withdraw(tx: Transaction, kind: NoticeKind, subject: bytes) -> None:
    """Take back what was told: there is nothing of it any more."""
    if known(tx, kind, subject) != Known():
        tx.settings.put(_name(kind, subject), b"")
        tx.notices.withdraw(kind, subject)


def subject_of(space: SpaceId, device: bytes) -> bytes:
    """Return what a notice about a computer in a space is about."""
    return space + device


def _keep(tx: Transaction, told: Told, after: Known, now: datetime, *, is_news: bool) -> None:
    tx.settings.put(_name(told.kind, told.subject), msgspec.msgpack.encode(after))
    tx.notices.tell_now(replace(told, number=after.number), now, is_news=is_news)


def _name(kind: NoticeKind, subject: bytes) -> str:
    return f"signs {kind.value} {subject.hex()}"
