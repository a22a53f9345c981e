"""The ledger: a line for everything that is told to somebody, written in the commit that tells it.

The id of a line about a copy is computed from the copy, so that all computers of a peer write the same line once.
"""

import hmac
from dataclasses import dataclass, fields
from datetime import date, datetime
from typing import Final

from peerdesk.domain.changes import Changes, RecordKind
from peerdesk.domain.consent_vocabulary import LedgerAct
from peerdesk.domain.ids import ID_BYTES, PersonId, RecordId
from peerdesk.domain.ledger import LedgerEntry
from peerdesk.domain.sharing import Projection, stopped
from peerdesk.sync.projections import projection_id
from peerdesk.vault.shelves.identity import pair_space
from peerdesk.vault.transaction import Transaction
from peerdesk.vault.vault import Vault
from peerdesk.work.consents import handle_of, local_day

_LABEL: Final = b"PD1 ledger"
_OFTEN: Final = 64


@dataclass(frozen=True, slots=True, kw_only=True)
class LedgerLine:
    """A line of the ledger, with the handle it is about and the name of the recipient as it is known now.

    `opened_on` is the day on which a colleague first opened the copy, by their own computer.
    """

    entry: LedgerEntry
    handle: str
    recipient: str
    opened_on: date | None


def note_given(tx: Transaction, note: RecordId, reader: PersonId, projection: Projection, now: datetime) -> Changes:
    """Write that a colleague was given a copy. Its id is that of the copy, so it is one line whoever writes it."""
    what = tuple(one.name for one in fields(projection) if getattr(projection, one.name))
    return _about_copy(tx, LedgerAct.SHARED, note, reader, now, what, tx.encounters.grants(note)[reader].generation)


def note_taken_back(tx: Transaction, note: RecordId, reader: PersonId, generation: int, now: datetime) -> Changes:
    """Write that a colleague's copy, of this generation, was taken back."""
    return _about_copy(tx, LedgerAct.STOPPED, note, reader, now, (), generation)


def all_taken_back(tx: Transaction, note: RecordId, now: datetime | None) -> Changes:
    """Switch every share of a note off, and write it down where the day is known. Raises NotFoundError."""
    grants = tx.encounters.grants(note)
    on = {reader: grant.generation for reader, grant in grants.items() if grant.is_on}
    if not on:
        return Changes()
    changes = Changes.of(RecordKind.ENCOUNTER, note)
    for reader, generation in on.items():
        grants = stopped(grants, reader)
        changes |= note_taken_back(tx, note, reader, generation, now) if now else Changes()
    tx.encounters.put(tx.encounters.get(note), grants)
    return changes


def ledger_lines(
    vault: Vault, *, note: RecordId | None = None, individual: RecordId | None = None
) -> tuple[LedgerLine, ...]:
    """Return the lines about a note or an individual, or all of them, the oldest first."""
    with vault.read() as tx:
        return lines_of(tx, note=note, individual=individual)


def lines_of(
    tx: Transaction, *, note: RecordId | None = None, individual: RecordId | None = None
) -> tuple[LedgerLine, ...]:
    """Return the same within a transaction."""
    if note is not None:
        entries = tx.ledger.of_note(note)
    elif individual is not None:
        entries = tx.ledger.about(tx.consents.same(individual))
    else:
        entries = tx.ledger.all()
    names = tx.identity.names()
    return tuple(
        LedgerLine(
            entry=one,
            handle=handle_of(tx, one.individual),
            recipient=(names.get(one.reader, "") if one.reader else "") or one.recipient,
            opened_on=_opened_on(tx, one),
        )
        for one in entries
    )


def _about_copy(
    tx: Transaction,
    act: LedgerAct,
    note: RecordId,
    reader: PersonId,
    now: datetime,
    what: tuple[str, ...],
    generation: int,
) -> Changes:
    seed = tx.space_seed.get()
    if seed is None:
        return Changes()
    line = LedgerEntry(
        id=_line_id(seed, act, note, reader, generation),
        act=act,
        done_on=local_day(now),
        recipient=tx.identity.names().get(reader, ""),
        what=what,
        individual=tx.encounters.get(note).individual,
        note=note,
        reader=reader,
    )
    tx.ledger.add(line)
    return Changes.of(RecordKind.DISCLOSURE, line.id)


def _line_id(seed: bytes, act: LedgerAct, note: RecordId, reader: PersonId, generation: int) -> RecordId:
    said = _LABEL + act.value.encode() + note + reader + generation.to_bytes(8, "big")
    return RecordId(hmac.digest(seed, said, "sha256")[:ID_BYTES])


def _opened_on(tx: Transaction, entry: LedgerEntry) -> date | None:
    """Return when the copy of this line was opened; its generation is found again, also where the note is erased."""
    seed, reader, note = tx.space_seed.get(), entry.reader, entry.note
    if entry.act is not LedgerAct.SHARED or reader is None or note is None or seed is None:
        return None
    numbers = range(1, _OFTEN + 1)
    own = next((n for n in numbers if _line_id(seed, entry.act, note, reader, n) == entry.id), None)
    if own is None:
        return None
    space = pair_space(tx.person, reader)
    opened = tx.opened.about(projection_id(seed, note, space, own), space)
    return min((local_day(one.opened_at) for one in opened if one.author == reader), default=None)
