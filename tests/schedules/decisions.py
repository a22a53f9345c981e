"""What a person says about the work of computers that were removed: yes or no to one item, or to all of it.

A yes to one item brings its words, and only these; a yes to all brings whatever is here without a gap, with its
history. What that is, the schedule finds by its own reading of the bytes that were set apart, with every key there is.
"""

from collections import defaultdict
from collections.abc import Callable, Iterator
from typing import NamedTuple

from peerdesk.domain.ids import RecordId
from peerdesk.domain.merge import view
from peerdesk.vault.heaps import OF_REMOVED
from peerdesk.vault.vault import Vault
from peerdesk.wire.revision import Kind
from peerdesk.work.attention import Act, Need, do, needs
from peerdesk.work.removed_decisions import drop_item, take_item
from peerdesk.work.removed_items import Became, RemovedItem, removed_work, waiting_of_removed
from tests.schedules.looking import Reader, rows, shown_in
from tests.schedules.said import FIELDS, Said, words_in
from tests.schedules.town import Computer, Town

_APART = (
    "SELECT revision, space, device, run, n, kind, record, frame FROM revision"
    " WHERE state = 'quarantined' AND reason = 'revoked_device' AND owner = ? AND seq IS NOT NULL"
)
_PLACED = "SELECT DISTINCT n FROM revision WHERE space = ? AND device = ? AND run = ? AND seq IS NOT NULL"


class Decision(NamedTuple):
    """How to decide, and what tells the model if it was decided."""

    do: Callable[[], object]
    claim: Callable[[], None]


class Decisions:
    """Everything that can be said. `is_by_officer`: somebody was removed by the officer, who had seen nothing."""

    def __init__(self, town: Town, said: Said, reader: Reader) -> None:
        self.town = town
        self.said = said
        self._reader = reader
        self.is_by_officer = False

    def take_up(self, at: Computer, a: int) -> Decision | None:
        """Say yes to one item."""
        items = [item for item in removed_work(at.open).items if item.became is not Became.UNREAD]
        if not items:
            return None
        item = items[a % len(items)]
        return Decision(lambda: take_item(at.open, item.key, at.now, self.town.rng), self._taken(at, [item]))

    def leave_apart(self, at: Computer, a: int) -> Decision | None:
        """Say no to one item."""
        items = removed_work(at.open).items
        if not items:
            return None
        item = items[a % len(items)]

        def claim() -> None:
            if item.key not in _waiting(at.open):
                self._left(frozenset({item.record}))

        return Decision(lambda: drop_item(at.open, item.key), claim)

    def answer_all(self, at: Computer, *, yes: bool) -> Decision | None:
        """Say yes, or no, to everything that is left."""
        need = question(at.open)
        if need is None:
            return None
        act = Act.ACCEPT if yes else Act.DROP
        taken = self._all_taken(at) if yes else self._none_taken(at)

        def claim() -> None:
            if question(at.open) is None or len(_waiting(at.open)) < need.number:
                taken()

        return Decision(lambda: do(at.open, need.key, act, at.now, self.town.rng), claim)

    def learn_keys(self) -> None:
        """Let the schedule read whatever anybody can read."""
        for computer in self.town.everybody:
            self._reader.learn_keys(computer.open)

    def waiting(self, at: Computer) -> int:
        """Return how much waits for an answer."""
        return len(_waiting(at.open)) if question(at.open) is not None else 0

    def words_apart(self, vault: Vault) -> frozenset[str]:
        """Return the words that are set apart in a vault."""
        self.learn_keys()
        with vault.read() as tx:
            person = tx.person
        apart = rows(vault, _APART, person)
        return frozenset().union(*(self._reader.of_frame(row[0], row[-1]) for row in apart if row[5] == Kind.DATA))

    def _none_taken(self, at: Computer) -> Callable[[], None]:
        records = _waiting_records(at.open)
        return lambda: self._left(records)

    def _left(self, records: frozenset[RecordId]) -> None:
        # What an officer's revocation left counting on one computer is apart on another, and stays so after a no.
        if self.is_by_officer:
            self.said.heard_late |= records

    def _all_taken(self, at: Computer) -> Callable[[], None]:
        with at.open.read() as tx:
            is_split = tx.heaps.one_by_one.has_no(tx.heaps.left_at(OF_REMOVED))
        if is_split:
            return self._taken(at, [one for one in removed_work(at.open).items if one.became is not Became.UNREAD])
        self.learn_keys()
        words, erased = frozenset[str](), frozenset[RecordId]()
        for revision, kind, record, frame in _without_a_gap(at.open):
            if kind == Kind.ERASE:
                erased |= {RecordId(record)}
            elif kind == Kind.DATA:
                words |= self._reader.of_frame(revision, frame)
        return lambda: self.said.take_in(at.name, words, erased)

    def _taken(self, at: Computer, items: list[RemovedItem]) -> Callable[[], None]:
        before = [(item, shown_in(at.open, item.record), not is_erased(at.open, item.record)) for item in items]

        def claim() -> None:
            waiting = _waiting(at.open)
            for item, seen, was_here in before:
                if item.key in waiting:
                    continue
                if item.became is Became.ERASED:
                    self.said.erase(at.open.device, item.record, seen)
                elif was_here:
                    self.said.take_in(at.name, _words(item))
                else:
                    kept = (words_in(str(item.fields.get(field, ""))) for field in FIELDS)
                    self.said.keep_anew(item.record, frozenset().union(*kept))

        return claim


def question(vault: Vault) -> Need | None:
    """Return the question about the work of removed computers, if it is asked."""
    return next((need for need in needs(vault) if need.reason == OF_REMOVED), None)


def is_erased(vault: Vault, record: RecordId) -> bool:
    """Say whether a record was erased for good, as far as this vault knows."""
    with vault.read() as tx:
        return tx.deleted.is_erased(record)


def _words(item: RemovedItem) -> frozenset[str]:
    shown = view((item.head,)) if item.head is not None else {}
    return frozenset().union(*(words_in(str(c.value)) for field in FIELDS for c in shown.get(field, ())))


def _waiting(vault: Vault) -> frozenset[bytes]:
    with vault.read() as tx:
        return frozenset(bytes(one.revision) for one in waiting_of_removed(tx))


def _waiting_records(vault: Vault) -> frozenset[RecordId]:
    with vault.read() as tx:
        return frozenset(one.record for one in waiting_of_removed(tx))


def _without_a_gap(vault: Vault) -> Iterator[tuple[bytes, int, bytes, bytes]]:
    """Yield what is set apart here, as far as nothing of its run is missing before."""
    with vault.read() as tx:
        person = tx.person
    numbers: dict[tuple[bytes, bytes, bytes], set[int]] = defaultdict(set)
    for revision, space, device, run, n, kind, record, frame in rows(vault, _APART, person):
        where = space, device, run
        if where not in numbers:
            numbers[where] = {number for (number,) in rows(vault, _PLACED, *where)}
        if numbers[where] >= set(range(1, n + 1)):
            yield revision, kind, record, frame
