"""On a disk that cannot be written, notes that were closed in good order can be read, and nothing is written."""

import os
import shutil
from pathlib import Path

import pytest

from peerdesk.domain.backup_errors import LogLeftError
from peerdesk.domain.errors import DiskReadOnlyError
from peerdesk.vault.places import find_vaults
from peerdesk.work.backups import back_up_after_unlock
from peerdesk.work.integrity import check_pages, tell_what_was_found
from peerdesk.work.unlock import unlock
from tests.support.backups import keep
from tests.support.vaults import NOW, PASSPHRASE, a_vault, an_encounter, reopened
from tests.vault.powers import without_special_powers


@pytest.fixture
def home(tmp_path: Path) -> Path:
    with a_vault(tmp_path) as vault:
        keep(vault, 5)
    return tmp_path


def cannot_be_written(folder: Path) -> None:
    for path in folder.iterdir():
        path.chmod(0o400)
    folder.chmod(0o500)


def test_notes_are_read_and_not_a_byte_is_written(home: Path) -> None:
    (place,) = find_vaults(home)
    before = {path.name: path.read_bytes() for path in place.folder.iterdir()}
    cannot_be_written(place.folder)

    def read() -> None:
        with unlock(place, PASSPHRASE, allow_test_profile=True) as vault:
            assert vault.is_read_only
            with vault.read() as tx:
                assert len(tx.encounters.search("harbor", 10)) == 5
            with pytest.raises(DiskReadOnlyError), vault.write() as tx:
                tx.encounters.put(an_encounter())
            vault.tidy()
            tell_what_was_found(vault, NOW)
            check_pages(vault, NOW)
            assert back_up_after_unlock(vault, NOW) is None

    failure = without_special_powers(read)
    place.folder.chmod(0o700)
    assert failure is None
    assert {path.name: path.read_bytes() for path in place.folder.iterdir()} == before


def test_where_the_newest_lies_in_a_log_nothing_is_opened_that_would_lack_it(home: Path) -> None:
    (place,) = find_vaults(home)
    vault = reopened(place.folder)
    keep(vault, 1, 100)
    log = (place.folder / "vault.db-wal").read_bytes()
    database = (place.folder / "vault.db").read_bytes()
    vault.close()
    (place.folder / "vault.db-wal").write_bytes(log)
    (place.folder / "vault.db").write_bytes(database)
    cannot_be_written(place.folder)
    failure = without_special_powers(lambda: unlock(place, PASSPHRASE, rng=os.urandom, allow_test_profile=True))
    place.folder.chmod(0o700)
    assert isinstance(failure, LogLeftError)
    copy = home / "copy"
    shutil.copytree(place.folder, copy)
    for path in copy.iterdir():
        path.chmod(0o600)
    with reopened(copy) as again, again.read() as tx:
        assert len(tx.encounters.search("harbor", 10)) == 6
