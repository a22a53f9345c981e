"""What nobody can do with what a supervisor writes for a team: read it, change it, bring an older one back."""

import os
from collections.abc import Mapping
from pathlib import Path

import pytest

from peerdesk.domain.changes import RecordKind
from peerdesk.domain.errors import ServerRefusedError
from peerdesk.domain.ids import PersonId, RecordId
from peerdesk.domain.merge import edited
from peerdesk.domain.place import PlaceDraft
from peerdesk.domain.team_guides import guide_lines
from peerdesk.domain.team_places import TeamPlaces
from peerdesk.domain.team_texts import HIGHEST_VERSION, TeamPart, TeamText, next_text
from peerdesk.sync.payload import to_plain
from peerdesk.vault.shelves.team_documents import rank
from peerdesk.vault.team_text_values import team_text_of
from peerdesk.vault.vault import Vault
from peerdesk.wire.exchange import Refusal
from peerdesk.wire.revision import parse_header, parse_revision
from peerdesk.work.attention import needs
from peerdesk.work.encounters import local_day
from peerdesk.work.guides import filled_in
from peerdesk.work.places import add_place
from peerdesk.work.team_places import team_lists
from peerdesk.work.team_texts import own_versions, publish_text, received_texts
from tests.hostile.member.conftest import Ward
from tests.hostile.member.documents import copied_to_a_colleague, hand_in_forged, opens_for_its_reader_alone, sets_aside
from tests.hostile.rogue import person_of
from tests.support.hospital import SUPERVISED, clock
from tests.sync.restoring import a_restorable_hospital
from tests.vectors.payload.make import of_team_texts

SAID = {
    "part": "guides",
    "version": 99,
    "published_on": "2026-11-22",
    "changed": "",
    "lines": [{"about": "supervisor", "said": "555-0666"}],
}


def forged(said: Mapping[str, object]) -> bytes:
    return to_plain(RecordKind.TEAM_TEXT, edited((), dict(said)))


def number(vault: Vault) -> str:
    return filled_in(vault, clock()).local.supervisor


def publish(vault: Vault, line: str) -> frozenset[bytes]:
    lines = guide_lines({"supervisor": line})
    _, changes = publish_text(vault, TeamPart.GUIDES, lines, "", clock(), os.urandom)
    return frozenset(map(bytes, changes.ids(RecordKind.TEAM_TEXT)))


def give(ward: Ward, line: str = "555-0142") -> frozenset[bytes]:
    """Let Tomas give both peers a number, and return the ids of the two records."""
    given = publish(ward.tomas, line)
    ward.meet()
    assert number(ward.devon) == line
    return given


def test_one_peer_cannot_open_what_another_was_given_nor_the_versions_of_its_author(ward: Ward) -> None:
    assert opens_for_its_reader_alone(ward, give(ward))


def test_nobody_writes_in_the_name_of_a_supervisor(ward: Ward) -> None:
    give(ward)
    assert hand_in_forged(ward, forged(SAID)) == [Refusal.NOT_OWNER]
    assert number(ward.devon) == "555-0142"
    assert received_texts(ward.tomas, TeamPart.GUIDES, clock()) == ()


def test_an_older_version_that_is_handed_in_again_changes_nothing(ward: Ward) -> None:
    first = give(ward)
    give(ward, "555-0143")
    devon = ward.rogue(ward.devon, ward.tomas)
    old = [one for one in devon.frames(devon.pair) if parse_header(parse_revision(one).header).record in first]
    assert old
    devon.push(*old)
    # Its own author, with another record, is not believed in a lower version either.
    tomas = ward.rogue(ward.tomas, ward.devon)
    tomas.push(tomas.sealed(forged({**SAID, "version": 1})))
    ward.meet()
    assert number(ward.devon) == "555-0143"
    assert needs(ward.devon) == ()


def test_what_was_given_to_one_peer_is_nothing_in_the_space_of_another(ward: Ward) -> None:
    give(ward)
    with pytest.raises(ServerRefusedError):
        copied_to_a_colleague(ward)


@pytest.mark.parametrize(
    "lie",
    [
        {"version": 0},
        {"part": "mood"},
        {"published_on": "someday"},
        {"changed": "x" * 141},
        {"lines": [{"about": "Who Went", "said": "A"}]},
        {"lines": [{"about": "team", "said": ""}]},
        {"lines": [{"about": "team", "said": "A", "who": "somebody"}]},
        {"lines": [{"about": "team", "said": "A"}] * 201},
        {"mood": "heavy"},
    ],
)
def test_what_is_no_text_is_set_aside_and_the_one_before_stands(ward: Ward, lie: dict[str, object]) -> None:
    give(ward)
    assert sets_aside(ward, RecordKind.TEAM_TEXT, {**SAID, **lie})
    assert number(ward.devon) == "555-0142"


def test_what_is_frozen_is_taken_in(ward: Ward) -> None:
    """The same road with nothing odd in it: so the lies are turned down for what they are."""
    tomas = ward.rogue(ward.tomas, ward.devon)
    tomas.push(tomas.sealed(of_team_texts()["team_text"]))
    assert ward.hospital.sync(ward.devon).needs_attention == 0
    assert number(ward.devon) == "Tomás, 555-0142"


def test_the_highest_version_stops_no_sync_of_its_author(ward: Ward) -> None:
    """Whoever has a supervisor's computer can take the last number there is. What the supervisor says still leaves."""
    tomas = ward.rogue(ward.tomas, ward.devon)
    tomas.push(tomas.sealed(forged({**SAID, "version": HIGHEST_VERSION})))
    ward.meet()
    assert number(ward.devon) == "555-0666"
    for line in ("555-0142", "555-0143"):
        publish(ward.tomas, line)
        ward.meet()
    assert ward.hospital.sync(ward.tomas).waiting == 0
    assert {one.version for one in own_versions(ward.tomas, TeamPart.GUIDES)} == {HIGHEST_VERSION}


def test_a_highest_version_that_outranks_ones_own_makes_no_press_keep_or_send_more_than_one(ward: Ward) -> None:
    """Of two with the last number a digest decides: where that is the forged one, one's own is never the newest."""
    give(ward)
    lines = guide_lines({"supervisor": "555-0143"})
    last = TeamText(part=TeamPart.GUIDES, version=HIGHEST_VERSION, published_on=local_day(clock()))
    ours = next_text(last, TeamPart.GUIDES, lines, "", local_day(clock()))
    lies = ({**SAID, "version": HIGHEST_VERSION, "changed": f"{number}"} for number in range(1000))
    lie = next(lie for lie in lies if rank(team_text_of(lie)) > rank(ours))
    tomas = ward.rogue(ward.tomas, ward.devon)
    tomas.push(tomas.sealed(forged(lie)))
    ward.meet()
    told = [publish_text(ward.tomas, TeamPart.GUIDES, lines, "", clock(), os.urandom) for _ in range(3)]
    assert [len(one.ids(RecordKind.TEXT_VERSION)) for _, one in told] == [1, 0, 0]
    assert [bool(one) for _, one in told] == [True, False, False]
    # Devon sees the forged one, and nobody is told otherwise.
    assert [given.is_outranked for given, _ in told] == [False, True, True]
    assert ours in own_versions(ward.tomas, TeamPart.GUIDES)


def test_what_may_not_travel_stays_here_and_is_told_and_the_rest_goes_on(ward: Ward) -> None:
    stays, said = RecordId(bytes([7]) * 16), RecordId(bytes([8]) * 16)
    devon = PersonId(person_of(ward.devon))
    give(ward)
    too_high, today = HIGHEST_VERSION + 1, clock().date()
    with ward.tomas.write() as tx:
        tx.team_texts.keep(stays, TeamText(part=TeamPart.GUIDES, version=too_high, published_on=today))
        tx.places.team.give(devon, TeamPlaces(version=too_high, published_on=today, places=()), said)
    add_place(ward.tomas, PlaceDraft(name="Harbor House"), clock(), os.urandom)
    for _ in range(2):
        result = ward.hospital.sync(ward.tomas)
        assert (result.waiting, result.needs_attention, result.proof) == (2, 2, False)
        assert {one.reason for one in needs(ward.tomas)} == {"unfit"}
    with ward.tomas.write() as tx:
        tx.places.team.give(devon, TeamPlaces(version=1, published_on=today, places=()), said)
    result = ward.hospital.sync(ward.tomas)
    assert [one.key for one in needs(ward.tomas)] == [f"unfit-{stays.hex()}"]
    assert (result.waiting, result.needs_attention, result.proof) == (1, 1, False)
    ward.hospital.sync(ward.devon)
    assert [one.given.version for one in team_lists(ward.devon, clock())] == [1]


def test_a_server_that_goes_back_to_an_older_day_brings_no_older_version_back(tmp_path: Path) -> None:
    with a_restorable_hospital(tmp_path) as hospital:
        tomas, devon = (hospital.join(*one) for one in SUPERVISED)
        for vault in (devon, tomas):
            hospital.sync(vault)
        for line in ("555-0142", "555-0143"):
            if line.endswith("3"):
                backup = hospital.back_up()
            publish(tomas, line)
            for vault in (tomas, devon):
                hospital.sync(vault)
        hospital.restore(backup)
        for vault in (devon, tomas, devon):
            hospital.sync(vault)
            assert number(devon) == "555-0143"
