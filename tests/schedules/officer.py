"""What the officer does, who sees no word: takes computers off the list, or a person; ends supervision, changes a role.

Whoever has no computer left goes on by the sheet in their drawer. Whoever was taken off the list as a person is invited
once more, with keys that open nothing of before: that stays on the old computers, and with whoever it was shared with.
"""

from contextlib import suppress
from functools import partial

from peerdesk.domain.errors import ExpectedError
from peerdesk.domain.ids import DeviceId, RecordId
from peerdesk.domain.vocabulary import Role
from peerdesk.wire.ids import PersonId, own_space
from peerdesk.wire.revision import Kind
from tests.schedules.looking import rows
from tests.schedules.said import Said
from tests.schedules.shut_out import ShutOut
from tests.schedules.town import Computer, Town

_OF_A_PAIR = "FROM log WHERE kind = ? AND owner = ? AND space NOT IN (SELECT number FROM space WHERE id = ?)"

_SEALED = "SELECT revision FROM revision WHERE state = 'attempted' AND kind = ? AND space != ?"


class Officer:
    """Each act with what the reference model has to know of it. `left_over` are copies of somebody's earlier life here.

    `given_at_the_end` is how many copies had been sealed or sent when supervision ended, None while it goes on: what is
    sealed has a number in its space, and goes out although nobody supervises any more (docs/proof.md).
    """

    def __init__(self, town: Town, said: Said, shut_out: ShutOut) -> None:
        self.town = town
        self.said = said
        self.shut_out = shut_out
        self.left_over: set[RecordId] = set()
        self.has_come_back = False
        self.given_at_the_end: int | None = None
        with town.peers[0].open.read() as tx:
            self._of_a_pair = int(Kind.DATA), tx.person, own_space(PersonId(tx.person))

    def device_revoked(self, at: Computer, _a: int, _b: int) -> None:
        """Take a computer off the list. If it was the only one, its person goes on by the sheet."""
        self.shut_out.heal_directory()
        device = at.open.device
        assert device is not None
        with suppress(ExpectedError):
            self.shut_out.goes(device, partial(self._cast_out, device))
            self.shut_out.decisions.is_by_officer = True
        if not self.town.peers:
            self.town.join_by_sheet()

    def person_revoked(self, _at: Computer, _a: int, _b: int) -> None:
        """Take a person off the list with all their computers and their sheet, and invite them once more."""
        self.supervise()
        self.shut_out.heal_directory()
        self.town.desk.revoke_person()
        for one in self.town.peers:
            self.town.cast_out(one.open.device)
        self.said.begin_anew(self.town.outcasts.keys())
        of_a_pair = self.town.store.rows(f"SELECT record {_OF_A_PAIR}", *self._of_a_pair)
        self.left_over |= {RecordId(record) for (record,) in of_a_pair}
        self.town.come_back()
        self.has_come_back = True

    def supervision(self, _at: Computer, _a: int, b: int) -> None:
        """End supervision, or let it go on: by saying so, or by what the supervisor does here from now on."""
        self.shut_out.heal_directory()
        if self.given_at_the_end is not None:
            return self.supervise()
        self.town.line.late.clear()
        self.given_at_the_end = self._given() + self._sealed()
        if b % 2:
            self.town.desk.end_supervision()
        else:
            self.town.desk.change_role(Role.PEER)
        return None

    def supervise(self) -> None:
        """Let supervision go on. Raises AssertionError if anything was given meanwhile."""
        if self.given_at_the_end is None:
            return
        watch = self.shut_out.watch
        # A server that was put back may hear again what it had; an old answer about the directory is the directory.
        is_told = watch.server_went_back or watch.was_lied_to or self._given() <= self.given_at_the_end
        assert is_told, "I18: something was given to somebody who supervised no more"
        self.given_at_the_end = None
        self.town.desk.change_role(Role.SUPERVISOR)
        self.town.desk.supervise()

    def _cast_out(self, device: DeviceId) -> list[Computer]:
        self.town.desk.revoke_device(device)
        return self.town.cast_out(device)

    def _sealed(self) -> int:
        """Return how many copies some computer has sealed, and no receipt for."""
        return sum(len(rows(one.open, _SEALED, *self._of_a_pair[::2])) for one in self.town.peers)

    def _given(self) -> int:
        return int(self.town.store.rows(f"SELECT count(*) {_OF_A_PAIR}", *self._of_a_pair)[0][0])
