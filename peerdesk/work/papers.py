"""Showing the permission papers of one individual to a supervisor, and stopping. What leaves is what the preview shows.

Each person's papers are shared by themselves, never all at once, and nothing follows from sharing a note. While they
are shared, what is allowed, ended and given out since follows them, as the copy of a note follows the note.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime

from peerdesk.domain.changes import Changes
from peerdesk.domain.errors import NotAllowedError, NotFoundError
from peerdesk.domain.ids import PersonId, RecordId
from peerdesk.domain.papers import Papers, PapersShare
from peerdesk.sync.papers_copies import copies_ever, given_papers, papers_shown
from peerdesk.vault.transaction import Transaction
from peerdesk.vault.vault import Vault
from peerdesk.work.consents import handle_of
from peerdesk.work.copies import ShareState, around, state_of_share
from peerdesk.work.papers_shares import give_papers, readers_of_papers, stop_papers_within
from peerdesk.work.sharing import Reader, allowed_reader, refuse_untold


@dataclass(frozen=True, slots=True, kw_only=True)
class PapersPreview:
    """What a reader would see, and nothing else."""

    reader: Reader
    individual: RecordId
    papers: Papers


@dataclass(frozen=True, slots=True, kw_only=True)
class PapersState:
    """One reader of somebody's papers, past or present. `has_ended`: all they have of it is that it ended."""

    individual: RecordId
    handle: str
    share: ShareState
    has_ended: bool


def preview_papers(vault: Vault, individual: RecordId, person: PersonId, now: datetime) -> PapersPreview:
    """Return exactly what would leave. Nothing is shared by looking. Raises what `share_papers` raises."""
    with vault.read() as tx:
        reader = allowed_reader(tx, person, now)
        _refuse(tx, individual)
        return PapersPreview(reader=reader, individual=individual, papers=papers_shown(tx, individual))


def share_papers(
    vault: Vault, individual: RecordId, person: PersonId, now: datetime, *, as_shown: Papers | None = None
) -> Changes:
    """Give a supervisor the permission papers of an individual. Doing it again changes nothing.

    `as_shown` is what a preview showed: where a sync has brought something else since, nothing is shared.

    Raises NotFoundError for somebody who is not here or of whom no permission is kept, NotAllowedError for a person who
    is not this peer's supervisor now or an individual who changed their mind, KeysChangedError, WordsFirstError,
    NotEnrolledError or DirectoryForkedError as `sharing.share` does.
    """
    with vault.write() as tx:
        reader = allowed_reader(tx, person, now)
        _refuse(tx, individual)
        refuse_untold(tx, reader)
        if as_shown is not None and papers_shown(tx, individual) != as_shown:
            raise NotAllowedError("papers_changed")
        return give_papers(tx, individual, person, now)


def stop_papers(vault: Vault, individual: RecordId, person: PersonId | None, now: datetime) -> Changes:
    """Take somebody's papers back from one reader, or from all. Works offline and without anybody's leave.

    Raises NotFoundError for an individual who is not here, or a person who has none of it.
    """
    with vault.write() as tx:
        tx.individuals.get(individual)
        having = readers_of_papers(tx, individual)
        ending = having if person is None else having & {person}
        if person is not None and not ending:
            raise NotFoundError("person")
        return stop_papers_within(tx, individual, ending, now)


def papers_states(vault: Vault, individual: RecordId | None = None) -> tuple[PapersState, ...]:
    """Return who has, or had, the papers of an individual, or of anybody; by handle."""
    with vault.read() as tx:
        return states_within(tx, individual)


def states_within(tx: Transaction, individual: RecordId | None = None) -> tuple[PapersState, ...]:
    """Return the same within a transaction."""
    same = None if individual is None else tx.individuals.alone(individual).records
    shares = [one for one in tx.papers.shares() if same is None or one.individual in same]
    found = _states(tx, shares) if shares else ()
    return tuple(sorted(found, key=lambda one: (one.handle.casefold(), one.share.name, one.individual)))


def _states(tx: Transaction, shares: Iterable[PapersShare]) -> Iterator[PapersState]:
    people, here = around(tx), given_papers(tx)
    for share in shares:
        for reader, grant in sorted(share.readers.items()):
            mine = [one for one in here if one.individual == share.individual and one.reader == reader]
            copy = mine[-1] if mine else None
            ever = copies_ever(tx, share.individual, reader)
            yield PapersState(
                individual=share.individual,
                handle=handle_of(tx, share.individual),
                share=state_of_share(tx, ever, reader, people, grant, copy.id if copy else None),
                has_ended=copy is not None and copy.papers.has_ended,
            )


def _refuse(tx: Transaction, individual: RecordId) -> None:
    tx.individuals.get(individual)
    if tx.consents.sharing_is_withdrawn(individual):
        raise NotAllowedError("withdrawn")
    if not tx.consents.under(tx.individuals.alone(individual).records):
        raise NotFoundError("consent")
