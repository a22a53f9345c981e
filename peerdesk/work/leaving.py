"""Leaving the job, as the peer sees it: what happens to each thing, and the numbers that are theirs to take along."""

import csv
import io

from peerdesk.domain.errors import NotEnrolledError
from peerdesk.domain.handover import HandoffState
from peerdesk.domain.ids import PersonId
from peerdesk.domain.leaving import LastDay, Tally
from peerdesk.sync.papers_copies import given_papers
from peerdesk.vault.transaction import Transaction
from peerdesk.vault.vault import Vault
from peerdesk.wire import ids as wire_ids
from peerdesk.work.agenda_shares import given_entries
from peerdesk.work.handing_over import all_given, waiting
from peerdesk.work.membership import known_members


def last_day(vault: Vault) -> LastDay:
    """Return what there is, and what becomes of it when this peer leaves. Raises NotEnrolledError."""
    given = {one.handover.follow_up: one.state for one in all_given(vault)}
    states = list(given.values())
    planned = [one for one in waiting(vault) if not one.handed_to]
    with vault.read() as tx:
        if tx.identity.get().organisation is None:
            raise NotEnrolledError
        copies, papers = tx.shared_items.all_given(), given_papers(tx)
        members, me = known_members(tx), wire_ids.PersonId(tx.person)
        return LastDay(
            notes=tx.tallies.notes(),
            copies=len(copies),
            readers=_names(
                tx, given_entries(tx).keys() | {one.reader for one in copies} | {one.reader for one in papers}
            ),
            waiting=len(planned),
            offered=sum(state in {HandoffState.WAITING, HandoffState.SENT} for state in states),
            theirs=states.count(HandoffState.ACCEPTED),
            unsent=tx.outbox.waiting(),
            hospital_reads=members.recovery.in_force(me) is not None,
            papers=len({one.individual for one in papers}),
        )


def portfolio(vault: Vault) -> tuple[Tally, ...]:
    """Return the numbers of a peer's own work. There is nobody in them."""
    with vault.read() as tx:
        return tx.tallies.all()


def as_csv(tallies: tuple[Tally, ...]) -> str:
    """Return the numbers as a table for a spreadsheet: part, answer, count."""
    text = io.StringIO()
    table = csv.writer(text, lineterminator="\n")
    table.writerow(("part", "answer", "count"))
    table.writerows((one.part, one.code, one.count) for one in tallies)
    return text.getvalue()


def _names(tx: Transaction, people: set[PersonId]) -> tuple[str, ...]:
    return tuple(sorted(tx.identity.name_of(person) or person.hex()[:8] for person in people))
