"""What is worked out from a record and kept beside it: search words, the handle on a note, the settled share.

None of this is sent. It is made again from the fields whenever they change, whoever changed them.
"""

from collections.abc import Iterable, Mapping
from typing import Any, Final

from sqlcipher3 import dbapi2

from peerdesk.domain.changes import RecordKind
from peerdesk.domain.ids import RecordId
from peerdesk.domain.merge import Candidate, Head
from peerdesk.domain.sharing import settled
from peerdesk.domain.text import folded
from peerdesk.vault.fields import Plain, Values
from peerdesk.vault.goes_by import person_behind
from peerdesk.vault.grants import highest, plain_grants, read_grants, settled_grants
from peerdesk.vault.papers_values import plain_readers, read_readers
from peerdesk.vault.search_words import SearchWords, Words

_WITH_INDIVIDUAL: Final = "SELECT id, handle, memory, words FROM encounter WHERE individual = ?"
_RENAME: Final = "UPDATE encounter SET handle = ? WHERE id = ?"


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
    if kind is RecordKind.PAPERS_SHARE:
        said = [fields["readers"], *(c.value for head in heads for c in head.fields.get("readers", ()))]
        return {
            "generation": max(before.get("generation", 0), *(highest(read_readers(plain).values()) for plain in said))
        }
    return {}


def handle_of(driver: dbapi2.Connection, individual: Plain) -> str:
    """Return the handle of an individual, empty for nobody and for somebody who is not known here."""
    return person_behind(driver, RecordId(individual)).handle if isinstance(individual, bytes) else ""


def settle_values(kind: RecordKind, merged: Mapping[str, tuple[Candidate, ...]], fields: Values) -> None:
    """Put the settled value in place of the first one for a field whose competing values have a rule.

    A copy counts where all computers agree on it. A permission is taken back from the first day that any of them says.
    """
    if kind is RecordKind.ENCOUNTER and len(merged.get("share", ())) > 1:
        fields["share"] = plain_grants(settled_grants(merged["share"]))
    elif kind is RecordKind.PAPERS_SHARE and len(merged.get("readers", ())) > 1:
        fields["readers"] = plain_readers(settled([read_readers(one.value) for one in merged["readers"]]))
    elif kind is RecordKind.CONSENT:
        said = [str(one.value) for one in merged.get("revoked_on", ()) if one.value]
        fields["revoked_on"] = min(said, default="")


def follow(
    driver: dbapi2.Connection,
    index: SearchWords,
    kind: RecordKind,
    rowid: int,
    old: tuple[Mapping[str, Plain], Mapping[str, Any]] | None,
    new: tuple[Mapping[str, Plain], Mapping[str, Any]] | None,
) -> None:
    """Bring what was made from a record from its old state to its new one: its fields, and the columns beside them.

    None stands for: there is no such state. The row itself is in its new state already.
    """
    if kind is RecordKind.ENCOUNTER:
        before, after = _words(old), _words(new)
        if before != after:
            index.change(rowid, before, after)
    elif kind is RecordKind.INDIVIDUAL and new is not None:
        _call_anew(driver, index, (new[1]["record"],))
    elif kind is RecordKind.ONE_PERSON:
        # Once the two are apart again, each goes by another handle.
        said = [state[0] for state in (old, new) if state is not None]
        _call_anew(driver, index, [one[name] for one in said for name in ("kept", "other")])


def _words(state: tuple[Mapping[str, Plain], Mapping[str, Any]] | None) -> Words | None:
    if state is None:
        return None
    fields, local = state
    return local["handle"], str(fields["memory"]), str(fields["words"])


def _call_anew(driver: dbapi2.Connection, index: SearchWords, individuals: Iterable[Plain]) -> None:
    """Let every note with these people say the handle they go by now."""
    done = set[RecordId]()
    for individual in individuals:
        if not isinstance(individual, bytes) or individual in done:
            continue
        person = person_behind(driver, RecordId(individual))
        done |= person.records
        for record in person.records:
            _rename(driver, index, record, person.handle)


def _rename(driver: dbapi2.Connection, index: SearchWords, individual: bytes, handle: str) -> None:
    rows = driver.execute(_WITH_INDIVIDUAL, (individual,)).fetchall()
    renamed = [(rowid, before, memory, words) for rowid, before, memory, words in rows if before != handle]
    driver.executemany(_RENAME, [(handle, rowid) for rowid, *_ in renamed])
    index.change_all((rowid, (before, m, w), (handle, m, w)) for rowid, before, m, w in renamed)
