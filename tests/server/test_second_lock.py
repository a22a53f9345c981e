"""Signing in before joining, at the server: whom a sign-in lets in, until when, and who can go past it."""

import asyncio
import logging
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from peerdesk.server.limits import Limits
from peerdesk.wire import endpoints
from peerdesk.wire.codec import encode
from peerdesk.wire.directory import ROOT_FINGERPRINT_SHORT
from peerdesk.wire.directory_body import InviteCancelled
from peerdesk.wire.ids import invite_id
from peerdesk.wire.login import LoginKind, LoginReply
from peerdesk.wire.sign_in import SignInPlace, SignInPlaceRequest, SignInRequest, Way
from tests.server.conftest import Knock
from tests.server.hospital import Caller, Hospital, RefusedError
from tests.server.test_auth import officer_says
from tests.support.servers import IN_PROCESS_HOST, in_process_client
from tests.wire.chains import Member, Promise

PLACE = SignInPlaceRequest(way=Way.BROWSER)


class Says:
    """A provider for which everybody signed in. `meanwhile` happens while it is asked."""

    meanwhile: Callable[[], object] = staticmethod(lambda: None)

    async def place(self) -> SignInPlace:
        return SignInPlace(issuer="https://login.example", known_as="peerdesk", page="https://login.example/go")

    async def check(self, _request: SignInRequest, _nonce: str) -> None:
        await asyncio.to_thread(self.meanwhile)


@pytest.fixture
def provider() -> Says:
    return Says()


@pytest.fixture(params=[1, 2], ids=["alone", "one of two"])
def http(request: pytest.FixtureRequest, data: Path, hospital: Hospital, provider: Says) -> Iterator[TestClient]:
    with in_process_client(
        data, hospital.public(), now=lambda: hospital.now, limits=Limits(marks_remembered=200),
        sign_in=provider, workers=request.param,
    ) as client:  # fmt: skip
        yield client


def sign_in(caller: Caller, member: Member) -> LoginReply:
    """Sign in for these keys, and go on with what the server gives for it."""
    request = SignInRequest(
        device=member.keys.id(), paper=member.paper.id(), code="c", verifier="v" * 43, redirect="http://127.0.0.1:5/"
    )
    reply = caller.ask(endpoints.SIGN_IN, request, LoginReply)
    caller.token = reply.token
    return reply


def at_the_door(hospital: Hospital, caller: Caller, promise: Promise | None = None) -> tuple[Promise, Member]:
    found = promise or hospital.promise()
    caller.login_invite(found)
    return found, Member(found.person)


def join(hospital: Hospital, caller: Caller, promise: Promise) -> Member:
    _, member = at_the_door(hospital, caller, promise)
    sign_in(caller, member)
    caller.append(hospital.write_joined(promise, member, hospital.now))
    hospital.catch_up(caller)
    return member


def refused(ask: Callable[[], object]) -> str:
    with pytest.raises(RefusedError) as refusal:
        ask()
    return refusal.value.code


def test_a_sign_in_lasts_for_an_hour_and_no_longer_than_the_invite(hospital: Hospital, knock: Knock) -> None:
    caller = knock()
    _, member = at_the_door(hospital, caller)
    assert sign_in(caller, member).lasts_seconds == 3600
    promise = hospital.promise(hours=1)
    hospital.now += 3000
    _, member = at_the_door(hospital, caller, promise)
    assert sign_in(caller, member).lasts_seconds == 600
    assert caller.directory().head_n
    hospital.now += 601
    assert refused(caller.directory) == "not_logged_in"


def test_who_has_signed_in_cannot_make_it_last_by_signing_in_again(hospital: Hospital, knock: Knock) -> None:
    caller = knock()
    promise, member = at_the_door(hospital, caller)
    sign_in(caller, member)
    assert refused(lambda: sign_in(caller, member)) == "not_allowed"
    assert refused(lambda: caller.ask(endpoints.SIGN_IN_PLACE, PLACE, SignInPlace)) == "not_allowed"
    join(hospital, caller, promise)


def test_an_invite_that_was_used_signs_nobody_in(hospital: Hospital, knock: Knock, provider: Says) -> None:
    promise, late, later = hospital.promise(), knock(), knock()
    at_the_door(hospital, late, promise)
    at_the_door(hospital, later, promise)

    def somebody_is_quicker() -> None:
        provider.meanwhile = lambda: None
        join(hospital, knock(), promise)

    provider.meanwhile = somebody_is_quicker
    assert refused(lambda: sign_in(late, Member(promise.person))) == "invite_used"
    assert refused(lambda: sign_in(later, Member(promise.person))) == "invite_used"
    assert refused(lambda: later.ask(endpoints.SIGN_IN_PLACE, PLACE, SignInPlace)) == "invite_used"


def test_an_invite_that_is_cancelled_meanwhile_signs_nobody_in(
    hospital: Hospital, knock: Knock, provider: Says
) -> None:
    promise, late = hospital.promise(), knock()
    at_the_door(hospital, late, promise)
    cancelled = InviteCancelled(invite=invite_id(promise.one_time.public))
    provider.meanwhile = lambda: officer_says(hospital, knock(), cancelled)
    assert refused(lambda: sign_in(late, Member(promise.person))) == "invite_cancelled"


def test_who_signed_in_and_logged_out_is_out_for_good(hospital: Hospital, knock: Knock) -> None:
    caller = knock()
    promise, member = at_the_door(hospital, caller)
    hospital.now += 121
    sign_in(caller, member)
    assert caller.raw(endpoints.LOGOUT, b"").status_code == 200
    hospital.now += 901
    for _ in range(3):
        # More than this server remembers of one caller: what is over is forgotten.
        knock().login_invite(promise)
    assert refused(caller.directory) == "not_logged_in"


def test_an_officer_and_the_root_let_nobody_join_past_it(hospital: Hospital, knock: Knock) -> None:
    promise = hospital.promise()
    entry = hospital.write_joined(promise, Member(promise.person), hospital.now)
    caller, before = knock(), hospital.directory.head[0]
    caller.login(LoginKind.OFFICER, hospital.officer.id(), hospital.officer.signer())
    assert refused(lambda: caller.append(entry)) == "sign_in_needed"
    caller.login(LoginKind.ROOT, hospital.root.fingerprint()[:ROOT_FINGERPRINT_SHORT], hospital.root.signer())
    assert refused(lambda: caller.append(entry)) == "sign_in_needed"
    assert caller.directory().head_n == before


@pytest.mark.expects_log("an enrolled computer handed in somebody who joined")
def test_what_a_computer_brings_back_past_it_is_counted_and_told(
    hospital: Hospital, knock: Knock, http: TestClient, caplog: pytest.LogCaptureFixture
) -> None:
    """It may be what a restored server has lost, or a newcomer who never signed in: the server cannot tell."""
    caller, promise = knock(), hospital.promise()
    caller.login_member(join(hospital, caller, promise))
    watcher = TestClient(http.app, base_url=f"http://{IN_PROCESS_HOST}", client=("127.0.0.1", 4711))
    assert "\npeerdesk_joined_past_sign_in_total 0\n" in watcher.get("/metrics").text
    other = hospital.promise()
    entry = hospital.write_joined(other, Member(other.person), hospital.now)
    caller.append(entry)
    assert refused(lambda: caller.append(entry))
    assert "\npeerdesk_joined_past_sign_in_total 1\n" in watcher.get("/metrics").text
    (told,) = [one.getMessage() for one in caplog.records if one.levelno == logging.WARNING]
    assert "handed in somebody who joined" in told


def test_where_it_is_off_its_paths_are_like_any_that_is_none(data: Path, hospital: Hospital) -> None:
    with in_process_client(data, hospital.public(), now=lambda: hospital.now) as http:
        caller = Caller(http, IN_PROCESS_HOST)
        for token in ("", caller.login_invite(hospital.promise()).token, "made up"):
            caller.token = token
            for body in (b"", encode(PLACE), b"\xff" * 40):
                other = caller.raw(endpoints.PREFIX + "nothing", body)
                assert other.status_code == 404
                for path in (endpoints.SIGN_IN_PLACE, endpoints.SIGN_IN):
                    answer = caller.raw(path, body)
                    assert (answer.status_code, answer.content) == (404, other.content)
                    assert answer.headers == other.headers
