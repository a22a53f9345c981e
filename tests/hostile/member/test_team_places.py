"""What a hostile member cannot do with a team's list of places: read it, change a number in it, or write odd ones."""

import os
from collections.abc import Mapping

import pytest

from peerdesk.domain.changes import RecordKind
from peerdesk.domain.merge import edited
from peerdesk.domain.place import PlaceDraft
from peerdesk.sync.payload import to_plain
from peerdesk.wire.exchange import Refusal
from peerdesk.work.attention import needs
from peerdesk.work.places import add_place
from peerdesk.work.team_places import publish_places, team_lists
from tests.hostile.member.conftest import Ward
from tests.hostile.member.documents import hand_in_forged, opens_for_its_reader_alone
from tests.support.hospital import clock
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


def test_one_peer_cannot_open_what_another_was_given(ward: Ward) -> None:
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
        {"published_on": "someday"},
        {"places": [{"id": "short", "name": "A"}]},
        {"places": [{"id": "c1" * 16, "name": "x" * 81}]},
        {"places": [{"id": "c1" * 16, "name": "A", "kind": "peer_me and more"}]},
        {"places": [{"id": "c1" * 16, "name": "A", "who_went": "somebody"}]},
        {"places": [{"id": "c1" * 16, "name": "A"}] * 401},
        {"mood": "heavy"},
    ],
)
def test_what_is_no_list_is_set_aside_and_the_one_before_stands(
    ward: Ward, lie: dict[str, object], monkeypatch: pytest.MonkeyPatch
) -> None:
    give(ward)
    tomas = ward.rogue(ward.tomas, ward.devon)
    with monkeypatch.context() as patch:
        patch.setattr("peerdesk.sync.payload.check_values", lambda *_: None)
        plain = forged({**SAID, **lie})
    tomas.push(tomas.sealed(plain))
    assert ward.hospital.sync(ward.devon).needs_attention == 1
    assert {one.reason for one in needs(ward.devon)} <= {"bad_content", "unreadable_field"}
    assert numbers(ward) == ["555-0120"]


def test_what_is_frozen_is_taken_in(ward: Ward) -> None:
    """The same road with nothing odd in it: so the lies are turned down for what they are."""
    tomas = ward.rogue(ward.tomas, ward.devon)
    tomas.push(tomas.sealed(of_team_places()["team_places"]))
    assert ward.hospital.sync(ward.devon).needs_attention == 0
    assert numbers(ward) == ["", "555-0101"]
