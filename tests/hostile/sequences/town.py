"""A peer with several computers and two supervisors, to whom random things happen, and all their keys to look with."""

import os
import random
from collections.abc import Callable
from typing import Final

from peerdesk.crypto.envelope import open_revision
from peerdesk.crypto.errors import CannotOpenError
from peerdesk.domain.encounter import EncounterDraft
from peerdesk.domain.errors import ExpectedError, ServerRefusedError
from peerdesk.domain.ids import PersonId, RecordId
from peerdesk.domain.vocabulary import Role
from peerdesk.sync.papers_copies import given_papers
from peerdesk.vault.vault import Vault
from peerdesk.wire.ids import SpaceId
from peerdesk.wire.revision import Header, Kind, Revision, is_blanked, read_revision
from peerdesk.work.encounters import change_encounter, encounter_page, keep_encounter
from peerdesk.work.revoking import revoke_device
from peerdesk.work.sharing import readers, share, stop_sharing
from peerdesk.work.supervision import comment, review_queue
from tests.hostile.rogue import Rogue
from tests.support.hospital import Hospital, clock
from tests.support.two_computers import revoke, second_computer
from tests.sync.logs import erase
from tests.work.office import Office

NAMES: Final = ("Tomas Okafor", "Ruth Lind")
MOST_COMPUTERS: Final = 4
NOTE: Final = EncounterDraft(setting="ed", outcome="left", memory="only for me", handle="Blue Heron 27")


class Town:
    """Devon's computers, those that were shut out, and the supervisors Tomas and Ruth."""

    def __init__(self, hospital: Hospital) -> None:
        self.hospital, self.office = hospital, Office(hospital)
        self.supervisors = [hospital.join(name, Role.SUPERVISOR) for name in NAMES]
        self.computers = [hospital.join("Devon Achebe", Role.PEER, NAMES[0])]
        self.out: list[Vault] = []
        self.erased: set[RecordId] = set()
        self.office.assign("Devon Achebe", NAMES[1], beside=True)
        self.join(random.Random(0))
        self.write_everywhere()

    def write_everywhere(self) -> None:
        """Let each computer of Devon's keep a note, share it with whoever supervises, and let everybody have it."""
        self.meet()
        for vault in self.computers:
            note = keep_encounter(vault, NOTE, clock(), os.urandom).id
            for reader in readers(vault, clock()):
                share(vault, note, reader.person, clock())
        self.meet()

    def meet(self) -> None:
        """Let everybody sync until everybody has everything."""
        for vault in (*self.computers, *self.supervisors) * 3:
            self.hospital.sync(vault)

    def step(self, rng: random.Random) -> None:
        """Do one random thing; what is not possible just now is left."""
        ways = (self.keep, self.share, self.share, self.stop, self.edit, self.erase, self.talk, self.join, self.join)
        more = (self.revoke, self.revoke_by_officer, self.turn_supervision, self.sync, self.sync, self.sync)
        way: Callable[[random.Random], None] = rng.choice(ways + more)
        try:
            way(rng)
        except ExpectedError:
            # A note that is not on this computer, somebody who supervises no more: nothing was done.
            return

    def keep(self, rng: random.Random) -> None:
        keep_encounter(rng.choice(self.computers), NOTE, clock(), os.urandom)

    def _note(self, rng: random.Random) -> tuple[Vault, RecordId]:
        vault = rng.choice(self.computers)
        notes = sorted(row.id for row in encounter_page(vault))
        if not notes:
            return vault, keep_encounter(vault, NOTE, clock(), os.urandom).id
        return vault, rng.choice(notes)

    def share(self, rng: random.Random) -> None:
        vault, note = self._note(rng)
        known = readers(vault, clock())
        if known:
            share(vault, note, rng.choice(known).person, clock())

    def stop(self, rng: random.Random) -> None:
        vault, note = self._note(rng)
        stop_sharing(vault, note)

    def edit(self, rng: random.Random) -> None:
        vault, note = self._note(rng)
        change_encounter(vault, note, {"handle": f"Heron {rng.randrange(100)}"}, clock(), os.urandom)

    def erase(self, rng: random.Random) -> None:
        vault, note = self._note(rng)
        erase(vault, note)
        self.erased.add(note)

    def talk(self, rng: random.Random) -> None:
        vault = rng.choice(self.supervisors)
        queue = review_queue(vault)
        if queue:
            comment(vault, rng.choice(queue).received.item.id, "said", clock(), os.urandom)

    def join(self, rng: random.Random) -> None:
        if len(self.computers) < MOST_COMPUTERS:
            home = self.hospital.folder / "homes" / rng.randbytes(6).hex()
            vault = second_computer(rng.choice(self.computers), home, self.hospital.remotes("", b""))
            self.hospital.open_vaults.append(vault)
            self.computers.append(vault)

    def revoke(self, rng: random.Random) -> None:
        if len(self.computers) > 1:
            lost = self.computers.pop(rng.randrange(len(self.computers)))
            by = rng.choice(self.computers)
            self.hospital.sync(by)
            revoke(by, device_of(lost), self.hospital.remotes("", b""))
            self.out.append(lost)

    def revoke_by_officer(self, rng: random.Random) -> None:
        if len(self.computers) > 1:
            lost = self.computers.pop(rng.randrange(len(self.computers)))
            revoke_device(self.office.ask("Devon Achebe"), device_of(lost).hex())
            self.out.append(lost)

    def turn_supervision(self, rng: random.Random) -> None:
        if rng.random() < 0.5:
            self.office.end("Devon Achebe", NAMES[1])
        else:
            self.office.assign("Devon Achebe", NAMES[1], beside=True)

    def sync(self, rng: random.Random) -> None:
        self.hospital.sync(rng.choice([*self.computers, *self.supervisors]))

    def is_let_in(self, vault: Vault) -> bool:
        """Say whether the server lets a computer in."""
        try:
            self.hospital.sync(vault)
        except ServerRefusedError:
            return False
        return True

    def rogue(self, vault: Vault, other: Vault | None = None) -> Rogue:
        return Rogue(self.hospital, vault, other)


def device_of(vault: Vault) -> bytes:
    with vault.read() as tx:
        device = tx.identity.get().device
    assert device is not None
    return device


def log_of(rogue: Rogue, space: SpaceId) -> list[tuple[Header, Revision]]:
    """Return what the server has in a space, read but not opened."""
    return [read_revision(frame) for frame in rogue.frames(space)]


def readable(rogue: Rogue, log: list[tuple[Header, Revision]], space: SpaceId) -> set[bytes]:
    """Return the records of which somebody can open at least one text, with every key that was given to them."""
    keys, found = rogue.keys(space), set[bytes]()
    for header, revision in log:
        if header.kind is not Kind.DATA or is_blanked(revision) or header.epoch not in keys:
            continue
        try:
            open_revision(header, revision, keys[header.epoch])
        except CannotOpenError:
            continue
        found.add(bytes(header.record))
    return found


def copies_on(vault: Vault, reader: PersonId) -> set[bytes]:
    """Return the ids of the copies that a peer's computer says are with somebody."""
    with vault.read() as tx:
        notes = {bytes(one.item.id) for one in tx.shared_items.all_given() if one.reader == reader}
        return notes | {bytes(one.id) for one in given_papers(tx) if one.reader == reader}
