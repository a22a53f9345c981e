"""One person with two computers, for pictures and tests: the second is signed in by the first.

People do that with their recovery sheet; what the hospital's directory and the server see is the same.
"""

from datetime import datetime
from pathlib import Path

from peerdesk.crypto.identity import DeviceKeys
from peerdesk.crypto.names import seal_name
from peerdesk.crypto.passphrase import Argon2Profile
from peerdesk.domain.errors import NotEnrolledError
from peerdesk.domain.ids import DeviceId
from peerdesk.sync.directory import append
from peerdesk.sync.login import Credentials, log_in
from peerdesk.sync.names import keep_entries
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
from peerdesk.work.enrolment import start_alone


def second_computer(
    first: Vault, home: Path, line: Transport, now: datetime, *, passphrase: str, profile: Argon2Profile
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
    _sign_in(first, other, identity, keys, line, now)
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


def _sign_in(first: Vault, other: Vault, identity: Identity, keys: DeviceKeys, line: Transport, now: datetime) -> None:
    author = author_of(identity, first.run, first.subkey("device-keys"))
    if identity.organisation is None:
        raise NotEnrolledError
    person, sign = WirePersonId(identity.person), author.signer.signatures
    log_in(line, Credentials(kind=LoginKind.DEVICE, who=author.device, person=person, sign=sign))
    directory = Directory.empty(identity.organisation.root_fingerprint)
    public = keys.public()
    device = device_id(public.sign, public.box)
    body = Device(keys=public, sealed_label=seal_name("My laptop", identity.organisation.name_key, device))
    signer = Signer(role=SignerRole.DEVICE, id=author.device)
    entries = append(line, directory, body, signer, sign, int(now.timestamp()))
    with other.write() as tx:
        keep_entries(tx, directory, entries, 1)
    line.keep_token("", 0)
