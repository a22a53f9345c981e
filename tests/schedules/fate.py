"""What happens to computers and the server: disasters, and changes that nobody at the desk can help."""

from collections.abc import Callable
from datetime import timedelta

import pytest

from peerdesk.server.limits import Limits
from peerdesk.vault import guard
from tests.schedules.decisions import Decisions
from tests.schedules.looking import Reader, is_removing, overtaken, unsealed
from tests.schedules.officer import Officer
from tests.schedules.power import SERVER_FUSE
from tests.schedules.proofs import Watch
from tests.schedules.said import Said
from tests.schedules.shut_out import MOST_COMPUTERS, ShutOut
from tests.schedules.town import Computer, Town

FEW = 2
"""So many deletions are already very many in a wary schedule, of four notes."""

FULL = Limits(share_bytes=1)
"""A server that has no room for anything but erases and keys."""


class Fate:
    """Disasters, each with what it destroys: the reference model is told of whatever was in one place only."""

    def __init__(self, town: Town, said: Said, watch: Watch, patch: pytest.MonkeyPatch) -> None:
        self.town = town
        self.said = said
        self.watch = watch
        self._patch = patch
        with town.peers[0].open.read() as tx:
            reader = Reader(tx.person)
        self.decisions = Decisions(town, said, reader)
        self.shut_out = ShutOut(town, said, watch, reader, self.decisions)
        self.officer = Officer(town, said, self.shut_out)

    def wary(self, _at: Computer, _a: int, _b: int) -> None:
        """From now on two deletions by another computer are very many."""
        self._patch.setattr(guard, "LEAST", FEW)

    def lock(self, at: Computer, _a: int, _b: int) -> None:
        self.town.switch_off(at)
        self.town.switch_on(at)

    def upgrade(self, at: Computer, _a: int, _b: int) -> None:
        """Put a newer PeerDesk onto a computer: what it writes from now on the others cannot read yet."""
        at.is_newer = True

    def quota(self, _at: Computer, _a: int, _b: int) -> None:
        """Let the server be full, or have room again."""
        self.town.limit(Limits() if self.town.limits == FULL else FULL)

    def server_cut(self, sync: Callable[[], None], a: int, b: int) -> None:
        SERVER_FUSE.arm(self.town.data, 1 + (a + b) % 40)
        try:
            sync()
        finally:
            SERVER_FUSE.disarm()

    def vault_copy(self, at: Computer, _a: int, _b: int) -> None:
        self._forked(at)
        self.town.copy_vault(at)

    def clone(self, at: Computer, _a: int, _b: int) -> None:
        if len(self.town.computers) < MOST_COMPUTERS:
            self._forked(at)
            self.watch.is_copied = True
            self.town.clone(at)

    def vault_back(self, at: Computer, a: int, _b: int) -> None:
        if at.backups:
            before, waited = self.shut_out.everything(), overtaken(at.open)
            self.town.put_vault_back(at, a)
            # Each of these was in one place only, and that place was destroyed.
            after = self.shut_out.everything()
            self.said.lose(before - after - self.said.apart, after)
            # What waited here for the person, others let go of: the erase that overtook it says that it was seen.
            self.said.lost |= waited - overtaken(at.open)
            self.watch.went_back(at)

    def server_copy(self, _at: Computer, _a: int, _b: int) -> None:
        self.town.back_server_up()

    def server_back(self, _at: Computer, a: int, _b: int) -> None:
        if self.town.store.backups:
            before = self.shut_out.everything()
            self.town.put_server_back(a)
            gone = before - self.shut_out.everything() - self.said.lost - self.said.erased_words - self.said.apart
            # Only a word whose own computer was put back or revoked before can have been nowhere else.
            revoked = {one.open.device for one in self.town.outcasts.values()}
            known = {word for word in gone if self.said.by[word] not in revoked}
            assert not known or self.watch.vaults_went_back, f"I1: gone with the server: {sorted(gone)}"
            self.said.lost |= gone
            self.watch.server_went_back = True
            if any(is_removing(one.open) for one in self.town.peers):
                # What one of them still has to say to the directory goes there with its next round.
                self.shut_out.heal_directory()

    def clock(self, at: Computer, a: int, b: int) -> None:
        """Set a computer's clock, and the server's: by up to ten years to either side, and by two hours."""
        at.off = timedelta(days=(a - 30) * 122, seconds=b)
        self.town.server_off = timedelta(seconds=(b - 120) * 60)

    def _forked(self, at: Computer) -> None:
        """What was not sealed when a vault was copied is sealed twice: beside what replaces it on one side."""
        for note in self.said.notes:
            waiting = unsealed(at.open, note)
            self.said.said_again |= waiting
            if waiting:
                self.said.copied_unsent.add(note)
