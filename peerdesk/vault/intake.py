"""Taking in many notes at once: those of a page of which nothing at all is known here yet.

On a new computer that is nearly every revision, and one statement for each of nine questions was most of the time. What
is known, named twice or odd goes the careful way of `peerdesk.vault.inbox`, one by one, and so do all other kinds.
"""

from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from typing import Final, cast

from sqlcipher3 import dbapi2

from peerdesk.domain.changes import RecordKind
from peerdesk.domain.errors import BugError
from peerdesk.domain.ids import RecordId
from peerdesk.domain.merge import Head, Stamp
from peerdesk.vault import revisions
from peerdesk.vault.derived import local_values
from peerdesk.vault.fields import KINDS, Plain, UnreadableFieldError, Values, laid
from peerdesk.vault.lineage import first_lineage, lineage_of
from peerdesk.vault.opened_revision import OpenedRevision
from peerdesk.vault.records import shown
from peerdesk.vault.values import check_answers
from peerdesk.wire.revision import Kind

_KIND: Final = RecordKind.ENCOUNTER
_TABLE: Final = KINDS[_KIND]
_DEFAULTS: Final = _TABLE.defaults()
_FIELDS: Final = {field.name: field for field in _TABLE.fields}
_ALWAYS: Final = ("space", "owner", "record", "lineage")
_ERASING: Final = "SELECT 1 FROM intent WHERE space = ? AND action = 'erase' LIMIT 1"
_COUNTED: Final = "SELECT n FROM revision WHERE run = ? AND n BETWEEN ? AND ? AND device = ? AND space = ?"
_LAST: Final = "SELECT coalesce(max(id), 0) FROM encounter"
_WORDS: Final = (
    "INSERT INTO encounter_search (rowid, handle, memory, words)"
    " SELECT id, handle, memory, words FROM encounter WHERE id > ?"
)


def unknown_notes(driver: dbapi2.Connection, page: Sequence[OpenedRevision]) -> list[OpenedRevision]:
    """Return the notes of a page that can be taken in together: new here in every respect, each named once."""
    records = Counter(one.header.record for one in page)
    numbers = Counter((one.header.device, one.header.run, one.header.n) for one in page)
    new = [
        one
        for one in page
        if one.record_kind is _KIND
        and one.head is not None
        and one.header.kind is Kind.DATA
        and not one.reason
        and records[one.header.record] == 1
        and numbers[one.header.device, one.header.run, one.header.n] == 1
    ]
    if len(new) < 2 or driver.execute(_ERASING, (new[0].header.space,)).fetchone() is not None:
        return []
    known = _named(driver, "revision", new) | _named(driver, "encounter", new)
    counted = _counted(driver, new)
    return [
        one
        for one in new
        if one.header.record not in known and (one.header.device, one.header.run, one.header.n) not in counted
    ]


def _named(driver: dbapi2.Connection, table: str, new: Collection[OpenedRevision]) -> set[bytes]:
    marks = ", ".join("?" * len(new))
    sql = f"SELECT record FROM {table} WHERE record IN ({marks})"
    return {row[0] for row in driver.execute(sql, [one.header.record for one in new])}


def _counted(driver: dbapi2.Connection, new: Iterable[OpenedRevision]) -> set[tuple[bytes, bytes, int]]:
    runs: dict[tuple[bytes, bytes, bytes], list[int]] = {}
    for one in new:
        runs.setdefault((one.header.device, one.header.run, one.header.space), []).append(one.header.n)
    found: set[tuple[bytes, bytes, int]] = set()
    for (device, run, space), given in runs.items():
        rows = driver.execute(_COUNTED, (run, min(given), max(given), device, space))
        found.update((device, run, n) for (n,) in rows)
    return found


def take_notes(
    driver: dbapi2.Connection, notes: Iterable[OpenedRevision]
) -> tuple[set[tuple[RecordKind, RecordId]], list[OpenedRevision]]:
    """Keep what can be read, with rows and search words. Returns what was touched, and what cannot be read."""
    rows: dict[tuple[str, ...], list[tuple[object, ...]]] = {}
    kept: list[OpenedRevision] = []
    unread: list[OpenedRevision] = []
    for one in notes:
        try:
            columns, row = _row(driver, one)
        except UnreadableFieldError:
            unread.append(one)
        else:
            rows.setdefault(columns, []).append(row)
            kept.append(one)
    last = driver.execute(_LAST).fetchone()[0]
    for columns, alike in rows.items():
        driver.executemany(_insert(columns), alike)
    driver.execute(_WORDS, (last,))
    revisions.add_pulled(driver, [(one.revision, one.header, one.frame, _seq(one)) for one in kept])
    return {(_KIND, RecordId(one.header.record)) for one in kept}, unread


def _seq(one: OpenedRevision) -> int | None:
    return None if one.is_early else one.seq


def _insert(columns: tuple[str, ...]) -> str:
    names = ", ".join(f'"{name}"' for name in (*_ALWAYS, *columns))
    marks = ", ".join("?" * (len(_ALWAYS) + len(columns)))
    return f"INSERT INTO encounter ({names}) VALUES ({marks})"


def _row(driver: dbapi2.Connection, one: OpenedRevision) -> tuple[tuple[str, ...], tuple[object, ...]]:
    """Return which columns a note fills, and its row. What it leaves at its default is not bound, and need not be read.

    Raises UnreadableFieldError.
    """
    header, head = one.header, one.head
    if head is None:
        raise BugError("a note without content")
    own = Stamp(header.device, header.run, header.n)
    said = _said_at_once(head, own)
    if said is None:
        said = shown(_KIND, (head,))
        lineage = lineage_of((head,), said, _DEFAULTS)
    else:
        lineage = first_lineage(one.revision, own, head.parents)
    values = [laid(_FIELDS[name], value) for name, value in said.items()]
    check_answers(said)
    beside = _beside(driver, head, said)
    return (*said, *beside), (header.space, header.owner, header.record, lineage, *values, *beside.values())


def _said_at_once(head: Head, own: Stamp) -> Values | None:
    """Return the values of a head that set all of them itself, which is the usual new note; None for any other."""
    said: Values = {}
    for name, candidates in head.fields.items():
        value, stamp = candidates[0]
        # Also what says a default in so many words, and what this PeerDesk has no column for, needs a closer look.
        if len(candidates) > 1 or stamp != own or value is None or value == _DEFAULTS.get(name, value):
            return None
        said[name] = cast(Plain, value)
    return said if head.seen == {own[:2]: own.n} else None


def _beside(driver: dbapi2.Connection, head: Head, said: Values) -> dict[str, object]:
    """Return the local columns that may differ from their defaults."""
    if "share" not in said and "individual" not in said:
        return {}
    return local_values(driver, _KIND, {**_DEFAULTS, **said}, {}, (head,))
