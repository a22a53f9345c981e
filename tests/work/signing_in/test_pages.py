"""The page that a server names: which one no browser is sent to, and what is asked there."""

from collections.abc import Iterator
from urllib.parse import parse_qs, urlsplit

import pytest

from peerdesk.domain.errors import ServerRefusedError
from peerdesk.wire import endpoints
from peerdesk.wire.ids import DeviceId, InviteId
from peerdesk.wire.sign_in import SignInPlace
from peerdesk.work.second_lock import Enrolling
from peerdesk.work.signing_in import LEFT, ODD_PAGE, BrowserSignIn, Waiting
from tests.support.hospital import Hospital, a_hospital
from tests.sync.bad_line import BadLine

ISSUER = "https://login.hospital.example/staff"
PAGE = "https://login.hospital.example/staff/authorize"
ENROLLING = Enrolling(invite=InviteId(b"i" * 16), device=DeviceId(b"d" * 16), paper=DeviceId(b"p" * 16))


class Named:
    """A server that names one page, and a person who looks at what they are shown and leaves."""

    def __init__(self, hospital: Hospital) -> None:
        self._line = hospital.remotes("", b"")
        self.seen: list[Waiting] = []

    def reason(self, page: str, issuer: str = ISSUER) -> str:
        """Return why nobody signed in there."""
        place = SignInPlace(issuer=issuer, known_as="peerdesk", page=page)

        def look(shown: Waiting) -> None:
            self.seen.append(shown)
            shown.give_up()

        line = BadLine(self._line, lambda endpoint, _question, _go_on: {endpoints.SIGN_IN_PLACE: place}[endpoint])
        with pytest.raises(ServerRefusedError) as refusal:
            BrowserSignIn(show=look, check=lambda _page: None, language="en")(line, ENROLLING)
        return refusal.value.reason


@pytest.fixture(scope="module")
def hospital(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Hospital]:
    with a_hospital(tmp_path_factory.mktemp("hospital")) as found:
        yield found


@pytest.fixture
def named(hospital: Hospital) -> Named:
    return Named(hospital)


@pytest.mark.parametrize(
    "page",
    ["http://login.hospital.example/", "file:///etc/passwd", "https://a@b.example/", "https://x\\y/"],
)
def test_a_server_that_names_no_page_of_the_web_leads_nobody_anywhere(named: Named, page: str) -> None:
    assert (named.reason(page), named.seen) == (ODD_PAGE, [])


@pytest.mark.parametrize("page", ["http://127.0.0.1:8080/authorize", "http://localhost/authorize"])
def test_a_page_that_is_not_encrypted_is_only_that_of_a_provider_on_this_very_computer(named: Named, page: str) -> None:
    assert (named.reason(page), named.seen) == (ODD_PAGE, [])
    assert named.reason(page, issuer="http://127.0.0.1:8080") == LEFT


@pytest.mark.parametrize(
    "query",
    [
        "redirect_uri=https://evil.example/",
        "x=1&nonce=mine",
        "REDIRECT_URI=https://evil.example/",
        "redirect%5Furi=https://evil.example/",
        "redirect%255Furi=https://evil.example/",
        "redirect.uri=https://evil.example/",
        "redirect_uri[]=https://evil.example/",
        "x=1;redirect_uri=https://evil.example/",
        "client_id",
        "=1",
        *(
            f"{name}=1"
            for name in (
                "response_type", "response_mode", "client_id", "scope", "state", "code_challenge",
                "code_challenge_method", "prompt", "max_age", "request", "request_uri", "claims", "registration",
                "id_token_hint", "login_hint", "acr_values", "authorization_details",
            )
        ),
    ],
)  # fmt: skip
def test_a_page_that_says_for_us_what_we_ask_leads_nobody_anywhere(named: Named, query: str) -> None:
    assert (named.reason(f"{PAGE}?{query}"), named.seen) == (ODD_PAGE, [])


@pytest.mark.parametrize("page", [PAGE, f"{PAGE}?", f"{PAGE}?p=B2C_1_staff&tenant=a%20b&x="])
def test_what_else_a_page_has_behind_its_question_mark_stays_as_it_is(named: Named, page: str) -> None:
    assert named.reason(page) == LEFT
    address = named.seen[0].address
    assert address.startswith(page)
    asked = parse_qs(urlsplit(address).query, keep_blank_values=True, strict_parsing=True)
    assert asked["response_type"] == ["code"]
    assert all(len(values) == 1 for values in asked.values())


def test_a_browser_that_somebody_left_open_is_no_sign_in(named: Named) -> None:
    named.reason(PAGE)
    assert "&max_age=600&prompt=login" in named.seen[0].address
