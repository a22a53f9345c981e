"""A peer and their supervisor, and a hospital whose line a test can spoil."""

import os
from pathlib import Path

from peerdesk.domain.encounter import EncounterDraft
from peerdesk.domain.ids import RecordId
from peerdesk.domain.vocabulary import Role
from peerdesk.sync.directory import append
from peerdesk.sync.login import Credentials, log_in
from peerdesk.wire.directory import Signer, SignerRole
from peerdesk.wire.directory_body import Body
from peerdesk.wire.login import LoginKind
from peerdesk.work.encounters import keep_encounter
from peerdesk.work.organisation_folder import known_directory, unlock_officer
from peerdesk.work.sharing import find_reader, share
from peerdesk.work.supervision import review_queue
from tests.support.hospital import ADDRESS, OFFICER_PASSPHRASE, Hospital, clock
from tests.sync.bad_line import BadLine, Fault

NOTE = EncounterDraft(
    setting="ed",
    outcome="met",
    support=("time",),
    handle="Blue Heron 27",
    memory="only for me",
    words="their own words",
    mattered=("housing",),
    follow_up="7d",
)


class Pair:
    """A peer and their supervisor at Harbor Point."""

    def __init__(self, hospital: Hospital) -> None:
        self.hospital = hospital
        self.tomas = hospital.join("Tomas Okafor", Role.SUPERVISOR)
        self.devon = hospital.join("Devon Achebe", Role.PEER, "Tomas Okafor")
        self.reader = find_reader(self.devon, "Tomas Okafor", clock())

    def note(self, draft: EncounterDraft = NOTE) -> RecordId:
        return keep_encounter(self.devon, draft, clock(), os.urandom).id

    def shared(self, *, include_memory: bool = False) -> tuple[RecordId, RecordId]:
        note = self.note()
        share(self.devon, note, self.reader, clock(), include_memory=include_memory)
        self.meet()
        return note, review_queue(self.tomas)[0].received.item.id

    def meet(self) -> None:
        for vault in (self.devon, self.tomas, self.devon):
            assert self.hospital.sync(vault).proof


def homes(hospital: Hospital) -> list[Path]:
    return [path for path in (hospital.folder / "homes").rglob("*") if path.is_file()]


def spoil(hospital: Hospital, fault: Fault) -> None:
    hospital.wrap = lambda line: BadLine(line, fault)


def officer_says(hospital: Hospital, body: Body) -> None:
    """Let the officer sign an entry into the directory."""
    secret = unlock_officer(hospital.org, OFFICER_PASSPHRASE, allow_test_profile=True)
    transport, sign = hospital.remotes(ADDRESS, b""), secret.key.signer().signatures
    log_in(transport, Credentials(kind=LoginKind.OFFICER, who=secret.key.id(), sign=sign))
    directory, _ = known_directory(hospital.org)
    signer = Signer(role=SignerRole.OFFICER, id=secret.key.id())
    append(transport, directory, body, signer, sign, int(clock().timestamp()))
