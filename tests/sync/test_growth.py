"""A round does not look through the notes: with many of them it takes as many steps of the database as with few."""

import os
import shutil
from collections.abc import Callable
from pathlib import Path

from peerdesk.domain.encounter import EncounterDraft
from peerdesk.domain.ids import RecordId
from peerdesk.domain.vocabulary import Role
from peerdesk.vault.shelves.spaces import CHECKPOINT_EVERY
from peerdesk.vault.vault import Vault
from peerdesk.work.encounters import change_encounter, keep_encounter, keep_many
from peerdesk.work.sharing import find_reader, share
from peerdesk.work.unlock import choose, unlock
from tests.support.hospital import PASSPHRASE, Hospital, a_hospital, clock

FEW, MANY = 600, 600 + 6 * CHECKPOINT_EVERY
"""Beyond what is looked at again from the last mark on, and as far from it."""
NOTE = EncounterDraft(setting="ed", outcome="left", memory="a word")
EACH = 10
"""The database tells of itself after so many steps."""

HARDLY_MORE = 1.15
"""Looking at each of the notes once would add thousands."""


class Desks:
    """Two computers with the same notes, all of them synced, one of the notes shared."""

    def __init__(self, hospital: Hospital, notes: int) -> None:
        self.hospital = hospital
        hospital.join("Tomas Okafor", Role.SUPERVISOR)
        devon = hospital.join("Devon Achebe", Role.PEER, "Tomas Okafor")
        hospital.sync(devon)
        self.shared = keep_encounter(devon, NOTE, clock(), os.urandom).id
        share(devon, self.shared, find_reader(devon, "Tomas Okafor", clock()), clock())
        keep_many(devon, [NOTE] * notes, clock(), os.urandom)
        hospital.sync(devon)
        devon.close()
        home, copy = hospital.folder / "homes" / "Devon Achebe", hospital.folder / "homes" / "copy"
        shutil.copytree(home, copy)
        self.one, self.other = self._open(home), self._open(copy)
        for vault in (self.one, self.other, self.one, self.other):
            self._edit(vault, self.shared)
            hospital.sync(vault)
        hospital.sync(self.one)

    def _open(self, home: Path) -> Vault:
        vault = unlock(choose(home), PASSPHRASE, allow_test_profile=True)
        self.hospital.open_vaults.append(vault)
        return vault

    def _edit(self, vault: Vault, note: RecordId) -> None:
        change_encounter(vault, note, {"memory": "another word " + os.urandom(4).hex()}, clock(), os.urandom)

    def steps(self) -> dict[str, int]:
        """Return how many steps the database takes for a round with nothing to say, with one to send, one to fetch."""
        taken = {"idle": steps_of(self.one, lambda: self._sync(self.one))}
        self._edit(self.one, self.shared)
        taken["push"] = steps_of(self.one, lambda: self._sync(self.one))
        taken["pull"] = steps_of(self.other, lambda: self._sync(self.other))
        return taken

    def _sync(self, vault: Vault) -> None:
        assert self.hospital.sync(vault).proof


def steps_of(vault: Vault, work: Callable[[], None]) -> int:
    told = 0

    def tell() -> int:
        nonlocal told
        told += 1
        return 0

    vault._driver.set_progress_handler(tell, EACH)
    try:
        work()
    finally:
        vault._driver.set_progress_handler(None, 0)
    return told * EACH


def test_many_notes_make_no_round_longer(tmp_path: Path) -> None:
    taken = {}
    for notes in (FEW, MANY):
        with a_hospital(tmp_path / str(notes)) as hospital:
            taken[notes] = Desks(hospital, notes).steps()
    for name, few in taken[FEW].items():
        assert taken[MANY][name] <= few * HARDLY_MORE, taken
