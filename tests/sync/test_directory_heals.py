"""I11: a server whose directory was put back gets its entries from whoever holds them, before any space."""

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import msgspec
import pytest

from peerdesk.domain.errors import DirectoryForkedError, ExpectedError
from peerdesk.domain.notices import NoticeKind
from peerdesk.domain.vocabulary import Role
from peerdesk.sync.reconcile import OF_DIRECTORY
from peerdesk.vault.vault import Vault
from peerdesk.wire import endpoints
from peerdesk.work.encounters import keep_encounter
from peerdesk.work.notices import notices
from peerdesk.work.officer import confirm
from peerdesk.work.syncing import status
from tests.support.hospital import OFFICER_PASSPHRASE, clock
from tests.sync.bad_line import BadLine, changed
from tests.sync.restoring import Restorable, a_restorable_hospital
from tests.sync.test_two_copies import NOTE


@pytest.fixture
def hospital(tmp_path: Path) -> Iterator[Restorable]:
    with a_restorable_hospital(tmp_path) as hospital:
        yield hospital


def directory_of(vault: Vault) -> tuple[int, bytes] | None:
    with vault.read() as tx:
        return tx.directory.head()


def lost_entries(hospital: Restorable) -> tuple[Vault, Vault]:
    """Let Devon join and the officer confirm it after a backup, and return Tomas, who has seen it, and Devon."""
    tomas = hospital.join("Tomas Okafor", Role.SUPERVISOR)
    hospital.back_up()
    devon = hospital.join("Devon Achebe", Role.PEER, "Tomas Okafor")
    line = hospital.remotes("", b"")
    confirm(hospital.org, OFFICER_PASSPHRASE, "Devon Achebe", line, clock(), allow_test_profile=True)
    keep_encounter(devon, NOTE, clock(), os.urandom)
    hospital.sync(devon)
    hospital.sync(tomas)
    return tomas, devon


@pytest.mark.parametrize("days", [0, 30])
def test_a_lost_directory_is_handed_back_also_when_its_entries_are_old_by_then(hospital: Restorable, days: int) -> None:
    tomas, devon = lost_entries(hospital)
    head = directory_of(tomas)
    hospital.days_later = days
    hospital.restore(0)
    with pytest.raises(ExpectedError):
        # The server does not know this computer any more; it has to wait for somebody whom it knows.
        hospital.sync(devon)
    assert hospital.sync(tomas).proof
    assert hospital.sync(devon).proof
    assert directory_of(devon) == directory_of(tomas) == head
    with tomas.read() as tx:
        assert tx.healing.log()[0].space == OF_DIRECTORY
    assert NoticeKind.RECONCILED in {one.kind for one in notices(tomas)}
    assert not status(devon, clock()).forked


def test_an_officer_out_of_date_cannot_have_an_entry_brought_back(hospital: Restorable) -> None:
    """Else whoever finds an officer's old key could make entries that look older than its end."""
    tomas, _ = lost_entries(hospital)
    hospital.days_later = 800
    hospital.restore(0)
    with pytest.raises(DirectoryForkedError):
        hospital.sync(tomas)
    assert not status(tomas, clock()).forked


def test_a_server_that_goes_on_denying_its_entries_is_refused(hospital: Restorable) -> None:
    tomas = hospital.join("Tomas Okafor", Role.SUPERVISOR)
    hospital.sync(tomas)
    with tomas.read() as tx:
        first = tx.directory.after(0)[0]

    def shorter(reply: Any) -> Any:
        return msgspec.structs.replace(reply, entries=(), head_n=1, head_hash=first.hash)

    hospital.wrap = lambda line: BadLine(line, changed(endpoints.DIRECTORY, shorter))
    with pytest.raises(DirectoryForkedError):
        hospital.sync(tomas)
    assert not status(tomas, clock()).forked
    hospital.wrap = lambda line: line
    assert hospital.sync(tomas).proof
