"""The people of the benchmark, who join an invented hospital by the product's own road, and a peer's second computer.

People add a second computer with their recovery sheet. Here the first computer vouches for it, which needs no sheet:
keys of its own, and an entry in the hospital's directory. From there on nothing tells it from any other computer.
"""

import os
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

from peerdesk.crypto.identity import DeviceKeys
from peerdesk.crypto.names import seal_name
from peerdesk.crypto.passphrase import TEST_ONLY, Argon2Profile
from peerdesk.domain.ids import DeviceId
from peerdesk.domain.vocabulary import Role
from peerdesk.sync.directory import append
from peerdesk.sync.login import Credentials, log_in
from peerdesk.sync.names import keep_entries
from peerdesk.sync.own_keys import author_of, sealed_keys
from peerdesk.sync.remote import connect
from peerdesk.sync.transport import Transport
from peerdesk.vault.shelves.identity import Identity
from peerdesk.vault.vault import Vault
from peerdesk.wire import ids as wire_ids
from peerdesk.wire.directory import Signer, SignerRole
from peerdesk.wire.directory_body import Device
from peerdesk.wire.login import LoginKind
from peerdesk.wire.membership import Directory
from peerdesk.work.enrolment import join_hospital, start_alone
from peerdesk.work.joining import read_invite
from peerdesk.work.officer import Invitation, init_organisation, make_invite
from peerdesk.work.syncing import connection, sync_now

HOSPITAL = "Harbor Point"
PASSPHRASE = "seven quiet wrens by the harbor"
OFFICER_PASSPHRASE = "maple harbor lantern quiet otter"
PEER, SUPERVISOR = "Devon Achebe", "Tomas Okafor"


def clock() -> datetime:
    """Return the moment it is."""
    return datetime.now(UTC)


def found(folder: Path) -> Path:
    """Found the hospital and return the public file that its server is started with."""
    return init_organisation(folder, HOSPITAL, OFFICER_PASSPHRASE, clock(), profile=TEST_ONLY).public_file


def both_join(org: Path, homes: Path, server: str, profile: Argon2Profile | None = TEST_ONLY) -> Vault:
    """Let a supervisor and a peer of theirs join, and return the peer's vault, open and up to date.

    `profile` None gives the peer's vault the key derivation that people get.
    """
    join(org, homes / "supervisor", server, SUPERVISOR, Role.SUPERVISOR, "", TEST_ONLY).close()
    vault = join(org, homes / "peer", server, PEER, Role.PEER, SUPERVISOR, profile)
    sync_now(vault, connect, clock(), os.urandom)
    return vault


def join(
    org: Path, home: Path, server: str, name: str, role: Role, supervisor: str, profile: Argon2Profile | None
) -> Vault:
    """Invite somebody, and let them join."""
    wanted = Invitation(server=server, person=name, role=role, supervisor=supervisor)
    invite = make_invite(org, OFFICER_PASSPHRASE, wanted, clock(), allow_test_profile=True)
    given = read_invite(invite.text)
    return join_hospital(home, given, PASSPHRASE, clock(), remotes=connect, profile=profile).vault


def second_computer(first: Vault, home: Path) -> Vault:
    """Make an empty vault for the same person and have the first computer sign it into the directory.

    To be called before the first has sent a note: what was sealed earlier is sealed for one computer only.
    """
    with first.read() as tx:
        identity = tx.identity.get()
    keys = DeviceKeys.generate()
    vault = start_alone(home, identity.display_name, PASSPHRASE, profile=TEST_ONLY).vault
    with vault.write() as tx:
        tx.identity.put(_on_other_computer(identity, keys, vault))
    with closing(connection(first, connect)) as line:
        _sign_in(first, vault, identity, keys, line)
    return vault


def _on_other_computer(identity: Identity, keys: DeviceKeys, vault: Vault) -> Identity:
    return Identity(
        person=identity.person,
        display_name=identity.display_name,
        role=identity.role,
        device=DeviceId(keys.id()),
        device_seeds=sealed_keys(keys, identity.person, vault.subkey("device-keys")),
        paper_public=identity.paper_public,
        supervisor=identity.supervisor,
        organisation=identity.organisation,
    )


def _sign_in(first: Vault, other: Vault, identity: Identity, keys: DeviceKeys, line: Transport) -> None:
    author = author_of(identity, first.run, first.subkey("device-keys"))
    assert identity.organisation is not None
    person, sign = wire_ids.PersonId(identity.person), author.signer.signatures
    log_in(line, Credentials(kind=LoginKind.DEVICE, who=author.device, person=person, sign=sign))
    directory = Directory.empty(identity.organisation.root_fingerprint)
    label = seal_name("Laptop", identity.organisation.name_key, keys.id())
    body = Device(keys=keys.public(), sealed_label=label)
    signer = Signer(role=SignerRole.DEVICE, id=author.device)
    entries = append(line, directory, body, signer, sign, int(clock().timestamp()))
    with other.write() as tx:
        keep_entries(tx, directory, entries, 1)
