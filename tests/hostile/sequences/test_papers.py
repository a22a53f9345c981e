"""Random sequences in which permission papers are allowed, shown, ended and taken back among everything else.

Whatever happened: who could open what stays as it is for notes, and a supervisor is shown what the peer's preview says
of whoever is shown to them, or that it ended, and nothing about anybody else.
"""

import os
import random
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from peerdesk.domain.consent_vocabulary import RevokedHow
from peerdesk.domain.errors import ExpectedError
from peerdesk.domain.ids import PersonId
from peerdesk.domain.papers import Papers
from peerdesk.sync.papers_copies import given_papers, papers_shown
from peerdesk.vault.vault import Vault
from peerdesk.work.consents import all_consents, find_individual, keep_consent
from peerdesk.work.papers import share_papers, stop_papers
from peerdesk.work.papers_received import open_papers, received_papers
from peerdesk.work.sharing import readers
from peerdesk.work.withdrawing import Wish, revoke_one, withdraw
from tests.hostile.rogue import person_of
from tests.hostile.sequences.test_sequences import WITHOUT_SHRINKING, look
from tests.hostile.sequences.town import Town, device_of, log_of
from tests.support.hospital import a_hospital, clock
from tests.work.papers_desk import VERBAL
from tests.work.test_withdrawing import RELEASE

HANDLES: Final = ("Quiet Fox 3", "Red Maple 4")
EXAMPLES: Final = 4


class TownOfPapers(Town):
    """The same town, in which two individuals allow things and change their mind."""

    def step(self, rng: random.Random) -> None:
        ways = (self.allow, self.give, self.give, self.take_back, self.end_one, self.no, self.open)
        if rng.random() < 0.4:
            super().step(rng)
            return
        try:
            rng.choice(ways)(rng)
        except ExpectedError:
            # Somebody who is not known on this computer, or changed their mind: nothing was done.
            return

    def allow(self, rng: random.Random) -> None:
        draft = rng.choice((RELEASE, VERBAL))
        keep_consent(rng.choice(self.computers), replace(draft, handle=rng.choice(HANDLES)), clock(), os.urandom)

    def give(self, rng: random.Random) -> None:
        vault = rng.choice(self.computers)
        reader = rng.choice(readers(vault, clock())).person
        share_papers(vault, find_individual(vault, rng.choice(HANDLES)), reader, clock())

    def take_back(self, rng: random.Random) -> None:
        vault = rng.choice(self.computers)
        stop_papers(vault, find_individual(vault, rng.choice(HANDLES)), None, clock())

    def end_one(self, rng: random.Random) -> None:
        vault = rng.choice(self.computers)
        kept = all_consents(vault, clock())
        if kept:
            revoke_one(vault, rng.choice(kept).consent.id, RevokedHow.SAID, clock(), os.urandom)

    def no(self, rng: random.Random) -> None:
        vault = rng.choice(self.computers)
        withdraw(vault, find_individual(vault, rng.choice(HANDLES)), Wish(), clock(), os.urandom)

    def open(self, rng: random.Random) -> None:
        vault = rng.choice(self.supervisors)
        for one in received_papers(vault):
            open_papers(vault, one.received.item.id, clock(), os.urandom)


def on_the_peers_side(vault: Vault, reader: PersonId) -> dict[bytes, Papers]:
    """Return what a computer of the peer's says that somebody has, made anew from what is kept there."""
    with vault.read() as tx:
        return {
            bytes(one.id): papers_shown(tx, one.individual, ending=one.papers.has_ended)
            for one in given_papers(tx)
            if one.reader == reader
        }


def knows_the_secret(vault: Vault) -> bool:
    with vault.read() as tx:
        return tx.space_seed.get() is not None


def is_withdrawn(vault: Vault, handle: str) -> bool:
    with vault.read() as tx:
        known = tx.individuals.by_handle(handle)
        return known is not None and tx.consents.sharing_is_withdrawn(known.id)


@pytest.mark.invariant(18)
@pytest.mark.invariant(31)
@settings(max_examples=EXAMPLES, deadline=None, phases=WITHOUT_SHRINKING, suppress_health_check=list(HealthCheck))
@given(seed=st.integers(0, 2**32), steps=st.integers(8, 20))
def test_after_any_sequence_a_supervisor_sees_what_is_shown_to_them_and_nothing_of_anybody_else(
    seed: int, steps: int
) -> None:
    rng = random.Random(seed)
    with TemporaryDirectory(prefix="pd-papers-") as folder, a_hospital(Path(folder)) as hospital:
        town = TownOfPapers(hospital)
        for _step in range(steps):
            town.step(rng)
        town.write_everywhere()
        look(town)
        for supervisor in town.supervisors:
            sees(town, supervisor)


def sees(town: TownOfPapers, supervisor: Vault) -> None:
    """Look at what a supervisor has beside what the peer's computers say of it.

    A copy of which only a computer knew that was shut out before it had sent the share is nobody's to take back. And a
    computer that joined after the one was shut out which made the secret of the copies waits for its person's word.
    """
    person, out = PersonId(person_of(supervisor)), {device_of(vault) for vault in town.out}
    pair = town.rogue(town.computers[0], supervisor)
    orphans = {bytes(header.record) for header, _ in log_of(pair, pair.pair) if header.device in out}
    found = {bytes(one.received.item.id): one.received.item.papers for one in received_papers(supervisor)}
    knowing = [vault for vault in town.computers if knows_the_secret(vault)]
    given = on_the_peers_side(knowing[0], person) if knowing else {}
    has = {copy: papers for copy, papers in found.items() if copy in given or copy not in orphans}
    for vault in knowing:
        told = on_the_peers_side(vault, person)
        if person in {one.person for one in readers(vault, clock())}:
            assert has == told
        assert has.keys() <= told.keys()
    ended = [papers.handle for papers in has.values() if is_withdrawn(town.computers[0], papers.handle)]
    assert all(papers.has_ended for papers in has.values() if papers.handle in ended)
