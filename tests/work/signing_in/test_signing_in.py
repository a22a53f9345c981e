"""Enrolment that needs the hospital's own log-in beside the invite: who gets in, and who does not."""

import logging
import threading
import time
from pathlib import Path
from typing import Any, NoReturn
from urllib.parse import parse_qs, urlsplit

import httpx2
import pytest

from peerdesk.crypto.identity import DeviceKeys
from peerdesk.crypto.passphrase import TEST_ONLY
from peerdesk.domain.errors import OfflineError, ServerRefusedError
from peerdesk.sync.login import Credentials, log_in
from peerdesk.sync.own_keys import author_of
from peerdesk.vault.places import find_vaults
from peerdesk.wire import endpoints
from peerdesk.wire.exchange import ProblemCode
from peerdesk.wire.login import Hello, LoginKind, LoginReply
from peerdesk.wire.sign_in import SignInPlace, SignInPlaceRequest, SignInRequest, Way
from peerdesk.work import signing_in
from peerdesk.work.enrolment import Asks, join_hospital, read_invite
from peerdesk.work.joining import knock
from peerdesk.work.second_lock import Enrolling
from peerdesk.work.signing_in import LATE, LEFT, MIXED_UP, NO_WAY_BACK, NOT_LET_IN, BrowserSignIn, Waiting
from tests.support.hospital import PASSPHRASE, a_hospital, clock
from tests.support.provider import browse
from tests.work.signing_in.ward import DEVON, FAILED, NEEDED, Ward
from tests.work.ward import spoil


@pytest.mark.parametrize("alg", ["RS256", "ES256"])
def test_who_has_an_invite_and_signs_in_is_in(ward: Ward, alg: str) -> None:
    ward.provider.behave(alg=alg)
    started = ward.join()
    assert ward.joined() == [DEVON]
    assert ward.seen[0].host == urlsplit(ward.provider.issuer).netloc
    assert ward.hospital.sync(started.vault).proof
    assert sorted(ward.provider.behave()) == sorted(
        ["/.well-known/openid-configuration", "/authorize", "/token", "/jwks"]
    )


def test_who_only_has_an_invite_is_not(ward: Ward) -> None:
    with pytest.raises(ServerRefusedError) as refusal:
        ward.join_with(None)
    assert (refusal.value.reason, ward.joined()) == (NEEDED, [])
    with pytest.raises(ServerRefusedError) as refusal:
        # A client that believes to know better than the greeting is told so by the server itself.
        ward.join_with(lambda _transport, _enrolling: None)
    assert (refusal.value.reason, ward.joined()) == (NEEDED, [])
    ward.join()
    assert ward.joined() == [DEVON]


def test_a_hospital_that_does_not_ask_is_as_before(tmp_path: Path) -> None:
    asked: list[object] = []
    with a_hospital(tmp_path) as hospital:
        line = hospital.remotes("", b"")
        assert "sign_in" not in line.ask(endpoints.HELLO, None, Hello).capabilities
        text = hospital.invite(DEVON)
        join_hospital(
            hospital.folder / "homes", read_invite(text), PASSPHRASE, clock(), remotes=hospital.remotes,
            profile=TEST_ONLY, asks=Asks(sign_in=lambda *what: asked.append(what)),
        ).vault.close()  # fmt: skip
        newcomer = hospital.remotes("", b"")
        knock(newcomer, read_invite(hospital.invite("Marisol Vega")), clock())
        with pytest.raises(ServerRefusedError) as refusal:
            newcomer.ask(endpoints.SIGN_IN_PLACE, SignInPlaceRequest(way=Way.BROWSER), SignInPlace)
    assert (asked, refusal.value.reason) == ([], ProblemCode.NOT_FOUND.value)


def test_a_provider_that_is_gone_stops_no_computer_that_is_enrolled(ward: Ward) -> None:
    started = ward.join()
    ward.provider.behave(broken="/.well-known/openid-configuration", silent="/token")
    assert ward.hospital.sync(started.vault).proof
    assert ward.provider.behave() == []


def test_new_keys_of_the_provider_are_looked_for_but_not_for_every_name(ward: Ward) -> None:
    ward.provider.behave(sign="unknown kid")
    for _ in range(3):
        assert ward.refused() == FAILED
    assert ward.provider.behave().count("/jwks") == 1


def test_a_code_is_good_for_the_keys_that_it_was_asked_for_and_for_no_others(ward: Ward) -> None:
    """Somebody has the invite and what a browser brought back, and wants in with keys of their own."""
    taken: list[SignInRequest] = []
    hospital = ward.hospital

    def steal(endpoint: str, question: Any, go_on: Any) -> Any:
        if endpoint == endpoints.SIGN_IN:
            taken.append(question)
            raise OfflineError
        return go_on()

    spoil(hospital, steal)
    with pytest.raises(OfflineError):
        ward.join()
    hospital.wrap = lambda line: line
    thief = hospital.remotes("", b"")
    newcomer = knock(thief, read_invite(ward.text), clock())
    own = newcomer.device_id
    for changes in ({"device": own}, {"paper": DeviceKeys.generate().id()}, {"device": own, "paper": own}):
        asked = {name: getattr(taken[0], name) for name in ("device", "paper", "code", "verifier", "redirect")}
        with pytest.raises(ServerRefusedError) as refusal:
            thief.ask(endpoints.SIGN_IN, SignInRequest(**asked | changes), LoginReply)
        assert refusal.value.reason == FAILED
    assert ward.joined() == []


def test_whoever_signed_in_for_some_keys_cannot_enrol_others_with_that(ward: Ward) -> None:
    """The computer itself is not honest: it signs in for some keys, and hands in others."""

    def sign_in(transport: Any, enrolling: Enrolling) -> None:
        other = Enrolling(invite=enrolling.invite, device=enrolling.device, paper=DeviceKeys.generate().id())
        BrowserSignIn(
            show=lambda shown: threading.Thread(target=browse, args=(shown.address,)).start() or None,
            check=lambda _page: None, language="en", patience_seconds=20,
        )(transport, other)  # fmt: skip

    with pytest.raises(ServerRefusedError) as refusal:
        ward.join_with(sign_in)
    assert (refusal.value.reason, ward.joined()) == (NEEDED, [])


def test_only_a_newcomer_signs_in(ward: Ward) -> None:
    started = ward.join()
    line = ward.hospital.remotes("", b"")
    with pytest.raises(ServerRefusedError) as refusal:
        line.ask(endpoints.SIGN_IN_PLACE, SignInPlaceRequest(way=Way.BROWSER), SignInPlace)
    assert refusal.value.reason == ProblemCode.NOT_LOGGED_IN.value
    with started.vault.read() as tx:
        identity = tx.identity.get()
    sign = author_of(identity, started.vault.run, started.vault.subkey("device-keys")).keys.signer().signatures
    log_in(line, Credentials(kind=LoginKind.DEVICE, who=identity.device or b"", person=identity.person, sign=sign))
    with pytest.raises(ServerRefusedError) as refusal:
        line.ask(endpoints.SIGN_IN_PLACE, SignInPlaceRequest(way=Way.BROWSER), SignInPlace)
    assert refusal.value.reason == ProblemCode.NOT_ALLOWED.value


def test_who_is_turned_away_there_is_told_so(ward: Ward) -> None:
    ward.provider.behave(denies=True)
    assert ward.refused() == NOT_LET_IN


def knock_at(shown: Waiting, **answer: str) -> int:
    (back,) = parse_qs(urlsplit(shown.address).query)["redirect_uri"]
    return httpx2.get(back, params=answer, trust_env=False).status_code


def test_an_answer_that_the_browser_was_not_sent_for_costs_nobody_their_own(ward: Ward) -> None:
    turned_away: list[int] = []

    def forged(shown: Waiting) -> None:
        turned_away.append(knock_at(shown, code="mine", state="guessed"))

    def forged_then_real(shown: Waiting) -> None:
        forged(shown)
        browse(shown.address)

    assert ward.refused(forged, patience_seconds=0.5) == LATE
    ward.join(forged_then_real)
    assert (turned_away, ward.joined()) == ([404, 404], [DEVON])


@pytest.mark.parametrize(
    ("language", "said"),
    [("en", ("cancel there and try again", "You can close this page")), ("es", ("cancele ahí", "Puede cerrar"))],
)
def test_a_no_that_says_not_whom_it_means_ends_nothing_and_its_page_says_where_to_end_it(
    ward: Ward, language: str, said: tuple[str, str]
) -> None:
    """RFC 6749, 4.1.2.1: an error names the state. A page of elsewhere could say one, too, and end each sign-in."""
    read: list[str] = []

    def no_then_real(shown: Waiting) -> None:
        (back,) = parse_qs(urlsplit(shown.address).query)["redirect_uri"]
        read.append(httpx2.get(back, params={"error": "access_denied"}, trust_env=False).text)
        read.append(browse(shown.address).text)

    ward.join(no_then_real, language=language)
    assert ward.joined() == [DEVON]
    assert [(f'lang="{language}"' in page, sentence in page) for page, sentence in zip(read, said, strict=True)] == [
        (True, True), (True, True),
    ]  # fmt: skip


def test_an_answer_of_another_provider_is_not_used(ward: Ward) -> None:
    def elsewhere(shown: Waiting) -> None:
        (state,) = parse_qs(urlsplit(shown.address).query)["state"]
        knock_at(shown, code="theirs", state=state, iss="https://login.elsewhere.example")

    assert ward.refused(elsewhere) == MIXED_UP


def test_nobody_waits_for_ever_and_who_gives_up_is_let_go_at_once(ward: Ward) -> None:
    assert ward.refused(lambda _shown: None, patience_seconds=0.1) == LATE
    begun = time.monotonic()
    assert ward.refused(lambda shown: shown.give_up()) == LEFT
    assert time.monotonic() - begun < 10


def test_neither_database_nor_log_know_who_signed_in(ward: Ward, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    ward.provider.behave(claims={"nonce": "A" * 43})
    ward.refused()
    ward.provider.behave()
    ward.join()
    kept = b"".join(path.read_bytes() for path in (ward.hospital.folder / "server").rglob("*") if path.is_file())
    logged = "\n".join(record.getMessage() for record in caplog.records if record.name.startswith("peerdesk"))
    for secret in ("devon-4711", "devon.achebe", "eyJ", "A" * 43):
        assert secret.encode() not in kept
        assert secret not in logged
    assert "refused: for another enrolment" in logged


def test_a_set_up_that_was_cut_off_asks_once_more_and_enrols_the_keys_it_had(ward: Ward) -> None:
    spoil(ward.hospital, lambda endpoint, _question, go_on: cut_off() if endpoint == endpoints.APPEND else go_on())
    with pytest.raises(OfflineError):
        ward.join()
    (place,) = find_vaults(ward.hospital.folder / "homes" / DEVON)
    ward.hospital.wrap = lambda line: line
    started = ward.join()
    assert (started.vault.folder, started.sheet.code) == (place.folder, "")
    assert ward.joined() == [DEVON]


def test_a_set_up_that_was_cut_off_is_not_finished_behind_the_persons_back(ward: Ward) -> None:
    spoil(ward.hospital, lambda endpoint, _question, go_on: cut_off() if endpoint == endpoints.APPEND else go_on())
    with pytest.raises(OfflineError):
        ward.join()
    ward.hospital.wrap = lambda line: line
    vault = ward.hospital.opened(DEVON)
    with pytest.raises(ServerRefusedError) as refusal:
        ward.hospital.sync(vault)
    assert (refusal.value.reason, ward.joined()) == (NEEDED, [])


def test_where_nothing_may_listen_it_is_said(ward: Ward, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(signing_in, "Loopback", lambda *_what: cut_off(OSError))
    assert ward.refused() == NO_WAY_BACK


def cut_off(error: type[Exception] = OfflineError) -> NoReturn:
    raise error
