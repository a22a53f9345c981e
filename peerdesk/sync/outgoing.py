"""Sealing what waits: in one commit the intent goes and the sealed bytes are there, with their counter.

From then on every try sends those bytes. What may not travel as it is stays here, and is said to.
"""

from collections.abc import Collection, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Final

from peerdesk.crypto.epoch_key import EpochKey
from peerdesk.domain.changes import RecordKind
from peerdesk.domain.ids import DeviceId, RecordId, RevisionId, SpaceId
from peerdesk.domain.merge import Head
from peerdesk.sync.drops import TALLY_BUCKET
from peerdesk.sync.held import hold_of, note_held
from peerdesk.sync.payload import first_plain, to_plain
from peerdesk.sync.sealing import Author, Sealed, Standpoint, Subject, seal_record
from peerdesk.sync.shapes import IN_DROP_SPACE
from peerdesk.sync.space_keys import new_key, standpoint, usable_key
from peerdesk.sync.squeezing import squeezed
from peerdesk.sync.unfit import fits, note_unfit, unfit_in
from peerdesk.vault.outbox import Intent
from peerdesk.vault.outgoing import Attempt, Waiting
from peerdesk.vault.records import SAVE
from peerdesk.vault.transaction import Transaction
from peerdesk.wire import ids as wire_ids
from peerdesk.wire.ids import RunId, own_space
from peerdesk.wire.membership import Directory
from peerdesk.wire.revision import Header, Kind, parse_header, parse_revision

_ALL: Final = 2**31
_NOTHING: Final = Head(revision=None, parents=(), fields={}, seen={})


def seal_waiting(
    tx: Transaction, author: Author, space: SpaceId, directory: Directory, limit: int, now: datetime
) -> int:
    """Seal up to `limit` intents of a space and return how many that were. Makes a new key first where one is due.

    What is for somebody who does not supervise this peer at `now`, or has new keys, stays here (`peerdesk.sync.held`),
    and so does what nobody would take (`peerdesk.sync.unfit`).
    """
    hold = hold_of(tx, directory.members, space, now)
    note_held(tx, space, hold)
    intents, stays = _next(tx, space, limit, hold.kinds)
    if not intents:
        note_unfit(tx, space, stays)
        return 0
    key = usable_key(tx, author, space, directory.members) or new_key(tx, author, space, directory)
    at = standpoint(tx, space, directory)
    for intent in intents:
        if intent.is_erase:
            _seal(tx, author, at, key, intent)
    stay = _seal_together(tx, author, at, key, [intent for intent in intents if not intent.is_erase])
    note_unfit(tx, space, stays | stay)
    return len(intents) - len(stay)


def seal_erases(tx: Transaction, author: Author, space: SpaceId, directory: Directory, limit: int) -> None:
    """Seal up to `limit` erases of a space, and nothing that waits beside them."""
    erases = [intent for intent in tx.outbox.fresh(space, limit) if intent.is_erase]
    if not erases:
        return
    key = usable_key(tx, author, space, directory.members) or new_key(tx, author, space, directory)
    at = standpoint(tx, space, directory)
    for intent in erases:
        _seal(tx, author, at, key, intent)


def seal_saves(tx: Transaction, author: Author, space: SpaceId, directory: Directory, limit: int) -> None:
    """Seal up to `limit` of what was saved in a space, and no erase that waits beside it."""
    stayed = set(unfit_in(tx, space))
    saves = [intent for intent in tx.outbox.fresh(space, _ALL) if not intent.is_erase and intent.record not in stayed]
    saves = saves[:limit]
    if saves:
        key = usable_key(tx, author, space, directory.members) or new_key(tx, author, space, directory)
        note_unfit(tx, space, stayed | _seal_together(tx, author, standpoint(tx, space, directory), key, saves))


def _next(
    tx: Transaction, space: SpaceId, limit: int, without: Collection[RecordKind]
) -> tuple[Sequence[Intent], set[RecordId]]:
    """Return up to `limit` intents of a space, and the records that stayed in the last round and wait behind them."""
    stayed = set(unfit_in(tx, space))
    # What stayed may come first of all that waits, and must take the place of none: it is tried behind the rest.
    found = tx.outbox.fresh(space, limit + len(stayed), without=without)
    ordered = sorted(found, key=lambda intent: not intent.is_erase and intent.record in stayed)
    return ordered[:limit], {intent.record for intent in ordered[limit:]} & stayed


def _seal_together(
    tx: Transaction, author: Author, at: Standpoint, key: EpochKey, saves: Sequence[Intent]
) -> set[RecordId]:
    """Seal what was saved, in the order given: one question and one statement for each table.

    Returns the records of which nobody would take what they say: they stay as they are, and use no counter.
    """
    found = tx.outgoing.waiting(saves)
    alone = [intent for intent, waiting in zip(saves, found, strict=True) if waiting is None]
    stay = {intent.record for intent in alone if not _seal(tx, author, at, key, intent)}
    travels = [(one, fits(one.intent.record_kind, one.values, one.head)) for one in found if one is not None]
    _seal_batch(tx, author, at, key, [one for one, is_fit in travels if is_fit])
    return stay | {one.intent.record for one, is_fit in travels if not is_fit}


def _seal_batch(tx: Transaction, author: Author, at: Standpoint, key: EpochKey, together: Sequence[Waiting]) -> None:
    if not together:
        return
    space = SpaceId(at.space)
    times = tx.change_times.take_many([waiting.intent.record for waiting in together])
    attempts, first = [], tx.counters.allot(space, len(together))
    for n, waiting in enumerate(together, start=first):
        record = waiting.intent.record
        # What those before it have named, or found that there is none to name, is not asked again for each.
        before = _run_before(tx, author, space, n) if n <= max(first, NAMES_PREVIOUS) else None
        plain = _plain_of(waiting, before, times.get(record))
        subject = _subject(record, Kind.DATA, waiting.head.parents if waiting.head else ())
        sealed = seal_record(author, at, key, subject, n, plain, _least(waiting.intent))
        attempts.append(Attempt(waiting, RevisionId(sealed.revision), author.stamp(n), sealed.frame, sealed.header))
    tx.outgoing.keep(attempts)


def _plain_of(waiting: Waiting, before: tuple[bytes, int] | None, kept_at: datetime | None) -> bytes:
    kind = waiting.intent.record_kind
    if waiting.head is None:
        return _as_it_leaves(kind, first_plain(kind, waiting.values, before, kept_at))
    return _as_it_leaves(kind, to_plain(kind, waiting.head, before, kept_at))


def _as_it_leaves(kind: RecordKind, plain: bytes) -> bytes:
    # Notes only: they are many, and only a person's own computers read them. A supervisor may have an older PeerDesk.
    return squeezed(plain) if kind is RecordKind.ENCOUNTER else plain


def _least(intent: Intent) -> int:
    """Return the bucket below which this does not leave: tallies are all of one size."""
    return TALLY_BUCKET if intent.record_kind in IN_DROP_SPACE and not intent.is_erase else 0


def _run_before(tx: Transaction, author: Author, space: SpaceId, n: int) -> tuple[bytes, int] | None:
    # Keys may take the first counters of a run, and have no place for it: what comes behind them says it then.
    is_said = n > NAMES_PREVIOUS and tx.evidence.before(space, DeviceId(author.device), author.run) is not None
    before = None if is_said else tx.counters.last_run(space)
    if before is not None:
        tx.evidence.follows(space, DeviceId(author.device), author.run, *before)
    return before


def seal_one(tx: Transaction, author: Author, directory: Directory, record: RecordId) -> None:
    """Seal the change that waits in one note of the author's own, so that it is a version whatever comes after it."""
    space = SpaceId(own_space(author.person))
    meant = Intent(space=space, owner=tx.person, record=record, record_kind=RecordKind.ENCOUNTER, action=SAVE)
    key = usable_key(tx, author, space, directory.members) or new_key(tx, author, space, directory)
    _seal(tx, author, standpoint(tx, space, directory), key, meant)


def _seal(tx: Transaction, author: Author, at: Standpoint, key: EpochKey, intent: Intent) -> bool:
    """Seal one intent by itself. Says whether it could travel; if not, it stays as it is."""
    head = tx.outbox.content(intent)
    if not (intent.is_erase or fits(intent.record_kind, {}, head)):
        return False
    n = tx.counters.next_n(intent.space)
    before = _run_before(tx, author, intent.space, n)
    subject = _subject(intent.record, Kind.ERASE if intent.is_erase else Kind.DATA, head.parents)
    kept_at = tx.change_times.take(intent.record)
    plain = _as_it_leaves(intent.record_kind, to_plain(intent.record_kind, head, before, kept_at))
    sealed = seal_record(author, at, key, subject, n, plain, _least(intent))
    tx.outbox.attempt(intent, RevisionId(sealed.revision), author.stamp(n), sealed.frame, sealed.header)
    return True


def _subject(record: RecordId, kind: Kind, parents: tuple[bytes, ...]) -> Subject:
    return Subject(wire_ids.RecordId(record), kind, tuple(map(wire_ids.RevisionId, parents)))


NAMES_PREVIOUS: Final = 2
"""The first two revisions of a run name the run before, so that one of them may be lost on the way."""


def seal_void(tx: Transaction, author: Author, space: SpaceId, directory: Directory, refused: bytes) -> None:
    """Put a void in the place of a revision that the server will never take, so that no counter is missing."""
    header = parse_header(parse_revision(refused).header)
    if header.kind in {Kind.VOID, Kind.EPOCH} or header.device != author.device:
        return
    key = usable_key(tx, author, space, directory.members) or new_key(tx, author, space, directory)
    sealed = _void(author, standpoint(tx, space, directory), key, header)
    tx.outbox.attempt_other(RevisionId(sealed.revision), sealed.frame, sealed.header)


def _void(author: Author, at: Standpoint, key: EpochKey, refused: Header) -> Sealed:
    writer = replace(author, run=RunId(refused.run))
    subject = Subject(refused.record, Kind.VOID, refused.parents)
    own = at.space == own_space(author.person)
    plain = to_plain(RecordKind.ENCOUNTER if own else RecordKind.SHARED_ENCOUNTER, _NOTHING)
    return seal_record(writer, at, key, subject, refused.n, plain)
