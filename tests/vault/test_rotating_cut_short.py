"""The change of files at the end of a rotation, cut short anywhere: the next opening ends it and one vault is whole."""

import os
import shutil
from pathlib import Path

import pytest

from peerdesk.crypto.vault_key import VaultKey
from peerdesk.domain import errors
from peerdesk.vault import backups, rotated, slots
from peerdesk.vault.backup_places import Reason, find_backups
from peerdesk.vault.looking import look_into
from peerdesk.vault.vault import Vault
from tests.support.backups import check, keep
from tests.support.rotations import left_over, renew, words_of
from tests.support.vaults import NOW, PASSPHRASE, RECOVERY_CODE, reopened


def root_of(vault: Vault) -> VaultKey:
    return vault.with_key(lambda key: key)


@pytest.mark.parametrize("failing", range(1, 32))
def test_a_disk_that_fails_at_any_sync_leaves_one_of_the_two_vaults_whole(
    vault: Vault, monkeypatch: pytest.MonkeyPatch, failing: int
) -> None:
    keep(vault, 30)
    calls, sound = [0], os.fsync

    def failing_once(handle: int) -> None:
        calls[0] += 1
        if calls[0] == failing:
            raise OSError(5, "the disk failed")
        sound(handle)

    with monkeypatch.context() as patch:
        patch.setattr(os, "fsync", failing_once)
        try:
            renew(vault)
        except (errors.DiskFailedError, errors.DiskFullError):
            keep(vault, 1, start=800)
            vault.close()
    with reopened(vault.folder) as again:
        assert len(words_of(again)) >= 30
        assert again.standing.is_well
        for place in find_backups(vault.folder):
            check(again, place)
    assert left_over(vault.folder) == []


STEPS = [
    (name, number)
    for name, most in (("replace", 4), ("rename", 3), ("unlink", 4), ("rmtree", 2))
    for number in range(most)
]


class _CutError(Exception):
    """The power went."""


@pytest.mark.parametrize(("name", "number"), STEPS)
def test_a_change_of_files_cut_short_at_any_step_is_ended_by_the_next_opening(
    vault: Vault, monkeypatch: pytest.MonkeyPatch, name: str, number: int
) -> None:
    keep(vault, 30)
    backups.make(vault, Reason.ASKED, NOW)
    was = root_of(vault)
    calls = [0]

    def cut(sound: object) -> object:
        def step(*given: object, **named: object) -> object:
            calls[0] += 1
            if calls[0] == number + 1:
                raise OSError(5, "cut short")
            return sound(*given, **named)  # type: ignore[operator]

        return step

    sound_finish = rotated.finish

    def cut_short(folder: Path) -> None:
        with monkeypatch.context() as patch:
            place = shutil if name == "rmtree" else Path
            patch.setattr(place, name, cut(getattr(place, name)))
            sound_finish(folder)

    monkeypatch.setattr(rotated, "finish", cut_short)
    renew(vault)
    monkeypatch.setattr(rotated, "finish", sound_finish)
    with look_into(vault.folder, passphrase=PASSPHRASE, rng=os.urandom, allow_test_profile=True) as looked:
        assert len(words_of(looked)) == 30
    with reopened(vault.folder) as again:
        assert root_of(again) != was
        assert len(words_of(again)) == 30
        assert again.standing.is_well
        (place,) = find_backups(vault.folder)
        check(again, place)
    assert left_over(vault.folder) == []
    assert slots.opens_by_sheet(vault.folder, RECOVERY_CODE)
