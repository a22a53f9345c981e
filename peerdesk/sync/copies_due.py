"""Of which notes the shared copies have to be looked at, since something of the peer's own has come in.

Written down in the commit that takes it in, so a crash does not forget it. Usually it is a few notes by name. All of
them are looked at where nobody can say which: at the first time in each opening of the vault, while older notes are
still arriving, and when a follow-up was erased, because no word of which note it was about is left.
"""

from typing import Final

from peerdesk.domain.changes import Changes, RecordKind
from peerdesk.domain.ids import ID_BYTES, RecordId
from peerdesk.sync.beside_notes import erase_what_is_left
from peerdesk.vault.transaction import Transaction

_DUE: Final = "copies due"
_LOOKED: Final = "copies looked at"
_NONE: Final = b"0"
_ALL: Final = b"1"
_NAMED: Final = b"n"
_MOST: Final = 500
"""More notes than this are not named one by one."""

_OF_OFFERS: Final = (
    RecordKind.WITHDRAWAL,
    RecordKind.CONSENT,
    RecordKind.INDIVIDUAL,
    RecordKind.ONE_PERSON,
    RecordKind.HANDOVER,
    RecordKind.FOLLOW_UP,
)

_OF_AGENDA: Final = (
    *(RecordKind.AGENDA_ITEM, RecordKind.AGENDA_ENTRY, RecordKind.GUIDE_USE),
    *(RecordKind.ENCOUNTER, RecordKind.WITHDRAWAL, RecordKind.CONSENT, RecordKind.INDIVIDUAL, RecordKind.ONE_PERSON),
)

_OF_PAPERS: Final = (
    *(RecordKind.CONSENT, RecordKind.WITHDRAWAL, RecordKind.DISCLOSURE, RecordKind.INDIVIDUAL, RecordKind.ONE_PERSON),
    *(RecordKind.PAPERS_SHARE, RecordKind.SHARED_PAPERS),
)

Notes = frozenset[RecordId]


def copies_are_due(tx: Transaction, changes: Changes | None = None) -> None:
    """Remember, in the commit that takes in something of the peer's own, which copies have to be looked at.

    `changes` are the records that it touched; without them it is all copies. What lies beside a note that was erased
    goes in the same commit.
    """
    if changes is not None:
        erase_what_is_left(tx, changes)
    notes = _notes_of(tx, changes)
    before = due_notes(tx)
    if notes is None or before is None or len(notes | before) > _MOST:
        tx.settings.put(_DUE, _ALL)
    elif not notes <= before or _may_be_placed(tx) or (changes is not None and _may_be_more(tx, changes)):
        tx.settings.put(_DUE, _NAMED + b"".join(sorted(notes | before)))


def are_copies_due(tx: Transaction) -> bool:
    """Say whether something of the peer's own has come in since the copies were last looked at."""
    return (tx.settings.get(_DUE) or _NONE) != _NONE


def due_notes(tx: Transaction) -> Notes | None:
    """Return the notes whose copies have to be looked at, None for all."""
    kept = tx.settings.get(_DUE) or _NONE
    if kept == _NONE:
        return frozenset()
    if not kept.startswith(_NAMED):
        return None
    return frozenset(RecordId(kept[at : at + ID_BYTES]) for at in range(len(_NAMED), len(kept), ID_BYTES))


def take_due(tx: Transaction, run: bytes) -> Notes | None:
    """Return the same, and remember that they are looked at now, in this opening of the vault."""
    notes = due_notes(tx)
    if notes is not None and tx.settings.get(_LOOKED) != run:
        notes = None
    tx.settings.put(_DUE, _NONE)
    if notes is None:
        tx.settings.put(_LOOKED, run)
    return notes


def _may_be_placed(tx: Transaction) -> bool:
    """Say whether there is a copy whose note is not known: what has come in may be that note, or its erase."""
    return tx.space_seed.get() is not None and tx.disclosures.has_unplaced()


def _may_be_more(tx: Transaction, changes: Changes) -> bool:
    """Say whether what has come in may be about something else than copies of notes."""
    if any(map(changes.touches, _OF_AGENDA)) and tx.agenda_entries.spaces():
        return True
    return _may_end_offers(tx, changes) or (any(map(changes.touches, _OF_PAPERS)) and tx.papers.has_shares())


def _may_end_offers(tx: Transaction, changes: Changes) -> bool:
    """Say whether what has come in may be a no to what was offered to another peer, or an offer made before a no."""
    return any(map(changes.touches, _OF_OFFERS)) and any(one.is_given for one in tx.handovers.kept())


def _notes_of(tx: Transaction, changes: Changes | None) -> Notes | None:
    if changes is None or tx.pictures.unfinished() or changes.touches(RecordKind.SPACE_SEED):
        return None
    planned = changes.ids(RecordKind.FOLLOW_UP)
    about = tx.disclosures.of_follow_ups(planned)
    if len(about) < len(planned):
        return None
    notes = {*changes.ids(RecordKind.ENCOUNTER), *(note for note in about.values() if note is not None)}
    shared = tx.disclosures.among(notes) | tx.disclosures.about(_people_of(tx, changes))
    return frozenset(shared | tx.disclosures.of_copies(changes.ids(RecordKind.SHARED_ENCOUNTER)))


def _people_of(tx: Transaction, changes: Changes) -> Notes:
    """Return about whom something has come in, under each of their records: a new handle stands on all their notes."""
    named = changes.ids(RecordKind.INDIVIDUAL) | tx.individuals.ends_of(changes.ids(RecordKind.ONE_PERSON))
    said = tx.consents.people_of(changes.ids(RecordKind.CONSENT), changes.ids(RecordKind.WITHDRAWAL))
    return said.union(*map(tx.consents.same, named))
