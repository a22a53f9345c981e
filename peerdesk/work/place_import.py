"""Taking in a table of places: all of it, or nothing.

A line whose name and kind are known already changes that place; every other one is new. The id of a new one is computed
from the person's secret, so that two computers of theirs that take in one table keep each place once.
"""

import hmac
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Final

from peerdesk.domain.changes import Changes, RecordKind
from peerdesk.domain.ids import ID_BYTES, RecordId, Rng, record_ids
from peerdesk.domain.place import Place, PlaceDraft, make_place, place_draft
from peerdesk.domain.place_table import COLUMNS, MOST_BYTES, Table, TableWords, read_table, table_word
from peerdesk.domain.place_vocabulary import PLACE_KINDS, PlaceFlag
from peerdesk.vault.transaction import Transaction
from peerdesk.vault.vault import Vault
from peerdesk.work.labels import LANGUAGES, Labels
from peerdesk.work.places import check_room

_NAMED: Final = b"PD1 place of a table"
_NOBODY: Final = RecordId(bytes(ID_BYTES))
_SPANISH: Final = {
    "nombre": "name",
    "tipo": "kind",
    "telefono": "phone",
    "horario": "hours",
    "idiomas": "languages",
    "costo": "cost",
    "distancia": "distance",
    "revisado el": "checked_on",
    "revisado por": "checked_by",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class TakenIn:
    """What became of a table. `left_out` are heads of columns that the directory has no place for."""

    added: int
    changed: int
    same: int
    left_out: tuple[str, ...]
    changes: Changes = field(repr=False)


def read_places(file: Path, labels: Labels) -> Table:
    """Return the table in a file, of which no more is read than may be in it. Raises OSError or TableRefusedError."""
    with file.open("rb") as opened:
        return read_table(opened.read(MOST_BYTES + 1), table_words(labels))


def take_in(vault: Vault, table: Table, now: datetime, rng: Rng) -> TakenIn:
    """Keep what a table says, in one commit. Raises NotAllowedError where it would be too many places."""
    with vault.write() as tx:
        known = {one.same_as: one for one in tx.places.all()}
        new_id = _ids(tx, now, rng)
        added, changed, same = list[Place](), list[Place](), 0
        for line in table.lines:
            fresh = make_place(line.on(PlaceDraft()), _NOBODY)
            before = known.get(fresh.same_as)
            if before is None:
                added.append(make_place(line.on(PlaceDraft()), new_id(fresh)))
            elif (after := make_place(line.on(place_draft(before)), before.id)) != before:
                changed.append(after)
            else:
                same += 1
        check_room(len(known) + len(added))
        for one in (*added, *changed):
            tx.places.put(one)
    touched = Changes.of(RecordKind.PLACE, *(one.id for one in (*added, *changed))) if added or changed else Changes()
    return TakenIn(added=len(added), changed=len(changed), same=same, left_out=table.left_out, changes=touched)


def table_words(labels: Labels) -> TableWords:
    """Return what may stand in a table: codes, and the words that people read for them, in both languages."""
    kinds = {table_word(kind.value): kind.value for kind in PLACE_KINDS}
    columns = {table_word(column): column for column in COLUMNS} | _SPANISH
    for language in LANGUAGES:
        kinds |= {table_word(labels.of(kind, language)): kind.value for kind in PLACE_KINDS}
        columns |= {table_word(labels.of(flag, language)): flag.value for flag in PlaceFlag}
    return TableWords(kinds=kinds, columns=columns)


def _ids(tx: Transaction, now: datetime, rng: Rng) -> Callable[[Place], RecordId]:
    """Return what names a new place. One that was taken off the list comes back under its old id."""
    seed, others = tx.space_seed.get(), record_ids(now, rng)

    def new_id(one: Place) -> RecordId:
        if seed is None:
            return next(others)
        said = b"\x00".join(part.encode() for part in (one.same_as[1], one.same_as[0]))
        named = RecordId(hmac.digest(seed, _NAMED + said, "sha256")[:ID_BYTES])
        # A place that was given another name since keeps its id.
        return next(others) if tx.places.is_shown(named) else named

    return new_id
