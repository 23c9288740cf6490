"""A real OpenID Connect issuer on a real port: it checks what a client sends, and can be told to answer badly."""

import asyncio
import socket
import time
from base64 import b64decode, urlsafe_b64encode
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass, field
from functools import cache
from hashlib import sha256
from secrets import token_urlsafe
from typing import Any, Final
from urllib.parse import parse_qs, unquote_plus, urlencode

import uvicorn
from joserfc import jwt
from joserfc.jwk import KeySet, RSAKey
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, RedirectResponse, Response
from starlette.routing import Route

CLIENT_ID: Final = "quxiang"
CLIENT_SECRET: Final = "between us two"

Claims = dict[str, Any]


def new_key(kid: str) -> RSAKey:
    """Return a key pair."""
    return RSAKey.generate_key(2048, {"kid": kid, "use": "sig"})


@cache
def first_key() -> RSAKey:
    """Return the key that every issuer of a test run begins with; making one takes longer than a test."""
    return new_key("1")


@dataclass(frozen=True)
class Granted:
    """What a code stands for."""

    redirect_uri: str
    challenge: str
    claims: Claims


@dataclass
class Issuer:
    """One issuer. Whoever comes is its one user, who always agrees."""

    url: str
    subject: str = "subject-1"
    said: Claims = field(default_factory=dict)
    """What it says of its user in ID tokens."""
    said_beside: Claims = field(default_factory=dict)
    """What it says of its user when asked for user information."""
    change: Callable[[Claims], Claims] = field(default=lambda claims: claims)
    """Applied to every ID token before it is signed."""
    sign: Callable[["Issuer", Claims], str] = field(default=lambda issuer, claims: issuer.signed(claims))
    change_metadata: Callable[[Claims], Claims] = field(default=lambda metadata: metadata)
    broken: set[str] = field(default_factory=set)
    """Paths that answer 503."""
    key: RSAKey = field(default_factory=first_key)
    codes: dict[str, Granted] = field(default_factory=dict)
    asked: list[str] = field(default_factory=list)
    """Paths that were asked for, in order."""

    def reset(self) -> None:
        """Forget everything, and answer well again."""
        vars(self).update(vars(Issuer(self.url)))

    def signed(self, claims: Claims, key: RSAKey | None = None) -> str:
        """Return an ID token as it should be."""
        key = key or self.key
        return jwt.encode({"alg": "RS256", "kid": key.kid}, claims, key)

    def rotate(self) -> None:
        """Sign with another key from now on; the old one is not shown any more."""
        self.key = new_key(token_urlsafe(4))

    async def discovery(self, _request: Request) -> Response:
        addresses = {f"{name}_endpoint": f"{self.url}/{name}" for name in ("authorization", "token", "userinfo")}
        return JSONResponse(self.change_metadata({"issuer": self.url, "jwks_uri": f"{self.url}/jwks", **addresses}))

    async def jwks(self, _request: Request) -> Response:
        return JSONResponse(KeySet([self.key]).as_dict(private=False))

    async def authorization(self, request: Request) -> Response:
        """Let the user agree at once, and send the browser back with a code."""
        asked = request.query_params
        assert (asked["response_type"], asked["client_id"], asked["code_challenge_method"]) == ("code", CLIENT_ID, "S256")
        assert "openid" in asked["scope"].split()
        code, now = token_urlsafe(16), int(time.time())
        claims = {
            "iss": self.url,
            "sub": self.subject,
            "aud": CLIENT_ID,
            "exp": now + 300,
            "iat": now,
            "nonce": asked["nonce"],
            **self.said,
        }
        self.codes[code] = Granted(asked["redirect_uri"], asked["code_challenge"], claims)
        back = urlencode({"code": code, "state": asked["state"], "iss": self.url})
        return RedirectResponse(f"{asked['redirect_uri']}?{back}", 303)

    async def token(self, request: Request) -> Response:
        """Exchange a code, once, for whoever knows the client's secret and the verifier."""
        given = {name: values[0] for name, values in parse_qs((await request.body()).decode()).items()}
        posted = f"{given.get('client_id')}:{given.get('client_secret')}"
        header = request.headers.get("authorization")
        basic = unquote_plus(b64decode(header.removeprefix("Basic ")).decode()) if header else posted
        granted = self.codes.pop(given.get("code", ""), None)
        verified = urlsafe_b64encode(sha256(given.get("code_verifier", "").encode()).digest()).rstrip(b"=").decode()
        is_client = basic == f"{CLIENT_ID}:{CLIENT_SECRET}"
        if not is_client or granted is None or granted.challenge != verified or granted.redirect_uri != given.get("redirect_uri"):
            return JSONResponse({"error": "invalid_grant"}, 400)
        answer = {"access_token": "access", "token_type": "Bearer", "id_token": self.sign(self, self.change(granted.claims))}
        return JSONResponse(answer)

    async def userinfo(self, request: Request) -> Response:
        assert request.headers["authorization"] == "Bearer access"
        return JSONResponse({"sub": self.subject, **self.said_beside})

    def app(self) -> Starlette:
        """Return the issuer as an application."""

        def watched(path: str, endpoint: Callable[[Request], Awaitable[Response]]) -> Route:
            async def answer(request: Request) -> Response:
                self.asked.append(path)
                return Response(status_code=503) if path in self.broken else await endpoint(request)

            return Route(path, answer, methods=["GET", "POST"])

        endpoints = {
            "/.well-known/openid-configuration": self.discovery,
            "/jwks": self.jwks,
            "/authorization": self.authorization,
            "/token": self.token,
            "/userinfo": self.userinfo,
        }
        return Starlette(routes=[watched(path, endpoint) for path, endpoint in endpoints.items()])


class _Server(uvicorn.Server):
    """A server that says when it listens, and leaves the signals of the test process alone."""

    def __init__(self, config: uvicorn.Config) -> None:
        super().__init__(config)
        self.listens = asyncio.Event()

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        self.listens.set()

    @contextmanager
    def capture_signals(self) -> Iterator[None]:
        yield


@asynccontextmanager
async def running_issuer() -> AsyncIterator[Issuer]:
    """Yield an issuer that listens."""
    listening = socket.socket()
    listening.bind(("127.0.0.1", 0))
    issuer = Issuer(f"http://127.0.0.1:{listening.getsockname()[1]}")
    server = _Server(uvicorn.Config(issuer.app(), log_config=None, lifespan="off", ws="none"))
    serving = asyncio.create_task(server.serve(sockets=[listening]))
    try:
        await server.listens.wait()
        yield issuer
    finally:
        server.should_exit = True
        await serving
        listening.close()
