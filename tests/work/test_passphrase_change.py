"""A new passphrase: by the old one or by the recovery sheet. Whatever fails, the old one goes on to open the notes."""

import os
from functools import partial
from pathlib import Path

import pytest

from peerdesk.crypto.passphrase import TEST_ONLY
from peerdesk.domain.encounter import EncounterDraft
from peerdesk.domain.errors import (
    DiskFailedError,
    DiskFullError,
    VaultBusyError,
    WeakPassphraseError,
    WrongPassphraseError,
)
from peerdesk.domain.sheet_errors import SheetOfAnotherError
from peerdesk.vault import files, header
from peerdesk.vault.places import VaultPlace, find_vaults
from peerdesk.work.encounters import encounter_page, keep_encounter
from peerdesk.work.enrolment import start_alone
from peerdesk.work.passphrase_change import renew_passphrase, replace_forgotten
from peerdesk.work.recovery_sheet import TypedSheet, read_sheet
from peerdesk.work.unlock import unlock
from tests.support.hospital import clock

OLD = "seven green boats at the pier"
NEW = "nine slow lamps on the stairs"


class Desk:
    """Somebody with one note, their vault shut, and their sheet."""

    def __init__(self, home: Path) -> None:
        started = start_alone(home, "Ruth Lind", OLD, profile=TEST_ONLY)
        with started.vault as vault:
            draft = EncounterDraft(setting="ed", outcome="left", memory="mine")
            keep_encounter(vault, draft, clock(), os.urandom)
        self.home = home
        self.sheet = read_sheet(started.sheet.text().splitlines()[4])

    @property
    def place(self) -> VaultPlace:
        (place,) = find_vaults(self.home)
        return place

    def opens(self, passphrase: str) -> bool:
        try:
            with unlock(self.place, passphrase, allow_test_profile=True) as vault:
                return len(encounter_page(vault, limit=5)) == 1
        except WrongPassphraseError:
            return False


@pytest.fixture
def desk(home: Path) -> Desk:
    return Desk(home)


def test_a_forgotten_passphrase_is_replaced_by_the_sheet_and_the_old_one_opens_no_more(desk: Desk) -> None:
    replace_forgotten(desk.place, desk.sheet, NEW, profile=TEST_ONLY)
    assert not (desk.place.folder / "header.json.prev").exists()
    assert (desk.opens(OLD), desk.opens(NEW)) == (False, True)
    replace_forgotten(desk.place, desk.sheet, OLD, profile=TEST_ONLY)
    assert (desk.opens(OLD), desk.opens(NEW)) == (True, False)


def test_by_the_passphrase_it_has_it_gets_another_one(desk: Desk) -> None:
    renew_passphrase(desk.place, OLD, NEW, profile=TEST_ONLY)
    assert (desk.opens(OLD), desk.opens(NEW)) == (False, True)
    replace_forgotten(desk.place, desk.sheet, OLD, profile=TEST_ONLY)
    assert desk.opens(OLD)


def test_another_sheet_a_wrong_or_a_weak_passphrase_changes_nothing(desk: Desk) -> None:
    before = {path.name: path.read_bytes() for path in desk.place.folder.iterdir()}
    with pytest.raises(SheetOfAnotherError):
        replace_forgotten(desk.place, TypedSheet(code=bytes(20)), NEW, profile=TEST_ONLY)
    with pytest.raises(WrongPassphraseError):
        renew_passphrase(desk.place, NEW, NEW + " again", profile=TEST_ONLY)
    with pytest.raises(WeakPassphraseError):
        replace_forgotten(desk.place, desk.sheet, "short", profile=TEST_ONLY)
    after = {path.name: path.read_bytes() for path in desk.place.folder.iterdir()}
    # The count of wrong ones lies beside what has to stay as it was.
    assert after.pop("tries")
    assert {**after, "lock": b""} == {**before, "lock": b""}


def test_while_the_notes_are_open_they_are_closed_first(desk: Desk) -> None:
    with unlock(desk.place, OLD, allow_test_profile=True), pytest.raises(VaultBusyError):
        replace_forgotten(desk.place, desk.sheet, NEW, profile=TEST_ONLY)
    assert desk.opens(OLD)


@pytest.mark.parametrize("failing", [1, 2])
def test_a_disk_that_fails_at_either_write_leaves_a_passphrase_that_opens(
    desk: Desk, failing: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    real, writes = files.replace, [0]

    def fail(path: Path, content: bytes) -> None:
        writes[0] += 1
        if writes[0] == failing:
            raise OSError(5, "the disk went away")
        real(path, content)

    monkeypatch.setattr(files, "replace", fail)
    with pytest.raises(DiskFailedError):
        replace_forgotten(desk.place, desk.sheet, NEW, profile=TEST_ONLY)
    monkeypatch.undo()
    assert (desk.opens(OLD), desk.opens(NEW)) == (True, False)


def test_a_change_that_was_cut_short_behind_the_write_is_repeated_by_the_sheet(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(header, "settle", lambda *_: (_ for _ in ()).throw(KeyboardInterrupt))
    with pytest.raises(KeyboardInterrupt):
        replace_forgotten(desk.place, desk.sheet, NEW, profile=TEST_ONLY)
    monkeypatch.undo()
    assert (desk.place.folder / "header.json.prev").is_file()
    (desk.place.folder / "header.json").write_bytes(b"{")
    replace_forgotten(desk.place, desk.sheet, NEW, profile=TEST_ONLY)
    assert not (desk.place.folder / "header.json.prev").exists()
    assert desk.opens(NEW)


@pytest.mark.parametrize("by_sheet", [False, True])
@pytest.mark.parametrize("failing", [1, 2, 3])
def test_a_disk_that_fails_beside_a_damaged_header_leaves_the_good_one_that_was_before_it(
    desk: Desk, failing: int, by_sheet: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    current = desk.place.folder / header.NAME
    good = current.read_bytes()
    (desk.place.folder / header.PREVIOUS).write_bytes(good)
    current.write_bytes(good.replace(b'"mac"', b'"mec"'))
    real, writes = files.replace, [0]

    def fail(path: Path, content: bytes) -> None:
        writes[0] += 1
        if writes[0] >= failing:
            raise OSError(28, "no room")
        real(path, content)

    monkeypatch.setattr(files, "replace", fail)
    place = desk.place
    change = partial(replace_forgotten, place, desk.sheet) if by_sheet else partial(renew_passphrase, place, OLD)
    with pytest.raises(DiskFullError):
        change(NEW, profile=TEST_ONLY)
    monkeypatch.undo()
    assert desk.opens(OLD)
