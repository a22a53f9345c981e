"""What was sealed by version 0.1 opens for ever: the frozen vectors of every suite."""

import json
from typing import Any

import pytest

from peerdesk.crypto.envelope import open_revision
from peerdesk.crypto.epoch_key import commitment, unbox_epoch
from peerdesk.crypto.key_file import KeyFileKind, open_key_file
from peerdesk.crypto.names import open_name
from peerdesk.crypto.recovery import parse_code
from peerdesk.crypto.signing import verify, verify_all, verify_revision
from peerdesk.crypto.vault_header import parse_header as parse_vault_header
from peerdesk.crypto.vault_key import Purpose, VaultKey, open_with_passphrase, open_with_recovery
from peerdesk.wire.epoch import parse_epoch
from peerdesk.wire.ids import SpaceId, own_space
from peerdesk.wire.invite import parse_invite
from peerdesk.wire.invite_certificate import certificate_statement
from peerdesk.wire.membership import Directory
from peerdesk.wire.revision import blanked, encode, parse_header, read_revision, revision_id
from tests.vectors import make

SUITE_1: dict[str, Any] = json.loads((make.FOLDER / "suite-1.json").read_text())


def test_what_has_no_chance_in_it_is_the_same_byte_for_byte() -> None:
    assert make.fixed() == SUITE_1["fixed"]


@pytest.mark.parametrize("name", ["short", "long", "erase"])
def test_a_frozen_revision_still_verifies_opens_and_blanks(name: str) -> None:
    frozen = SUITE_1["revisions"][name]
    header, revision = read_revision(bytes.fromhex(frozen["frame"]))
    verify_revision(revision, make.DEVICE.signer().public)
    assert revision_id(revision).hex() == frozen["id"]
    assert open_revision(header, revision, make.KEY).hex() == frozen["plain"]
    assert encode(blanked(revision)).hex() == frozen["blanked"]
    assert encode(revision).hex() == frozen["frame"]


def test_a_frozen_epoch_still_opens_for_device_and_paper() -> None:
    frozen = SUITE_1["epoch"]
    header, revision = read_revision(bytes.fromhex(frozen["frame"]))
    verify_revision(revision, make.DEVICE.signer().public)
    epoch = parse_epoch(revision.ciphertext)
    for keys in (make.DEVICE, make.PAPER):
        assert unbox_epoch(epoch, header.space, keys.id(), keys) == make.KEY
    assert header.space == own_space(make.PERSON)
    assert commitment(make.KEY.key).hex() == frozen["commitment"]


def test_a_frozen_directory_still_says_the_same() -> None:
    frozen = SUITE_1["directory"]
    directory = Directory.empty(bytes.fromhex(frozen["root"]))
    for entry in frozen["entries"]:
        directory.apply(bytes.fromhex(entry), verify_all)
    assert directory.head[1].hex() == frozen["head"]
    assert [effect.verdict.value for effect in directory.effects] == frozen["verdicts"]
    readers = directory.members.readers_of(SpaceId(bytes.fromhex(frozen["pair"])))
    assert [device.id.hex() for device in readers] == frozen["readers"]


def test_a_frozen_invite_still_reads_and_is_signed() -> None:
    frozen = SUITE_1["invite"]
    invite = parse_invite(frozen["text"])
    assert invite.supervisor_name == "Tomás Okafor"
    verify(bytes.fromhex(frozen["officer_public"]), certificate_statement(invite.certificate), invite.signature)


def test_a_frozen_vault_header_still_opens_and_gives_the_same_keys() -> None:
    frozen = SUITE_1["vault"]
    header = parse_vault_header(frozen["header"].encode())
    key = VaultKey(root=bytes.fromhex(frozen["root"]))
    assert open_with_passphrase(header, make.WORDS, allow_test_profile=True) == key
    assert open_with_recovery(header, parse_code(SUITE_1["fixed"]["code"])) == key
    assert {purpose.value: key.subkey(purpose).hex() for purpose in Purpose} == frozen["subkeys"]


def test_a_frozen_key_file_and_a_frozen_name_still_open() -> None:
    raw = SUITE_1["vault"]["officer_file"].encode()
    assert open_key_file(raw, KeyFileKind.OFFICER, make.WORDS, allow_test_profile=True) == b"secret"
    assert open_name(bytes.fromhex(SUITE_1["name"]), make.NAME_KEY, make.PERSON) == "Devon Achebe"


def test_a_frozen_header_reads_as_it_was_written() -> None:
    raw = bytes.fromhex(SUITE_1["fixed"]["header"])
    assert encode(parse_header(raw)) == raw


def test_the_maker_never_writes_over_a_frozen_file(capsys: pytest.CaptureFixture[str]) -> None:
    before = (make.FOLDER / "suite-1.json").read_bytes()
    assert make.main() == 1
    assert "frozen" in capsys.readouterr().out
    assert (make.FOLDER / "suite-1.json").read_bytes() == before
