"""A new passphrase and a new sheet, set at the same time from an open desk, both open the notes afterwards."""

import threading
from typing import Any

import pytest

from peerdesk.crypto.passphrase import TEST_ONLY
from peerdesk.crypto.vault_header import VaultHeader
from peerdesk.vault import slots
from peerdesk.vault.vault import Vault
from tests.support.vaults import PASSPHRASE, RECOVERY_CODE, reopened

NEW = "another long passphrase"
NEW_CODE = bytes(range(20, 40))


def change(vault: Vault) -> None:
    slots.change_passphrase_of(vault, PASSPHRASE, NEW, kdf=TEST_ONLY, allow_test_profile=True)


def use_new_sheet(vault: Vault) -> None:
    slots.put_sheet_slot(vault, slots.slot_for_sheet(vault, NEW_CODE))


def both_open(vault: Vault) -> bool:
    vault.close()
    reopened(vault.folder, NEW).close()
    opened = slots.opens_by_sheet(vault.folder, NEW_CODE), slots.opens_by_sheet(vault.folder, RECOVERY_CODE)
    return opened == (True, False)


def test_a_sheet_that_is_put_there_while_the_passphrase_is_stretched_stays(
    vault: Vault, monkeypatch: pytest.MonkeyPatch
) -> None:
    sound = slots.with_passphrase

    def meanwhile(*given: Any, **named: Any) -> VaultHeader:
        use_new_sheet(vault)
        return sound(*given, **named)

    monkeypatch.setattr(slots, "with_passphrase", meanwhile)
    change(vault)
    assert both_open(vault)


def test_whichever_of_two_threads_is_quicker_both_ways_in_are_there_in_the_end(vault: Vault) -> None:
    threads = [threading.Thread(target=use_new_sheet, args=(vault,)) for _ in range(40)]
    for thread in threads:
        thread.start()
    change(vault)
    for thread in threads:
        thread.join()
    assert both_open(vault)
