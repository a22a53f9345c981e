"""A peer, a colleague with the same supervisor, and the supervisor: any of them may turn out to be hostile."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from peerdesk.domain.vocabulary import Role
from peerdesk.vault.vault import Vault
from tests.hostile.rogue import Rogue
from tests.support.hospital import SUPERVISED, Hospital, a_hospital
from tests.work.ward import Pair

JOINED = (*SUPERVISED, ("Ana Ruiz", Role.PEER, "Tomas Okafor"))


class Ward(Pair):
    """Devon and Tomas, who share notes, and Ana, another peer of Tomas."""

    def __init__(self, hospital: Hospital) -> None:
        super().__init__(hospital)
        self.ana = hospital.join(*JOINED[2])
        if isinstance(hospital.model, Ward):
            self.note_shared, self.copy = hospital.model.note_shared, hospital.model.copy
            return
        self.note_shared, self.copy = self.shared()
        for vault in (self.ana, self.tomas, self.ana):
            assert hospital.sync(vault).proof

    def rogue(self, vault: Vault, other: Vault | None = None) -> Rogue:
        """Let somebody use a program of their own, in the space that they have with somebody else."""
        return Rogue(self.hospital, vault, other)


@pytest.fixture
def ward(tmp_path: Path) -> Iterator[Ward]:
    with a_hospital(tmp_path, joined=JOINED, settled=Ward) as hospital:
        yield Ward(hospital)
