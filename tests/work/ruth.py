"""Ruth Lind, who has one computer and a recovery sheet in a drawer; and a line that dies while she uses it."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from peerdesk.crypto.passphrase import TEST_ONLY
from peerdesk.domain.encounter import EncounterDraft
from peerdesk.domain.errors import OfflineError
from peerdesk.domain.ids import RecordId
from peerdesk.domain.vocabulary import Role
from peerdesk.vault.vault import Vault
from peerdesk.wire import endpoints
from peerdesk.work.encounters import keep_encounter
from peerdesk.work.recovery_sheet import TypedSheet, read_sheet
from peerdesk.work.second_computer import JoinAsk, join_by_sheet
from peerdesk.work.sharing import find_reader, share
from tests.support.hospital import SUPERVISED, Hospital, a_hospital, clock
from tests.sync.bad_line import BadLine

NOTE = EncounterDraft(setting="ed", outcome="left", memory="from before")
OTHER = "nine slow lamps on the stairs"
JOINED = (SUPERVISED[0], ("Ruth Lind", Role.PEER, "Tomas Okafor"))


class Ruth:
    """Ruth has a ward computer with a shared note, and her sheet in a drawer."""

    def __init__(self, hospital: Hospital) -> None:
        self.hospital = hospital
        self.tomas = hospital.join(*JOINED[0])
        if isinstance(hospital.model, Ruth):
            self.first = hospital.join(*JOINED[1])
            self.sheet, self.note = hospital.model.sheet, hospital.model.note
            return
        started = hospital.start(hospital.invite(*JOINED[1]))
        self.first, self.sheet = started.vault, started.sheet
        self.note = self.keep("from before")
        hospital.sync(self.first)
        share(self.first, self.note, find_reader(self.first, "Tomas Okafor", clock()), clock())
        self.meet(self.first, self.tomas)

    def keep(self, memory: str) -> RecordId:
        draft = EncounterDraft(setting="ed", outcome="left", memory=memory)
        return keep_encounter(self.first, draft, clock(), os.urandom).id

    def meet(self, *vaults: Vault) -> None:
        for vault in vaults * 2:
            self.hospital.sync(vault)

    def ask(self, sheet: TypedSheet | None = None, home: str = "new", **given: Any) -> JoinAsk:
        asked = {
            "passphrase": OTHER,
            "now": clock(),
            "remotes": self.hospital.remotes,
            "profile": TEST_ONLY,
            "pin_shown": lambda _: b"",
            **given,
        }
        return JoinAsk(
            home=self.hospital.folder / "homes" / home,
            sheet=sheet or read_sheet(self.sheet.text()),
            **asked,
        )

    def joined(self, sheet: TypedSheet | None = None, home: str = "new", **given: Any) -> Vault:
        vault = join_by_sheet(self.ask(sheet, home, **given)).vault
        self.hospital.open_vaults.append(vault)
        return vault

    def groups(self) -> TypedSheet:
        """Return what somebody types who has nothing but their eyes."""
        return read_sheet(f"{self.sheet.code} {self.sheet.hospital_groups}".lower().replace("-", " "))


@contextmanager
def a_ruth(folder: Path) -> Iterator[Ruth]:
    """Give a copy of Harbor Point in which she has shared her note."""
    with a_hospital(folder, joined=JOINED, settled=Ruth) as hospital:
        yield Ruth(hospital)


class Dying:
    """A line that breaks at its `cut`-th question, before it leaves or behind it, and stays broken."""

    def __init__(self, hospital: Hospital, cut: int, *, lost_behind: bool) -> None:
        self.hospital, self.left, self.lost_behind = hospital, cut, lost_behind
        self.signed = False

    def remotes(self, address: str, pin: bytes) -> Any:
        return BadLine(self.hospital.remotes(address, pin), self._fault)

    def _fault(self, endpoint: str, question: Any, ask: Any) -> Any:
        self.left -= 1
        if self.left < 0 or (self.left == 0 and not self.lost_behind):
            raise OfflineError
        answer = ask()
        self.signed |= endpoint == endpoints.APPEND
        if self.left == 0:
            raise OfflineError
        return answer
