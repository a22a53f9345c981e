"""One peer with two computers: the second is signed in by the first, as the hospital's directory wants it."""

import os
from pathlib import Path

from peerdesk.crypto.passphrase import TEST_ONLY, Argon2Profile
from peerdesk.desktop.shots import second_computer as shots
from peerdesk.domain.encounter import EncounterDraft
from peerdesk.domain.ids import DeviceId, RecordId
from peerdesk.domain.vocabulary import Role
from peerdesk.sync.directory import append
from peerdesk.sync.login import Credentials, log_in
from peerdesk.sync.own_keys import author_of
from peerdesk.sync.transport import Transport
from peerdesk.vault.engine import driver_of
from peerdesk.vault.vault import Vault
from peerdesk.wire import ids as wire_ids
from peerdesk.wire.directory import Signer, SignerRole
from peerdesk.wire.directory_body import CutOff, Revoked
from peerdesk.wire.login import LoginKind
from peerdesk.work.encounters import change_encounter, keep_encounter
from peerdesk.work.membership import known_directory
from tests.support.hospital import PASSPHRASE, Hospital, clock

_SEEN = "SELECT space, run, max(n) FROM revision WHERE device = ? GROUP BY space, run"


def second_computer(
    first: Vault, home: Path, line: Transport, *, passphrase: str = PASSPHRASE, profile: Argon2Profile = TEST_ONLY
) -> Vault:
    """Make a vault for the same person in another home, before the first computer has sent anything."""
    return shots.second_computer(first, home, line, clock(), passphrase=passphrase, profile=profile)


def revoke(by: Vault, lost: DeviceId, line: Transport) -> None:
    """Let a computer take another of its person off the list; whatever it has seen of that one goes on to count."""
    with by.read() as tx:
        identity, directory = tx.identity.get(), known_directory(tx)
        seen = driver_of(tx._connection).execute(_SEEN, (lost,)).fetchall()
    author = author_of(identity, by.run, by.subkey("device-keys"))
    person, sign = wire_ids.PersonId(identity.person), author.signer.signatures
    log_in(line, Credentials(kind=LoginKind.DEVICE, who=author.device, person=person, sign=sign))
    cut_offs = [CutOff(space=wire_ids.SpaceId(space), run=wire_ids.RunId(run), n=n) for space, run, n in seen]
    body = Revoked(device=wire_ids.DeviceId(lost), person=None, cut_offs=tuple(cut_offs))
    append(line, directory, body, Signer(role=SignerRole.DEVICE, id=author.device), sign, int(clock().timestamp()))


class TwoComputers:
    """Devon Achebe at Harbor Point, with a ward computer and a laptop that both know each other."""

    def __init__(self, hospital: Hospital) -> None:
        self.hospital = hospital
        self.tomas = hospital.join("Tomas Okafor", Role.SUPERVISOR)
        self.ward = hospital.join("Devon Achebe", Role.PEER, "Tomas Okafor")
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
