"""One round of each fault with each deed on a vault, and vaults that the table condemns; `make faults` plays many."""

from pathlib import Path
from random import Random

import pytest

from peerdesk.vault import files
from tests.faults import rounds
from tests.faults.deeds import Saving, Say, SettingUp, Work, folder_in, keep, set_up, template
from tests.faults.table import in_memory, play
from tests.support.vaults import reopened

STRIDE = 2
"""In `make test` every second fault of the table, and with an odd number of them another one in each deed."""


@pytest.mark.invariant(1, 8)
def test_nothing_that_was_said_to_be_kept_is_lost_by_any_fault_in_any_deed() -> None:
    with in_memory() as folder:
        rows = list(play(folder, seed=1, rounds=1, stride=STRIDE))
    assert [row for row in rows if not row.is_well] == []
    assert sum(row.acknowledged for row in rows) > 0
    struck = {row.fault for row in rows if row.rounds}
    assert {"killed at a step", "cut of the power", "a sync fails", "a step fails", "disk full"} <= struck


def save_without_waiting_for_the_disk(root: Path, say: Say) -> None:
    vault = reopened(folder_in(root))
    vault._driver.execute("PRAGMA synchronous = OFF")
    for _ in range(12):
        keep(vault, say)


def set_up_without_syncing_names(root: Path, say: Say) -> None:
    setattr(files, "sync_folder", lambda _folder: None)  # noqa: B010 - for this process, which ends with the deed
    set_up(root, say)


class Careless(Saving):
    def work(self) -> Work:
        return save_without_waiting_for_the_disk


class Hasty(SettingUp):
    def work(self) -> Work:
        return set_up_without_syncing_names


@pytest.mark.parametrize("deed", [Careless, Hasty])
def test_a_vault_that_does_not_wait_for_its_disk_is_seen_to_lose_words_when_the_power_goes(
    deed: type[Saving] | type[SettingUp],
) -> None:
    with in_memory() as folder:
        before, scratch = folder / "before", folder / "scratch"
        for one in (before, scratch):
            one.mkdir()
        if deed is Careless:
            template(before, 5)
        # Which step is hit is chance, and what is said only at the end is lost only by one of the last steps.
        played = (rounds.Playing(deed(before), scratch, Random(seed)) for seed in range(3, 13))
        rows = (one.play("cut of the power", rounds.power_cut, frozenset(), rounds=12) for one in played)
        assert any(not row.is_well for row in rows)
