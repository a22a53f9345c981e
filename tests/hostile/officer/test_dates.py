"""What an officer cannot do with time: say something long ago, say something after their date, or let others do it."""

import pytest

from peerdesk.wire.directory import Signer as SignerName
from peerdesk.wire.directory import SignerRole
from peerdesk.wire.directory_body import Body, Confirmed, Left, OfficerRevoked, Supervisor
from peerdesk.wire.invite_certificate import Role
from peerdesk.wire.login import LoginKind
from peerdesk.wire.verdict import Verdict
from tests.server.conftest import Knock, Team
from tests.server.hospital import Caller, Hospital, RefusedError
from tests.wire.chains import NOW, YEAR, Chain, Member

DAY = 24 * 3600


def officers_line(hospital: Hospital, knock: Knock) -> Caller:
    line = knock()
    line.login(LoginKind.OFFICER, hospital.officer.id(), hospital.officer.signer())
    hospital.catch_up(line)
    return line


def by_officer(hospital: Hospital, body: Body, at: int) -> bytes:
    name = SignerName(role=SignerRole.OFFICER, id=hospital.officer.id())
    return hospital.write(body, name, hospital.officer.signer(), at)


@pytest.mark.parametrize("off", [-2 * DAY, 2 * DAY, -NOW])
def test_an_officer_says_nothing_long_ago_and_nothing_ahead(
    team: Team, hospital: Hospital, knock: Knock, off: int
) -> None:
    line = officers_line(hospital, knock)
    with pytest.raises(RefusedError, match="not_allowed"):
        line.append(by_officer(hospital, Left(person=team.peer.person), hospital.now + off))
    assert line.directory().head_n == hospital.directory.head[0]


def test_an_officer_out_of_date_is_let_in_no_more_and_says_nothing_through_a_member(
    team: Team, hospital: Hospital, knock: Knock
) -> None:
    """Members hand back what a server has lost, however old it is; an old key must not make use of that."""
    hospital.catch_up(team.devon)
    hospital.now = NOW + YEAR + 30 * DAY
    with pytest.raises(RefusedError):
        officers_line(hospital, knock)
    team.devon.login_member(team.peer)
    for at in (NOW, NOW + YEAR - 1, hospital.now):
        with pytest.raises(RefusedError, match="not_allowed"):
            team.devon.append(by_officer(hospital, Left(person=team.peer.person), at))


@pytest.mark.parametrize("by", ["a member", "the newcomer"])
def test_nobody_joins_by_an_invite_that_an_officer_out_of_date_has_made(
    team: Team, hospital: Hospital, knock: Knock, by: str
) -> None:
    """Whoever finds the old key dates the invite, and the joining, back to when it was good."""
    hospital.catch_up(team.devon)
    promise = hospital.invite(Role.SUPERVISOR, expires=NOW + YEAR - 1)
    hospital.now = NOW + YEAR + 30 * DAY
    joined = hospital.write_joined(promise, Member(promise.person), at=NOW + YEAR - 2)
    line = knock()
    if by == "a member":
        line.login_member(team.peer)
        with pytest.raises(RefusedError, match="invite_expired"):
            line.append(joined)
    else:
        with pytest.raises(RefusedError):
            line.login_invite(promise)
    team.devon.login_member(team.peer)
    assert team.devon.directory().head_n == hospital.directory.head[0]


@pytest.mark.parametrize("days", [4, 100])
def test_nobody_joins_by_an_invite_whose_time_was_over_before_others_went_on(
    team: Team, hospital: Hospital, knock: Knock, days: int
) -> None:
    """An old invite out of a bin: a member who helps hands the joining in as if the server had lost it."""
    hospital.catch_up(team.devon)
    promise = hospital.promise()
    hospital.now += days * DAY
    line = officers_line(hospital, knock)
    line.append(by_officer(hospital, Confirmed(person=team.supervisor.person), hospital.now))
    hospital.catch_up(line)
    joined = hospital.write_joined(promise, Member(promise.person), at=hospital.now - days * DAY + 60)
    team.devon.login_member(team.peer)
    with pytest.raises(RefusedError, match="invite_expired"):
        team.devon.append(joined)
    assert team.devon.directory().head_n == hospital.directory.head[0]


def test_what_an_officer_claims_after_their_date_counts_for_no_reader_whatever_the_server_does() -> None:
    chain = Chain()
    peer, supervisor = chain.add(), chain.add(Role.SUPERVISOR)
    late = NOW + YEAR + 1
    for body in (
        Confirmed(person=supervisor.person),
        Left(person=peer.person),
        Supervisor(peer=peer.person, supervisor=supervisor.person, until=None, cover=False),
    ):
        assert chain.say_officer(body, at=late).verdict is Verdict.UNENTITLED
    assert chain.join(chain.invite(expires=late + DAY), at=late)[1].verdict is Verdict.UNENTITLED
    assert chain.directory.members.is_live(peer.device)


def test_a_helping_server_lets_an_old_key_speak_until_the_root_says_from_where_on_it_does_not_count() -> None:
    """The date is the server's to hold an officer to. Against a server that helps, the root's word is what ends it."""
    chain = Chain()
    peer = chain.add()
    last_good = chain.directory.head[0]
    assert chain.say_officer(Left(person=peer.person), at=NOW + YEAR - 1).verdict is Verdict.COUNTED
    assert chain.join(chain.invite(expires=NOW + YEAR - 1))[1].verdict is Verdict.COUNTED
    chain.say_root(OfficerRevoked(officer=chain.officer.id(), last_good_n=last_good))
    assert chain.directory.members.is_live(peer.device)
    assert len(chain.directory.members.people) == 1
    assert {one.verdict for one in chain.directory.ignored} == {Verdict.UNENTITLED}
