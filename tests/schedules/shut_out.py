"""Who joins and who has to go: a lost computer is taken off the list by its person, or by an officer who saw nothing.

On a removed computer somebody may go on working. It hands in what it had not sent, and that counts for nobody before
its person says yes on another computer (`decisions.py`).
"""

from collections.abc import Callable
from contextlib import suppress

from peerdesk.domain.encounter import EncounterDraft
from peerdesk.domain.errors import ExpectedError
from peerdesk.domain.ids import DeviceId, RecordId
from peerdesk.work.encounters import change_encounter, encounter_page, keep_encounter
from tests.schedules.decisions import Decisions
from tests.schedules.looking import Reader, erased_by, overtaken, shown, shown_in
from tests.schedules.proofs import Watch
from tests.schedules.said import FIELDS, Said
from tests.schedules.town import Computer, Town

MOST_COMPUTERS = 5


class ShutOut:
    """Joining and leaving, each with what the reference model has to know of it."""

    def __init__(self, town: Town, said: Said, watch: Watch, reader: Reader, decisions: Decisions) -> None:
        self.town = town
        self.said = said
        self.watch = watch
        self.reader = reader
        self.decisions = decisions

    def enrol(self, at: Computer, _a: int, b: int) -> None:
        """One more computer of the same person joins in the middle of everything: by another one, or by the sheet."""
        if len(self.town.computers) < MOST_COMPUTERS:
            self.heal_directory()
            with suppress(ExpectedError):
                self.town.sync(at)
                if b % 3:
                    self.town.enrol(at)
                else:
                    self.town.join_by_sheet()
                # Whoever vouches for a computer hears of it from the directory, like everybody else.
                self.town.sync(at)

    def revoke(self, at: Computer, a: int, _b: int) -> None:
        """A computer was lost: another one of the same person, which has all there is, takes it off the list."""
        self.heal_directory()
        others = sorted({one.open.device or b"" for one in self.town.peers} - {at.open.device})
        with suppress(ExpectedError):
            result = self.town.sync(at)
            if others and result.is_complete and result.proof:
                device = DeviceId(others[a % len(others)])
                self.goes(device, lambda: self.town.revoke(at, device))
        with suppress(ExpectedError):
            self.town.sync(at)

    def heal_directory(self) -> None:
        """Let a server that was put back have its whole directory again: without it, a new entry is a fork for ever."""
        if self.watch.server_went_back:
            for computer in self.town.computers.values():
                with suppress(ExpectedError):
                    self.town.sync(computer)
            self.town.desk.look()

    def outcast(self, _at: Computer, a: int, b: int) -> None:
        """Somebody goes on working on a removed computer, and it hands that in: nobody hears of it by itself."""
        if not self.town.outcasts:
            return
        at = list(self.town.outcasts.values())[a % len(self.town.outcasts)]
        notes = [row.id for row in encounter_page(at.open)]
        with suppress(ExpectedError):
            self._write_outside(at, [note for note in notes if note in self.said.begun], b)
        with suppress(ExpectedError):
            self.town.sync(at)
            # A server that was put back may not have heard of it yet.
            assert self.watch.server_went_back, f"I19: {at.name} was revoked, and is let in"
            self.said.heard_late |= {*notes, *(row.id for row in encounter_page(at.open))}

    def _write_outside(self, at: Computer, known: list[RecordId], b: int) -> None:
        word, over = self.said.new_word(at.open.device), frozenset[str]()
        note, field = (known[b % len(known)], FIELDS[b % 2]) if known and b % 3 else (None, "memory")
        if note is None:
            draft = EncounterDraft(setting="ed", outcome="left", memory=word)
            note = keep_encounter(at.open, draft, at.now, self.town.rng).id
        else:
            over = shown(at.open, note, field)
            change_encounter(at.open, note, {field: word}, at.now, self.town.rng)
        if at.name not in self.said.before:
            self.said.say_apart(word, (note, field), over)

    def strand(self, computer: Computer) -> None:
        """A computer joined, then the server went back, and whoever vouched for it did, too, or was revoked.

        Nobody knows it any more. It keeps what it has, and has to be invited again.
        """
        assert self.watch.server_went_back, f"I2: {computer.name} is not let in, and the server never went back"
        is_alone = self.watch.vaults_went_back or self.town.outcasts
        assert is_alone, f"I2: {computer.name} is not let in, and whoever vouched for it is here"
        device = computer.open.device
        self.goes(device, lambda: self.town.cast_out(device))

    def everything(self) -> frozenset[str]:
        """Return every word there is anywhere but on removed computers, opened with every key of the hospital."""
        self.decisions.learn_keys()
        vaults = (self.reader.of_vault(one.open) for one in self.town.computers.values())
        return self.reader.of_server(self.town.store).union(*vaults)

    def of_outcast(self, computer: Computer) -> frozenset[str]:
        """Return every word that a removed computer holds."""
        return self.reader.of_vault(computer.open)

    def goes(self, device: DeviceId | None, cast_out: Callable[[], list[Computer]]) -> None:
        """Let a computer and its copies go, in this way. Whatever is in the way is raised, and then nothing went."""
        before = self.everything()
        lost, known = cast_out(), self.everything()
        unsent = frozenset(word for word, by in self.said.by.items() if by == device and word not in known)
        for computer in lost:
            # What waited there for the person, the others have let go of.
            self.said.lost |= overtaken(computer.open)
            for note in self.said.notes:
                # It may have chosen between two versions there, and nobody hears of that.
                self.said.said_again |= shown_in(computer.open, note)
        self.said.disown(device, unsent, erased_by(self.town.store, device))
        self.said.lose(before - known - unsent, known)
