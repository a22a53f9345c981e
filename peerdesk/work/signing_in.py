"""Signing in with the hospital while a computer is enrolled, where its server asks for that beside the invite.

The person does it in their own browser, at the hospital's own page. What comes back is a code, which goes to the
hospital's server and nowhere else: this computer talks to no provider, and no token of one ever comes here. A code is
worth nothing without the secret that was made here for it, and what it is traded for fits these keys and this invite.
"""

import base64
import html
import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from os import urandom
from queue import Empty
from typing import Final
from urllib.parse import urlencode, urlsplit

from peerdesk.domain.errors import ServerRefusedError
from peerdesk.domain.ids import Rng
from peerdesk.sync.loopback import Loopback, Pages
from peerdesk.sync.transport import Transport
from peerdesk.wire import endpoints
from peerdesk.wire.exchange import ProblemCode
from peerdesk.wire.login import LoginReply
from peerdesk.wire.sign_in import (
    CODE_BYTES,
    SignInPlace,
    SignInPlaceRequest,
    SignInRequest,
    Way,
    challenge_of,
    enrolment_nonce,
    leaves_ours_alone,
)
from peerdesk.wire.web_address import host_of, is_as_safe_as
from peerdesk.work.resources import resource
from peerdesk.work.second_lock import Enrolling

PATIENCE_SECONDS: Final = 600.0
"""For a person who looks for a phone, or for a password. The server's own token for a newcomer lasts longer."""

LEFT: Final = "sign_in_left"
LATE: Final = "sign_in_late"
NOT_LET_IN: Final = "sign_in_refused"
MIXED_UP: Final = "sign_in_mixed"
ODD_PAGE: Final = "sign_in_page"
NO_WAY_BACK: Final = "sign_in_no_way_back"

_SECRET_BYTES: Final = 32


@dataclass(frozen=True, slots=True, kw_only=True)
class Waiting:
    """What a person is shown: the host where they will sign in, and the address for their browser.

    `give_up` ends the waiting, from any thread.
    """

    host: str
    address: str = field(repr=False)
    give_up: Callable[[], None]


@dataclass(frozen=True, slots=True, kw_only=True)
class BrowserSignIn:
    """How one door lets its person sign in: `show` is told what to show and returns at once.

    `check` is asked about the page before anything is shown, and raises where it may not be this one. What the browser
    shows in the end is in the `language` of the person; then `came` is called.
    """

    show: Callable[[Waiting], None]
    check: Callable[[str], None]
    language: str
    came: Callable[[], None] | None = None
    patience_seconds: float = PATIENCE_SECONDS
    rng: Rng = urandom

    def __call__(self, transport: Transport, enrolling: Enrolling) -> None:
        """Have the person sign in, and keep the server's word for it in the connection.

        Raises ServerRefusedError with a reason of this module or the server's, OfflineError, or what `check` raises.
        """
        place = transport.ask(endpoints.SIGN_IN_PLACE, SignInPlaceRequest(way=Way.BROWSER), SignInPlace)
        host = host_of(place.page)
        if not host or not is_as_safe_as(place.page, place.issuer):
            raise ServerRefusedError(ODD_PAGE)
        self.check(place.page)
        state, verifier = self._secret(), self._secret()
        with _listening(_pages(self.language), state) as back:
            address = _address(place, enrolling, state, challenge_of(verifier), back.address)
            self.show(Waiting(host=host, address=address, give_up=back.give_up))
            code = _code_in(_answer(back, self.patience_seconds), place.issuer)
            redirect = back.address
        if self.came is not None:
            self.came()
        request = SignInRequest(
            device=enrolling.device, paper=enrolling.paper, code=code, verifier=verifier, redirect=redirect
        )
        reply = transport.ask(endpoints.SIGN_IN, request, LoginReply)
        transport.keep_token(reply.token, reply.lasts_seconds)

    def _secret(self) -> str:
        return base64.urlsafe_b64encode(self.rng(_SECRET_BYTES)).rstrip(b"=").decode("ascii")


def _listening(pages: Pages, state: str) -> Loopback:
    try:
        return Loopback(pages, state)
    except OSError:
        raise ServerRefusedError(NO_WAY_BACK) from None


def _address(place: SignInPlace, enrolling: Enrolling, state: str, challenge: str, redirect: str) -> str:
    asked = {
        "response_type": "code",
        "client_id": place.known_as,
        "redirect_uri": redirect,
        # That somebody of the hospital signed in is all that is wanted; who, or how to write to them, is not.
        "scope": "openid",
        "state": state,
        "nonce": enrolment_nonce(enrolling.invite, enrolling.device, enrolling.paper),
        "code_challenge": challenge,
        "code_challenge_method": "S256",
        # A browser that somebody else left open, on a computer that many use, is not this person.
        "max_age": "600",
        "prompt": "login",
    }
    query = urlsplit(place.page).query
    if not leaves_ours_alone(place.page):
        raise ServerRefusedError(ODD_PAGE)
    return place.page.removesuffix("?") + ("&" if query else "?") + urlencode(asked)


def _answer(back: Loopback, seconds: float) -> Mapping[str, str]:
    try:
        answer = back.wait(seconds)
    except Empty:
        raise ServerRefusedError(LATE) from None
    if answer is None:
        raise ServerRefusedError(LEFT)
    return answer


def _code_in(answer: Mapping[str, str], issuer: str) -> str:
    if answer.get("iss", issuer) != issuer:
        # RFC 9207: another provider than the one that was asked has answered.
        raise ServerRefusedError(MIXED_UP)
    if "error" in answer:
        raise ServerRefusedError(NOT_LET_IN)
    code = answer.get("code", "")
    if not 0 < len(code) <= CODE_BYTES:
        raise ServerRefusedError(ProblemCode.SIGN_IN_FAILED.value)
    return code


def _pages(language: str) -> Pages:
    said = json.loads(resource("library", "sign_in.json").read_bytes())[language]
    return Pages(done=_page(said["done"], language), astray=_page(said["astray"], language))


def _page(sentence: str, language: str) -> str:
    said = html.escape(sentence)
    head = f'<!doctype html><html lang="{html.escape(language)}"><meta charset="utf-8"><title>PeerDesk</title>'
    return f"{head}<p>{said}</p>"
