"""A ward: a peer and a supervisor of a small hospital, and lines to its server that a test can spoil."""

import os
from typing import Any

from peerdesk.domain.encounter import EncounterDraft
from peerdesk.domain.ids import RecordId
from peerdesk.domain.vocabulary import Role
from peerdesk.sync.transport import Transport
from peerdesk.vault.vault import Vault
from peerdesk.wire.exchange import (
    PushRequest,
)
from peerdesk.work.encounters import keep_encounter
from tests.support.hospital import Hospital, clock
from tests.sync.bad_line import BadLine, Fault, as_it_is


class Ward:
    """A hospital with a supervisor, a peer, and a line to it that a test can spoil."""

    def __init__(self, hospital: Hospital) -> None:
        self.hospital = hospital
        self.lines: list[BadLine] = []
        self.fault: Fault = as_it_is
        self.can_look = True
        hospital.wrap = self._wrap
        self.tomas = hospital.join("Tomas Okafor", Role.SUPERVISOR)
        self.devon = hospital.join("Devon Achebe", Role.PEER, "Tomas Okafor")
        if hospital.model is None:
            hospital.sync(self.devon)
            hospital.sync(self.tomas)
        with self.devon.read() as tx:
            self.before = tx.spaces.get(tx.own_space).cursor.seq

    def _wrap(self, line: Transport) -> Transport:
        self.lines.append(BadLine(line, self.fault, can_look=self.can_look))
        return self.lines[-1]

    def spoiled(self, fault: Fault, vault: Vault | None = None) -> Any:
        self.fault = fault
        try:
            return self.hospital.sync(vault or self.devon)
        finally:
            self.fault = as_it_is

    def note(self, memory: str = "x") -> RecordId:
        draft = EncounterDraft(setting="ed", outcome="left", memory=memory)
        return keep_encounter(self.devon, draft, clock(), os.urandom).id


def pushes(line: BadLine) -> list[PushRequest]:
    return [body for body in line.bodies if isinstance(body, PushRequest)]


def proved(ward: Ward) -> bool:
    result = ward.hospital.sync(ward.devon)
    return bool(result.proof and not result.waiting and not result.needs_attention)
