"""Drop spaces between real computers: what is believed there, who opens it, and what happens when people change."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import msgspec
import pytest

from peerdesk.domain.changes import RecordKind
from peerdesk.domain.ids import SpaceId
from peerdesk.domain.merge import edited
from peerdesk.domain.periods import next_week
from peerdesk.domain.tally import MOST_IN_A_CELL, WeekTally
from peerdesk.domain.vocabulary import Outcome, Role, Setting, Supply, Support
from peerdesk.sync import payload
from peerdesk.sync.drops import TALLY_BUCKET
from peerdesk.sync.payload import to_plain
from peerdesk.sync.reasons import Reason
from peerdesk.vault.tally_values import plain_tally
from peerdesk.vault.vault import Vault
from peerdesk.wire import endpoints
from peerdesk.wire.codec import Message
from peerdesk.wire.directory_body import RoleChanged
from peerdesk.wire.exchange import Outcome as Receipt
from peerdesk.wire.exchange import PullRequest, Refusal
from peerdesk.wire.ids import tally_record
from peerdesk.wire.invite_certificate import Role as DirectoryRole
from peerdesk.wire.limits import KIB
from peerdesk.wire.login import DROPS, Hello
from peerdesk.wire.padding import size_of
from peerdesk.wire.revision import Kind, parse_header, parse_revision
from peerdesk.work.attention import needs
from peerdesk.work.weekly_counts import stop_counts, weekly_counts
from tests.hostile.rogue import Rogue
from tests.server.hospital import Writer
from tests.support.hospital import a_hospital
from tests.support.two_computers import second_computer
from tests.sync.bad_line import BadLine
from tests.work.team import JOINED, WEEK, Team, drop_of, person_of
from tests.work.ward import officer_says

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


def rogue_in(team: Team, vault: Vault, whose: Vault) -> Rogue:
    """Let somebody use a program of their own in a drop space."""
    rogue = Rogue(team.hospital, vault)
    rogue.pair = drop_of(whose)
    rogue.writer = Writer(keys=rogue.author.keys, person=rogue.person, space=rogue.pair)
    return rogue


def a_week_left(team: Team) -> str:
    team.agree(*team.peers)
    for vault in team.peers:
        team.note(vault)
    week = team.week
    team.pass_weeks()
    team.meet()
    return week


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


def test_two_computers_of_a_peer_write_one_tally_and_count_each_note_once(team: Team) -> None:
    line = team.hospital.remotes("", b"")
    laptop = second_computer(team.devon, team.hospital.folder / "homes" / "laptop", line)
    team.hospital.open_vaults.append(laptop)
    team.agree(team.devon)
    team.sync(team.devon, laptop, team.devon)
    week, day = team.week, team.today.isoformat()
    team.note(team.devon)
    team.note(laptop, "left")
    team.pass_weeks()
    # Each is offline for the other: what the first does not know, the second adds.
    team.sync(team.devon)
    team.sync(laptop, team.tomas)
    assert [tally.total for tally in team.read(week)] == [2]
    team.note(laptop, "brief", happened_on=day)
    team.pass_weeks()
    for vault in (laptop, team.devon, laptop, team.tomas):
        assert team.sync(vault).proof
    (tally,) = team.read(week)
    assert tally.encounters == {Setting.ED: {Outcome.DECLINED: 1, Outcome.LEFT: 1, Outcome.BRIEF: 1}}


def test_a_yes_taken_back_on_one_computer_holds_on_the_other_in_the_round_that_brings_it(team: Team) -> None:
    line = team.hospital.remotes("", b"")
    laptop = second_computer(team.devon, team.hospital.folder / "homes" / "laptop", line)
    team.hospital.open_vaults.append(laptop)
    team.agree(team.devon)
    team.sync(team.devon, laptop)
    week = team.week
    team.note(laptop)
    stop_counts(team.devon, team.today)
    team.sync(team.devon)
    with laptop.write() as tx:
        tx.weekly.put(WeekTally(week=week, encounters={Setting.ED: {Outcome.DECLINED: 1}}))
    team.pass_weeks()
    result = team.sync(laptop)
    team.sync(team.tomas)
    assert (team.read(week), result.waiting, result.proof) == ([], 0, True)


def test_a_new_supervisor_reads_what_left_before_once_each_peer_has_synced(team: Team) -> None:
    week = a_week_left(team)
    ana = team.hospital.join("Ana Ruiz", Role.SUPERVISOR)
    team.sync(ana)
    assert [need.reason for need in needs(ana)].count(Reason.NO_KEY.value) == 1
    assert team.read(week, ana) == []
    team.sync(*team.peers)
    assert team.sync(ana).needs_attention == 0
    assert [tally.total for tally in team.read(week, ana)] == [1, 1, 1]
    assert weekly_counts(team.devon, team.today).readers == ("Tomas Okafor", "Ana Ruiz")


def test_who_comes_after_the_yes_was_taken_back_is_given_nothing(team: Team) -> None:
    week = a_week_left(team)
    stop_counts(team.devon, team.today)
    team.meet()
    ana = team.hospital.join("Ana Ruiz", Role.SUPERVISOR)
    for vault in (*team.peers, ana):
        team.sync(vault)
    assert [tally.total for tally in team.read(week, ana)] == [1, 1]


def test_a_former_supervisor_has_no_key_to_what_leaves_after(team: Team) -> None:
    team.hospital.join("Ana Ruiz", Role.SUPERVISOR)
    a_week_left(team)
    with team.tomas.read() as tx:
        before = {one.epoch for one in tx.epochs.all(SpaceId(drop_of(team.devon)))}
    officer_says(team.hospital, RoleChanged(person=person_of(team.tomas), role=DirectoryRole.PEER))
    team.note(team.devon)
    team.pass_weeks()
    assert team.sync(team.devon).proof
    log = rogue_in(team, team.devon, team.devon).frames(drop_of(team.devon))
    last = parse_header(parse_revision(log[-1]).header)
    assert last.kind is Kind.DATA
    assert last.epoch not in before


def test_a_server_without_drop_spaces_is_asked_for_none_and_nothing_is_put_there(team: Team) -> None:
    def older(endpoint: str, question: Message | None, go_on: Any) -> Any:
        answer = go_on()
        if isinstance(answer, Hello):
            names = tuple(name for name in answer.capabilities if name != DROPS)
            return msgspec.structs.replace(answer, capabilities=names)
        space = getattr(question, "space", None)
        assert space not in {drop_of(vault) for vault in team.peers}
        return answer

    team.agree(*team.peers)
    team.note(team.devon)
    team.pass_weeks()
    team.hospital.wrap = lambda line: BadLine(line, older)
    for vault in (*team.peers, team.tomas):
        assert team.sync(vault).proof
    team.hospital.wrap = lambda line: line
    team.meet()
    assert len(team.read()) == 3


def test_an_older_peerdesk_keeps_a_tally_unread_until_it_is_updated(
    team: Team, monkeypatch: pytest.MonkeyPatch
) -> None:
    team.agree(*team.peers)
    team.note(team.devon)
    week = team.week
    team.pass_weeks()
    team.sync(*team.peers)
    with monkeypatch.context() as older:
        older.setattr(payload, "LATEST", 9)
        team.sync(team.tomas)
    assert team.read(week) == []
    team.sync(team.tomas)
    assert len(team.read(week)) == 3


def test_an_older_version_of_a_week_comes_back_for_nobody(team: Team) -> None:
    """Handed in again it has its place already; shown as the whole log it is another history, and is healed."""
    week = a_week_left(team)
    rogue = rogue_in(team, team.devon, team.devon)
    old = rogue.frames(drop_of(team.devon))
    team.note(team.devon, "left", happened_on=(team.today - WEEK).isoformat())
    team.pass_weeks()
    team.meet()
    assert sum(tally.total for tally in team.read(week)) == 4
    assert {one.outcome for one in rogue.push(*old)} == {Receipt.DUPLICATE}

    def rolled_back(endpoint: str, question: Message | None, go_on: Any) -> Any:
        answer = go_on()
        if isinstance(question, PullRequest) and question.space == drop_of(team.devon):
            answer = msgspec.structs.replace(answer, revisions=tuple(old)) if answer.revisions else answer
        return answer

    team.hospital.wrap = lambda line: BadLine(line, rolled_back)
    team.sync(team.tomas)
    assert sum(tally.total for tally in team.read(week)) == 4


def test_a_crash_between_the_commit_and_the_answer_leaves_one_tally(team: Team) -> None:
    team.agree(team.devon)
    team.note(team.devon)
    week = team.week
    team.pass_weeks()

    def lost(endpoint: str, question: Message | None, go_on: Any) -> Any:
        answer = go_on()
        if endpoint == endpoints.PUSH and getattr(question, "space", None) == drop_of(team.devon):
            raise ConnectionError
        return answer

    team.hospital.wrap = lambda line: BadLine(line, lost)
    with pytest.raises(ConnectionError):
        team.sync(team.devon)
    team.hospital.wrap = lambda line: line
    assert team.sync(team.devon).proof
    team.sync(team.tomas)
    assert [tally.total for tally in team.read(week)] == [1]
