"""A passphrase that was changed opens no backup, whatever else goes on then, and whatever is wrong with one of them."""

from pathlib import Path

import pytest

from peerdesk.crypto.passphrase import TEST_ONLY
from peerdesk.domain.errors import WrongPassphraseError
from peerdesk.vault import backups, header, seal, slots
from peerdesk.vault.backup_places import Reason
from peerdesk.vault.tally import Tally
from peerdesk.vault.vault import Vault
from tests.support.backups import look
from tests.support.vaults import NOW, PASSPHRASE

NEW = "another long passphrase"


def change(vault: Vault) -> None:
    slots.change_passphrase_of(vault, PASSPHRASE, NEW, kdf=TEST_ONLY, allow_test_profile=True)


def test_one_backup_without_a_header_leaves_none_of_the_others_with_the_old_passphrase(vault: Vault) -> None:
    places = [backups.make(vault, Reason.ASKED, NOW) for _ in range(3)]
    for broken in (places[0], places[2]):
        (broken.folder / header.NAME).unlink()
    change(vault)
    with pytest.raises(WrongPassphraseError):
        look(places[1])
    look(places[1], NEW).close()


def test_a_backup_that_is_being_made_while_the_passphrase_changes_opens_with_the_new_one_only(
    vault: Vault, monkeypatch: pytest.MonkeyPatch
) -> None:
    sound = seal.put

    def meanwhile(folder: Path, key: bytes, tally: Tally) -> None:
        change(vault)
        sound(folder, key, tally)

    with monkeypatch.context() as patch:
        patch.setattr(seal, "put", meanwhile)
        place = backups.make(vault, Reason.ASKED, NOW)
    with pytest.raises(WrongPassphraseError):
        look(place)
    look(place, NEW).close()
