"""The officer's key: a new one in time, another one after it was lost or stolen. What a thief signed never counted."""

import shutil
from dataclasses import replace
from pathlib import Path

import pytest

from peerdesk.crypto.passphrase import TEST_ONLY
from peerdesk.domain.errors import (
    BadValueError,
    InviteUnknownError,
    NotFoundError,
    OfficerKeyError,
    ServerRefusedError,
    WeakPassphraseError,
    WrongPassphraseError,
)
from peerdesk.domain.vocabulary import Role
from peerdesk.work.founding import init_organisation
from peerdesk.work.officer_keys import officer_terms, renew_officer, replace_officer
from peerdesk.work.officer_people import Flag, ignored_entries
from peerdesk.work.organisation_folder import NEXT_OFFICER_KEY, OFFICER_KEY, ROOT_KEY, unlock_officer, unlock_root
from peerdesk.work.revoking import let_go, revoke_person
from peerdesk.work.sharing import readers
from peerdesk.work.supervision import review_queue
from tests.support.hospital import OFFICER_PASSPHRASE, Hospital, clock
from tests.work.office import DAY, Office
from tests.work.ward import Pair

OTHER_PASSPHRASE = "granite willow seven copper bells"


def steal(hospital: Hospital, folder: Path) -> Office:
    """Return what somebody can do who has a copy of the officer's folder, and its passphrase."""
    shutil.copytree(hospital.org, folder / "org")
    return Office(Hospital(folder, hospital.client, hospital.wrap))


def test_a_new_key_takes_over_and_invites_by_the_old_one_stay_good(hospital: Hospital) -> None:
    office, text = Office(hospital), hospital.invite("Devon Achebe")
    before = unlock_officer(hospital.org, OFFICER_PASSPHRASE, allow_test_profile=True)
    office.later = 340 * DAY
    renewed = renew_officer(replace(office.key_ask(), now=clock()))
    after = unlock_officer(hospital.org, OFFICER_PASSPHRASE, allow_test_profile=True)
    assert (after.key.id(), after.name_key) == (renewed.officer, before.name_key)
    assert before.key.id() != after.key.id()
    assert not (hospital.org / NEXT_OFFICER_KEY).exists()
    assert len(officer_terms(hospital.org)) == 2
    devon = hospital.start(text).vault
    hospital.join("Tomas Okafor", Role.SUPERVISOR)
    office.later *= 0
    assert office.assign("Devon Achebe", "Tomas Okafor").changed
    assert hospital.sync(devon).proof
    assert [one.name for one in readers(devon, clock())] == ["Tomas Okafor"]


def test_a_key_that_ran_out_says_nothing_any_more_until_the_root_makes_a_new_one(hospital: Hospital) -> None:
    hospital.join("Devon Achebe")
    office = Office(hospital, later=366 * DAY)
    with pytest.raises(OfficerKeyError, match="expired"):
        let_go(office.ask("Devon Achebe"))
    assert "left" not in office.said()


def test_the_key_of_another_hospital_and_a_wrong_passphrase_renew_nothing(hospital: Hospital, tmp_path: Path) -> None:
    office, before = Office(hospital), (hospital.org / OFFICER_KEY).read_bytes()
    init_organisation(tmp_path / "other", "Elsewhere", OFFICER_PASSPHRASE, clock(), profile=TEST_ONLY)
    other = unlock_root(tmp_path / "other" / ROOT_KEY, OFFICER_PASSPHRASE, allow_test_profile=True)
    with pytest.raises(OfficerKeyError, match="other_root"):
        renew_officer(replace(office.key_ask(), root=other))
    with pytest.raises(WrongPassphraseError):
        renew_officer(office.key_ask("not the passphrase at all"))
    with pytest.raises(WrongPassphraseError):
        unlock_root(hospital.org / ROOT_KEY, "not the passphrase at all", allow_test_profile=True)
    with pytest.raises(NotFoundError):
        unlock_root(tmp_path / "nowhere", OFFICER_PASSPHRASE, allow_test_profile=True)
    assert (hospital.org / OFFICER_KEY).read_bytes() == before
    assert office.said() == []


def test_the_root_may_have_a_passphrase_of_its_own(tmp_path: Path) -> None:
    init_organisation(
        tmp_path, "Elsewhere", OFFICER_PASSPHRASE, clock(), root_passphrase=OTHER_PASSPHRASE, profile=TEST_ONLY
    )
    assert unlock_root(tmp_path / ROOT_KEY, OTHER_PASSPHRASE, allow_test_profile=True).name_key
    with pytest.raises(WrongPassphraseError):
        unlock_root(tmp_path / ROOT_KEY, OFFICER_PASSPHRASE, allow_test_profile=True)
    with pytest.raises(WeakPassphraseError):
        init_organisation(
            tmp_path / "new", "Elsewhere", OFFICER_PASSPHRASE, clock(), root_passphrase="short", profile=TEST_ONLY
        )


def test_after_the_officers_computer_was_lost_the_root_begins_again_with_everybody_on_the_list(pair: Pair) -> None:
    hospital, office = pair.hospital, Office(pair.hospital)
    before = {name: (one.person, one.role) for name, one in office.people().items()}
    for name in (OFFICER_KEY, "people.json", "directory"):
        (hospital.org / name).unlink()
    done = replace_officer(office.key_ask(OTHER_PASSPHRASE))
    assert (done.lost, len(officer_terms(hospital.org))) == ((), 1)
    unlock_officer(hospital.org, OTHER_PASSPHRASE, allow_test_profile=True)
    assert (hospital.org / OFFICER_KEY).exists()
    shutil.copy(hospital.org / OFFICER_KEY, hospital.folder / "kept")
    replace_officer(office.key_ask())
    assert {name: (one.person, one.role) for name, one in office.people().items()} == before
    assert office.end("Devon Achebe", "Tomas Okafor").changed
    assert hospital.sync(pair.devon).proof


def test_what_a_thief_signed_after_the_last_good_entry_counts_for_nothing_anywhere(pair: Pair, tmp_path: Path) -> None:
    hospital, office = pair.hospital, Office(pair.hospital)
    pair.shared()
    office.people()
    good = office.directory().head[0]
    thief = steal(hospital, tmp_path / "thief")
    mallory = hospital.start(thief.hospital.invite("Mallory", Role.SUPERVISOR)).vault
    thief.assign("Devon Achebe", "Mallory")
    revoke_person(thief.ask("Tomas Okafor"))
    waiting = thief.hospital.invite("Mallory the second")
    hospital.sync(pair.devon)
    assert [one.name for one in readers(pair.devon, clock())] == ["Mallory"]
    with pytest.raises(ServerRefusedError):
        hospital.sync(pair.tomas)

    done = replace_officer(office.key_ask(), good)
    with mallory.read() as tx:
        assert (done.last_good, done.lost) == (good, (tx.person,))
    assert hospital.sync(pair.devon).proof
    assert [one.name for one in readers(pair.devon, clock())] == ["Tomas Okafor"]
    assert hospital.sync(pair.tomas).proof
    assert len(review_queue(pair.tomas)) == 1
    with pytest.raises(ServerRefusedError):
        hospital.sync(mallory)
    with pytest.raises(OfficerKeyError, match="replaced"):
        thief.end("Devon Achebe", "Tomas Okafor")
    with pytest.raises(InviteUnknownError):
        hospital.start(waiting)
    ignored = ignored_entries(hospital.org)
    assert {one.n for one in ignored} == set(range(good + 1, good + 6))
    assert [(one.kind, one.by) for one in ignored if not one.is_settled] == [("joined", "newcomer")]
    assert office.people()["Tomas Okafor"].revoked is False
    assert office.assign("Devon Achebe", "Tomas Okafor").changed


def test_a_last_good_entry_may_be_put_further_back_later(pair: Pair, tmp_path: Path) -> None:
    office = Office(pair.hospital)
    office.people()
    good = office.directory().head[0]
    thief = steal(pair.hospital, tmp_path / "thief")
    thief.end("Devon Achebe", "Tomas Okafor")
    replace_officer(office.key_ask())
    assert office.people()["Devon Achebe"].supervisors == ()
    replace_officer(office.key_ask(), good)
    assert [one.supervisor for one in office.people()["Devon Achebe"].supervisors] == [pair.reader]


@pytest.mark.parametrize("last_good", [0, 10_000])
def test_an_entry_that_is_not_there_cannot_be_the_last_good_one(hospital: Hospital, last_good: int) -> None:
    office = Office(hospital)
    with pytest.raises(BadValueError):
        replace_officer(office.key_ask(), last_good)
    assert office.said() == []
    assert not (hospital.org / NEXT_OFFICER_KEY).exists()


def test_whoever_came_in_after_the_last_good_entry_is_to_be_invited_again(hospital: Hospital) -> None:
    office = Office(hospital)
    good = office.directory().head[0]
    devon = hospital.join("Devon Achebe")
    done = replace_officer(office.key_ask(), good)
    with devon.read() as tx:
        assert done.lost == (tx.person,)
    listed = office.people()["Devon Achebe"]
    assert (listed.joined, listed.flags) == (False, (Flag.INVITE_NOT_GOOD,))
    again = hospital.start(hospital.invite("Devon Achebe"), home="again").vault
    assert hospital.sync(again).proof
    listed = office.people()["Devon Achebe"]
    assert (listed.joined, listed.flags) == (True, ())
