"""A clock that is ten years off, one way or the other, or jumps each night takes no note and no backup."""

import os
from collections.abc import Sequence
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from peerdesk.domain.encounter import EncounterDraft
from peerdesk.vault import backups, header
from peerdesk.vault.backup_places import Reason, find_backups
from peerdesk.vault.integrity import recounted
from peerdesk.vault.opening import unlocked
from peerdesk.vault.restoring import restore
from peerdesk.work.encounters import keep_encounter
from tests.support.vaults import NOW, PASSPHRASE, new_vault, reopened
from tests.vectors.vault import make

YEARS = timedelta(days=3653)
CLOCKS = st.lists(st.timedeltas(-YEARS, YEARS).map(lambda away: NOW + away), min_size=2, max_size=4)


def a_night(folder: Path, number: int, now: datetime) -> None:
    """Open the vault, see that nothing is said to be missing, keep a note, back it up, and close."""
    os.utime(folder / "vault.db", (now.timestamp(), now.timestamp()))
    with reopened(folder) as vault:
        assert vault.standing.is_well
        assert recounted(vault).is_well
        keep_encounter(vault, EncounterDraft(setting="ed", outcome="left", memory=f"harbor {number}"), now, os.urandom)
        backups.make(vault, Reason.UNLOCK, now)


def lived_through(home: Path, clocks: Sequence[datetime]) -> Path:
    with new_vault(home) as vault:
        pass
    for number, now in enumerate(clocks):
        a_night(vault.folder, number, now)
    return vault.folder


def notes_in(folder: Path) -> int:
    with reopened(folder) as vault, vault.read() as tx:
        return len(tx.encounters.search("harbor", 100))


@given(clocks=CLOCKS)
@settings(max_examples=8, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_whatever_the_clock_says_each_night_every_note_is_there_and_the_newest_backup_is_the_last_one(
    tmp_path_factory: pytest.TempPathFactory, clocks: list[datetime]
) -> None:
    home = tmp_path_factory.mktemp("home")
    folder = lived_through(home, clocks)
    assert notes_in(folder) == len(clocks)
    newest = find_backups(folder)[0]
    assert newest.number == len(clocks)
    _, key = unlocked(header.read(newest.folder), PASSPHRASE, allow_test_profile=True)
    assert notes_in(restore(newest, key, home / "other")) == len(clocks)


@pytest.mark.parametrize("away", [-YEARS, YEARS])
def test_an_old_vault_whose_file_is_from_another_decade_is_brought_up_to_date(tmp_path: Path, away: timedelta) -> None:
    import shutil

    folder = tmp_path / "vault"
    shutil.copytree(Path(make.__file__).parent / "0001", folder)
    stamp = (NOW + away).timestamp()
    os.utime(folder / "vault.db", (stamp, stamp))
    with reopened(folder, make.PASSPHRASE) as vault, vault.read() as tx:
        assert vault.standing.is_well
        assert tx.encounters.get(make.THIRD).memory == "Never sealed"
    (before,) = find_backups(folder)
    assert before.made_at == (NOW + away).replace(microsecond=0)
