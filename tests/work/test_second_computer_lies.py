"""A server that lies to a recovery sheet: it can keep things back, and nothing that it says is believed for it."""

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import msgspec
import pytest

from peerdesk.crypto.identity import DeviceKeys
from peerdesk.crypto.signing import verify_all
from peerdesk.domain.errors import DirectoryForkedError, ExpectedError, NotPeerDeskServerError
from peerdesk.domain.sheet_errors import SheetElsewhereError, SheetEndedError
from peerdesk.sync.login import Credentials, log_in
from peerdesk.sync.names import keep_entries
from peerdesk.sync.own_keys import author_of
from peerdesk.vault.opening import open_vault
from peerdesk.vault.places import find_vaults
from peerdesk.vault.vault import Vault
from peerdesk.wire import endpoints
from peerdesk.wire import ids as wire_ids
from peerdesk.wire.codec import encode
from peerdesk.wire.directory import Signer, SignerRole, draft_entry, entry_statement
from peerdesk.wire.directory_body import Device
from peerdesk.wire.login import LoginKind
from peerdesk.work.attention import needs
from peerdesk.work.devices import own_devices
from peerdesk.work.encounters import encounter_detail
from peerdesk.work.membership import known_directory, known_members
from peerdesk.work.revoking import revoke_device
from tests.support.hospital import ADDRESS, a_hospital, clock
from tests.sync.bad_line import BadLine, Fault
from tests.work.office import Office
from tests.work.ruth import OTHER, Ruth, a_ruth


@pytest.fixture
def ruth(tmp_path: Path) -> Iterator[Ruth]:
    with a_ruth(tmp_path) as found:
        yield found


def lying(ruth: Ruth, fault: Fault) -> Any:
    return lambda address, pin: BadLine(ruth.hospital.remotes(address, pin), fault)


def nothing_left(ruth: Ruth) -> bool:
    return find_vaults(ruth.hospital.folder / "homes" / "new") == ()


def test_another_hospital_that_says_it_is_this_one_is_found_out_by_its_directory(ruth: Ruth, tmp_path: Path) -> None:
    with a_hospital(tmp_path / "other") as other:

        def fault(endpoint: str, _question: Any, go_on: Any) -> Any:
            answer = go_on()
            return msgspec.structs.replace(answer, root=ruth.sheet.root) if endpoint == endpoints.HELLO else answer

        for sheet in (None, ruth.groups()):
            with pytest.raises(ExpectedError):
                ruth.joined(
                    sheet, server=ADDRESS, name="Ruth Lind", remotes=lambda a, p: BadLine(other.remotes(a, p), fault)
                )
    assert nothing_left(ruth)


def test_a_server_that_names_another_root_hears_nothing_of_the_sheet(ruth: Ruth) -> None:
    asked: list[str] = []

    def fault(endpoint: str, _question: Any, go_on: Any) -> Any:
        asked.append(endpoint)
        return msgspec.structs.replace(go_on(), root=bytes(32))

    for sheet in (None, ruth.groups()):
        with pytest.raises(SheetElsewhereError):
            ruth.joined(sheet, server=ADDRESS, name="Ruth Lind", remotes=lying(ruth, fault))
    assert set(asked) == {endpoints.HELLO}


def test_a_sheet_that_was_ended_is_not_made_good_by_a_server_that_lets_it_in(ruth: Ruth) -> None:
    (paper,) = [one.id for one in own_devices(ruth.first) if one.is_paper]
    revoke_device(Office(ruth.hospital).ask("Ruth Lind"), paper.hex())
    with ruth.first.read() as tx:
        identity = tx.identity.get()
    author = author_of(identity, ruth.first.run, ruth.first.subkey("device-keys"))
    person, sign = wire_ids.PersonId(identity.person), author.signer.signatures

    def fault(endpoint: str, _question: Any, go_on: Any) -> Any:
        if endpoint != endpoints.LOGIN:
            return go_on()
        mine = Credentials(kind=LoginKind.DEVICE, who=author.device, person=person, sign=sign)
        return log_in(ruth.hospital.remotes(ADDRESS, b""), mine)

    with pytest.raises(SheetEndedError):
        ruth.joined(remotes=lying(ruth, fault))
    assert nothing_left(ruth)


def test_a_list_of_keys_that_never_ends_is_none(ruth: Ruth) -> None:
    def fault(endpoint: str, _question: Any, go_on: Any) -> Any:
        answer = go_on()
        return msgspec.structs.replace(answer, next=7) if endpoint == endpoints.HEADS else answer

    with pytest.raises(NotPeerDeskServerError):
        ruth.joined(remotes=lying(ruth, fault))
    assert nothing_left(ruth)


def test_keys_that_were_kept_back_come_with_a_sibling_or_the_same_sheet_again(ruth: Ruth) -> None:
    def fault(endpoint: str, _question: Any, go_on: Any) -> Any:
        answer = go_on()
        return msgspec.structs.replace(answer, revisions=(), next=0) if endpoint == endpoints.HEADS else answer

    new = ruth.joined(remotes=lying(ruth, fault))
    ruth.hospital.sync(new)
    assert {one.reason for one in needs(new)} == {"no_key"}
    new.close()
    new = ruth.joined()
    ruth.hospital.sync(new)
    assert encounter_detail(new, ruth.note).encounter.memory == "from before"
    assert needs(new) == ()


def test_a_server_put_back_that_went_on_differently_is_told_to_the_same_sheet_and_nothing_of_it_is_kept(
    ruth: Ruth,
) -> None:
    new = ruth.joined()
    ruth.hospital.sync(new)
    see_what_the_server_lost(new)
    for name in ("Zoe One", "Zoe Two"):
        ruth.hospital.join(name)
    with new.read() as tx:
        before = tx.directory.after(0)
    new.close()
    with pytest.raises(DirectoryForkedError):
        ruth.joined()
    with open_vault(new.folder, passphrase=OTHER, rng=os.urandom, allow_test_profile=True) as again:
        with again.read() as tx:
            assert tx.directory.after(0) == before
            known_members(tx)
        assert needs(again) == ()


def see_what_the_server_lost(vault: Vault) -> None:
    """Keep one entry more than the server has after it was put back."""
    with vault.write() as tx:
        directory, identity = known_directory(tx), tx.identity.get()
        author = author_of(identity, vault.run, vault.subkey("device-keys"))
        body = Device(keys=DeviceKeys.generate().public(), sealed_label=b"")
        signer, n = Signer(role=SignerRole.DEVICE, id=author.device), directory.head[0] + 1
        draft = draft_entry(body, signer, directory.head, int(clock().timestamp()))
        raw = encode(msgspec.structs.replace(draft, signatures=author.signer.signatures(entry_statement(draft))))
        directory.apply(raw, verify_all)
        keep_entries(tx, directory, (raw,), n)
