"""The team's list of places: given by a supervisor, read by their peers, and by nobody else's hand."""

import os
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from peerdesk.domain.errors import NotAllowedError, NotFoundError
from peerdesk.domain.ids import PersonId, RecordId
from peerdesk.domain.place import TEXT_LIMIT, PlaceDraft
from peerdesk.domain.team_places import PlacesChanged, TeamPlaces
from peerdesk.domain.vocabulary import Role
from peerdesk.sync import payload
from peerdesk.sync.shapes import NOTE_TIMES
from peerdesk.vault.vault import Vault
from peerdesk.work.attention import needs
from peerdesk.work.places import add_place, check_place, delete_place, edit_place, place_list
from peerdesk.work.team_places import (
    TeamList,
    beside,
    given_list,
    note_seen,
    own_lists,
    places_given,
    publish_places,
    restore_places,
    team_lists,
)
from tests.hostile.rogue import person_of
from tests.support.hospital import SUPERVISED, Hospital, a_hospital, clock
from tests.work.office import Office

HOUSE = PlaceDraft(name="Harbor House", kind="shelter", phone="555-0120", flags=("kids_ok",), checked_on="2026-11-10")


class Team:
    """Tomas, who supervises Devon."""

    def __init__(self, hospital: Hospital) -> None:
        self.hospital = hospital
        self.tomas = hospital.join("Tomas Okafor", Role.SUPERVISOR)
        self.devon = hospital.join("Devon Achebe", Role.PEER, "Tomas Okafor")

    def meet(self) -> None:
        for vault in (self.tomas, self.devon, self.tomas, self.devon):
            assert self.hospital.sync(vault).proof

    def publish(self) -> None:
        publish_places(self.tomas, clock(), os.urandom)
        self.meet()


@pytest.fixture
def team(tmp_path: Path) -> Iterator[Team]:
    with a_hospital(tmp_path, joined=SUPERVISED) as hospital:
        made = Team(hospital)
        made.meet()
        yield made


def add(vault: Vault, draft: PlaceDraft = HOUSE) -> RecordId:
    return add_place(vault, draft, clock(), os.urandom)[0]


def lists(vault: Vault) -> tuple[TeamList, ...]:
    return team_lists(vault, clock())


def names(vault: Vault) -> list[tuple[str, str]]:
    return [(one.name, author) for one, author in beside(place_list(vault), lists(vault))]


def test_a_peer_reads_what_their_supervisor_gave_and_hears_of_each_new_list(team: Team) -> None:
    house = add(team.tomas)
    assert lists(team.devon) == ()
    team.publish()
    (given,) = lists(team.devon)
    assert (given.name, given.is_new, given.given.version) == ("Tomas Okafor", True, 1)
    assert given.given.places == place_list(team.tomas)
    note_seen(team.devon, (given,))
    assert not lists(team.devon)[0].is_new
    publish_places(team.tomas, clock(), os.urandom)
    assert [one.version for one in own_lists(team.tomas, clock())] == [1]
    edit_place(team.tomas, house, PlaceDraft(name="Harbor House", kind="shelter", phone="555-0199"))
    team.meet()
    assert lists(team.devon)[0].given.places[0].phone == "555-0120"
    team.publish()
    (given,) = lists(team.devon)
    assert (given.is_new, given.given.version, given.given.places[0].phone) == (True, 2, "555-0199")
    delete_place(team.tomas, house)
    team.publish()
    assert names(team.devon) == []
    assert needs(team.devon) == needs(team.tomas) == ()


def test_a_supervisor_sees_how_many_have_it_as_it_stands_and_nobody_is_sent_it_twice(team: Team) -> None:
    add(team.tomas)
    before = given_list(team.tomas, clock())
    assert before is not None
    assert (before.peers, before.up_to_date) == (1, 0)
    team.publish()
    after = given_list(team.tomas, clock())
    assert after is not None
    assert (after.peers, after.up_to_date) == (1, 1)
    assert [(one.name, one.version, one.is_newest, one.is_sent) for one in places_given(team.tomas, clock())] == [
        ("Devon Achebe", 1, True, True)
    ]
    given, changes = publish_places(team.tomas, clock(), os.urandom)
    assert not changes
    assert given == after
    add(team.tomas, PlaceDraft(name="Night Kitchen"))
    later = given_list(team.tomas, clock())
    assert later is not None
    assert later.up_to_date == 0


def test_own_places_stay_beside_the_teams_and_what_says_the_same_stands_once(team: Team) -> None:
    add(team.tomas)
    team.publish()
    own = add(team.devon)
    assert names(team.devon) == [("Harbor House", "")]
    edit_place(team.devon, own, PlaceDraft(name="Harbor House", kind="shelter", phone="555-0000"))
    add(team.devon, PlaceDraft(name="Aunt Rosa's table"))
    assert names(team.devon) == [
        ("Aunt Rosa's table", ""),
        ("Harbor House", ""),
        ("Harbor House", "Tomas Okafor"),
    ]
    assert [one.name for one in place_list(team.tomas)] == ["Harbor House"]


def test_only_whoever_supervises_gives_a_list_and_only_their_peers_read_it(team: Team) -> None:
    add(team.devon)
    with pytest.raises(NotAllowedError):
        publish_places(team.devon, clock(), os.urandom)
    assert given_list(team.devon, clock()) is None
    add(team.tomas)
    team.publish()
    hospital = team.hospital
    ruth = hospital.join("Ruth Lind", Role.SUPERVISOR)
    sam = hospital.join("Sam Lee", Role.PEER, "Ruth Lind")
    for vault in (ruth, sam, ruth, sam):
        hospital.sync(vault)
    assert lists(sam) == lists(ruth) == ()
    with pytest.raises(NotAllowedError):
        # A peer who writes such a list into the space they share with a supervisor gives nobody anything.
        publish_places(sam, clock(), os.urandom)


def test_a_list_goes_with_its_supervision_and_comes_with_the_next(team: Team) -> None:
    add(team.tomas)
    team.publish()
    own = add(team.devon, PlaceDraft(name="My own place"))
    ruth = team.hospital.join("Ruth Lind", Role.SUPERVISOR)
    add(ruth, PlaceDraft(name="Night Kitchen"))
    Office(team.hospital).assign("Devon Achebe", "Ruth Lind")
    for vault in (team.devon, ruth, team.tomas):
        team.hospital.sync(vault)
    # What the former one says now goes nowhere, and what they said before is shown no more.
    add(team.tomas, PlaceDraft(name="Another place"))
    with pytest.raises(NotAllowedError):
        publish_places(team.tomas, clock(), os.urandom)
    publish_places(ruth, clock(), os.urandom)
    for vault in (ruth, team.tomas, team.devon):
        team.hospital.sync(vault)
    assert names(team.devon) == [("My own place", ""), ("Night Kitchen", "Ruth Lind")]
    assert place_list(team.devon)[0].id == own


def test_what_a_peer_forges_towards_a_supervisor_is_not_shown(team: Team) -> None:
    forged = TeamPlaces(version=9, published_on=clock().date(), places=place_list(team.devon))
    with team.tomas.read() as tx:
        tomas = tx.person
    with team.devon.write() as tx:
        tx.places.team.give(tomas, forged, RecordId(bytes([7]) * 16))
    add(team.tomas)
    team.publish()
    assert lists(team.tomas) == ()
    assert len(lists(team.devon)) == 1
    assert lists(team.devon)[0].given.version == 1


def test_a_list_that_is_too_large_is_not_given(team: Team) -> None:
    for number in range(90):
        long = "x" * TEXT_LIMIT
        add(
            team.tomas,
            PlaceDraft(name=f"Place {number}", phone=long, hours=long, languages=long, cost=long, distance=long),
        )
    with pytest.raises(NotAllowedError):
        publish_places(team.tomas, clock(), os.urandom)
    state = given_list(team.tomas, clock())
    assert state is not None
    assert state.up_to_date == 0


def test_a_peer_hears_once_what_is_new_since_what_they_looked_at_last(team: Team) -> None:
    house, old = add(team.tomas), add(team.tomas, PlaceDraft(name="Pier House"))
    team.publish()
    assert lists(team.devon)[0].news is None
    note_seen(team.devon, lists(team.devon))
    # Two versions come before they look again: what they are told is what is new since they looked.
    add(team.tomas, PlaceDraft(name="Night Kitchen"))
    team.publish()
    edit_place(team.tomas, house, replace(HOUSE, phone="555-0199"))
    check_place(team.tomas, add(team.tomas, PlaceDraft(name="Clinic")), clock())
    delete_place(team.tomas, old)
    team.publish()
    news = lists(team.devon)[0].news
    assert news is not None
    assert [one.name for one in news.added] == ["Clinic", "Night Kitchen"]
    assert [(was.phone, one.phone) for was, one in news.changed] == [("555-0120", "555-0199")]
    assert [one.name for one in news.gone] == ["Pier House"]
    shown = lists(team.devon)
    check_place(team.tomas, house, clock())
    team.publish()
    # What came while they read is still new, and it is only that somebody looked.
    note_seen(team.devon, shown)
    (left,) = lists(team.devon)
    assert left.is_new
    assert left.news == PlacesChanged(added=(), changed=(), gone=(), checked=1)
    note_seen(team.devon, (left,))
    assert not lists(team.devon)[0].is_new


def test_nobody_hears_what_a_peer_has_looked_at(team: Team) -> None:
    add(team.tomas)
    team.publish()
    before = places_given(team.tomas, clock())
    note_seen(team.devon, lists(team.devon))
    with team.devon.read() as tx:
        assert tx.outbox.waiting() == 0
    team.meet()
    assert places_given(team.tomas, clock()) == before


def test_an_older_list_comes_back_as_a_new_version_and_nothing_is_lost(team: Team) -> None:
    house = add(team.tomas)
    team.publish()
    edit_place(team.tomas, house, replace(HOUSE, phone="555-0666"))
    team.publish()
    kitchen = add(team.tomas, PlaceDraft(name="Night Kitchen"))
    first = own_lists(team.tomas, clock())[-1]
    restore_places(team.tomas, first, clock(), os.urandom)
    team.meet()
    versions = own_lists(team.tomas, clock())
    assert [one.version for one in versions] == [4, 3, 2, 1]
    assert versions[0].places == first.places == place_list(team.tomas)
    assert [one.phone for one in lists(team.devon)[0].given.places] == ["555-0120"]
    # What was not given yet stands in a version that nobody was given, and comes back from there.
    restore_places(team.tomas, versions[1], clock(), os.urandom)
    assert {one.id for one in place_list(team.tomas)} == {house, kitchen}
    assert place_list(team.tomas)[0].phone == "555-0666"
    with pytest.raises(NotFoundError):
        restore_places(team.tomas, replace(first, version=7), clock(), os.urandom)


def test_a_list_from_before_there_were_versions_is_one_and_was_seen(team: Team) -> None:
    add(team.tomas)
    given = TeamPlaces(version=4, published_on=clock().date(), places=place_list(team.tomas))
    with team.devon.read() as tx:
        devon = tx.person
    with team.tomas.write() as tx:
        tomas = tx.person
        tx.places.team.give(devon, given, RecordId(bytes([7]) * 16))
    team.meet()
    with team.devon.write() as tx:
        tx.settings.put(f"team_places:{tomas.hex()}", b"4")
    assert not lists(team.devon)[0].is_new
    assert own_lists(team.tomas, clock()) == (given,)
    add(team.tomas, PlaceDraft(name="Night Kitchen"))
    team.publish()
    assert [one.version for one in own_lists(team.tomas, clock())] == [5, 4]
    assert [(one.is_new, one.given.version) for one in lists(team.devon)] == [(True, 5)]


def test_however_often_a_list_is_given_a_peer_holds_it_once_for_each_computer(team: Team) -> None:
    devon, tomas = (PersonId(person_of(vault)) for vault in (team.devon, team.tomas))
    for number in range(5):
        add(team.tomas, PlaceDraft(name=f"Place {number}"))
        team.publish()
    for vault in (team.tomas, team.devon):
        with vault.read() as tx:
            held = tx.places.team.all_of(devon if vault is team.tomas else tomas, tomas)
        assert [one.version for one in held] == [5]
    assert len(own_lists(team.tomas, clock())) == 5


def test_an_older_peerdesk_keeps_the_versions_unread_and_the_list_it_has(
    team: Team, monkeypatch: pytest.MonkeyPatch
) -> None:
    add(team.tomas)
    with monkeypatch.context() as older:
        older.setattr(payload, "LATEST", NOTE_TIMES)
        team.publish()
        assert [one.given.version for one in lists(team.devon)] == [1]
        assert needs(team.devon) == ()
