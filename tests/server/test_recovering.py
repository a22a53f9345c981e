"""One entry of an officer opens one space for a day, by the time at which this server took it in."""

import pytest

from peerdesk.crypto.identity import DeviceKeys
from peerdesk.wire import endpoints
from peerdesk.wire.directory_body import Policy, Recovered, Recovery
from peerdesk.wire.exchange import NOTHING_SEEN, PullReply, PullRequest
from peerdesk.wire.ids import recovery_id
from peerdesk.wire.login import LoginKind
from peerdesk.wire.recovery import key_text
from tests.server.conftest import Knock, Team
from tests.server.hospital import Caller, Hospital, RefusedError

HOUR = 3600


class Ward:
    """Devon has agreed to recovery, and an officer may say at any time that it is used."""

    def __init__(self, team: Team, hospital: Hospital, knock: Knock) -> None:
        self.team, self.hospital, self.knock = team, hospital, knock
        key = DeviceKeys.generate().public().box
        rules = {"recovery": True, "recovery_key": key_text(key)}
        officer = self.officer()
        hospital.catch_up(officer)
        hospital.say_root(Policy(version=1, rules=rules))
        team.devon.append(hospital.raw[-1])
        team.devon.append(hospital.write_device(Recovery(reader=recovery_id(key)), team.peer.keys))
        hospital.catch_up(team.devon)

    def officer(self) -> Caller:
        line = self.knock()
        line.login(LoginKind.OFFICER, self.hospital.officer.id(), self.hospital.officer.signer())
        return line

    def says(self, ahead: int) -> None:
        self.hospital.say_officer(Recovered(person=self.team.peer.person), at=self.hospital.now + ahead)
        self.officer().append(self.hospital.raw[-1])

    def reads(self) -> bool:
        question = PullRequest(space=self.team.own, witness=NOTHING_SEEN, after=0, limit=10)
        try:
            self.officer().ask(endpoints.PULL, question, PullReply)
        except RefusedError as refused:
            return "not_allowed" not in str(refused)
        return True


@pytest.fixture
def ward(team: Team, hospital: Hospital, knock: Knock) -> Ward:
    return Ward(team, hospital, knock)


def test_an_entry_that_is_dated_ahead_opens_for_a_day_and_no_longer(ward: Ward) -> None:
    assert not ward.reads()
    ward.says(ahead=23 * HOUR)
    assert ward.reads()
    ward.hospital.now += 23 * HOUR
    assert ward.reads()
    ward.hospital.now += 2 * HOUR
    assert not ward.reads()


def test_a_use_of_before_does_not_open_again_when_it_is_brought_back_to_a_server_that_had_lost_it(
    ward: Ward,
) -> None:
    late = ward.hospital.now
    ward.hospital.say_officer(Recovered(person=ward.team.peer.person), at=late)
    ward.hospital.now += 25 * HOUR
    ward.team.devon.login_member(ward.team.peer)
    ward.team.devon.append(ward.hospital.raw[-1])
    assert not ward.reads()
