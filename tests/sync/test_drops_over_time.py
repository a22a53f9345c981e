"""Drop spaces as time passes: two computers, people who come and go, older programs, older answers, and a cut."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import msgspec
import pytest

from peerdesk.crypto.passphrase import TEST_ONLY
from peerdesk.domain.ids import SpaceId
from peerdesk.domain.tally import WeekTally
from peerdesk.domain.vocabulary import Outcome, Role, Setting
from peerdesk.sync import payload
from peerdesk.sync.reasons import Reason
from peerdesk.vault.vault import Vault
from peerdesk.wire import endpoints
from peerdesk.wire.codec import Message
from peerdesk.wire.directory_body import RoleChanged
from peerdesk.wire.exchange import Outcome as Receipt
from peerdesk.wire.exchange import PullRequest
from peerdesk.wire.invite_certificate import Role as DirectoryRole
from peerdesk.wire.login import DROPS, Hello
from peerdesk.wire.revision import Kind, parse_header, parse_revision
from peerdesk.work.attention import needs
from peerdesk.work.recovery_sheet import RecoverySheet, read_sheet
from peerdesk.work.second_computer import JoinAsk, join_by_sheet
from peerdesk.work.weekly_counts import stop_counts, weekly_counts
from tests.support.hospital import PASSPHRASE, a_hospital
from tests.support.two_computers import second_computer
from tests.sync.bad_line import BadLine
from tests.sync.dropping import a_week_left, rogue_in
from tests.work.team import JOINED, WEEK, Team, drop_of, person_of
from tests.work.ward import officer_says


@pytest.fixture
def team(tmp_path: Path) -> Iterator[Team]:
    with a_hospital(tmp_path, joined=JOINED) as hospital:
        yield Team(hospital)


def by_sheet(team: Team, sheet: RecoverySheet) -> Vault:
    """Sign a further computer in by a recovery sheet."""
    ask = JoinAsk(
        home=team.hospital.folder / "homes" / "new",
        sheet=read_sheet(sheet.text()),
        passphrase=PASSPHRASE,
        now=team.now,
        remotes=team.hospital.remotes,
        profile=TEST_ONLY,
        pin_shown=lambda _: b"",
    )
    vault = join_by_sheet(ask).vault
    team.hospital.open_vaults.append(vault)
    return vault


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


def test_two_computers_that_say_the_same_week_at_once_come_to_one_tally(team: Team) -> None:
    line = team.hospital.remotes("", b"")
    laptop = second_computer(team.devon, team.hospital.folder / "homes" / "laptop", line)
    team.hospital.open_vaults.append(laptop)
    team.agree(team.devon)
    team.sync(team.devon, laptop, team.devon)
    week = team.week
    team.note(team.devon)
    team.pass_weeks()
    with laptop.write() as tx:
        tx.weekly.put(WeekTally(week=week, encounters={Setting.ED: {Outcome.LEFT: 7}}))
    team.sync(team.devon)
    team.pass_weeks()
    for vault in (laptop, team.devon, laptop, team.tomas):
        team.sync(vault)
    (tally,) = team.read(week)
    assert tally.encounters == {Setting.ED: {Outcome.DECLINED: 1}}


def test_a_computer_by_the_sheet_says_nothing_twice_and_reads_what_left(team: Team) -> None:
    team.agree(team.devon)
    ruth = team.hospital.start(team.hospital.invite("Ana Ruiz", Role.PEER, "Tomas Okafor"))
    team.sync(ruth.vault)
    team.agree(ruth.vault)
    team.note(ruth.vault)
    week = team.week
    team.pass_weeks()
    assert team.sync(ruth.vault).proof
    ruth.vault.close()
    new = by_sheet(team, ruth.sheet)
    team.sync(new)
    result = team.sync(new)
    assert (result.needs_attention, result.proof) == (0, True)
    assert weekly_counts(new, team.today).left == (week,)
    log = rogue_in(team, new, new).frames(drop_of(new))
    assert sum(parse_header(parse_revision(frame).header).kind is Kind.DATA for frame in log) == 1


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
