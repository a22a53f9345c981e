"""What is taken into the directory, what is not, and that a restart forgets nothing."""

from pathlib import Path

import pytest

from peerdesk.crypto.identity import DeviceKeys
from peerdesk.server.errors import SettingsError, StoreForeignError
from peerdesk.server.limits import Limits
from peerdesk.wire.directory import Signer as SignerName
from peerdesk.wire.directory import SignerRole
from peerdesk.wire.directory_body import Confirmed, CutOff, Left, Paper, Revoked
from peerdesk.wire.errors import WireError
from peerdesk.wire.exchange import NOTHING_SEEN
from peerdesk.wire.ids import RunId, invite_id, own_space
from peerdesk.wire.invite_certificate import Role
from peerdesk.wire.login import LoginKind
from peerdesk.wire.public_file import write_public_file
from peerdesk.wire.verdict import Verdict
from tests.server.conftest import Knock, Team
from tests.server.hospital import Caller, Hospital, RefusedError, Writer
from tests.support.servers import IN_PROCESS_HOST, in_process_app, in_process_client
from tests.wire.chains import Member


def officer_line(hospital: Hospital, knock: Knock) -> Caller:
    caller = knock()
    caller.login(LoginKind.OFFICER, hospital.officer.id(), hospital.officer.signer())
    return caller


def officer_entry(hospital: Hospital, body: Confirmed | Left, at: int | None = None) -> bytes:
    name = SignerName(role=SignerRole.OFFICER, id=hospital.officer.id())
    return hospital.write(body, name, hospital.officer.signer(), hospital.now if at is None else at)


def test_the_directory_is_handed_out_byte_for_byte(team: Team, hospital: Hospital) -> None:
    reply = team.devon.directory()
    assert list(reply.entries) == hospital.raw
    assert (reply.head_n, reply.head_hash) == hospital.directory.head == (4, reply.head_hash)
    assert team.devon.directory(after=4).entries == ()


def test_an_entry_for_an_old_head_is_told_that_the_head_moved(team: Team, hospital: Hospital, knock: Knock) -> None:
    officer = officer_line(hospital, knock)
    first = officer_entry(hospital, Confirmed(person=team.supervisor.person))
    second = officer_entry(hospital, Confirmed(person=team.peer.person))
    assert officer.append(first).n == 5
    with pytest.raises(RefusedError) as refused:
        officer.append(second)
    assert (refused.value.status, refused.value.code) == (409, "head_moved")
    hospital.catch_up(officer)
    assert officer.append(officer_entry(hospital, Confirmed(person=team.peer.person))).n == 6


def test_what_a_signer_may_not_say_is_not_taken(team: Team, hospital: Hospital) -> None:
    raw = hospital.write_device(Confirmed(person=team.peer.person), team.peer.keys)
    with pytest.raises(RefusedError, match="not_allowed"):
        team.devon.append(raw)
    assert team.devon.directory().head_n == 4


def test_a_signature_that_is_not_genuine_is_not_taken(team: Team, hospital: Hospital, knock: Knock) -> None:
    raw = officer_entry(hospital, Confirmed(person=team.peer.person))
    with pytest.raises(RefusedError, match="bad_signature"):
        team.devon.append(raw[:-1] + bytes([raw[-1] ^ 1]))
    with pytest.raises(RefusedError, match="malformed"):
        team.devon.append(raw[:-1])
    with pytest.raises(RefusedError, match="malformed"):
        team.devon.append(b"")


def test_an_officer_s_entry_with_a_far_off_time_is_not_taken(team: Team, hospital: Hospital, knock: Knock) -> None:
    officer = officer_line(hospital, knock)
    for wrong in (-2 * 86400, 2 * 86400):
        with pytest.raises(RefusedError, match="not_allowed"):
            officer.append(officer_entry(hospital, Left(person=team.peer.person), hospital.now + wrong))


def test_a_newcomer_may_hand_in_one_entry_and_only_its_own(team: Team, hospital: Hospital, knock: Knock) -> None:
    newcomer, promise, other = knock(), hospital.promise(), hospital.promise()
    newcomer.login_invite(promise)
    with pytest.raises(RefusedError, match="not_allowed"):
        newcomer.append(hospital.write_joined(other, Member(other.person), hospital.now))
    with pytest.raises(RefusedError, match="not_allowed"):
        newcomer.append(officer_entry(hospital, Confirmed(person=team.peer.person)))
    assert newcomer.append(hospital.write_joined(promise, Member(promise.person), hospital.now)).n == 5


def test_a_second_redemption_is_refused_and_the_officer_can_see_it(
    team: Team, hospital: Hospital, knock: Knock
) -> None:
    promise, thief = hospital.promise(), knock()
    rightful = knock()
    rightful.login_invite(promise)
    hospital.join_at(thief, promise)
    for _ in range(3):
        with pytest.raises(RefusedError) as refused:
            rightful.append(hospital.write_joined(promise, Member(promise.person), hospital.now))
        hospital.catch_up(rightful)
        assert (refused.value.status, refused.value.code) == (409, "invite_used")
    seen = [(effect.verdict, effect.entry.signer.id) for effect in hospital.directory.ignored]
    assert seen == [(Verdict.SECOND_REDEMPTION, invite_id(promise.one_time.public))]
    del team


def test_a_newcomer_who_asks_twice_is_no_second_redemption(hospital: Hospital, knock: Knock) -> None:
    promise, newcomer = hospital.promise(), knock()
    member = hospital.join_at(newcomer, promise)
    with pytest.raises(RefusedError, match="invite_used"):
        newcomer.append(hospital.write_joined(promise, member, hospital.now))
    hospital.catch_up(newcomer)
    assert hospital.directory.ignored == ()


def test_an_invite_cannot_be_redeemed_after_its_time(hospital: Hospital, knock: Knock) -> None:
    promise, newcomer = hospital.promise(hours=1), knock()
    newcomer.login_invite(promise)
    early = hospital.write_joined(promise, Member(promise.person), hospital.now)
    hospital.now += 3601
    knock_again = knock()
    with pytest.raises(RefusedError, match="invite_expired"):
        knock_again.login_invite(promise)
    knock_again.login_invite(hospital.promise())
    with pytest.raises(RefusedError, match="not_allowed"):
        knock_again.append(early)


def test_after_a_restart_everything_is_as_it_was(tmp_path: Path) -> None:
    hospital = Hospital()
    with in_process_client(tmp_path, hospital.public(), now=lambda: hospital.now) as http:
        caller = Caller(http, IN_PROCESS_HOST)
        member = hospital.join_at(caller, hospital.promise(Role.PEER))
        caller.login_member(member)
        writer = Writer.of(member)
        head = caller.push(writer.space, writer.frame()).head
    with in_process_client(tmp_path, hospital.public(), now=lambda: hospital.now) as http:
        again = Caller(http, IN_PROCESS_HOST, token=caller.token)
        with pytest.raises(RefusedError, match="not_logged_in"):
            again.directory()
        again.token = ""
        again.login_member(member)
        assert list(again.directory().entries) == hospital.raw
        assert again.pull(writer.space).head == head != NOTHING_SEEN


def test_a_server_that_does_not_know_whose_it_is_does_not_start(tmp_path: Path) -> None:
    with pytest.raises(StoreForeignError, match="whose it is"), in_process_app(tmp_path, None):
        pass


def test_a_data_folder_of_another_hospital_is_not_used(tmp_path: Path) -> None:
    with in_process_app(tmp_path, Hospital().public()):
        pass
    with pytest.raises(StoreForeignError, match="another organisation"), in_process_app(tmp_path, Hospital().public()):
        pass


def test_a_public_file_that_does_not_hold_together_leaves_nothing_behind(tmp_path: Path) -> None:
    mine, other = Hospital(), Hospital()
    wrong = write_public_file("Harbor Point", mine.root.fingerprint(), tuple(other.raw))
    with pytest.raises(WireError), in_process_app(tmp_path, wrong):
        pass
    with in_process_app(tmp_path, mine.public()):
        pass


def test_two_servers_do_not_share_a_data_folder(tmp_path: Path) -> None:
    public = Hospital().public()
    with (
        in_process_app(tmp_path, public),
        pytest.raises(SettingsError, match="already using"),
        in_process_app(tmp_path, public),
    ):
        pass
    with in_process_app(tmp_path, public):
        pass


def test_one_person_makes_the_directory_longer_only_slowly_and_can_always_shut_a_computer_out(
    team: Team, hospital: Hospital
) -> None:
    for _ in range(int(Limits().entries_per_person.at_once)):
        add_and_shut_out(team.devon, team, hospital)
    with pytest.raises(RefusedError, match="slow_down"):
        add_and_shut_out(team.devon, team, hospital)
    last = Revoked(device=team.peer.paper.id(), person=None, cut_offs=())
    team.devon.append(hospital.write_device(last, team.peer.keys))
    hospital.catch_up(team.devon)
    team.tomas.append(hospital.write_device(Paper(keys=DeviceKeys.generate().public()), team.supervisor.keys))


def test_whoever_lets_more_of_a_revoked_computer_count_makes_the_directory_longer_only_slowly(
    team: Team, hospital: Hospital
) -> None:
    lost = team.peer.paper.id()

    def count_up_to(n: int) -> None:
        cut = CutOff(space=own_space(team.peer.person), run=RunId(b"r" * 8), n=n)
        raw = hospital.write_device(Revoked(device=lost, person=None, cut_offs=(cut,)), team.peer.keys)
        team.devon.append(raw)
        hospital.apply(raw)

    most = int(Limits().entries_per_person.at_once)
    for n in range(1, most + 2):
        count_up_to(n)
    with pytest.raises(RefusedError, match="slow_down"):
        count_up_to(most + 2)


def add_and_shut_out(line: Caller, team: Team, hospital: Hospital) -> None:
    keys = DeviceKeys.generate()
    for body in (Paper(keys=keys.public()), Revoked(device=keys.id(), person=None, cut_offs=())):
        raw = hospital.write_device(body, team.peer.keys)
        line.append(raw)
        hospital.apply(raw)


def test_what_somebody_else_signed_is_brought_back_without_being_counted(team: Team, hospital: Hospital) -> None:
    for _ in range(30):
        add_and_shut_out(team.tomas, team, hospital)
    assert team.tomas.directory().head_n == 64
