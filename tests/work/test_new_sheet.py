"""A new recovery sheet: it opens everything, the one before it opens nothing any more, and a crash costs nothing."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from peerdesk.crypto.identity import paper_keys
from peerdesk.crypto.passphrase import TEST_ONLY
from peerdesk.domain.errors import OfflineError, WrongPassphraseError
from peerdesk.domain.ids import DeviceId
from peerdesk.domain.sheet_errors import SheetEndedError, SheetOfAnotherError, SheetUnknownError
from peerdesk.vault import files
from peerdesk.vault.opening import open_vault
from peerdesk.vault.places import find_vaults
from peerdesk.vault.slots import opens_by_sheet
from peerdesk.vault.vault import Vault
from peerdesk.work import new_sheet as making
from peerdesk.work.attention import NEW_SHEET, needs
from peerdesk.work.devices import own_devices
from peerdesk.work.encounters import encounter_detail, keep_encounter
from peerdesk.work.enrolment import start_alone
from peerdesk.work.new_sheet import NewSheet, new_sheet, use_sheet
from peerdesk.work.passphrase_change import replace_forgotten
from peerdesk.work.recovery_sheet import RecoverySheet, TypedSheet, read_sheet
from peerdesk.work.syncing import learn_people
from tests.support.hospital import PASSPHRASE, clock
from tests.work.ruth import NOTE, OTHER, Dying, Ruth, a_ruth


@pytest.fixture
def ruth(tmp_path: Path) -> Iterator[Ruth]:
    with a_ruth(tmp_path) as found:
        yield found


def made(ruth: Ruth, vault: Vault | None = None) -> NewSheet:
    kept: list[RecoverySheet] = []
    found = new_sheet(vault or ruth.first, ruth.hospital.remotes, clock(), kept.append)
    assert kept == [found.sheet]
    return found


def code_of(sheet: RecoverySheet) -> bytes:
    return read_sheet(sheet.text()).code


def live_papers(vault: Vault) -> list[DeviceId]:
    return [one.id for one in own_devices(vault) if one.is_paper and one.live]


def test_the_new_sheet_brings_everything_back_and_the_old_one_nothing(ruth: Ruth) -> None:
    found = made(ruth)
    assert found.is_heard
    ruth.meet(ruth.first)
    with pytest.raises(SheetEndedError):
        ruth.joined()
    new = ruth.joined(read_sheet(found.sheet.text()))
    ruth.hospital.sync(new)
    assert encounter_detail(new, ruth.note).encounter.memory == "from before"
    assert needs(new) == ()
    assert live_papers(new) == [DeviceId(paper_keys(code_of(found.sheet)).id())]


def test_what_is_written_after_it_is_sealed_to_the_new_sheet_and_never_to_the_old_one(ruth: Ruth) -> None:
    (old,) = live_papers(ruth.first)
    with ruth.first.read() as tx:
        before = {one.epoch for one in tx.epochs.all(tx.own_space)}
    found = made(ruth)
    keep_encounter(ruth.first, NOTE, clock(), os.urandom)
    ruth.meet(ruth.first, ruth.tomas)
    with ruth.first.read() as tx:
        kept = [one for space in tx.spaces.known() for one in tx.epochs.all(space)]
        fresh = [one for one in tx.epochs.all(tx.own_space) if one.epoch not in before]
    new = DeviceId(paper_keys(code_of(found.sheet)).id())
    assert fresh
    assert all(new in one.readers for one in kept)
    assert not any(old in one.readers for one in fresh)


def test_this_computer_opens_with_the_new_sheet_and_not_with_the_old_one(ruth: Ruth) -> None:
    old, found = ruth.sheet, made(ruth)
    ruth.first.close()
    folder = ruth.first.folder
    assert (opens_by_sheet(folder, code_of(old)), opens_by_sheet(folder, code_of(found.sheet))) == (False, True)
    assert not (folder / "header.json.prev").exists()
    with open_vault(folder, passphrase=PASSPHRASE, rng=os.urandom, allow_test_profile=True):
        pass


def test_another_computer_hears_of_it_and_takes_the_sheet_up_once_it_is_typed_there(ruth: Ruth) -> None:
    second = ruth.joined()
    ruth.meet(second, ruth.first)
    found = made(ruth)
    typed = read_sheet(found.sheet.text())
    with pytest.raises(SheetUnknownError):
        use_sheet(second, typed)
    ruth.meet(second)
    assert [one.reason for one in needs(second)] == [NEW_SHEET]
    with pytest.raises(SheetEndedError):
        use_sheet(second, read_sheet(ruth.sheet.text()))
    use_sheet(second, typed)
    assert needs(second) == ()
    assert (opens_by_sheet(second.folder, typed.code), opens_by_sheet(second.folder, code_of(ruth.sheet))) == (
        True,
        False,
    )


def test_without_the_server_it_is_done_here_and_heard_of_with_the_next_sync(ruth: Ruth) -> None:
    line = Dying(ruth.hospital, 1, lost_behind=False)
    found = new_sheet(ruth.first, line.remotes, clock(), lambda _: None)
    assert not found.is_heard
    assert opens_by_sheet(ruth.first.folder, code_of(found.sheet))
    ruth.meet(ruth.first)
    assert live_papers(ruth.first) == [DeviceId(paper_keys(code_of(found.sheet)).id())]


@pytest.mark.parametrize("lost_behind", [False, True])
def test_cut_short_at_any_question_the_next_round_finishes_it_and_there_is_always_a_sheet(
    ruth: Ruth, lost_behind: bool
) -> None:
    cuts = 0
    for cut in range(1, 20):
        line = Dying(ruth.hospital, cut, lost_behind=lost_behind)
        found = new_sheet(ruth.first, line.remotes, clock(), lambda _: None)
        cuts += not found.is_heard
        try:
            ruth.hospital.sync(ruth.first)
        except OfflineError:
            pytest.fail("the line is whole")
        assert live_papers(ruth.first) == [DeviceId(paper_keys(code_of(found.sheet)).id())]
        if found.is_heard:
            break
    assert cuts > 4


def test_killed_before_the_way_in_is_written_the_next_round_writes_it(
    ruth: Ruth, monkeypatch: pytest.MonkeyPatch
) -> None:
    class KilledError(BaseException):
        pass

    def kill(*_: object) -> None:
        raise KilledError

    kept: list[RecoverySheet] = []
    monkeypatch.setattr(making, "put_sheet_slot", kill)
    with pytest.raises(KilledError):
        new_sheet(ruth.first, ruth.hospital.remotes, clock(), kept.append)
    monkeypatch.undo()
    assert opens_by_sheet(ruth.first.folder, code_of(ruth.sheet))
    ruth.meet(ruth.first)
    assert opens_by_sheet(ruth.first.folder, code_of(kept[0]))
    assert live_papers(ruth.first) == [DeviceId(paper_keys(code_of(kept[0])).id())]


def test_a_disk_that_fails_once_it_is_on_its_way_is_no_failure_and_the_next_round_ends_the_old_one(
    ruth: Ruth, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise OSError(28, "no room")

    monkeypatch.setattr(files, "replace", full)
    found = made(ruth)
    monkeypatch.undo()
    assert not found.is_heard
    ruth.meet(ruth.first)
    assert opens_by_sheet(ruth.first.folder, code_of(found.sheet))
    assert live_papers(ruth.first) == [DeviceId(paper_keys(code_of(found.sheet)).id())]


def test_a_sheet_that_could_not_be_kept_changes_nothing(ruth: Ruth) -> None:
    def full(_: RecoverySheet) -> None:
        raise OSError(28, "no room")

    with pytest.raises(OSError, match="no room"):
        new_sheet(ruth.first, ruth.hospital.remotes, clock(), full)
    ruth.meet(ruth.first)
    assert opens_by_sheet(ruth.first.folder, code_of(ruth.sheet))
    assert ruth.joined() is not None


def test_two_computers_that_make_one_at_the_same_time_end_with_one(ruth: Ruth) -> None:
    second = ruth.joined()
    ruth.meet(second, ruth.first)
    dead = Dying(ruth.hospital, 1, lost_behind=False)
    for vault in (ruth.first, second):
        new_sheet(vault, dead.remotes, clock(), lambda _: None)
    ruth.meet(ruth.first, second)
    ruth.meet(ruth.first, second)
    assert len(live_papers(ruth.first)) == 1
    assert live_papers(ruth.first) == live_papers(second)


def test_somebody_without_a_hospital_has_a_new_sheet_too(home: Path) -> None:
    started = start_alone(home, "Ruth Lind", PASSPHRASE, profile=TEST_ONLY)
    found = new_sheet(started.vault, lambda *_: pytest.fail("nobody is asked"), clock(), lambda _: None)
    started.vault.close()
    assert found.is_heard
    (place,) = find_vaults(home)
    with pytest.raises(SheetOfAnotherError):
        replace_forgotten(place, read_sheet(started.sheet.code), OTHER, profile=TEST_ONLY)
    replace_forgotten(place, read_sheet(found.sheet.code), OTHER, profile=TEST_ONLY)
    with pytest.raises(WrongPassphraseError):
        open_vault(place.folder, passphrase=PASSPHRASE, rng=os.urandom, allow_test_profile=True)


def test_a_stray_code_is_no_newer_sheet(ruth: Ruth) -> None:
    with pytest.raises(SheetUnknownError):
        use_sheet(ruth.first, TypedSheet(code=bytes(20)))


def offline_sheet(ruth: Ruth, vault: Vault) -> RecoverySheet:
    return new_sheet(vault, Dying(ruth.hospital, 1, lost_behind=False).remotes, clock(), lambda _: None).sheet


@pytest.mark.parametrize("typed_first", [False, True])
def test_a_newer_sheet_of_another_computer_counts_and_the_one_under_way_here_gives_way(
    ruth: Ruth, typed_first: bool
) -> None:
    second = ruth.joined()
    ruth.meet(second, ruth.first)
    offline_sheet(ruth, ruth.first)
    theirs = made(ruth, second).sheet
    newest = [DeviceId(paper_keys(code_of(theirs)).id())]
    learn_people(ruth.first, ruth.hospital.remotes, clock(), os.urandom)
    if typed_first:
        use_sheet(ruth.first, read_sheet(theirs.text()))
    ruth.meet(ruth.first, second)
    assert live_papers(second) == live_papers(ruth.first) == newest
    if not typed_first:
        assert NEW_SHEET in [one.reason for one in needs(ruth.first)]
        use_sheet(ruth.first, read_sheet(theirs.text()))
    assert opens_by_sheet(ruth.first.folder, code_of(theirs))
    assert NEW_SHEET not in [one.reason for one in needs(ruth.first)]


def test_the_old_sheet_does_not_undo_the_new_one_that_is_under_way(ruth: Ruth) -> None:
    mine = offline_sheet(ruth, ruth.first)
    with pytest.raises(SheetEndedError):
        use_sheet(ruth.first, read_sheet(ruth.sheet.text()))
    ruth.meet(ruth.first)
    assert live_papers(ruth.first) == [DeviceId(paper_keys(code_of(mine)).id())]


def test_a_sheet_that_was_just_made_ends_one_that_was_not_heard_of_here_yet(ruth: Ruth) -> None:
    second = ruth.joined()
    ruth.meet(second, ruth.first)
    made(ruth, second)
    mine = made(ruth)
    assert mine.is_heard
    assert live_papers(ruth.first) == [DeviceId(paper_keys(code_of(mine.sheet)).id())]
