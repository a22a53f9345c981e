"""A second computer by the recovery sheet: everything comes back, others hear of it, and what fails leaves nothing."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from peerdesk.crypto.recovery import code_text
from peerdesk.domain.errors import OfflineError, VaultExistsError, WeakPassphraseError
from peerdesk.domain.ids import RecordId
from peerdesk.domain.sheet_errors import (
    SheetElsewhereError,
    SheetEndedError,
    SheetIncompleteError,
    SheetMistypedError,
    SheetOfSomebodyGoneError,
    SheetUnknownError,
)
from peerdesk.domain.vocabulary import Role
from peerdesk.vault.opening import open_vault
from peerdesk.vault.places import find_vaults
from peerdesk.vault.slots import opens_by_sheet
from peerdesk.vault.vault import Vault
from peerdesk.work.attention import NEW_COMPUTER, Act, do, needs
from peerdesk.work.devices import own_devices
from peerdesk.work.encounters import encounter_detail, encounter_page, keep_encounter
from peerdesk.work.officer import org_people
from peerdesk.work.recovery_sheet import RecoverySheet, read_sheet
from peerdesk.work.revoking import let_go, revoke_device, revoke_person
from peerdesk.work.sharing import readers
from peerdesk.work.supervision import review_queue
from peerdesk.work.syncing import status
from tests.support.hospital import ADDRESS, OFFICER_PASSPHRASE, PASSPHRASE, clock
from tests.work.office import Office
from tests.work.ruth import NOTE, OTHER, Dying, Ruth, a_ruth


@pytest.fixture
def ruth(tmp_path: Path) -> Iterator[Ruth]:
    with a_ruth(tmp_path) as found:
        yield found


def memory(vault: Vault, note: RecordId) -> str:
    return encounter_detail(vault, note).encounter.memory


def nothing_left(ruth: Ruth, home: str = "new") -> bool:
    return find_vaults(ruth.hospital.folder / "homes" / home) == ()


def test_everything_comes_back_by_the_sheet_alone_when_the_first_computer_is_gone(ruth: Ruth) -> None:
    ruth.first.close()
    new = ruth.joined()
    ruth.hospital.sync(new)
    assert memory(new, ruth.note) == "from before"
    assert needs(new) == ()
    now = status(new, clock())
    assert (now.name, now.role, now.organisation) == ("Ruth Lind", Role.PEER, "Harbor Point")
    assert [one.name for one in readers(new, clock())] == ["Tomas Okafor"]
    keep_encounter(new, NOTE, clock(), os.urandom)
    assert ruth.hospital.sync(new).proof
    assert len(encounter_page(new, limit=10)) == 2
    assert len(review_queue(ruth.tomas)) == 1


def test_nine_groups_and_two_typed_by_hand_are_enough_with_the_address_and_a_name(ruth: Ruth) -> None:
    new = ruth.joined(ruth.groups(), server=ADDRESS, name="ruth")
    ruth.hospital.sync(new)
    assert memory(new, ruth.note) == "from before"
    assert status(new, clock()).name == "Ruth Lind"
    assert [one.name for one in readers(new, clock())] == ["Tomas Okafor"]


def test_what_the_first_computer_sends_only_later_opens_on_the_new_one(ruth: Ruth) -> None:
    later = ruth.keep("written before, sent after")
    new = ruth.joined()
    ruth.meet(new, ruth.first, new)
    assert memory(new, later) == "written before, sent after"
    assert needs(new) == ()


def test_the_names_come_later_where_the_first_computer_had_sent_nothing(ruth: Ruth) -> None:
    started = ruth.hospital.start(ruth.hospital.invite("Devon Achebe", Role.PEER, "Tomas Okafor"))
    new = ruth.joined(read_sheet(started.sheet.text()), "devon")
    assert [one.name for one in readers(new, clock())] == [""]
    ruth.meet(started.vault, new)
    assert [one.name for one in readers(new, clock())] == ["Tomas Okafor"]


def test_every_key_of_every_space_is_boxed_to_the_sheet_before_and_after(ruth: Ruth) -> None:
    new = ruth.joined()
    keep_encounter(new, NOTE, clock(), os.urandom)
    ruth.meet(new, ruth.first, ruth.tomas, new)
    (paper,) = [one.id for one in own_devices(new) if one.is_paper]
    for vault in (new, ruth.first):
        with vault.read() as tx:
            kept = [one for space in tx.spaces.known() for one in tx.epochs.all(space)]
        assert len(kept) >= 3
        assert all(paper in one.readers for one in kept)


def test_the_one_sheet_opens_the_new_vault_too_and_no_secret_of_it_stays(ruth: Ruth) -> None:
    new = ruth.joined()
    assert opens_by_sheet(new.folder, read_sheet(ruth.sheet.text()).code)
    new.close()
    with open_vault(new.folder, passphrase=OTHER, rng=os.urandom, allow_test_profile=True) as again:
        assert ruth.hospital.sync(again).needs_attention == 0


def test_the_officer_and_the_other_computer_see_the_new_one(ruth: Ruth) -> None:
    new = ruth.joined()
    ruth.hospital.sync(ruth.first)
    assert [one.live for one in own_devices(ruth.first) if one.id == new.device] == [True]
    (told,) = needs(ruth.first)
    assert (told.reason, told.acts, told.is_calm) == (NEW_COMPUTER, (Act.SEEN, Act.REMOVE), False)
    assert needs(new) == ()
    do(ruth.first, told.key, Act.SEEN, clock(), os.urandom)
    assert needs(ruth.first) == ()
    ruth.joined(home="third")
    ruth.meet(ruth.first, new)
    assert [[one.reason for one in needs(vault)] for vault in (ruth.first, new)] == [[NEW_COMPUTER]] * 2
    listed = Office(ruth.hospital).people()["Ruth Lind"].devices
    assert [one.live for one in listed if one.id == new.device] == [True]
    assert len(org_people(ruth.hospital.org, clock())) == 2


def test_a_slip_of_the_pen_is_told_with_its_group_before_anything_is_asked(ruth: Ruth) -> None:
    signs = list(ruth.sheet.code)
    signs[12] = "2" if signs[12] != "2" else "3"
    with pytest.raises(SheetMistypedError) as caught:
        read_sheet("".join(signs))
    assert caught.value.groups == (3,)
    with pytest.raises(SheetMistypedError):
        read_sheet(ruth.sheet.text().replace("-----END", "---END"))


def test_a_sheet_that_this_hospital_never_saw_is_told_and_leaves_nothing(ruth: Ruth) -> None:
    root, pin = ruth.sheet.root, b""
    stray = RecoverySheet(name="R", code=code_text(bytes(20)), organisation="X", server=ADDRESS, root=root, pin=pin)
    with pytest.raises(SheetUnknownError):
        ruth.joined(read_sheet(stray.text()))
    assert nothing_left(ruth)


def test_the_sheet_of_another_hospital_is_told_from_this_one(ruth: Ruth, tmp_path: Path) -> None:
    code = ruth.sheet.code
    other = RecoverySheet(name="R", code=code, organisation="X", server=ADDRESS, root=bytes(32), pin=b"")
    with pytest.raises(SheetElsewhereError):
        ruth.joined(read_sheet(other.text()))
    with pytest.raises(SheetElsewhereError):
        ruth.joined(read_sheet(f"{code}-{other.hospital_groups}"), server=ADDRESS, name="Ruth")
    assert nothing_left(ruth)


def test_what_is_missing_is_asked_for_by_name(ruth: Ruth) -> None:
    for sheet, given, missing in (
        (read_sheet(ruth.sheet.code), {"server": ADDRESS, "name": "Ruth"}, "hospital"),
        (ruth.groups(), {"name": "Ruth"}, "server"),
    ):
        with pytest.raises(SheetIncompleteError) as caught:
            ruth.joined(sheet, **given)
        assert caught.value.missing == missing
    with pytest.raises(WeakPassphraseError):
        ruth.joined(passphrase="short")
    assert nothing_left(ruth)


def test_a_sheet_that_was_ended_and_one_of_somebody_who_left_are_told_apart(ruth: Ruth) -> None:
    office = Office(ruth.hospital)
    started = ruth.hospital.start(ruth.hospital.invite("Devon Achebe", Role.PEER, "Tomas Okafor"))
    (paper,) = [one.id for one in own_devices(started.vault) if one.is_paper]
    revoke_device(office.ask("Devon Achebe"), paper.hex())
    with pytest.raises(SheetEndedError):
        ruth.joined(read_sheet(started.sheet.text()), "devon")
    let_go(office.ask("Ruth Lind"))
    with pytest.raises(SheetOfSomebodyGoneError):
        ruth.joined()
    revoke_person(office.ask("Ruth Lind"))
    with pytest.raises(SheetEndedError):
        ruth.joined()
    assert nothing_left(ruth)
    assert nothing_left(ruth, "devon")


def test_cut_short_at_any_question_it_is_finished_by_the_same_sheet_and_listed_once(ruth: Ruth) -> None:
    """The line dies before the question, or behind it with the answer lost: nothing half-made stays unlisted."""
    asked = 0
    for lost_behind in (False, True):
        for cut in range(1, 40):
            home = f"cut-{lost_behind}-{cut}"
            line = Dying(ruth.hospital, cut, lost_behind=lost_behind)
            try:
                ruth.joined(home=home, remotes=line.remotes)
            except OfflineError:
                asked = max(asked, cut)
            else:
                break
            vaults, listed = find_vaults(ruth.hospital.folder / "homes" / home), line.signed
            assert len(vaults) == 1 or not listed
            if cut < 5 and not lost_behind:
                assert vaults == ()
            if vaults or cut % 5 == 0:
                computers = live_computers(ruth)
                new = ruth.joined(home=home)
                assert live_computers(ruth) - computers == (set() if listed else {new.device})
                end(ruth, new)
    assert asked > 8


def end(ruth: Ruth, vault: Vault) -> None:
    """Take a computer off the list again: there is room for two dozen."""
    assert vault.device is not None
    revoke_device(Office(ruth.hospital).ask("Ruth Lind"), vault.device.hex())
    vault.close()


def live_computers(ruth: Ruth) -> set[bytes | None]:
    listed = Office(ruth.hospital).people()["Ruth Lind"].devices
    return {one.id for one in listed if one.live and not one.is_paper}


def test_another_passphrase_or_another_person_does_not_touch_a_vault_that_is_here(ruth: Ruth) -> None:
    ruth.joined().close()
    with pytest.raises(VaultExistsError):
        ruth.joined(passphrase="seven other boats at the pier")
    started = ruth.hospital.start(ruth.hospital.invite("Devon Achebe", Role.PEER, "Tomas Okafor"))
    with pytest.raises(VaultExistsError):
        ruth.joined(read_sheet(started.sheet.text()), name="Ruth Lind")
    with pytest.raises(VaultExistsError):
        ruth.joined(home="Ruth Lind", passphrase=PASSPHRASE + " no")


def test_a_sheet_on_a_screen_can_be_scanned_as_text(ruth: Ruth) -> None:
    scanned = read_sheet(ruth.sheet.qr())
    assert scanned == read_sheet(ruth.sheet.text())
    assert scanned.printed() == ruth.sheet
    assert OFFICER_PASSPHRASE not in ruth.sheet.text()
