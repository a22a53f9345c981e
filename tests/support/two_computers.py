"""One peer with two computers: the second is signed in by the first, as the hospital's directory wants it."""

import os
from pathlib import Path

from peerdesk.crypto.identity import DeviceKeys
from peerdesk.crypto.names import seal_name
from peerdesk.crypto.passphrase import TEST_ONLY, Argon2Profile
from peerdesk.domain.encounter import EncounterDraft
from peerdesk.domain.ids import DeviceId, RecordId
from peerdesk.domain.vocabulary import Role
from peerdesk.sync.directory import append
from peerdesk.sync.engine import keep_entries
from peerdesk.sync.login import Credentials, log_in
from peerdesk.sync.own_keys import author_of, sealed_keys
from peerdesk.sync.transport import Transport
from peerdesk.vault.shelves.identity import Identity
from peerdesk.vault.vault import Vault
from peerdesk.wire.directory import Signer, SignerRole
from peerdesk.wire.directory_body import Device
from peerdesk.wire.ids import PersonId as WirePersonId
from peerdesk.wire.ids import device_id
from peerdesk.wire.login import LoginKind
from peerdesk.wire.membership import Directory
from peerdesk.work.encounters import change_encounter, keep_encounter
from peerdesk.work.enrolment import start_alone
from tests.support.hospital import PASSPHRASE, Hospital, clock


def second_computer(
    first: Vault, home: Path, line: Transport, *, passphrase: str = PASSPHRASE, profile: Argon2Profile = TEST_ONLY
) -> Vault:
    """Make a vault for the same person in another home and have the first computer sign it into the directory.

    Call it before the first computer has sent anything: what was sealed earlier is sealed for one computer only.
    """
    with first.read() as tx:
        identity = tx.identity.get()
    keys = DeviceKeys.generate()
    public = keys.public()
    other = start_alone(home, identity.display_name, passphrase, profile=profile).vault
    with other.write() as tx:
        tx.identity.put(_moved(identity, DeviceId(device_id(public.sign, public.box)), keys, other))
    _sign_in(first, other, identity, keys, line)
    return other


def _moved(identity: Identity, device: DeviceId, keys: DeviceKeys, other: Vault) -> Identity:
    return Identity(
        person=identity.person,
        display_name=identity.display_name,
        role=identity.role,
        device=device,
        device_seeds=sealed_keys(keys, identity.person, other.subkey("device-keys")),
        paper_public=identity.paper_public,
        supervisor=identity.supervisor,
        organisation=identity.organisation,
    )


def _sign_in(first: Vault, other: Vault, identity: Identity, keys: DeviceKeys, line: Transport) -> None:
    author = author_of(identity, first.run, first.subkey("device-keys"))
    assert identity.organisation is not None
    person, sign = WirePersonId(identity.person), author.signer.signatures
    log_in(line, Credentials(kind=LoginKind.DEVICE, who=author.device, person=person, sign=sign))
    directory = Directory.empty(identity.organisation.root_fingerprint)
    public = keys.public()
    device = device_id(public.sign, public.box)
    body = Device(keys=public, sealed_label=seal_name("My laptop", identity.organisation.name_key, device))
    signer = Signer(role=SignerRole.DEVICE, id=author.device)
    entries = append(line, directory, body, signer, sign, int(clock().timestamp()))
    assert directory.members.is_live(device)
    with other.write() as tx:
        keep_entries(tx, directory, entries, 1)
    line.keep_token("", 0)


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
