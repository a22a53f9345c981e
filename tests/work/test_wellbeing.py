"""What a peer writes about their own wellbeing stays on this computer: in no sync, backup, rescue or other list."""

import os
from datetime import date, timedelta
from pathlib import Path

import pytest

from peerdesk.domain.errors import AmbiguousIdError, MissingAnswerError, NotFoundError, VaultDamagedError
from peerdesk.domain.wellbeing import CheckInDraft, Mood
from peerdesk.vault.places import find_vaults
from peerdesk.vault.vault import Vault
from peerdesk.vault.wellbeing_file import WELLBEING
from peerdesk.work.backups import back_up, backups_here, key_of, look_from, notes_of, put_back
from peerdesk.work.rescue import rescue_notes
from peerdesk.work.wellbeing import (
    add_check_in,
    begin_anew,
    bring_back,
    check_ins,
    find_check_in,
    forget_check_ins,
    older,
)
from tests.house.tree import imports, inside, python_files
from tests.support.backups import keep
from tests.support.hospital import SUPERVISED, a_hospital
from tests.support.two_computers import two_computers
from tests.support.vaults import NOW, PASSPHRASE, a_vault, new_vault, reopened

LINE = "quietmarigold after a long night"


def added(vault: Vault, mood: str = "tired", line: str = LINE, on: str = "") -> bytes:
    return add_check_in(vault, CheckInDraft(mood=mood, line=line, on=on), NOW, os.urandom).id


def test_a_word_and_a_line_are_kept_erased_and_brought_back(tmp_path: Path) -> None:
    with a_vault(tmp_path) as vault:
        key = added(vault)
        (kept,) = check_ins(vault)
        assert (kept.id, kept.mood, kept.line, kept.on) == (key, Mood.TIRED, LINE, date(2026, 11, 21))
        assert find_check_in(vault, key.hex()[:8].upper()) == kept
        forget_check_ins(vault, [kept.id])
        assert check_ins(vault) == ()
        bring_back(vault, [kept])
        assert check_ins(vault) == (kept,)


def test_nothing_said_is_nothing_kept(tmp_path: Path) -> None:
    with a_vault(tmp_path) as vault:
        with pytest.raises(MissingAnswerError):
            add_check_in(vault, CheckInDraft(), NOW, os.urandom)
        assert not (vault.folder / WELLBEING).exists()


def test_an_entry_is_found_by_the_beginning_of_its_id(tmp_path: Path) -> None:
    with a_vault(tmp_path) as vault:
        first = added(vault)
        added(vault)
        with pytest.raises(NotFoundError):
            find_check_in(vault, "ffffff")
        for shared in (first.hex()[:3], first.hex()[:8]):
            with pytest.raises(AmbiguousIdError):
                find_check_in(vault, shared)


@pytest.mark.parametrize("years", [-10, 10])
def test_no_clock_erases_anything(tmp_path: Path, years: int) -> None:
    with a_vault(tmp_path) as vault:
        added(vault)
        added(vault, on="2026-10-21")
        added(vault, on="2026-10-22")
        far = NOW + timedelta(days=365 * years)
        add_check_in(vault, CheckInDraft(mood="good"), far, os.urandom)
        assert len(check_ins(vault)) == 4
        assert {one.on for one in older(check_ins(vault), date(2026, 11, 21))} - {far.date()} == {date(2026, 10, 21)}


def test_it_is_in_no_backup_and_in_nothing_that_is_put_back_from_one(tmp_path: Path) -> None:
    with new_vault(tmp_path / "home") as vault:
        keep(vault, 3)
        added(vault)
        back_up(vault, NOW)
        (place,) = backups_here(vault.folder)
        assert not [path for path in place.folder.rglob("*") if WELLBEING in path.name]
        with look_from(vault, place) as looked:
            assert (notes_of(looked), check_ins(looked)) == (3, ())
        folder = vault.folder
    (here,) = find_vaults(tmp_path / "home")
    put = put_back(place, key_of(here, PASSPHRASE, allow_test_profile=True), tmp_path / "elsewhere")
    with reopened(put) as other:
        assert (notes_of(other), check_ins(other)) == (3, ())
    with reopened(folder) as vault:
        assert len(check_ins(vault)) == 1


def test_a_rescue_of_the_notes_leaves_it_as_it_is(tmp_path: Path) -> None:
    with a_vault(tmp_path) as vault:
        keep(vault, 3)
        back_up(vault, NOW)
        added(vault)
    (vault.folder / "vault.db").write_bytes(b"")
    before = (vault.folder / WELLBEING).read_bytes()
    (place,) = find_vaults(tmp_path)
    with pytest.raises(VaultDamagedError):
        reopened(vault.folder)
    rescue_notes(place, PASSPHRASE, allow_test_profile=True)
    assert (vault.folder / WELLBEING).read_bytes() == before


def test_nothing_of_it_waits_to_be_sent_or_is_on_the_server(tmp_path: Path) -> None:
    with a_hospital(tmp_path, joined=SUPERVISED) as hospital:
        tomas, devon = (hospital.join(*one) for one in SUPERVISED)
        hospital.sync(devon)
        added(devon)
        again = hospital.sync(devon)
        assert (again.pushed, again.waiting) == (0, 0)
        hospital.sync(tomas)
        assert check_ins(tomas) == ()


def test_another_computer_of_the_same_person_begins_with_an_empty_page(tmp_path: Path) -> None:
    with two_computers(tmp_path) as both:
        added(both.ward)
        both.meet()
        assert check_ins(both.laptop) == ()
        assert len(check_ins(both.ward)) == 1


def test_no_other_room_reads_that_file() -> None:
    readers = {
        inside(path) for path in python_files("peerdesk") if any("wellbeing_file" in name for name in imports(path))
    }
    assert readers == {"peerdesk/work/wellbeing.py"}


def test_a_file_that_does_not_open_is_put_aside_and_another_is_begun(tmp_path: Path) -> None:
    with a_vault(tmp_path) as vault:
        added(vault)
        (vault.folder / WELLBEING).write_bytes(b"x" * 5000)
        with pytest.raises(VaultDamagedError):
            check_ins(vault)
        begin_anew(vault)
        assert check_ins(vault) == ()
