"""Writes the frozen vectors of the current suite: `python -m tests.vectors.make`.

A vector that exists is never written again: what was once sealed must open for ever. A new suite gets a
file of its own beside the old one. Keys and words in here are invented and open nothing.
"""

import json
import sys
from pathlib import Path
from typing import Any

from peerdesk.crypto.envelope import seal_epoch, seal_revision
from peerdesk.crypto.epoch_key import EpochKey, box_epoch, commitment
from peerdesk.crypto.identity import DeviceKeys, OfficerKey, RootKey, paper_keys
from peerdesk.crypto.key_file import KeyFileKind, seal_key_file
from peerdesk.crypto.names import seal_name
from peerdesk.crypto.passphrase import TEST_ONLY
from peerdesk.crypto.recovery import code_text
from peerdesk.crypto.vault_header import header_bytes
from peerdesk.crypto.vault_key import Purpose, VaultKey, new_header, with_passphrase, with_recovery
from peerdesk.wire.codec import encode as encode_message
from peerdesk.wire.directory_body import Device, Revoked
from peerdesk.wire.exchange import CHAIN_START, chain_next
from peerdesk.wire.ids import EpochId, PersonId, RecordId, RevisionId, RunId, own_space, pair_space
from peerdesk.wire.invite import Invite, invite_text
from peerdesk.wire.invite_certificate import Role
from peerdesk.wire.login import LoginKind, LoginRequest, login_statement
from peerdesk.wire.revision import Header, Kind, Revision, blanked, encode, revision_id
from tests.wire.chains import Chain

FOLDER = Path(__file__).parent / "crypto"
WORDS = "gentle river over stones"
CODE = bytes(range(20))
DEVICE = DeviceKeys.from_secret(bytes(range(64)))
PAPER = paper_keys(CODE)
PERSON, OTHER = PersonId(b"\x01" * 16), PersonId(b"\x02" * 16)
KEY = EpochKey(epoch=EpochId(b"\x0e" * 16), key=bytes(range(100, 132)))
NAME_KEY = b"\x0a" * 32


def header(kind: Kind) -> Header:
    return Header(
        suite=1,
        space=own_space(PERSON),
        owner=PERSON,
        record=RecordId(b"\x0c" * 16),
        kind=kind,
        parents=(RevisionId(bytes(32)), RevisionId(b"\xff" * 32)),
        device=DEVICE.id(),
        run=RunId(b"\x08" * 8),
        n=300,
        directory_n=70_000,
        directory_hash=b"\x0d" * 16,
        seen_seq=2**40,
        seen_chain=b"\x05" * 8,
        epoch=KEY.epoch,
        bucket=0,
    )


def revisions() -> dict[str, Any]:
    made: dict[str, Any] = {}
    short, long = b"words", b"a quiet afternoon on the third floor. " * 40
    for name, kind, plain in (("short", Kind.DATA, short), ("long", Kind.DATA, long), ("erase", Kind.ERASE, b"")):
        revision = seal_revision(header(kind), plain, KEY, DEVICE.signer())
        made[name] = {
            "plain": plain.hex(),
            "frame": encode(revision).hex(),
            "blanked": encode(blanked(revision)).hex(),
            "id": revision_id(revision).hex(),
        }
    return made


def epoch() -> dict[str, Any]:
    readers = [(keys.id(), keys.public().box) for keys in (DEVICE, PAPER)]
    revision = seal_epoch(header(Kind.EPOCH), box_epoch(KEY, own_space(PERSON), readers), DEVICE.signer())
    return {"frame": encode(revision).hex(), "commitment": commitment(KEY.key).hex()}


def directory() -> dict[str, Any]:
    chain = Chain()
    supervisor = chain.add(Role.SUPERVISOR)
    peer = chain.add(supervisor=supervisor.person)
    second = DeviceKeys.generate()
    chain.say_device(Device(keys=second.public(), sealed_label=b"l"), peer.paper)
    chain.say_officer(Revoked(device=peer.device, person=None, cut_offs=()))
    chain.say_officer(Revoked(device=peer.device, person=None, cut_offs=()))
    pair = pair_space(peer.person, supervisor.person)
    members = chain.directory.members
    return {
        "root": chain.root.fingerprint().hex(),
        "entries": [raw.hex() for raw in chain.raw],
        "head": chain.directory.head[1].hex(),
        "verdicts": [effect.verdict.value for effect in chain.directory.effects],
        "pair": pair.hex(),
        "readers": [device.id.hex() for device in members.readers_of(pair)],
    }


def invite() -> dict[str, Any]:
    chain = Chain()
    promise = chain.invite(Role.PEER, supervisor=OTHER)
    made = Invite(
        suite=1,
        certificate=promise.certificate,
        signature=promise.signature,
        one_time_seed=b"\x07" * 32,
        name_key=NAME_KEY,
        organisation="Harbor Point",
        server="https://peers.harborpoint.example",
        pin=b"\x03" * 32,
        person_name="Devon Achebe",
        supervisor_name="Tomás Okafor",
    )
    return {
        "text": invite_text(made, "This file invites Devon Achebe."),
        "compact": encode_message(made).hex(),
        "officer_public": chain.officer.signer().public.hex(),
        "certificate_signature": promise.signature.hex(),
    }


def vault() -> dict[str, Any]:
    key = VaultKey(root=bytes(range(200, 232)))
    made = with_passphrase(new_header(b"\x0b" * 16, key), key, WORDS, TEST_ONLY, allow_test_profile=True)
    officer = seal_key_file(KeyFileKind.OFFICER, "Harbor Point", b"secret", WORDS, TEST_ONLY, allow_test_profile=True)
    return {
        "header": header_bytes(with_recovery(made, key, CODE)).decode(),
        "root": key.root.hex(),
        "subkeys": {purpose.value: key.subkey(purpose).hex() for purpose in Purpose},
        "officer_file": officer.decode(),
    }


def fixed() -> dict[str, Any]:
    root = RootKey(seed=bytes(range(64)))
    login = LoginRequest(
        kind=LoginKind.DEVICE, who=DEVICE.id(), person=PERSON, nonce=b"\x09" * 32, at=5, signatures=(b"",)
    )
    return {
        "device": DEVICE.id().hex(),
        "paper": PAPER.id().hex(),
        "officer": OfficerKey(seed=b"\x06" * 32).id().hex(),
        "root": root.fingerprint().hex(),
        "own_space": own_space(PERSON).hex(),
        "pair_space": pair_space(OTHER, PERSON).hex(),
        "header": encode(header(Kind.DATA)).hex(),
        "chain": chain_next(CHAIN_START, revision_id(blanked_example())).hex(),
        "code": code_text(CODE),
        "login": login_statement("Host.example:8740", b"\x03" * 32, login).hex(),
    }


def blanked_example() -> Revision:
    return Revision(header=b"h", nonce=b"", ciphertext=b"", signature=bytes(64), digest=b"\x04" * 32)


def suite_1() -> dict[str, Any]:
    return {
        "fixed": fixed(),
        "revisions": revisions(),
        "epoch": epoch(),
        "directory": directory(),
        "invite": invite(),
        "vault": vault(),
        "name": seal_name("Devon Achebe", NAME_KEY, PERSON).hex(),
    }


def main() -> int:
    path = FOLDER / "suite-1.json"
    if path.exists():
        print(f"{path.name} is frozen and stays as it is")
        return 1
    path.parent.mkdir(exist_ok=True)
    path.write_text(json.dumps(suite_1(), indent=1) + "\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
