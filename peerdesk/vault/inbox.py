"""What was pulled: kept byte for byte, merged into the rows, blanked where it was erased; one page, one commit.

Nothing here decides anything by a clock, and nothing is written to be sent because something came in.
"""

from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from sqlalchemy import Connection

from peerdesk.domain.changes import Changes, RecordKind
from peerdesk.domain.ids import PersonId, RecordId, RevisionId, SpaceId
from peerdesk.domain.merge import Head, arrived
from peerdesk.vault import revisions
from peerdesk.vault.ancestry import Ancestry
from peerdesk.vault.asides import Asides, SetAside
from peerdesk.vault.engine import driver_of
from peerdesk.vault.fields import KINDS, UnreadableFieldError, Values
from peerdesk.vault.guard import HELD_HIDING, NO_BEAT, Beat, Guard
from peerdesk.vault.intake import take_notes, unknown_notes
from peerdesk.vault.opened_revision import OpenedRevision
from peerdesk.vault.pictures import make_way
from peerdesk.vault.records import ERASE, Records, shown
from peerdesk.vault.revisions import EARLY, PULLED, QUARANTINED
from peerdesk.vault.shelves.spaces import Point, Spaces, SpaceState
from peerdesk.vault.values import check_readable
from peerdesk.wire.revision import Header, Kind

__all__ = ["Apart", "Inbox", "OpenedRevision"]

UNREADABLE: Final = "unreadable_field"
BLANKED: Final = "blanked"
USED_COUNTER: Final = "used_counter"
TAKEN: Final = "taken_id"
TOO_MANY: Final = "too_many_heads"

MOST_HEADS: Final = 64
"""Versions of one record side by side. Honest computers make a few; the cost of merging grows with their square."""

_INTENT: Final = "SELECT action FROM intent WHERE space = ? AND owner = ? AND record = ?"
_DROP: Final = "DELETE FROM intent WHERE space = ? AND owner = ? AND record = ?"
# Also what the server has turned down, and has all the same: then it was there before, or somebody handed it on.
_PLACE: Final = (
    "UPDATE revision SET seq = ?, reason = iif(state = 'quarantined' AND seq IS NULL, '', reason), state = CASE"
    " WHEN state = 'attempted' OR state = 'quarantined' AND seq IS NULL THEN 'acked'"
    " WHEN state = 'early' THEN 'pulled' ELSE state END WHERE revision = ?"
)
# `+id`, `+seq`: by the index of what was set apart, and not through all that is kept here.
_APART: Final = (
    "SELECT revision, space, owner, record, device, reason, frame, seq FROM revision"
    f" WHERE state = 'quarantined' AND reason != '{HELD_HIDING}' ORDER BY +id"
)
# Another choice each time: what never opens, however much of it there is, must not stand before the rest for ever.
_AGAIN: Final = (
    "SELECT frame, seq FROM revision WHERE id IN (SELECT id FROM revision WHERE space = ? AND state = 'quarantined'"
    " AND +seq IS NOT NULL AND reason IN ({}) ORDER BY random() LIMIT ?) ORDER BY seq"
)
_ANY_APART: Final = "SELECT 1 FROM revision WHERE space = ? AND state = 'quarantined' LIMIT 1"
_EXPLAIN: Final = (
    "UPDATE revision SET state = 'pulled', reason = ''"
    f" WHERE record = ? AND owner = ? AND state = 'quarantined' AND reason = '{BLANKED}'"
)
_RELEASE: Final = "DELETE FROM revision WHERE revision = ? AND state = 'quarantined'"


@dataclass(frozen=True, slots=True, kw_only=True)
class Apart:
    """A revision that was set apart: its bytes are kept, it counts for nothing, and the reason is a code."""

    revision: RevisionId
    space: SpaceId
    owner: PersonId
    record: RecordId
    device: bytes
    reason: str
    frame: bytes
    seq: int | None


class Inbox:
    """Taking in what was pulled."""

    def __init__(self, connection: Connection, person: PersonId) -> None:
        self._driver = driver_of(connection)
        self._records = Records(connection)
        self._spaces = Spaces(connection)
        self._asides = Asides(connection, person)
        self._guard = Guard(connection, person)
        self._person = person
        self._ancestry = Ancestry(self._driver)

    def apply(
        self,
        space: SpaceId,
        page: Iterable[OpenedRevision],
        cursor: Point,
        witness: Point | None = None,
        beat: Beat = NO_BEAT,
    ) -> Changes:
        """Take in a page and move the cursor behind it. `witness` is the highest point shown, the cursor by default.

        What would hide very much is held until the person has decided; `beat` is a reading of the timer for that.
        """
        before = self._spaces.get(space)
        highest = max(before.witness, witness or cursor, cursor, key=lambda point: point.seq)
        changes = self._take_page(page, beat, is_last=highest.seq == cursor.seq)
        self._spaces.put(space, SpaceState(cursor=cursor, witness=highest))
        return changes

    def apply_early(self, page: Iterable[OpenedRevision], beat: Beat = NO_BEAT) -> Changes:
        """Show what is current before the log has come so far. What cannot be taken as it is waits for the log."""
        return self._take_page(page, beat)

    def apply_again(self, page: Iterable[OpenedRevision], beat: Beat = NO_BEAT) -> Changes:
        """Take in revisions that were set apart and can be opened now; deletions are asked about as in any page."""
        page = tuple(page)
        self._driver.executemany(_RELEASE, [(one.revision,) for one in page])
        return self._take_page(page, beat)

    def take_held(self, opened: OpenedRevision) -> Changes:
        """Take in a revision that was held, now that the person has decided. Nothing is asked again."""
        self._driver.execute(_RELEASE, (opened.revision,))
        self._ancestry = Ancestry(self._driver)
        return Changes(records=frozenset(self._take(opened)))

    def quarantined(self) -> tuple[Apart, ...]:
        """Return the revisions that were set apart, ours and others', in the order they came."""
        return tuple(
            Apart(
                revision=RevisionId(revision),
                space=SpaceId(space),
                owner=PersonId(owner),
                record=RecordId(record),
                device=device,
                reason=reason,
                frame=frame,
                seq=seq,
            )
            for revision, space, owner, record, device, reason, frame, seq in self._driver.execute(_APART)
        )

    def to_try_again(self, space: SpaceId, reasons: Collection[str], limit: int) -> tuple[tuple[bytes, int], ...]:
        """Return frame and place of what was set apart in a space for one of these reasons, at most so many."""
        # Every round asks, and usually there is nothing: to choose from that costs fifteen times as much as to look.
        some, marks = self._driver.execute(_ANY_APART, (space,)).fetchone(), ", ".join("?" * len(reasons))
        return tuple(self._driver.execute(_AGAIN.format(marks), (space, *sorted(reasons), limit))) if some else ()

    def set_aside(self) -> tuple[SetAside, ...]:
        """Return the edits that an erase overtook."""
        return self._asides.all()

    def forget(self, aside: SetAside) -> None:
        """Forget an edit that an erase overtook, once the person has decided."""
        self._asides.forget(aside)

    def _take_page(self, page: Iterable[OpenedRevision], beat: Beat, *, is_last: bool = True) -> Changes:
        page = tuple(page)
        self._ancestry = Ancestry(self._driver)
        touched: set[tuple[RecordKind, RecordId]] = set()
        hiding = [(one.revision, RecordId(one.header.record)) for one in page if self._deletes(one)]
        waiting = self._guard.look(hiding, beat, is_last=is_last)
        together = unknown_notes(self._driver, [one for one in page if RecordId(one.header.record) not in waiting])
        apart = {one.revision for one in together}
        with self._records.words_together():
            for one in page:
                if RecordId(one.header.record) in waiting:
                    self._hold(one)
                elif one.revision not in apart:
                    touched.update(self._take(one))
        touched.update(self._take_together(together))
        return Changes(records=frozenset(touched), outbox=True) if touched else Changes()

    def _take_together(self, notes: Sequence[OpenedRevision]) -> set[tuple[RecordKind, RecordId]]:
        """Take in what nothing is known of. The order does not matter to them: no two share a record or a number."""
        if not notes:
            return set()
        touched, unread = take_notes(self._driver, notes)
        for one in unread:
            touched.update(self._take(one))
        return touched

    def _take(self, one: OpenedRevision) -> set[tuple[RecordKind, RecordId]]:
        if self._is_known(one):
            return set()
        header = one.header
        # A counter is used once. Whoever has a revoked computer could otherwise write on inside its cut-off.
        odd = one.reason or (USED_COUNTER if revisions.is_counter_used(self._driver, header) else "")
        if odd == USED_COUNTER and not one.is_early and self._make_way(header):
            return self._take(one)
        if odd:
            self._keep(one, QUARANTINED, odd)
            return set()
        if header.kind is Kind.ERASE:
            return self._erase(one)
        if header.kind is not Kind.DATA:
            self._keep(one, PULLED)
        elif (put_aside := self._way_aside(header)) is not None:
            if one.head is not None and one.record_kind is not None:
                put_aside(header, one.record_kind, one.head)
            self._keep(one, PULLED, blank=True)
        elif one.head is None or one.record_kind is None:
            # Its text was taken out on the way, and no erase says why: that waits until one does.
            self._keep(one, QUARANTINED, BLANKED)
        else:
            return self._merge(one, one.record_kind, one.head)
        return set()

    def _is_known(self, one: OpenedRevision) -> bool:
        """Say whether this is our own coming back, or a page that is shown again: only its place is news then."""
        if not one.reason and (one.head is not None or one.header.kind is not Kind.DATA):
            revisions.drop_spoiled(self._driver, one.revision)
        if revisions.state_of(self._driver, one.revision) is None:
            return False
        if not one.is_early:
            self._driver.execute(_PLACE, (one.seq, one.revision))
        return True

    def _deletes(self, one: OpenedRevision) -> bool:
        said = one.head.fields.get("hidden", ()) if one.head is not None else ()
        is_one = one.header.kind is Kind.ERASE or any(candidate.value for candidate in said)
        return is_one and not one.reason and PersonId(one.header.owner) == self._person

    def _hold(self, one: OpenedRevision) -> None:
        if PersonId(one.header.owner) != self._person or revisions.state_of(self._driver, one.revision) is not None:
            self._take(one)
        else:
            self._keep(one, QUARANTINED, one.reason or HELD_HIDING)

    def _way_aside(self, header: Header) -> Callable[[Header, RecordKind, Head], None] | None:
        """Return how to put the words of an erased record aside, None for a record that was not erased."""
        if self._ancestry.is_erased(header):
            return self._asides.after_erase
        waiting = self._driver.execute(_INTENT, (header.space, header.owner, header.record)).fetchone()
        is_erase = waiting is not None and waiting[0] == ERASE
        return self._asides.unsent_erase if is_erase or self._ancestry.is_erase_refused(header) else None

    def _keep(self, one: OpenedRevision, state: str, reason: str = "", *, blank: bool = False) -> None:
        frame = revisions.without_payload(one.frame) if blank else one.frame
        if not one.is_early:
            revisions.add(self._driver, one.revision, one.header, frame, state=state, seq=one.seq, reason=reason)
        elif state == PULLED:
            # Whatever is odd is judged in the order of the log, as everybody else judges it: it comes again with that.
            revisions.add(self._driver, one.revision, one.header, frame, state=EARLY)
        if state == PULLED:
            self._ancestry.keep(one.header)

    def _make_way(self, header: Header) -> bool:
        is_made = make_way(self._driver, self._records, header)
        self._ancestry = Ancestry(self._driver)
        return is_made

    def _merge(self, one: OpenedRevision, kind: RecordKind, head: Head) -> set[tuple[RecordKind, RecordId]]:
        try:
            fields = shown(kind, (head,))
            KINDS[kind].stored(fields)
            check_readable(kind, fields)
        except UnreadableFieldError:
            self._keep(one, QUARANTINED, UNREADABLE)
            return set()
        odd = self._placed(one, kind, head, fields)
        if odd == TAKEN and not one.is_early and self._make_way(one.header):
            odd = self._placed(one, kind, head, fields)
        if odd:
            self._keep(one, QUARANTINED, odd)
            return set()
        self._keep(one, PULLED)
        return {(kind, RecordId(one.header.record))}

    def _placed(self, one: OpenedRevision, kind: RecordKind, head: Head, fields: Values) -> str:
        """Put a revision into its record's row, or return the reason why not."""
        owner, record = PersonId(one.header.owner), RecordId(one.header.record)
        known = self._records.find(kind, owner, record)
        if known is None:
            if self._records.is_taken(kind, owner, record):
                return TAKEN
            self._records.receive(kind, SpaceId(one.header.space), owner, record, (head,), fields)
            return ""
        late = self._ancestry.is_named(one.header, one.revision)
        heads = arrived(known.heads(), head, superseded=late)
        if len(heads) > MOST_HEADS:
            return TOO_MANY
        self._records.merge_into(known, heads, {})
        return ""

    def _erase(self, one: OpenedRevision) -> set[tuple[RecordKind, RecordId]]:
        owner, record = PersonId(one.header.owner), RecordId(one.header.record)
        self._keep(one, PULLED)
        self._driver.execute(_EXPLAIN, (record, owner))
        self._ancestry.forget(one.header)
        revisions.blank_payloads(self._driver, owner, record)
        key = (one.header.space, owner, record)
        waiting = self._driver.execute(_INTENT, key).fetchone()
        self._driver.execute(_DROP, key)
        gone = [known for kind in KINDS if (known := self._records.find(kind, owner, record)) is not None]
        for known in gone:
            is_edited = waiting is not None and waiting[0] != ERASE
            self._asides.before_erase(known, one.header, is_edited=is_edited)
            self._records.remove(known)
        return {(known.kind, record) for known in gone}
