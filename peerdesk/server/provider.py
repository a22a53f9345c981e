"""The hospital's provider of log-ins (OpenID Connect), over the network. It is asked when a computer is enrolled only.

Whatever it answers is small, quick and of the expected shape, or it counts as away. Away is never a yes.
"""

import asyncio
import logging
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import asynccontextmanager
from typing import Final, TypeVar

import httpx2
import msgspec

from peerdesk.server.errors import SettingsError
from peerdesk.server.id_token import Key, TokenRefusedError, UnknownKeyError, check_token, read_keys
from peerdesk.server.problems import ProblemError
from peerdesk.wire.exchange import ProblemCode
from peerdesk.wire.sign_in import SignInPlace, SignInRequest, leaves_ours_alone
from peerdesk.wire.web_address import is_as_safe_as, origin_of

log = logging.getLogger(__name__)

_ANSWER_BYTES: Final = 256 * 1024
_SECONDS: Final = 8.0
"""For everything that one question of ours needs of the provider, waiting for others among it."""
_KEPT_SECONDS: Final = 3600.0
_REST_SECONDS: Final = 60.0
"""Between two looks for a key that is not known: tokens that name made-up keys must not make us knock for each."""
_RETRY_SECONDS: Final = 30
_LONGEST_NAME: Final = 256
_LONGEST_ISSUER: Final = 512
_OK: Final = 200
_REFUSED: Final = (400, 401, 403)

Shape = TypeVar("Shape")


class _AwayError(Exception):
    """The provider did not answer, or not as a provider does. The text is ours."""


class _Discovery(msgspec.Struct, frozen=True):
    issuer: str
    authorization_endpoint: str
    token_endpoint: str
    jwks_uri: str


class _Granted(msgspec.Struct, frozen=True):
    """What is read of the answer to a code. The other tokens in it are for things that we do not do."""

    id_token: str


class Provider:
    """One provider and our client there: public, without a secret. `now` is in seconds since 1970."""

    def __init__(
        self,
        issuer: str,
        client_id: str,
        *,
        now: Callable[[], float],
        monotonic: Callable[[], float],
        seconds: float = _SECONDS,
    ) -> None:
        """Nothing is asked yet: a server starts, and its people sync, whether the provider is there or not.

        Raises SettingsError for an issuer or a client that cannot be one.
        """
        if not origin_of(issuer) or "?" in issuer or len(issuer) > _LONGEST_ISSUER:
            raise SettingsError("The issuer has to be an https address, as it stands in the provider's own settings.")
        if not 0 < len(client_id) <= _LONGEST_NAME or not client_id.isprintable():
            raise SettingsError("The client id is the name under which the provider knows PeerDesk.")
        self._issuer = issuer
        self._client_id = client_id
        self._now = now
        self._monotonic = monotonic
        self._seconds = seconds
        # Whom this computer trusts. Made once: it is read from the disk, and nobody else is served meanwhile.
        self._trusted = httpx2.create_ssl_context(trust_env=False)
        self._looking = asyncio.Lock()
        self._found: _Discovery | None = None
        self._found_at = 0.0
        self._keys: Mapping[str, Key] = {}
        self._keys_at: float | None = None

    async def place(self) -> SignInPlace:
        """Return where one signs in. Raises ProblemError while the provider is away."""
        async with self._in_time():
            found = await self._discovered()
        return SignInPlace(issuer=self._issuer, known_as=self._client_id, page=found.authorization_endpoint)

    async def check(self, request: SignInRequest, nonce: str) -> None:
        """Trade the code for a token and verify it. Raises ProblemError unless it is good for this nonce."""
        async with self._in_time():
            token = await self._traded(request)
            try:
                self._verify(token, await self._known_keys(), nonce)
            except UnknownKeyError:
                self._verify(token, await self._newer_keys(), nonce)

    @asynccontextmanager
    async def _in_time(self) -> AsyncIterator[None]:
        try:
            async with asyncio.timeout(self._seconds):
                yield
        except TokenRefusedError as refused:
            log.info("a sign-in was refused: %s", refused)
            raise ProblemError(ProblemCode.SIGN_IN_FAILED) from None
        except (_AwayError, TimeoutError) as away:
            log.info("the provider of sign-ins is away: %s", str(away) or "it took too long")
            raise ProblemError(ProblemCode.SIGN_IN_AWAY, retry_seconds=_RETRY_SECONDS) from None

    def _verify(self, token: str, keys: Mapping[str, Key], nonce: str) -> None:
        check_token(token, keys, issuer=self._issuer, client_id=self._client_id, nonce=nonce, now=self._now())

    async def _traded(self, request: SignInRequest) -> str:
        found = await self._discovered()
        form = {
            "grant_type": "authorization_code",
            "code": request.code,
            "redirect_uri": request.redirect,
            "client_id": self._client_id,
            "code_verifier": request.verifier,
        }
        status, raw = await self._asked(found.token_endpoint, form)
        if status in _REFUSED:
            raise TokenRefusedError("the provider did not take the code")
        return _read(status, raw, _Granted).id_token

    async def _discovered(self) -> _Discovery:
        async with self._looking:
            if self._found is None or self._monotonic() - self._found_at > _KEPT_SECONDS:
                self._found = await self._discover()
                self._found_at = self._monotonic()
            return self._found

    async def _discover(self) -> _Discovery:
        address = self._issuer.rstrip("/") + "/.well-known/openid-configuration"
        found = _read(*await self._asked(address), _Discovery)
        if found.issuer != self._issuer:
            raise _AwayError("it calls itself something else than the issuer that was set")
        addresses = (found.authorization_endpoint, found.token_endpoint, found.jwks_uri)
        if not all(is_as_safe_as(address, self._issuer) for address in addresses):
            raise _AwayError("it names an address that is not encrypted")
        if not leaves_ours_alone(found.authorization_endpoint):
            raise _AwayError("its page comes with something that is ours to say")
        return found

    async def _known_keys(self) -> Mapping[str, Key]:
        async with self._looking:
            is_old = self._keys_at is None or self._monotonic() - self._keys_at > _KEPT_SECONDS
        return await self._looked_up() if is_old else self._keys

    async def _newer_keys(self) -> Mapping[str, Key]:
        is_new = self._keys_at is not None and self._monotonic() - self._keys_at < _REST_SECONDS
        return self._keys if is_new else await self._looked_up()

    async def _looked_up(self) -> Mapping[str, Key]:
        found = await self._discovered()
        async with self._looking:
            status, raw = await self._asked(found.jwks_uri)
            try:
                keys = read_keys(raw) if status == _OK else {}
            except ValueError:
                keys = {}
            if not keys:
                raise _AwayError("it shows no keys")
            self._keys, self._keys_at = keys, self._monotonic()
            return keys

    async def _asked(self, address: str, form: Mapping[str, str] | None = None) -> tuple[int, bytes]:
        """Return the status and the body of one answer. Nothing is followed, nothing of the environment asked."""
        try:
            async with (
                httpx2.AsyncClient(
                    verify=self._trusted, trust_env=False, follow_redirects=False, timeout=_SECONDS
                ) as client,
                client.stream(
                    "GET" if form is None else "POST",
                    address,
                    data=form,
                    headers={"accept": "application/json", "accept-encoding": "identity"},
                ) as reply,
            ):
                read = bytearray()
                async for chunk in reply.aiter_raw():
                    read += chunk
                    if len(read) > _ANSWER_BYTES:
                        raise _AwayError("it says too much")
                return reply.status_code, bytes(read)
        except (httpx2.HTTPError, httpx2.StreamError, httpx2.InvalidURL, OSError):
            # The error's own text is dropped on purpose: it can name what was asked for.
            raise _AwayError("it cannot be reached") from None


def _read(status: int, raw: bytes, shape: type[Shape]) -> Shape:
    if status != _OK:
        raise _AwayError("it has trouble of its own")
    try:
        return msgspec.json.decode(raw, type=shape)
    except (ValueError, RecursionError):
        raise _AwayError("it does not answer as a provider does") from None
