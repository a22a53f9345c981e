"""Who supervises whom: a change shares nothing, a stand-in ends by itself, and nobody is left without a word."""

from datetime import timedelta

import pytest

from peerdesk.domain.errors import BadValueError, NotAllowedError, NotFoundError, NotJoinedError, WrongPassphraseError
from peerdesk.domain.vocabulary import Role
from peerdesk.work.assigning import Assignment, assign
from peerdesk.work.sharing import readers, share
from peerdesk.work.supervision import review_queue
from tests.support.hospital import ADDRESS, Hospital, clock
from tests.work.office import DAY, Office
from tests.work.ward import Pair


def names(pair: Pair) -> list[str]:
    pair.hospital.sync(pair.devon)
    return [reader.name for reader in readers(pair.devon, clock())]


def test_a_change_of_supervisor_shares_nothing_and_takes_nothing_back(pair: Pair) -> None:
    office, ruth = Office(pair.hospital), pair.hospital.join("Ruth Lind", Role.SUPERVISOR)
    note, _ = pair.shared()
    done = office.assign("Devon Achebe", "Ruth Lind")
    assert (done.ended, done.awaited, done.changed) == (("Tomas Okafor",), False, True)
    assert names(pair) == ["Ruth Lind"]
    for vault in (ruth, pair.tomas):
        pair.hospital.sync(vault)
    assert review_queue(ruth) == ()
    assert len(review_queue(pair.tomas)) == 1
    with pytest.raises(NotAllowedError):
        share(pair.devon, pair.note(), pair.reader, clock())
    (reader,) = readers(pair.devon, clock())
    assert reader.confirmed
    share(pair.devon, note, reader.person, clock())
    pair.hospital.sync(pair.devon)
    pair.hospital.sync(ruth)
    assert len(review_queue(ruth)) == 1
    devon = office.people()["Devon Achebe"]
    assert [one.supervisor for one in devon.supervisors] == [reader.person]
    assert devon.supervisor == reader.person


def test_a_stand_in_replaces_nobody_and_ends_by_itself(pair: Pair) -> None:
    office = Office(pair.hospital)
    pair.hospital.join("Ruth Lind", Role.SUPERVISOR)
    done = office.assign("Devon Achebe", "Ruth Lind", clock() + 3 * DAY, cover=True)
    assert (done.ended, done.cover) == ((), True)
    assert sorted(names(pair)) == ["Ruth Lind", "Tomas Okafor"]
    assert [reader.name for reader in readers(pair.devon, clock() + 4 * DAY)] == ["Tomas Okafor"]
    devon = office.people()["Devon Achebe"]
    assert devon.supervisor == pair.reader
    assert [(one.cover, one.until is None) for one in devon.supervisors] == [(False, True), (True, False)]


def test_two_may_supervise_side_by_side(pair: Pair) -> None:
    pair.hospital.join("Ruth Lind", Role.SUPERVISOR)
    assert Office(pair.hospital).assign("Devon Achebe", "Ruth Lind", beside=True).ended == ()
    assert sorted(names(pair)) == ["Ruth Lind", "Tomas Okafor"]


def test_what_has_ended_is_over_on_a_computer_whose_clock_is_years_behind(pair: Pair) -> None:
    office = Office(pair.hospital)
    assert office.end("Devon Achebe", "Tomas Okafor").changed
    assert names(pair) == []
    assert readers(pair.devon, clock() - timedelta(days=3650)) == ()
    assert office.people()["Devon Achebe"].supervisors == ()
    assert office.end("devon achebe", "TOMAS OKAFOR").changed is False


def test_said_twice_is_said_once(pair: Pair) -> None:
    office = Office(pair.hospital)
    pair.hospital.join("Ruth Lind", Role.SUPERVISOR)
    first, second = office.assign("Devon Achebe", "Ruth Lind"), office.assign("Devon Achebe", "Ruth Lind")
    assert (first.changed, second.changed) == (True, False)
    assert office.said().count("supervisor") == 2
    assert office.said().count("confirmed") == 1


def test_a_supervisor_who_has_not_joined_is_awaited_and_a_peer_who_has_not_cannot_be_assigned(pair: Pair) -> None:
    office = Office(pair.hospital)
    pair.hospital.invite("Ruth Lind", Role.SUPERVISOR)
    pair.hospital.invite("Marisol Vega", Role.PEER)
    done = office.assign("Devon Achebe", "Ruth Lind")
    assert (done.awaited, done.changed) == (True, True)
    pair.hospital.sync(pair.devon)
    assert [one.awaited for one in readers(pair.devon, clock())] == [True]
    before = len(office.said())
    with pytest.raises(NotJoinedError):
        office.assign("Marisol Vega", "Tomas Okafor")
    assert len(office.said()) == before


def test_names_ends_and_passphrases_that_are_wrong_change_nothing(pair: Pair) -> None:
    office = Office(pair.hospital)
    for peer, supervisor in (("Nobody", "Tomas Okafor"), ("Devon Achebe", "Devon Achebe")):
        with pytest.raises(NotFoundError):
            office.assign(peer, supervisor)
    for until, cover in ((None, True), (clock() - DAY, False), (clock() - DAY, True)):
        with pytest.raises(BadValueError):
            office.assign("Devon Achebe", "Tomas Okafor", until, cover=cover)
    with pytest.raises(WrongPassphraseError):
        assign(
            pair.hospital.org,
            "not the passphrase",
            Assignment(peer="Devon Achebe", supervisor="Tomas Okafor"),
            pair.hospital.remotes(ADDRESS, b""),
            clock(),
            allow_test_profile=True,
        )
    office.people()
    assert "supervisor" not in office.said()


def test_an_invite_after_a_change_names_the_new_supervisor_on_the_list(hospital: Hospital) -> None:
    for name in ("Tomas Okafor", "Ruth Lind"):
        hospital.join(name, Role.SUPERVISOR)
    hospital.join("Devon Achebe", Role.PEER, "Tomas Okafor")
    office = Office(hospital)
    office.assign("Devon Achebe", "Ruth Lind")
    people = office.people()
    assert people["Devon Achebe"].supervisor == people["Ruth Lind"].person
