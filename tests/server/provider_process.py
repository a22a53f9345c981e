"""A provider of log-ins on loopback, as a process of its own: `python -m tests.server.provider_process`.

What a provider does is Authlib's; here is who signs in (always, at once), and how a test has it misbehave. It prints
its address, and ends with its standard input.
"""

import json
import os
import sys
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qsl, urlsplit

from authlib.oauth2.rfc6749 import AuthorizationServer, ClientMixin, OAuth2Request
from authlib.oauth2.rfc6749.grants import AuthorizationCodeGrant
from authlib.oauth2.rfc6749.requests import BasicOAuth2Payload
from authlib.oauth2.rfc7636 import CodeChallenge
from authlib.oidc.core import UserInfo
from authlib.oidc.core.grants import OpenIDCode
from joserfc import jwk

from tests.server.spoilt_tokens import spoilt

CLIENT = "peerdesk"


class Client(ClientMixin):
    """PeerDesk, as the provider knows it: public, no secret, back to any port of the computer itself."""

    def get_client_id(self) -> str:
        return CLIENT

    def get_default_redirect_uri(self) -> str:
        return ""

    def get_allowed_scope(self, scope: str) -> str:
        return scope if scope == "openid" else ""

    def check_redirect_uri(self, redirect_uri: str) -> bool:
        parts = urlsplit(redirect_uri)
        return (parts.scheme, parts.hostname, parts.path) == ("http", "127.0.0.1", "/")

    def check_endpoint_auth_method(self, method: str, endpoint: str) -> bool:
        return (method, endpoint) == ("none", "token")

    def check_response_type(self, response_type: str) -> bool:
        return response_type == "code"

    def check_grant_type(self, grant_type: str) -> bool:
        return grant_type == "authorization_code"


class Code:
    """One code that was given out, and what was asked with it."""

    def __init__(self, code: str, request: Any, since: int) -> None:
        asked = request.payload.data
        # Whoever signed in before is asked for nothing, unless a client wants it otherwise.
        is_asked = asked.get("prompt") == "login" or int(asked.get("max_age", since)) < since
        self.auth_time = int(time.time()) - (0 if is_asked else since)
        self.code, self.redirect_uri, self.scope = code, asked["redirect_uri"], asked["scope"]
        self.nonce, self.challenge = asked.get("nonce"), asked.get("code_challenge")
        self.code_challenge, self.code_challenge_method = self.challenge, asked.get("code_challenge_method")

    def get_redirect_uri(self) -> str:
        return str(self.redirect_uri)

    def get_scope(self) -> str:
        return str(self.scope)

    def get_nonce(self) -> Any:
        return self.nonce

    def get_auth_time(self) -> int:
        return self.auth_time

    def get_acr(self) -> None:
        return None

    def get_amr(self) -> None:
        return None


class Asked(OAuth2Request):
    def __init__(self, method: str, uri: str, fields: dict[str, str]) -> None:
        super().__init__(method, uri)
        self.payload = BasicOAuth2Payload(fields)

    @property
    def args(self) -> Any:
        return self.payload.data

    @property
    def form(self) -> Any:
        return self.payload.data


class Grant(AuthorizationCodeGrant):
    TOKEN_ENDPOINT_AUTH_METHODS = ("none",)

    def save_authorization_code(self, code: str, request: Any) -> None:
        self.server.codes[code] = Code(code, request, self.server.behaviour.get("since", 0))

    def query_authorization_code(self, code: str, client: Any) -> Any:
        return self.server.codes.get(code)

    def delete_authorization_code(self, authorization_code: Any) -> None:
        self.server.codes.pop(authorization_code.code, None)

    def authenticate_user(self, authorization_code: Any) -> str:
        return "devon"


class Ticket(OpenIDCode):
    def __init__(self, server: "Server") -> None:
        super().__init__(require_nonce=True)
        self.server = server

    def exists_nonce(self, nonce: str, request: Any) -> bool:
        return False

    def get_client_algorithm(self, client: Any) -> str:
        return str(self.server.behaviour.get("alg", "RS256"))

    def resolve_client_private_key(self, client: Any) -> Any:
        return self.server.keys[self.get_client_algorithm(client)]

    def get_encode_header(self, client: Any) -> dict[str, str]:
        alg = self.get_client_algorithm(client)
        return {"alg": alg, "kid": self.server.keys[alg].kid}

    def get_client_claims(self, client: Any) -> dict[str, Any]:
        return {"iss": self.server.issuer, "aud": [CLIENT]}

    def generate_user_info(self, user: str, scope: str) -> UserInfo:
        return UserInfo(sub="devon-4711", name="Devon Achebe", email="devon.achebe@hospital.example")


class Server(AuthorizationServer):
    """Authlib's server, with its codes in memory. `behaviour` is how it misbehaves: empty for not at all."""

    def __init__(self, issuer: str) -> None:
        super().__init__(scopes_supported=["openid"])
        self.issuer = issuer
        self.codes: dict[str, Code] = {}
        self.behaviour: dict[str, Any] = {}
        self.asked: list[str] = []
        self.keys = {
            "RS256": jwk.RSAKey.generate_key(2048, {"kid": "r1", "use": "sig"}),
            "ES256": jwk.ECKey.generate_key("P-256", {"kid": "e1", "use": "sig"}),
        }
        self.register_grant(Grant, [Ticket(self), CodeChallenge(required=True)])
        self.register_token_generator("default", _granted)

    def query_client(self, client_id: str) -> Any:
        return Client() if client_id == CLIENT else None

    def save_token(self, token: Any, request: Any) -> None:
        pass

    def send_signal(self, name: str, *args: Any, **kwargs: Any) -> None:
        pass

    def create_oauth2_request(self, request: Any) -> Any:
        return request

    def handle_response(self, status: int, body: Any, headers: Any) -> tuple[int, Any, Any]:
        return status, body, headers

    def discovery(self) -> dict[str, Any]:
        at = self.issuer
        return {
            "issuer": at,
            "authorization_endpoint": f"{at}/authorize",
            "token_endpoint": f"{at}/token",
            "jwks_uri": f"{at}/jwks",
        } | self.behaviour.get("discovery", {})

    def jwks(self) -> dict[str, Any]:
        return {"keys": [key.as_dict(private=False) for key in self.keys.values()]}


def _granted(**_: Any) -> dict[str, Any]:
    return {"access_token": "a" * 32, "token_type": "Bearer", "scope": "openid"}


class Http(ThreadingHTTPServer):
    daemon_threads = True
    provider: Server


class Handler(BaseHTTPRequestHandler):
    server: Any

    def log_message(self, *_what: object) -> None:
        pass

    def do_GET(self) -> None:
        self._answer({})

    def do_POST(self) -> None:
        raw = self.rfile.read(int(self.headers.get("content-length", "0")))
        self._answer({"raw": raw})

    def _answer(self, posted: dict[str, bytes]) -> None:
        provider: Server = self.server.provider
        parts = urlsplit(self.path)
        if parts.path == "/behave":
            provider.behaviour = json.loads(posted["raw"])
            self._say(200, {"asked": provider.asked})
            provider.asked = []
            return
        provider.asked.append(parts.path)
        if self._misbehaves(provider, parts.path):
            return
        if parts.path == "/.well-known/openid-configuration":
            self._say(200, provider.discovery())
        elif parts.path == "/jwks":
            self._say(200, provider.jwks())
        elif parts.path == "/authorize":
            self._authorize(provider, dict(parse_qsl(parts.query)))
        elif parts.path == "/token":
            asked = Asked("POST", provider.issuer + "/token", dict(parse_qsl(posted["raw"].decode())))
            status, body, _ = provider.create_token_response(asked)
            self._say(status, spoilt(provider.behaviour, provider.keys["RS256"], body) if status == 200 else body)

    def _authorize(self, provider: Server, fields: dict[str, str]) -> None:
        asked = Asked("GET", provider.issuer + self.path, fields)
        if provider.behaviour.get("denies"):
            return self._go(f"{fields['redirect_uri']}?error=access_denied&state={fields['state']}")
        grant = provider.get_consent_grant(asked, end_user="devon")
        _, _, headers = provider.create_authorization_response(asked, grant_user="devon", grant=grant)
        return self._go(dict(headers)["Location"])

    def _misbehaves(self, provider: Server, path: str) -> bool:
        wanted = provider.behaviour
        if wanted.get("silent") == path:
            time.sleep(30)
            return True
        if wanted.get("huge") == path:
            self._say(200, {"x": "y" * 400_000})
            return True
        if wanted.get("deep") == path:
            self._send(200, b'{"x": ' + b"[" * 100_000)
            return True
        if wanted.get("garbage") == path:
            self._say(200, ["<html>"])
            return True
        if wanted.get("broken") == path:
            self._say(503, {})
            return True
        return False

    def _go(self, where: str) -> None:
        self.send_response(302)
        self.send_header("location", where)
        self.send_header("content-length", "0")
        self.end_headers()

    def _say(self, status: int, body: object) -> None:
        self._send(status, json.dumps(body).encode())

    def _send(self, status: int, raw: bytes) -> None:
        self.send_response(status)
        self.send_header("content-type", "application/json")
        self.send_header("content-length", str(len(raw)))
        self.end_headers()
        self.wfile.write(raw)


def main() -> None:
    os.environ["AUTHLIB_INSECURE_TRANSPORT"] = "1"
    http = Http(("127.0.0.1", 0), Handler)
    http.provider = Server(f"http://127.0.0.1:{http.server_address[1]}")
    print(f"http://127.0.0.1:{http.server_address[1]}", flush=True)
    threading.Thread(target=http.serve_forever, daemon=True).start()
    sys.stdin.read()


if __name__ == "__main__":
    main()
