"""Drop spaces between real computers: what is believed there, and who opens it."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import msgspec
import pytest

from peerdesk.domain.changes import RecordKind
from peerdesk.domain.merge import edited
from peerdesk.domain.periods import next_week
from peerdesk.domain.tally import MOST_IN_A_CELL, WeekTally
from peerdesk.domain.vocabulary import Outcome, Setting, Supply, Support
from peerdesk.sync.drops import TALLY_BUCKET
from peerdesk.sync.payload import to_plain
from peerdesk.vault.tally_values import plain_tally
from peerdesk.wire.exchange import Outcome as Receipt
from peerdesk.wire.exchange import Refusal
from peerdesk.wire.ids import tally_record
from peerdesk.wire.limits import KIB
from peerdesk.wire.padding import size_of
from peerdesk.wire.revision import Kind, parse_header, parse_revision
from tests.support.hospital import a_hospital
from tests.sync.dropping import a_week_left, rogue_in
from tests.work.team import JOINED, Team, drop_of, person_of

FULLEST = WeekTally(
    week="2026-W47",
    encounters={setting: dict.fromkeys(Outcome, MOST_IN_A_CELL) for setting in Setting},
    support=dict.fromkeys(Support, MOST_IN_A_CELL),
    supplies=dict.fromkeys(Supply, MOST_IN_A_CELL),
)


@pytest.fixture
def team(tmp_path: Path) -> Iterator[Team]:
    with a_hospital(tmp_path, joined=JOINED) as hospital:
        yield Team(hospital)


def plain(changes: Mapping[str, Any], week: str) -> bytes:
    """Return the text of a tally as no honest program writes it."""
    said = plain_tally(WeekTally(week=week, encounters={Setting.ED: {Outcome.MET: 1}}))
    honest_counts: Any = said["counts"]
    counts = changes.get("counts", {})
    fields = {**said, **changes, "counts": honest_counts | counts if isinstance(counts, dict) else counts}
    honest = msgspec.msgpack.decode(to_plain(RecordKind.TALLY, edited((), said)))
    honest[4] = [[name, [[fields[name], 0, 0]]] for name in sorted(fields)]
    return msgspec.msgpack.encode(honest)


@pytest.mark.parametrize(
    "changes",
    [
        {"counts": {"encounters": {"ed": {"met": MOST_IN_A_CELL + 1}}}},
        {"counts": {"encounters": {"ed": {"met": -5}}}},
        {"counts": {"encounters": {"ed": {"met": 0}}}},
        {"counts": {"encounters": {"ed": {"met": 1.5}}}},
        {"counts": {"encounters": {"moon": {"met": 1}}}},
        {"counts": {"encounters": {"ed": {"overdose": 1}}}},
        {"counts": {"support": {"listened": "many"}}},
        {"counts": {"supplies": {"needles": 3}}},
        {"counts": {"names": {"Blue Heron 27": 1}}},
        {"counts": []},
        {"week": "2026-W60"},
        {"week": "2025-W53"},
        {"week": "1066-W02"},
        {"hour": "23"},
    ],
)
def test_a_count_that_cannot_be_is_set_apart_and_holds_up_nothing(team: Team, changes: dict[str, Any]) -> None:
    week = a_week_left(team)
    rogue, other = rogue_in(team, team.devon, team.devon), next_week(next_week(week))
    said = str(changes.get("week", other))
    record = tally_record(rogue.person, said)
    frame = rogue.sealed(plain(changes, other), record=record)
    (receipt,) = rogue.push(frame)
    assert receipt.outcome is Receipt.STORED
    team.note(team.ruth)
    team.pass_weeks()
    team.sync(team.ruth, team.tomas)
    assert team.read(said) == []
    assert len(team.read()) == 1
    assert team.read(week)[0].total == 1
    with team.tomas.read() as tx:
        assert tx.heaps.count()[0] == 1


def test_the_week_of_another_peer_or_another_week_is_set_apart(team: Team) -> None:
    week = a_week_left(team)
    rogue = rogue_in(team, team.devon, team.devon)
    honest = to_plain(RecordKind.TALLY, edited((), plain_tally(FULLEST)))
    for record in (tally_record(person_of(team.ruth), FULLEST.week), tally_record(rogue.person, next_week(week))):
        rogue.push(rogue.sealed(honest, record=record))
    team.sync(team.tomas)
    with team.tomas.read() as tx:
        assert tx.heaps.count()[0] == 2
    assert [tally.total for tally in team.read(week)] == [1, 1, 1]


def test_what_is_no_tally_is_nothing_there(team: Team) -> None:
    a_week_left(team)
    rogue = rogue_in(team, team.devon, team.devon)
    note = to_plain(
        RecordKind.COMMENT, edited((), {"about": b"a" * 16, "text": "hi", "written_at": "2026-11-21T14:00:00+00:00"})
    )
    rogue.push(rogue.sealed(note))
    team.sync(team.tomas)
    with team.tomas.read() as tx:
        assert tx.heaps.count()[0] == 1


def test_nobody_writes_a_tally_of_somebody_else(team: Team) -> None:
    week = a_week_left(team)
    honest = to_plain(RecordKind.TALLY, edited((), plain_tally(FULLEST)))
    record = tally_record(person_of(team.ruth), FULLEST.week)
    by_tomas = rogue_in(team, team.tomas, team.ruth)
    assert [one.refusal for one in by_tomas.push(by_tomas.sealed(honest, record=record))] == [Refusal.NOT_WRITER]
    in_her_name = by_tomas.sealed(honest, record=record, owner=person_of(team.ruth))
    assert [one.refusal for one in by_tomas.push(in_her_name)] == [Refusal.NOT_WRITER]
    assert [tally.total for tally in team.read(week)] == [1, 1, 1]


def test_another_peer_has_no_key_to_it_even_where_the_server_hands_it_out(team: Team) -> None:
    a_week_left(team)
    with team.ruth.read() as tx:
        known = {one.epoch for space in tx.spaces.known() for one in tx.epochs.all(space)}
    log = rogue_in(team, team.tomas, team.devon).frames(drop_of(team.devon))
    headers = [parse_header(parse_revision(frame).header) for frame in log]
    assert {header.kind for header in headers} == {Kind.EPOCH, Kind.DATA}
    assert not known & {header.epoch for header in headers}
    (boxed,) = [parse_revision(frame).ciphertext for frame in log[:1]]
    assert bytes(rogue_in(team, team.ruth, team.ruth).author.device) not in boxed


def test_every_tally_has_one_size_the_emptiest_and_the_fullest(team: Team) -> None:
    team.agree(*team.peers)
    team.note(team.devon)
    fullest = replace(FULLEST, week="2020-W10")
    with team.marisol.write() as tx:
        tx.weekly.put(fullest)
    team.pass_weeks()
    team.meet()
    sizes = set()
    for vault in team.peers:
        for frame in rogue_in(team, team.tomas, vault).frames(drop_of(vault)):
            header = parse_header(parse_revision(frame).header)
            if header.kind is Kind.DATA:
                sizes.add(header.bucket)
    assert sizes == {TALLY_BUCKET}
    assert size_of(TALLY_BUCKET) == 8 * KIB
    assert team.read(fullest.week) == [fullest]
