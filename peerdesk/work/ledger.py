"""The ledger: a line for everything that is told to somebody, written in the commit that tells it.

The id of a line about a copy is computed from the copy, so that all computers of a peer write the same line once.
"""

import hmac
from dataclasses import dataclass, fields, replace
from datetime import date, datetime
from typing import Final

from peerdesk.domain.changes import Changes, RecordKind
from peerdesk.domain.consent_vocabulary import LedgerAct
from peerdesk.domain.ids import ID_BYTES, PersonId, RecordId
from peerdesk.domain.ledger import LedgerEntry
from peerdesk.domain.sharing import Projection, stopped
from peerdesk.sync.papers_copies import papers_id
from peerdesk.sync.projections import projection_id
from peerdesk.vault.shelves.identity import pair_space
from peerdesk.vault.transaction import Transaction
from peerdesk.vault.vault import Vault
from peerdesk.work.consents import handle_of, local_day

_LABEL: Final = b"PD1 ledger"
_OFTEN: Final = 64

PAPERS: Final = ("permissions", "given_out")
"""What a line about permission papers calls its parts."""


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
    generation = tx.encounters.grants(note)[reader].generation
    return _add(tx, _of_note(tx, LedgerAct.SHARED, note, reader, now, what), generation)


def note_taken_back(tx: Transaction, note: RecordId, reader: PersonId, generation: int, now: datetime) -> Changes:
    """Write that a colleague's copy, of this generation, was taken back."""
    return _add(tx, _of_note(tx, LedgerAct.STOPPED, note, reader, now, ()), generation)


def papers_given(tx: Transaction, individual: RecordId, reader: PersonId, generation: int, now: datetime) -> Changes:
    """Write that a colleague was given the permission papers of an individual."""
    return _add(tx, _of_papers(tx, LedgerAct.SHARED, individual, reader, now), generation)


def papers_taken_back(
    tx: Transaction, individual: RecordId, reader: PersonId, generation: int, now: datetime
) -> Changes:
    """Write that they were taken back. The first day of it stays."""
    return _add(tx, _of_papers(tx, LedgerAct.STOPPED, individual, reader, now), generation, once=True)


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


def _of_note(
    tx: Transaction, act: LedgerAct, note: RecordId, reader: PersonId, now: datetime, what: tuple[str, ...]
) -> LedgerEntry:
    return LedgerEntry(
        id=note,
        act=act,
        done_on=local_day(now),
        recipient=tx.identity.names().get(reader, ""),
        what=what,
        individual=tx.encounters.get(note).individual,
        note=note,
        reader=reader,
    )


def _of_papers(tx: Transaction, act: LedgerAct, individual: RecordId, reader: PersonId, now: datetime) -> LedgerEntry:
    return LedgerEntry(
        id=individual,
        act=act,
        done_on=local_day(now),
        recipient=tx.identity.names().get(reader, ""),
        what=PAPERS if act is LedgerAct.SHARED else (),
        individual=individual,
        reader=reader,
    )


def _add(tx: Transaction, entry: LedgerEntry, generation: int, *, once: bool = False) -> Changes:
    """Write a line that bears the id of what it is about; from that its own id is computed."""
    seed = tx.space_seed.get()
    if seed is None or entry.reader is None:
        return Changes()
    line = replace(entry, id=_line_id(seed, entry.act, entry.id, entry.reader, generation))
    if once and line.individual and any(one.id == line.id for one in tx.ledger.about(frozenset({line.individual}))):
        return Changes()
    tx.ledger.add(line)
    return Changes.of(RecordKind.DISCLOSURE, line.id)


def _line_id(seed: bytes, act: LedgerAct, about: RecordId, reader: PersonId, generation: int) -> RecordId:
    said = _LABEL + act.value.encode() + about + reader + generation.to_bytes(8, "big")
    return RecordId(hmac.digest(seed, said, "sha256")[:ID_BYTES])


def _opened_on(tx: Transaction, entry: LedgerEntry) -> date | None:
    """Return when the copy of this line was opened; its generation is found again, also where the note is erased."""
    seed, reader, about = tx.space_seed.get(), entry.reader, entry.note or entry.individual
    if entry.act is not LedgerAct.SHARED or reader is None or about is None or seed is None:
        return None
    numbers = range(1, _OFTEN + 1)
    own = next((n for n in numbers if _line_id(seed, entry.act, about, reader, n) == entry.id), None)
    if own is None:
        return None
    space = pair_space(tx.person, reader)
    if entry.note is not None:
        copy = projection_id(seed, about, space, own)
    else:
        copy = papers_id(tx, seed, (about, reader, own), ending=False)
    opened = tx.opened.about(copy, space)
    return min((local_day(one.opened_at) for one in opened if one.author == reader), default=None)
