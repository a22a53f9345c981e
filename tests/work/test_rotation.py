"""New keys for somebody at a hospital: their computer is who it was, and the sheet is the one that should count."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from peerdesk.crypto.identity import paper_keys
from peerdesk.domain.ids import DeviceId
from peerdesk.domain.sheet_errors import SheetEndedError, SheetOfAnotherError
from peerdesk.vault.opening import open_vault
from peerdesk.vault.slots import opens_by_sheet
from peerdesk.vault.vault import Vault
from peerdesk.work.devices import own_devices
from peerdesk.work.encounters import encounter_detail
from peerdesk.work.new_sheet import new_sheet
from peerdesk.work.recovery_sheet import RecoverySheet, TypedSheet, read_sheet
from peerdesk.work.rotation import NewKeysAsk, Rotated, rotate_keys
from tests.support.hospital import PASSPHRASE, clock
from tests.work.ruth import Dying, Ruth, a_ruth


@pytest.fixture
def ruth(tmp_path: Path) -> Iterator[Ruth]:
    with a_ruth(tmp_path) as found:
        yield found


def renewed(ruth: Ruth, sheet: TypedSheet | None) -> tuple[Vault, Rotated]:
    """Put the vault of her computer under new keys, and open it again."""
    asked = NewKeysAsk(
        passphrase=PASSPHRASE, now=clock(), keep=lambda _: None, sheet=sheet, rng=os.urandom, allow_test_profile=True
    )
    found = rotate_keys(ruth.first, asked)
    ruth.first = open_vault(ruth.first.folder, passphrase=PASSPHRASE, rng=os.urandom, allow_test_profile=True)
    ruth.hospital.open_vaults.append(ruth.first)
    return ruth.first, found


def code_of(sheet: RecoverySheet) -> bytes:
    return read_sheet(sheet.text()).code


def live_papers(vault: Vault) -> list[DeviceId]:
    return [one.id for one in own_devices(vault) if one.is_paper and one.live]


def test_the_computer_goes_on_to_sync_under_its_own_name_and_nobody_else_notices(ruth: Ruth) -> None:
    with ruth.first.read() as tx:
        device = tx.identity.get().device
    waiting = ruth.keep("before the keys")
    vault, found = renewed(ruth, read_sheet(ruth.sheet.text()))
    assert (found.sheet, found.ends_with_sync) == (None, False)
    with vault.read() as tx:
        assert tx.identity.get().device == device
    ruth.meet(vault, ruth.tomas)
    with vault.read() as tx:
        assert tx.outbox.waiting() == 0
    assert encounter_detail(vault, waiting).encounter.memory == "before the keys"
    second = ruth.joined()
    ruth.hospital.sync(second)
    assert encounter_detail(second, ruth.note).encounter.memory == "from before"
    assert encounter_detail(second, waiting).encounter.memory == "before the keys"


def test_a_new_sheet_ends_the_older_one_with_the_next_sync(ruth: Ruth) -> None:
    vault, found = renewed(ruth, None)
    assert found.sheet is not None
    assert found.ends_with_sync
    opens = (opens_by_sheet(vault.folder, code_of(ruth.sheet)), opens_by_sheet(vault.folder, code_of(found.sheet)))
    assert opens == (False, True)
    ruth.meet(vault)
    assert live_papers(vault) == [DeviceId(paper_keys(code_of(found.sheet)).id())]
    assert opens_by_sheet(vault.folder, code_of(found.sheet))
    with pytest.raises(SheetEndedError):
        ruth.joined()
    assert ruth.joined(read_sheet(found.sheet.text())) is not None


def test_a_sheet_that_was_on_its_way_leads_to_the_new_keys(ruth: Ruth) -> None:
    dead = Dying(ruth.hospital, 1, lost_behind=False)
    made = new_sheet(ruth.first, dead.remotes, clock(), lambda _: None).sheet
    with pytest.raises(SheetOfAnotherError):
        renewed(ruth, read_sheet(ruth.sheet.text()))
    vault, _ = renewed(ruth, read_sheet(made.text()))
    ruth.meet(vault)
    assert opens_by_sheet(vault.folder, code_of(made))
    assert live_papers(vault) == [DeviceId(paper_keys(code_of(made)).id())]
    vault.close()
    open_vault(vault.folder, passphrase=PASSPHRASE, rng=os.urandom, allow_test_profile=True).close()
