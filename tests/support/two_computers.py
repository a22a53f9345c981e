"""One peer with two computers: the second is signed in by the first, as the hospital's directory wants it."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from peerdesk.crypto.passphrase import TEST_ONLY, Argon2Profile
from peerdesk.desktop.shots import second_computer as shots
from peerdesk.domain.encounter import EncounterDraft
from peerdesk.domain.ids import DeviceId, RecordId
from peerdesk.domain.vocabulary import Role
from peerdesk.sync.transport import Transport
from peerdesk.vault.vault import Vault
from peerdesk.work.encounters import change_encounter, keep_encounter
from peerdesk.work.removals import Removal, finish_removals, forget_removals, put_under_way, under_way
from tests.support.hospital import PASSPHRASE, SUPERVISED, Hospital, a_hospital, clock


def second_computer(
    first: Vault, home: Path, line: Transport, *, passphrase: str = PASSPHRASE, profile: Argon2Profile = TEST_ONLY
) -> Vault:
    """Make a vault for the same person in another home, before the first computer has sent anything."""
    return shots.second_computer(first, home, line, clock(), passphrase=passphrase, profile=profile)


def revoke(by: Vault, lost: DeviceId, line: Transport) -> None:
    """Let a computer take another of its person off the list; whatever it has seen of that one goes on to count.

    Raises what is in the way; then it is as if nobody had asked.
    """
    with by.write() as tx:
        put_under_way(tx, Removal(lost, tx.writers.reach(lost)))
    try:
        finish_removals(by, line, clock())
    except BaseException:
        with by.write() as tx:
            forget_removals(tx, under_way(tx))
        raise


class TwoComputers:
    """Devon Achebe at Harbor Point, with a ward computer and a laptop that both know each other."""

    def __init__(self, hospital: Hospital) -> None:
        self.hospital = hospital
        self.tomas = hospital.join("Tomas Okafor", Role.SUPERVISOR)
        self.ward = hospital.join("Devon Achebe", Role.PEER, "Tomas Okafor")
        if hospital.model is not None:
            self.laptop = hospital.opened("laptop")
            return
        line = hospital.remotes("", b"")
        self.laptop = second_computer(self.ward, hospital.folder / "homes" / "laptop", line)
        hospital.open_vaults.append(self.laptop)
        self.meet()

    def meet(self) -> None:
        """Let both computers sync until both know everything."""
        for vault in (self.ward, self.laptop, self.ward, self.laptop):
            assert self.hospital.sync(vault).proof

    def note(self, **answers: object) -> RecordId:
        """Keep a note on the ward computer, and let both computers have it."""
        given = {"setting": "ed", "outcome": "met", "support": ("time",), "memory": "first", **answers}
        draft = EncounterDraft(**given)  # type: ignore[arg-type]
        note = keep_encounter(self.ward, draft, clock(), os.urandom).id
        self.meet()
        return note

    def change(self, vault: Vault, note: RecordId, **changes: object) -> None:
        change_encounter(vault, note, changes, clock(), os.urandom)


@contextmanager
def two_computers(folder: Path) -> Iterator[TwoComputers]:
    """Give a copy of Harbor Point in which both computers have met."""
    with a_hospital(folder, joined=SUPERVISED, settled=TwoComputers) as hospital:
        yield TwoComputers(hospital)
