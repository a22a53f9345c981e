"""What is worked out from a record and kept beside it: search words, the handle on a note, the settled share.

None of this is sent. It is made again from the fields whenever they change, whoever changed them.
"""

from collections.abc import Iterable, Mapping
from typing import Any, Final

from sqlcipher3 import dbapi2

from peerdesk.domain.changes import RecordKind
from peerdesk.domain.merge import Candidate, Head
from peerdesk.domain.text import folded
from peerdesk.vault.fields import Plain, Values
from peerdesk.vault.grants import highest, plain_grants, read_grants, settled_grants

ADD_WORDS: Final = "INSERT INTO encounter_search (rowid, handle, memory, words) VALUES (?, ?, ?, ?)"
_DROP_WORDS: Final = (
    "INSERT INTO encounter_search (encounter_search, rowid, handle, memory, words) VALUES ('delete', ?, ?, ?, ?)"
)
# SQLite 3.53.4 with this index (no positions, deleted words removed at once): a delete after inserts that it still
# holds in memory, in one transaction, leaves first letters of the old words behind. So what it holds is written first.
_WRITE_HELD: Final = "INSERT INTO encounter_search (encounter_search) VALUES ('flush')"
_HANDLE: Final = "SELECT handle FROM individual WHERE record = ?"
_WITH_INDIVIDUAL: Final = "SELECT id, handle, memory, words FROM encounter WHERE individual = ?"
_RENAME: Final = "UPDATE encounter SET handle = ? WHERE id = ?"

Words = tuple[str, str, str]


def local_values(
    driver: dbapi2.Connection, kind: RecordKind, fields: Values, before: Mapping[str, Any], heads: Iterable[Head] = ()
) -> dict[str, object]:
    """Return the local columns that follow from a record's fields (and from its heads, where it has any)."""
    if kind is RecordKind.INDIVIDUAL:
        return {"folded": folded(str(fields["handle"]))}
    if kind is RecordKind.ENCOUNTER:
        said = [fields["share"], *(c.value for head in heads for c in head.fields.get("share", ()))]
        used = max(before.get("generation", 0), *(highest(read_grants(plain).values()) for plain in said))
        return {"handle": handle_of(driver, fields["individual"]), "generation": used}
    if kind is RecordKind.SHARED_ENCOUNTER:
        return {"generation": before.get("generation", 0)}
    return {}


def handle_of(driver: dbapi2.Connection, individual: Plain) -> str:
    """Return the handle of an individual, empty for nobody and for somebody who is not known here."""
    if individual is None:
        return ""
    row = driver.execute(_HANDLE, (individual,)).fetchone()
    return row[0] if row else ""


def settle_values(kind: RecordKind, merged: Mapping[str, tuple[Candidate, ...]], fields: Values) -> None:
    """Put the settled value in place of the first one for a field whose competing values have a rule: `share`."""
    if kind is RecordKind.ENCOUNTER and len(merged.get("share", ())) > 1:
        fields["share"] = plain_grants(settled_grants(merged["share"]))


def follow(
    driver: dbapi2.Connection,
    kind: RecordKind,
    rowid: int,
    fields: Mapping[str, Plain] | None,
    local: Mapping[str, Any] | None,
    new_fields: Mapping[str, Plain] | None,
    new_local: Mapping[str, Any] | None,
) -> None:
    """Bring what was made from a record from its old state to its new one. None stands for: there is no such state."""
    if kind is RecordKind.ENCOUNTER:
        old, new = _words(fields, local), _words(new_fields, new_local)
        if old != new:
            if old is not None:
                driver.execute(_WRITE_HELD)
                driver.execute(_DROP_WORDS, (rowid, *old))
            if new is not None:
                driver.execute(ADD_WORDS, (rowid, *new))
    elif kind is RecordKind.INDIVIDUAL and new_fields is not None and new_local is not None:
        _rename(driver, new_local["record"], str(new_fields["handle"]))


def _words(fields: Mapping[str, Plain] | None, local: Mapping[str, Any] | None) -> Words | None:
    if fields is None or local is None:
        return None
    return local["handle"], str(fields["memory"]), str(fields["words"])


def _rename(driver: dbapi2.Connection, individual: bytes, handle: str) -> None:
    rows = driver.execute(_WITH_INDIVIDUAL, (individual,)).fetchall()
    renamed = [(rowid, before, memory, words) for rowid, before, memory, words in rows if before != handle]
    driver.execute(_WRITE_HELD)
    # All that goes before all that comes: then once is enough, however many notes there are.
    driver.executemany(_DROP_WORDS, renamed)
    driver.executemany(_RENAME, [(handle, rowid) for rowid, *_ in renamed])
    driver.executemany(ADD_WORDS, [(rowid, handle, memory, words) for rowid, _, memory, words in renamed])
