"""How a note came to be: its versions with their computers, their times and what each changed; and going back to one.

The order is that in which versions build on each other. The times are what the computers said; they decide nothing.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Final

from peerdesk.domain.changes import Changes, RecordKind
from peerdesk.domain.errors import NotFoundError
from peerdesk.domain.ids import RecordId, RevisionId
from peerdesk.domain.merge import PENDING, Head, Stamp
from peerdesk.domain.versions import in_order
from peerdesk.sync.outgoing import seal_one
from peerdesk.sync.own_keys import author_of
from peerdesk.sync.payload import LATEST_SECOND, Opened
from peerdesk.sync.projections import refresh_one
from peerdesk.vault.fields import Plain, Values
from peerdesk.vault.records import shown
from peerdesk.vault.revisions import PULLED, Version
from peerdesk.vault.transaction import Transaction
from peerdesk.vault.vault import Vault
from peerdesk.wire.revision import parse_header, parse_revision
from peerdesk.work.computers import Computer, Computers
from peerdesk.work.membership import known_directory
from peerdesk.work.sealed_versions import said_in

_NOTE: Final = RecordKind.ENCOUNTER
_STAYS: Final = frozenset({"share", "hidden"})
"""Who may read a note, and that it was deleted, are acts of their own: going back to older words undoes neither."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NoteVersion:
    """One version of a note. `number` counts from 1; `revision` is None for what is not sealed yet.

    `changed` are the fields that it set, empty for a first version; `fields` are the answers as they stood, None where
    they cannot be read here. `kept_at` is UTC by the clock of the computer it was written on, None where that is not
    known. `is_shown`: it is what the note says now, or one of several that stand side by side. `is_on_server`: the
    server has given a receipt, or it came from there.
    """

    number: int
    revision: RevisionId | None
    stamp: Stamp
    computer: Computer
    kept_at: datetime | None
    changed: tuple[str, ...]
    fields: Values | None
    handle: str
    is_shown: bool
    is_on_server: bool

    @property
    def is_first(self) -> bool:
        """Say whether the note was begun with it."""
        return self.number == 1


def history(vault: Vault, note: RecordId) -> tuple[NoteVersion, ...]:
    """Return the versions of a note, the oldest first. Raises NotFoundError."""
    with vault.read() as tx:
        return history_of(tx, note)


def restore(vault: Vault, note: RecordId, revision: RevisionId, now: datetime) -> Changes:
    """Bring the answers of an earlier version back, as a new version; what stood until now stays in the history.

    What was changed and is not sealed yet is sealed first, so that it is a version too. Sharing and deleting are not
    undone; copies follow in the same commit. Raises NotFoundError for a note or a version that is not here.
    """
    with vault.write() as tx:
        wanted = next((one for one in history_of(tx, note) if one.revision == revision and one.fields), None)
        if wanted is None or wanted.fields is None:
            raise NotFoundError("version")
        _seal_what_stands(vault, tx, note)
        changes = _differing(tx, note, wanted.fields)
        if not changes:
            return Changes()
        tx.histories.settle(note, changes)
        tx.change_times.put(note, now)
        return Changes.of(_NOTE, note) | refresh_one(tx, note)


def begun_at(record: RecordId) -> datetime | None:
    """Return when a record was begun, UTC: its id holds it, by the clock of the computer it was made on.

    None for a moment that no calendar has: whoever makes an id can write anything into it.
    """
    at = int.from_bytes(record[:6]) / 1000
    return datetime.fromtimestamp(at, UTC) if at <= LATEST_SECOND else None


def history_of(tx: Transaction, note: RecordId) -> tuple[NoteVersion, ...]:
    """Return the versions of a note, the oldest first, inside a transaction. Raises NotFoundError."""
    heads, versions = tx.histories.heads(note), tx.histories.versions(note)
    by_name = {one.revision: one for one in versions}
    said = {one.revision: said_in(tx, one.revision, one.frame) for one in versions}
    parents = {one.revision: parse_header(parse_revision(one.frame).header).parents for one in versions}
    ties = {one.revision: (bytes(one.device), one.run, one.n) for one in versions}
    computers = Computers(tx.identity.get().device, versions)
    found = [
        _version(tx, by_name[name], said[name], computers, heads, number)
        for number, name in enumerate(in_order(parents, ties), start=1)
    ]
    for head in heads:
        if head.revision is None:
            found.append(_pending(tx, note, head, computers, len(found) + 1))
    return tuple(found)


def _version(
    tx: Transaction, one: Version, said: Opened | None, computers: Computers, heads: tuple[Head, ...], number: int
) -> NoteVersion:
    stamp = Stamp(one.device, one.run, one.n)
    fields = shown(_NOTE, (said.head,)) if said is not None else None
    return NoteVersion(
        number=number,
        revision=one.revision,
        stamp=stamp,
        computer=computers.of(stamp),
        kept_at=_time(said, number, one),
        changed=_set_by(said.head, stamp) if said is not None and number > 1 else (),
        fields=fields,
        handle=_handle(tx, fields),
        is_shown=any(head.revision == one.revision for head in heads),
        is_on_server=one.seq is not None or one.state == PULLED,
    )


def _pending(tx: Transaction, note: RecordId, head: Head, computers: Computers, number: int) -> NoteVersion:
    fields = shown(_NOTE, (head,))
    return NoteVersion(
        number=number,
        revision=None,
        stamp=PENDING,
        computer=computers.of(PENDING),
        kept_at=tx.change_times.get(note) or (begun_at(note) if number == 1 else None),
        changed=_set_by(head, PENDING) if number > 1 else (),
        fields=fields,
        handle=_handle(tx, fields),
        is_shown=True,
        is_on_server=False,
    )


def _set_by(head: Head, stamp: Stamp) -> tuple[str, ...]:
    return tuple(sorted(name for name, said in head.fields.items() if any(one.stamp == stamp for one in said)))


def _time(said: Opened | None, number: int, one: Version) -> datetime | None:
    if said is not None and said.kept_at is not None:
        return said.kept_at
    record = RecordId(bytes(parse_header(parse_revision(one.frame).header).record))
    return begun_at(record) if number == 1 else None


def _handle(tx: Transaction, fields: Values | None) -> str:
    individual = fields.get("individual") if fields is not None else None
    if not isinstance(individual, bytes):
        return ""
    try:
        return tx.individuals.get(RecordId(individual)).handle
    except NotFoundError:
        return ""


def _seal_what_stands(vault: Vault, tx: Transaction, note: RecordId) -> None:
    """Make a version of what was changed since the last one: otherwise going back would be written over it."""
    heads = tx.histories.heads(note)
    if len(heads) == 1 and heads[0].revision is None and heads[0].parents:
        author = author_of(tx.identity.get(), vault.run, vault.subkey("device-keys"))
        seal_one(tx, author, known_directory(tx), note)


def _differing(tx: Transaction, note: RecordId, wanted: Mapping[str, Plain]) -> Values:
    now = shown(_NOTE, tx.histories.heads(note))
    disputed = tx.histories.conflicts(note)
    return {
        name: value for name, value in wanted.items() if name not in _STAYS and (name in disputed or now[name] != value)
    }
