"""A peer whose second computer comes late: the first has kept many notes, changed some and erased one by then."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

import pytest

from peerdesk.domain.encounter import EncounterDraft
from peerdesk.domain.ids import RecordId
from peerdesk.domain.vocabulary import Role
from peerdesk.sync import first_picture, pull
from peerdesk.sync.transport import Transport
from peerdesk.vault.engine import driver_of
from peerdesk.vault.vault import Vault
from peerdesk.wire import endpoints
from peerdesk.wire.exchange import HeadsRequest, PullRequest
from peerdesk.work.encounters import change_encounter, encounter_detail, encounter_page, keep_encounter
from tests.support.hospital import SUPERVISED, Hospital, a_hospital, clock
from tests.support.two_computers import second_computer
from tests.sync.bad_line import BadLine, Fault, as_it_is
from tests.sync.logs import erase

PAGE: Final = 10
NOTES: Final = 60


def small_pages(patch: pytest.MonkeyPatch) -> None:
    """Let sixty notes be as many pages as thousands are."""
    patch.setattr(first_picture, "PAGE_REVISIONS", PAGE)
    patch.setattr(first_picture, "LONG", PAGE)
    patch.setattr(pull, "PAGE_REVISIONS", PAGE)


class Newcomers:
    """Devon's ward computer with sixty notes on the server, and an empty laptop and tablet that come to it now."""

    def __init__(self, hospital: Hospital) -> None:
        self.hospital = hospital
        self.lines: list[BadLine] = []
        self.fault: Fault = as_it_is
        self.notes: list[RecordId] = []
        self.tomas = hospital.join("Tomas Okafor", Role.SUPERVISOR)
        self.ward = hospital.join("Devon Achebe", Role.PEER, "Tomas Okafor")
        if isinstance(hospital.model, Newcomers):
            self.laptop, self.tablet = hospital.opened("laptop"), hospital.opened("tablet")
            self.notes = list(hospital.model.notes)
        else:
            self.laptop, self.tablet = self._another("laptop"), self._another("tablet")
            self._write()
        hospital.wrap = self._wrap

    def _write(self) -> None:
        hospital = self.hospital
        hospital.sync(self.ward)
        self.notes = [self._note(i) for i in range(NOTES)]
        hospital.sync(self.ward)
        for note in self.notes[:20]:
            change_encounter(self.ward, note, {"memory": "changed later"}, clock(), os.urandom)
        erase(self.ward, self.notes[30])
        hospital.sync(self.ward)

    def _another(self, name: str) -> Vault:
        home = self.hospital.folder / "homes" / name
        vault = second_computer(self.ward, home, self.hospital.remotes("", b""))
        self.hospital.open_vaults.append(vault)
        return vault

    def _note(self, i: int) -> RecordId:
        draft = EncounterDraft(setting="ed", outcome="left", memory=f"note {i}")
        return keep_encounter(self.ward, draft, clock(), os.urandom).id

    def _wrap(self, line: Transport) -> Transport:
        self.lines.append(BadLine(line, self.fault))
        return self.lines[-1]

    def asked(self, shape: type[HeadsRequest] | type[PullRequest]) -> list[HeadsRequest | PullRequest]:
        return [body for line in self.lines for body in line.bodies if isinstance(body, shape)]


@contextmanager
def newcomers(folder: Path) -> Iterator[Newcomers]:
    """Give a copy of Harbor Point in which all of that has happened."""
    with a_hospital(folder, joined=SUPERVISED, settled=Newcomers) as hospital:
        yield Newcomers(hospital)


def heads_asked(line: BadLine) -> int:
    return line.asked.count(endpoints.HEADS)


def everything(vault: Vault) -> dict[bytes, object]:
    """Return what a vault shows of every note, and which revision stands where in the log."""
    shown: dict[bytes, object] = {}
    for row in encounter_page(vault, limit=1000):
        detail = encounter_detail(vault, row.id)
        shown[row.id] = (detail.encounter, detail.conflicts, [head.revision for head in detail.heads])
    with vault.read() as tx:
        sql = "SELECT seq, revision, state FROM revision WHERE space = ? AND seq > 0 AND state = 'pulled' ORDER BY seq"
        shown[b"log"] = driver_of(tx._connection).execute(sql, (tx.own_space,)).fetchall()
    return shown
