"""What waits for the person, as one list: each thing with what can be done about it. Nothing else waits for it."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from peerdesk.domain.changes import Changes
from peerdesk.domain.errors import NotAllowedError, NotFoundError
from peerdesk.domain.ids import RecordId, RevisionId, Rng, new_record_id
from peerdesk.domain.notices import Notice
from peerdesk.sync.held import Hold, held_back
from peerdesk.sync.reasons import WORTH_ANOTHER_TRY, Reason
from peerdesk.sync.unfit import unfit
from peerdesk.vault.heaps import OF_REMOVED, Heap
from peerdesk.vault.transaction import Transaction
from peerdesk.vault.undecided import MOST
from peerdesk.vault.vault import Vault
from peerdesk.work.acts import Act
from peerdesk.work.computers_told import ComputerNews, computer_news, heard_of_computer
from peerdesk.work.hospital_recovery import RecoveryUsed, hear_recovery_use, recovery_of
from peerdesk.work.kept_anew import keep_anew
from peerdesk.work.key_changes import KeyChange, key_changes, take_keys_untold
from peerdesk.work.mass_hiding import accept_hiding, keep_everything
from peerdesk.work.removed_decisions import take_all
from peerdesk.work.removed_items import waiting_of_removed
from peerdesk.work.standing import HANDED_IN, what_became_of_it
from peerdesk.work.supervisors_told import SupervisorNews, heard, supervisor_news
from peerdesk.work.two_directories import trust_ours, was_shown_another_past

__all__ = ["Act", "Need", "do", "needs", "needs_of"]

TWO_VERSIONS: Final = "two_versions"
TWO_DIRECTORIES: Final = "two_directories"
NEW_SUPERVISOR: Final = "new_supervisor"
SUPERVISION_ENDED: Final = "supervision_ended"
NEW_COMPUTER: Final = "new_computer"
NEW_SHEET: Final = "new_sheet"
NEW_KEYS: Final = "new_keys"
RECOVERY_ASKED: Final = "recovery_asked"
RECOVERY_USED: Final = "recovery_used"
_MAY_OPEN: Final = frozenset(reason.value for reason in WORTH_ANOTHER_TRY)
_REASONS: Final = frozenset(reason.value for reason in Reason)
ADDED: Final = "added-"
_APART: Final = "apart-"
_TURNED_DOWN: Final = "turned-down-"
_AT_ONCE: Final = 200
"""So many are sent again in one transaction, so that a note being kept does not wait long."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Need:
    """One thing that waits. `reason` is a code with words at each face; `key` names it for `do`.

    `note` is the note it is about, where there is one here, `name` the person, where it is one. `is_calm` says that it
    only tells of something that is over. `number` is the fact that its reason speaks of: of something set apart, how
    much of it there is. `notice`, `news`, `keys` and `used` hold the facts of what is told.
    """

    key: str
    reason: str
    acts: tuple[Act, ...]
    note: RecordId | None = None
    is_calm: bool = False
    number: int = 0
    notice: Notice | None = None
    name: str = ""
    news: SupervisorNews | None = None
    added: ComputerNews | None = None
    keys: KeyChange | None = None
    used: RecoveryUsed | None = None


def needs(vault: Vault) -> tuple[Need, ...]:
    """Return everything that waits for the person, decisions about their own words first."""
    with vault.read() as tx:
        return needs_of(tx)


def needs_of(tx: Transaction) -> tuple[Need, ...]:
    """Return the same inside a transaction."""
    decisions = (*_off_the_list(tx), *_differing(tx), *_overtaken(tx), *_forked(tx))
    people = (*_rekeyed(tx), *_added(tx), *_supervisors(tx))
    return (*_recovery(tx), *decisions, *people, *_held(tx), *_unfit(tx), *_apart(tx), *_told(tx))


def do(vault: Vault, key: str, act: Act, now: datetime, rng: Rng) -> Changes:
    """Do what was decided about one thing: KEEP, DROP, RESEND, KEEP_ALL, ACCEPT, SEEN, CLEAR or SAME.

    Raises NotFoundError when it does not wait any more, NotAllowedError for what cannot be done about it.
    """
    if act in {Act.KEEP_ALL, Act.ACCEPT}:
        with vault.read() as tx:
            need = _offered(tx, key, act)
        if need.reason == OF_REMOVED:
            return take_all(vault, now, rng)
        return accept_hiding(vault) if act is Act.ACCEPT else keep_everything(vault, now, rng)
    if act is Act.RESEND:
        return _send_again(vault, key)
    with vault.write() as tx:
        need = _offered(tx, key, act)
        match act:
            case Act.KEEP | Act.DROP if need.reason == Reason.OVERTAKEN.value:
                return _decide(tx, key, now, rng, keep=act is Act.KEEP)
            case Act.DROP:
                tx.heaps.leave(next(heap for heap in tx.heaps.set_apart() if key == f"{_APART}{heap.reason}"))
            case Act.CLEAR:
                trust_ours(tx)
            case Act.SEEN:
                _hear(tx, need)
            case Act.SAME if need.keys is not None:
                return take_keys_untold(tx, need.keys, now)
            case _:
                raise NotAllowedError("attention")
    return Changes(outbox=True, directory=act is Act.CLEAR)


def _hear(tx: Transaction, need: Need) -> None:
    """Note that the person has read what was told."""
    if need.notice is not None:
        tx.notices.dismiss(need.notice.id)
    if need.news is not None:
        heard(tx, need.news)
    if need.added is not None:
        heard_of_computer(tx, need.added)
    if need.used is not None:
        hear_recovery_use(tx, need.used)


def _offered(tx: Transaction, key: str, act: Act) -> Need:
    need = next((one for one in needs_of(tx) if one.key == key), None)
    if need is None:
        raise NotFoundError("thing")
    if act not in need.acts:
        raise NotAllowedError("attention")
    return need


def _recovery(tx: Transaction) -> Iterator[Need]:
    here = recovery_of(tx)
    for used in here.unheard:
        yield Need(key=f"recovery-{used.n}", reason=RECOVERY_USED, acts=(Act.SEEN,), used=used)
    if here.asked:
        yield Need(key="recovery", reason=RECOVERY_ASKED, acts=(Act.ANSWER,))


def _off_the_list(tx: Transaction) -> Iterator[Need]:
    for reason, number in what_became_of_it(tx):
        yield Need(key=reason, reason=reason, acts=(Act.AGAIN,), is_calm=reason == HANDED_IN, number=number)


def _differing(tx: Transaction) -> Iterator[Need]:
    for note in tx.histories.disputed_notes():
        yield Need(key=f"two-{note.hex()}", reason=TWO_VERSIONS, acts=(Act.COMPARE,), note=note)


def _overtaken(tx: Transaction) -> Iterator[Need]:
    for one in tx.inbox.set_aside():
        yield Need(key=f"aside-{one.id}", reason=Reason.OVERTAKEN.value, acts=(Act.KEEP, Act.DROP))


def _forked(tx: Transaction) -> Iterator[Need]:
    if tx.directory.forks():
        acts = (Act.AGAIN,) if was_shown_another_past(tx) else (Act.CLEAR, Act.AGAIN)
        yield Need(key="directory", reason=TWO_DIRECTORIES, acts=acts)


def _rekeyed(tx: Transaction) -> Iterator[Need]:
    for one in key_changes(tx):
        yield Need(
            # The change is part of the name: what was said of one set of keys is not said of the next.
            key=f"keys-{one.person.hex()}-{one.changed_n}",
            reason=NEW_KEYS,
            acts=(Act.WORDS,) if one.must_compare else (Act.WORDS, Act.SAME),
            number=one.copies,
            name=one.name,
            keys=one,
        )


def _added(tx: Transaction) -> Iterator[Need]:
    for one in computer_news(tx):
        reason = NEW_SHEET if one.is_paper else NEW_COMPUTER
        acts = (Act.SEEN,) if one.is_paper else (Act.SEEN, Act.REMOVE)
        yield Need(key=f"{ADDED}{one.device.hex()}", reason=reason, acts=acts, added=one)


def _supervisors(tx: Transaction) -> Iterator[Need]:
    for one in supervisor_news(tx):
        yield Need(
            key=f"supervisor-{one.person.hex()}",
            reason=SUPERVISION_ENDED if one.has_ended else NEW_SUPERVISOR,
            acts=(*([Act.TAKE_BACK if one.has_ended else Act.CHOOSE] if one.leaves_a_choice else []), Act.SEEN),
            is_calm=one.has_ended and not one.leaves_a_choice,
            number=one.copies,
            name=one.name,
            news=one,
        )


def _held(tx: Transaction) -> Iterator[Need]:
    # In a vault of no hospital everything waits for ever, and looking through all of it would find nothing held.
    if tx.identity.get().organisation is None:
        return
    # What waits for a word about somebody's new keys is told of with those keys.
    copies = held_back(tx, why=Hold.NO_SUPERVISOR)
    original = {given.item.id: given.original for given in tx.shared_items.all_given()} if copies else {}
    for copy in copies:
        note = original.get(copy.record)
        acts = (Act.SHOW,) if note is not None else (Act.AGAIN,)
        yield Need(key=f"held-{copy.record.hex()}", reason=Reason.HELD_BACK.value, acts=acts, note=note)


def _unfit(tx: Transaction) -> Iterator[Need]:
    for record in unfit(tx):
        note = record if _is_here(tx, record) else None
        acts = (Act.AGAIN,) if note is None else (Act.SHOW,)
        yield Need(key=f"unfit-{record.hex()}", reason=Reason.UNFIT.value, acts=acts, note=note)


def _apart(tx: Transaction) -> Iterator[Need]:
    for heap in tx.heaps.turned_down():
        yield _heap(tx, heap, (Act.RESEND,), (), _key_of(heap))
    for heap in tx.heaps.set_apart():
        if heap.reason == OF_REMOVED:
            yield from _of_removed(tx, heap)
            continue
        again = (Act.AGAIN,) if heap.reason in _MAY_OPEN else ()
        yield _heap(tx, heap, (), (*again, Act.DROP), f"{_APART}{heap.reason}")


def _of_removed(tx: Transaction, heap: Heap) -> Iterator[Need]:
    """Yield the question about the work of removed computers, unless all of it was decided one by one."""
    waiting = len(waiting_of_removed(tx))
    if waiting:
        acts = (Act.LOOK, Act.ACCEPT, Act.DROP)
        number = heap.count if waiting == MOST else waiting
        yield Need(key=f"{_APART}{heap.reason}", reason=heap.reason, acts=acts, number=number)


def _key_of(heap: Heap) -> str:
    # What is our own and was turned down keeps its place: until it has travelled, not everything is on the server.
    return f"{_TURNED_DOWN}{heap.revision.hex() if heap.revision is not None else heap.reason}"


def _heap(tx: Transaction, heap: Heap, first: tuple[Act, ...], last: tuple[Act, ...], key: str) -> Need:
    note = heap.record if heap.record is not None and _is_here(tx, heap.record) else None
    show = (Act.SHOW,) if note is not None else ()
    return Need(key=key, reason=heap.reason, acts=(*first, *show, *last), note=note, number=heap.count)


def _told(tx: Transaction) -> Iterator[Need]:
    for one in tx.notices.open():
        acts = (Act.SEEN,) if one.can_be_dismissed else (Act.KEEP_ALL, Act.ACCEPT)
        calm = one.can_be_dismissed and not one.is_alarm
        yield Need(
            key=f"notice-{one.id}", reason=one.kind.value, acts=acts, is_calm=calm, number=one.number, notice=one
        )


def _is_here(tx: Transaction, record: RecordId) -> bool:
    try:
        return not tx.encounters.row(record).hidden
    except NotFoundError:
        return False


def _send_again(vault: Vault, key: str) -> Changes:
    changes, are_left = Changes(outbox=True), True
    with vault.read() as tx:
        _offered(tx, key, Act.RESEND)
    while are_left:
        with vault.write() as tx:
            some = _turned_down(tx, key.removeprefix(_TURNED_DOWN))
            for revision in some:
                changes |= tx.refused.try_again(revision)
        are_left = len(some) == _AT_ONCE
    return changes


def _turned_down(tx: Transaction, named: str) -> tuple[RevisionId, ...]:
    if named in _REASONS:
        return tx.heaps.turned_down_for(named, _AT_ONCE)
    return (RevisionId(bytes.fromhex(named)),)


def _decide(tx: Transaction, key: str, now: datetime, rng: Rng, *, keep: bool) -> Changes:
    aside = next(one for one in tx.inbox.set_aside() if f"aside-{one.id}" == key)
    changes = keep_anew(tx, aside.kind, aside.fields, new_record_id(now, rng)) if keep else Changes(outbox=True)
    tx.inbox.forget(aside)
    return changes
