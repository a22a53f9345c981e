"""What happens to computers and the server: disasters, and changes that nobody at the desk can help."""

from collections.abc import Callable
from contextlib import suppress
from datetime import timedelta

import pytest

from peerdesk.domain.encounter import EncounterDraft
from peerdesk.domain.errors import ExpectedError
from peerdesk.domain.ids import DeviceId
from peerdesk.server.limits import Limits
from peerdesk.vault import guard
from peerdesk.work.encounters import change_encounter, encounter_page, keep_encounter
from tests.schedules.looking import Reader, erased_by, overtaken, shown_in, unsealed
from tests.schedules.power import SERVER_FUSE
from tests.schedules.proofs import Watch
from tests.schedules.said import FIELDS, Said
from tests.schedules.town import Computer, Town

MOST_COMPUTERS = 5
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
            self.reader = Reader(tx.person)

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

    def enrol(self, at: Computer, _a: int, _b: int) -> None:
        """One more computer of the same person joins in the middle of everything."""
        if len(self.town.computers) < MOST_COMPUTERS:
            self._heal_directory()
            with suppress(ExpectedError):
                self.town.sync(at)
                self.town.enrol(at)
                # Whoever vouches for a computer hears of it from the directory, like everybody else.
                self.town.sync(at)

    def revoke(self, at: Computer, a: int, _b: int) -> None:
        """A computer was lost: another one of the same person, which has all there is, takes it off the list."""
        self._heal_directory()
        others = sorted({one.open.device or b"" for one in self.town.peers} - {at.open.device})
        with suppress(ExpectedError):
            result = self.town.sync(at)
            if others and result.is_complete and result.proof:
                before = self.everything()
                self._disown(self.town.revoke(at, DeviceId(others[a % len(others)])), before)
        with suppress(ExpectedError):
            self.town.sync(at)

    def _heal_directory(self) -> None:
        """Let a server that was put back have its whole directory again: without it, a new entry is a fork for ever."""
        for computer in self.town.computers.values() if self.watch.server_went_back else ():
            with suppress(ExpectedError):
                self.town.sync(computer)

    def outcast(self, _at: Computer, a: int, b: int) -> None:
        """Somebody goes on working on a revoked computer: nobody hears of it."""
        if not self.town.outcasts:
            return
        at = list(self.town.outcasts.values())[a % len(self.town.outcasts)]
        word = self.said.new_word(at.open.device)
        notes = [row.id for row in encounter_page(at.open)]
        with suppress(ExpectedError):
            if notes and b % 3:
                change_encounter(at.open, notes[b % len(notes)], {FIELDS[b % 2]: word}, at.now, self.town.rng)
            else:
                draft = EncounterDraft(setting="ed", outcome="left", memory=word)
                keep_encounter(at.open, draft, at.now, self.town.rng)
        with suppress(ExpectedError):
            self.town.sync(at)
            # A server that was put back may not have heard of it yet.
            assert self.watch.server_went_back, f"I19: {at.name} was revoked, and is let in"
            self.said.heard_late |= {*notes, *(row.id for row in encounter_page(at.open))}

    def strand(self, computer: Computer) -> None:
        """A computer joined, then the server went back, and whoever vouched for it did, too, or was revoked.

        Nobody knows it any more. It keeps what it has, and has to be invited again.
        """
        assert self.watch.server_went_back, f"I2: {computer.name} is not let in, and the server never went back"
        is_alone = self.watch.vaults_went_back or self.town.outcasts
        assert is_alone, f"I2: {computer.name} is not let in, and whoever vouched for it is here"
        before = self.everything()
        self._disown(self.town.cast_out(computer.open.device), before)

    def _disown(self, lost: list[Computer], before: frozenset[str]) -> None:
        device, known = lost[0].open.device, self.everything()
        unsent = frozenset(word for word, by in self.said.by.items() if by == device and word not in known)
        for computer in lost:
            # What waited there for the person, the others have let go of.
            self.said.lost |= overtaken(computer.open)
            for note in self.said.notes:
                # It may have chosen between two versions there, and nobody hears of that.
                self.said.said_again |= shown_in(computer.open, note)
        self.said.disown(device, unsent, erased_by(self.town.store, device))
        self.said.lose(before - known - unsent, known)

    def vault_back(self, at: Computer, a: int, _b: int) -> None:
        if at.backups:
            before, waited = self.everything(), overtaken(at.open)
            self.town.put_vault_back(at, a)
            # Each of these was in one place only, and that place was destroyed.
            after = self.everything()
            self.said.lose(before - after, after)
            # What waited here for the person, others let go of: the erase that overtook it says that it was seen.
            self.said.lost |= waited - overtaken(at.open)
            self.watch.went_back(at)

    def server_copy(self, _at: Computer, _a: int, _b: int) -> None:
        self.town.back_server_up()

    def server_back(self, _at: Computer, a: int, _b: int) -> None:
        if self.town.store.backups:
            before = self.everything()
            self.town.put_server_back(a)
            gone = before - self.everything() - self.said.lost - self.said.erased_words
            # Only a word whose own computer was put back or revoked before can have been nowhere else.
            revoked = {one.open.device for one in self.town.outcasts.values()}
            known = {word for word in gone if self.said.by[word] not in revoked}
            assert not known or self.watch.vaults_went_back, f"I1: gone with the server: {sorted(gone)}"
            self.said.lost |= gone
            self.watch.server_went_back = True

    def clock(self, at: Computer, a: int, b: int) -> None:
        """Set a computer's clock, and the server's: by up to ten years to either side, and by two hours."""
        at.off = timedelta(days=(a - 30) * 122, seconds=b)
        self.town.server_off = timedelta(seconds=(b - 120) * 60)

    def everything(self) -> frozenset[str]:
        """Return every word there is anywhere, opened with every key of the hospital."""
        for computer in self.town.computers.values():
            self.reader.learn_keys(computer.open)
        vaults = (self.reader.of_vault(one.open) for one in self.town.computers.values())
        return self.reader.of_server(self.town.store).union(*vaults)

    def _forked(self, at: Computer) -> None:
        """What was not sealed when a vault was copied is sealed twice: beside what replaces it on one side."""
        for note in self.said.notes:
            waiting = unsealed(at.open, note)
            self.said.said_again |= waiting
            if waiting:
                self.said.copied_unsent.add(note)
