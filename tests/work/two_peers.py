"""Two peers and their supervisor at Harbor Point, and a follow-up that one of them may hand over to the other."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from peerdesk.domain.encounter import EncounterDraft
from peerdesk.domain.handover import HandoffState, Picked
from peerdesk.domain.ids import RecordId
from peerdesk.domain.vocabulary import Role
from peerdesk.vault.vault import Vault
from peerdesk.wire import ids as wire_ids
from peerdesk.wire.directory_body import Left
from peerdesk.work.encounters import keep_encounter
from peerdesk.work.handing_over import all_given, find_colleague, hand_over
from tests.support.hospital import Hospital, a_hospital, clock
from tests.work.ward import officer_says

SECRET, QUOTE = "only for me: the dog is called Nico", "my own words"
JOINED = (
    ("Tomas Okafor", Role.SUPERVISOR, ""),
    ("Marisol Vega", Role.PEER, "Tomas Okafor"),
    ("Ruth Lind", Role.PEER, "Tomas Okafor"),
)
AGREED = Picked(agreed=True, how="phone", prompt="Likes to be asked about the garden")


class Two:
    """Two peers and a supervisor, and what one of them keeps."""

    def __init__(self, hospital: Hospital) -> None:
        self.hospital = hospital
        self.tomas, self.marisol, self.ruth = (hospital.join(*one) for one in JOINED)
        if hospital.model is None:
            for vault in (self.tomas, self.marisol, self.ruth):
                hospital.sync(vault)

    def follow_up(self, handle: str = "Blue Heron 27", vault: Vault | None = None) -> RecordId:
        draft = EncounterDraft(
            setting="ed", outcome="met", support=("time",), handle=handle, memory=SECRET, words=QUOTE, follow_up="7d"
        )
        own = vault or self.marisol
        note = keep_encounter(own, draft, clock(), os.urandom).id
        with own.read() as tx:
            return tx.follow_ups.of(note)[0].id

    def hand(self, follow_up: RecordId, picked: Picked = AGREED) -> RecordId:
        ruth = find_colleague(self.marisol, "Ruth Lind")
        hand_over(self.marisol, [(follow_up, picked)], ruth, clock(), os.urandom)
        return all_given(self.marisol)[0].handover.handoff

    def meet(self) -> None:
        for vault in (self.marisol, self.ruth, self.marisol):
            assert self.hospital.sync(vault).proof

    def state(self) -> HandoffState:
        return all_given(self.marisol)[0].state

    def leaves(self, vault: Vault) -> None:
        with vault.read() as tx:
            officer_says(self.hospital, Left(person=wire_ids.PersonId(tx.person)))


@contextmanager
def two_peers(folder: Path) -> Iterator[Two]:
    """Give a copy of Harbor Point in which all three know each other."""
    with a_hospital(folder, joined=JOINED, settled=Two) as hospital:
        yield Two(hospital)
