"""Keeping the permission papers that others have equal to what is kept here: one copy for each share that is on.

The id of a copy is computed, as that of a note's copy is: from the individual, the space of the two people, the
generation of the share and whether it is the papers or only that they ended. So all computers of a peer write the same
record, and nothing has to be remembered beside the shares. Two records with one handle are one individual. Two handles
that the peer said to be one person are not, here: nobody is shown more than was previewed because of it.
"""

import hmac
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from typing import Final

from peerdesk.domain.changes import Changes, RecordKind
from peerdesk.domain.errors import NotFoundError
from peerdesk.domain.ids import ID_BYTES, PersonId, RecordId
from peerdesk.domain.papers import Papers, PapersShare, ending_of, papers_of
from peerdesk.domain.sharing import stopped
from peerdesk.vault.shelves.identity import pair_space
from peerdesk.vault.transaction import Transaction

_COPY: Final = b"PD1 permission papers"
_SHARE: Final = b"PD1 share of papers"
_MARK: Final = b"PD1 mark of a permission"
_MARK_BYTES: Final = 8


@dataclass(frozen=True, slots=True, kw_only=True)
class GivenPapers:
    """A copy that is here: whose papers, who may read them, and what they say."""

    id: RecordId
    individual: RecordId
    reader: PersonId
    generation: int
    papers: Papers


@dataclass(frozen=True, slots=True, kw_only=True)
class _Place:
    """Where the copies of one generation of a share are: the papers, and that they ended."""

    share: PapersShare
    reader: PersonId
    generation: int
    whole: RecordId
    ending: RecordId


def papers_id(tx: Transaction, seed: bytes, one: tuple[RecordId, PersonId, int], *, ending: bool) -> RecordId:
    """Return the id of a copy. `one` is the individual, the reader and the generation; `seed` the peer's secret."""
    individual, reader, generation = one
    said = individual + pair_space(tx.person, reader) + generation.to_bytes(8, "big") + bytes([ending])
    return _named(seed, _COPY + said)


def share_id(seed: bytes, individual: RecordId) -> RecordId:
    """Return the id of the record that says who has the papers of an individual."""
    return _named(seed, _SHARE + individual)


def copies_ever(tx: Transaction, individual: RecordId, reader: PersonId) -> tuple[RecordId, ...]:
    """Return the ids of everything this reader may ever have had of an individual's papers, the oldest first."""
    same, seed = tx.individuals.alone(individual).records, tx.space_seed.get()
    if seed is None:
        return ()
    places = (one for one in _places(tx, seed, tx.papers.shares()) if one.reader == reader)
    return tuple(copy for one in places if one.share.individual in same for copy in (one.whole, one.ending))


def papers_shown(tx: Transaction, individual: RecordId, *, ending: bool = False) -> Papers:
    """Return exactly what a reader of somebody's papers sees. Raises NotFoundError, also in a vault of no hospital."""
    seed = tx.space_seed.get()
    if seed is None:
        raise NotFoundError("individual")
    alone = tx.individuals.alone(individual)
    if not alone.handle:
        raise NotFoundError("individual")
    handle, consents = alone.handle, tx.consents.under(alone.records)
    mark = partial(_mark, seed)
    if ending:
        return ending_of(handle, consents, tx.consents.withdrawals(individual), mark)
    return papers_of(handle, consents, tx.ledger.about(alone.records), mark)


def given_papers(tx: Transaction) -> tuple[GivenPapers, ...]:
    """Return every copy that others have, as far as it is known here of whom it is."""
    seed = tx.space_seed.get()
    here = tx.papers.given() if seed is not None else {}
    if seed is None or not here:
        return ()
    return tuple(
        GivenPapers(
            id=copy, individual=one.share.individual, reader=one.reader, generation=one.generation, papers=here[copy]
        )
        for one in _places(tx, seed, tx.papers.shares())
        for copy in (one.whole, one.ending)
        if copy in here
    )


def refresh_papers(tx: Transaction, individual: RecordId, *, settles: bool = False) -> Changes:
    """Make the copies of an individual's papers what the shares say. Writes nothing where all is as it should be.

    Of somebody who changed their mind the papers are erased, and in their place stands only that they ended: with
    whoever had them, and until the peer shares anew, which takes a new yes, or stops. Where nothing had left, the share
    is over as well; `settles` says that it can be known here: it is the no itself, or all that there is has come.
    """
    seed = tx.space_seed.get()
    if seed is None or not tx.papers.has_shares():
        return Changes()
    same = tx.individuals.alone(individual).records
    places = [one for one in _places(tx, seed, tx.papers.shares()) if one.share.individual in same]
    on, here = _on(places), tx.papers.given()
    withdrawn = tx.consents.sharing_is_withdrawn(individual)
    kept = {one.ending if withdrawn or one.ending in here else one.whole for one in on}
    gone = {copy for one in places for copy in (one.whole, one.ending)} & here.keys() - kept
    for copy in gone:
        tx.papers.remove(copy)
    touched = gone | {copy for one in on for copy in _written(tx, individual, one, here, ends=withdrawn)}
    changes = Changes.of(RecordKind.SHARED_PAPERS, *touched) if touched else Changes()
    return changes | _stopped(tx, seed, on) if withdrawn and settles else changes


def _on(places: Iterable[_Place]) -> tuple[_Place, ...]:
    """Return where copies may be now. Of two records with one handle the first that is shared counts."""
    found: dict[PersonId, _Place] = {}
    for one in places:
        if one.share.readers[one.reader].generation == one.generation:
            found.setdefault(one.reader, one)
    return tuple(found.values())


def _written(
    tx: Transaction, individual: RecordId, one: _Place, here: Mapping[RecordId, Papers], *, ends: bool
) -> Iterator[RecordId]:
    """Write what a reader is to see, where it is not there yet, and yield which copy that was."""
    left = tx.removed.is_asked_for(one.whole, pair_space(tx.person, one.reader))
    ending = ends or one.ending in here
    if ending and not left and one.ending not in here:
        return
    copy = one.ending if ending else one.whole
    # Another computer of this peer's may have stopped it: sharing again is another generation.
    if tx.papers.is_withdrawn(copy) or here.get(copy) == (papers := papers_shown(tx, individual, ending=ending)):
        return
    tx.papers.put_copy(copy, one.reader, papers)
    yield copy


def _stopped(tx: Transaction, seed: bytes, on: Iterable[_Place]) -> Changes:
    """End the shares of which nothing has left, now that nothing may. A later yes brings none of them back."""
    changes, here = Changes(), tx.papers.given()
    for one in on:
        share = next(known for known in tx.papers.shares() if known.individual == one.share.individual)
        if one.ending not in here:
            record = share_id(seed, share.individual)
            tx.papers.put_share(record, share.individual, stopped(share.readers, one.reader))
            changes |= Changes.of(RecordKind.PAPERS_SHARE, record)
    return changes


def refresh_all_papers(tx: Transaction) -> Changes:
    """Do that at the head of every space, for everybody whose papers were ever shared.

    Somebody who is not known here yet is left alone.
    """
    changes, done = Changes(), set[RecordId]()
    for share in tx.papers.shares():
        if share.individual in done:
            continue
        done |= tx.individuals.alone(share.individual).records
        try:
            changes |= refresh_papers(tx, share.individual, settles=True)
        except NotFoundError:
            # Only that has not come yet: absence is never deletion.
            continue
    return changes


def _places(tx: Transaction, seed: bytes, shares: Iterable[PapersShare]) -> Iterator[_Place]:
    for share in sorted(shares, key=lambda one: one.individual):
        for reader in sorted(share.readers):
            for generation in range(1, share.highest + 1):
                one = (share.individual, reader, generation)
                whole, ending = (papers_id(tx, seed, one, ending=last) for last in (False, True))
                yield _Place(share=share, reader=reader, generation=generation, whole=whole, ending=ending)


def _named(seed: bytes, said: bytes) -> RecordId:
    return RecordId(hmac.digest(seed, said, "sha256")[:ID_BYTES])


def _mark(seed: bytes, consent: RecordId) -> str:
    return hmac.digest(seed, _MARK + consent, "sha256")[:_MARK_BYTES].hex()
