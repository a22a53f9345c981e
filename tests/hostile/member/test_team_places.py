"""What a hostile member cannot do with a team's list of places: read it, change a number in it, or write odd ones."""

import os
from collections.abc import Mapping

import pytest

from peerdesk.domain.changes import RecordKind
from peerdesk.domain.errors import ServerRefusedError
from peerdesk.domain.merge import edited
from peerdesk.domain.place import PlaceDraft
from peerdesk.domain.team_places import TeamPlaces, next_list
from peerdesk.domain.team_texts import HIGHEST_VERSION
from peerdesk.sync.payload import to_plain
from peerdesk.vault.shelves.team_documents import rank
from peerdesk.vault.team_place_values import team_places_of
from peerdesk.wire.exchange import Refusal
from peerdesk.work.attention import needs
from peerdesk.work.encounters import local_day
from peerdesk.work.places import add_place, edit_place, place_list
from peerdesk.work.team_places import own_lists, publish_places, team_lists
from tests.hostile.member.conftest import Ward
from tests.hostile.member.documents import copied_to_a_colleague, hand_in_forged, opens_for_its_reader_alone, sets_aside
from tests.support.hospital import clock
from tests.support.two_computers import second_computer
from tests.vectors.payload.make import of_team_places

SAID = {"version": 99, "published_on": "2026-11-21", "places": [{"id": "c1" * 16, "name": "Harbor House"}]}


def forged(said: Mapping[str, object]) -> bytes:
    return to_plain(RecordKind.TEAM_PLACES, edited((), dict(said)))


def numbers(ward: Ward) -> list[str]:
    return [place.phone for one in team_lists(ward.devon, clock()) for place in one.given.places]


def give(ward: Ward) -> frozenset[bytes]:
    """Let Tomas give his list to both peers, and return the ids of the two records."""
    add_place(ward.tomas, PlaceDraft(name="Harbor House", phone="555-0120"), clock(), os.urandom)
    _, changes = publish_places(ward.tomas, clock(), os.urandom)
    ward.meet()
    assert numbers(ward) == ["555-0120"]
    return frozenset(map(bytes, changes.ids(RecordKind.TEAM_PLACES)))


def test_one_peer_cannot_open_what_another_was_given_nor_the_versions_of_its_author(ward: Ward) -> None:
    assert opens_for_its_reader_alone(ward, give(ward))


def test_a_peer_puts_nothing_into_a_list_and_gives_none_in_the_name_of_a_supervisor(ward: Ward) -> None:
    give(ward)
    assert hand_in_forged(ward, forged(SAID)) == [Refusal.NOT_OWNER]
    assert numbers(ward) == ["555-0120"]
    assert team_lists(ward.tomas, clock()) == ()


@pytest.mark.parametrize(
    "lie",
    [
        {"version": 0},
        {"version": HIGHEST_VERSION + 1},
        {"version": "9"},
        {"published_on": "someday"},
        {"places": [{"id": "short", "name": "A"}]},
        {"places": [{"id": "c1" * 16, "name": "x" * 81}]},
        {"places": [{"id": "c1" * 16, "name": "A", "kind": "peer_me and more"}]},
        {"places": [{"id": "c1" * 16, "name": "A", "who_went": "somebody"}]},
        {"places": [{"id": "c1" * 16, "name": "A"}] * 401},
        {"mood": "heavy"},
    ],
)
def test_what_is_no_list_is_set_aside_and_the_one_before_stands(ward: Ward, lie: dict[str, object]) -> None:
    give(ward)
    assert sets_aside(ward, RecordKind.TEAM_PLACES, {**SAID, **lie})
    assert numbers(ward) == ["555-0120"]


def test_what_is_frozen_is_taken_in(ward: Ward) -> None:
    """The same road with nothing odd in it: so the lies are turned down for what they are."""
    tomas = ward.rogue(ward.tomas, ward.devon)
    tomas.push(tomas.sealed(of_team_places()["team_places"]))
    assert ward.hospital.sync(ward.devon).needs_attention == 0
    assert numbers(ward) == ["", "555-0101"]


def test_what_was_given_to_one_peer_is_nothing_in_the_space_of_another(ward: Ward) -> None:
    give(ward)
    with pytest.raises(ServerRefusedError):
        copied_to_a_colleague(ward)


def test_an_older_list_that_is_handed_in_again_changes_nothing(ward: Ward) -> None:
    give(ward)
    (house,) = (one.id for one in place_list(ward.tomas))
    devon = ward.rogue(ward.devon, ward.tomas)
    old = devon.frames(devon.pair)[-1:]
    edit_place(ward.tomas, house, PlaceDraft(name="Harbor House", phone="555-0121"))
    publish_places(ward.tomas, clock(), os.urandom)
    ward.meet()
    devon.push(*old)
    # Its own author, with another record, is not believed in a lower version either.
    tomas = ward.rogue(ward.tomas, ward.devon)
    tomas.push(tomas.sealed(forged({**SAID, "version": 1})))
    ward.meet()
    assert numbers(ward) == ["555-0121"]
    assert needs(ward.devon) == ()


def test_a_version_in_the_space_of_the_two_is_no_version_of_anybody(ward: Ward) -> None:
    give(ward)
    before = own_lists(ward.tomas, clock())
    for writer, other in ((ward.devon, ward.tomas), (ward.tomas, ward.devon)):
        rogue = ward.rogue(writer, other)
        rogue.push(rogue.sealed(to_plain(RecordKind.PLACES_VERSION, edited((), dict(SAID)))))
    ward.hospital.sync(ward.tomas)
    ward.hospital.sync(ward.devon)
    assert own_lists(ward.tomas, clock()) == before
    assert numbers(ward) == ["555-0120"]


def test_the_highest_version_stops_no_sync_of_its_author(ward: Ward) -> None:
    """Whoever has a supervisor's computer can take the last number there is. What the supervisor says still leaves."""
    give(ward)
    tomas = ward.rogue(ward.tomas, ward.devon)
    tomas.push(tomas.sealed(forged({**SAID, "version": HIGHEST_VERSION})))
    ward.meet()
    (house,) = (one.id for one in place_list(ward.tomas))
    for phone in ("555-0121", "555-0122"):
        edit_place(ward.tomas, house, PlaceDraft(name="Harbor House", phone=phone))
        publish_places(ward.tomas, clock(), os.urandom)
        ward.meet()
    assert ward.hospital.sync(ward.tomas).waiting == 0
    assert own_lists(ward.tomas, clock())[0].version == HIGHEST_VERSION


def test_a_highest_version_that_outranks_the_own_list_makes_no_press_keep_or_send_more_than_one(ward: Ward) -> None:
    """Of two with the last number a digest decides: where that is the forged one, one's own is never the newest."""
    give(ward)
    today = local_day(clock())
    ours = next_list(TeamPlaces(version=HIGHEST_VERSION, published_on=today, places=()), place_list(ward.tomas), today)
    names = (f"Harbor House {number}" for number in range(1000))
    lies = ({**SAID, "version": HIGHEST_VERSION, "places": [{"id": "c1" * 16, "name": name}]} for name in names)
    lie = next(lie for lie in lies if rank(team_places_of(lie)) > rank(ours))
    tomas = ward.rogue(ward.tomas, ward.devon)
    tomas.push(tomas.sealed(forged(lie)))
    ward.meet()
    told = [publish_places(ward.tomas, clock(), os.urandom) for _ in range(3)]
    assert [len(one.ids(RecordKind.PLACES_VERSION)) for _, one in told] == [1, 0, 0]
    assert [bool(one) for _, one in told] == [True, False, False]
    # Devon sees the forged one, and nobody is told otherwise.
    assert [given.is_outranked for given, _ in told] == [False, True, True]
    assert ours in own_lists(ward.tomas, clock())


def test_two_computers_that_give_at_once_give_one_list_or_the_other_and_the_next_holds(ward: Ward) -> None:
    home = second_computer(ward.tomas, ward.hospital.folder / "homes" / "second", ward.hospital.remotes("", b""))
    ward.hospital.open_vaults.append(home)
    for vault in (home, ward.tomas, home):
        ward.hospital.sync(vault)
    for vault, name in ((ward.tomas, "Ward"), (home, "Home")):
        add_place(vault, PlaceDraft(name=name, phone=name), clock(), os.urandom)
        publish_places(vault, clock(), os.urandom)
    for vault in (ward.tomas, home, ward.tomas, ward.devon):
        ward.hospital.sync(vault)
    assert numbers(ward) in (["Ward"], ["Home"])
    assert own_lists(home, clock()) == own_lists(ward.tomas, clock())
    assert [one.version for one in own_lists(home, clock())] == [1, 1]
    # Of the two the same one holds for whoever gave them and for whoever reads them; none of their places is lost.
    assert [one.phone for one in own_lists(home, clock())[0].places] == numbers(ward)
    publish_places(home, clock(), os.urandom)
    for vault in (home, ward.devon):
        ward.hospital.sync(vault)
    assert sorted(numbers(ward)) == ["Home", "Ward"]
    assert own_lists(home, clock())[0].version == 2
