"""Logging in through an outside provider: away to it, and back with a ticket that the page which asked can redeem."""

import hmac
import re
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

import structlog
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import BaseRoute, Route

from actions.entry import CHALLENGE_LENGTH, let_in
from auth.identity import IdentityProvider, IdentityRefused, ProviderDown
from auth.login_state import LIFETIME, LoginState, LoginStates, StateInvalid
from rules.login_errors import LoginFailed, TooManyAttempts
from rules.throttling import PROVIDER_BY_ADDRESS
from web.context import RequestContext, Services
from web.graphql import origin_of

COOKIE: Final = "quxiang_login"
PATH: Final = "/login"
_CHALLENGE: Final = re.compile(rf"[A-Za-z0-9_-]{{{CHALLENGE_LENGTH}}}")
_HEADERS: Final = {"cache-control": "no-store", "referrer-policy": "no-referrer"}

_log = structlog.stdlib.get_logger("web.login")


class Problem(StrEnum):
    """Why nobody is logged in, as the page is told in `#loginError=`; it has the words for people."""

    STATE = "STATE"
    """The browser did not begin this login here, or too long ago."""
    REFUSED = "REFUSED"
    """The provider says no, or what it says does not hold."""
    NO_ACCOUNT = "NO_ACCOUNT"
    """It holds, and there is no account here that is let in: absent and disabled are not told apart."""
    UNAVAILABLE = "UNAVAILABLE"
    """The provider does not answer."""
    TOO_MANY = "TOO_MANY"
    """This address tries too often."""


@dataclass(frozen=True, slots=True)
class Entrances:
    """The configured providers, and what the endpoints need to send browsers to them and to know them again."""

    providers: Mapping[str, IdentityProvider]
    states: LoginStates
    public_url: str
    """Where browsers reach this server, without a slash at the end."""

    def redirect_uri(self, key: str) -> str:
        """Return where a provider sends browsers back to."""
        return f"{self.public_url}{PATH}/{key}/callback"

    @property
    def is_secure(self) -> bool:
        """Whether browsers come over TLS, so that the cookie must not go any other way."""
        return self.public_url.startswith("https://")


class LoginEndpoints:
    """Answers `/login/{provider}` and its callback."""

    def __init__(self, services: Services, entrances: Entrances) -> None:
        self._services = services
        self._entrances = entrances

    async def begin(self, request: Request) -> Response:
        """Send the browser to the provider; `challenge` is what the page that asks will answer when it redeems the ticket."""
        provider = self._entrances.providers.get(request.path_params["provider"])
        challenge = request.query_params.get("challenge", "")
        if provider is None or not _CHALLENGE.fullmatch(challenge):
            return Response(status_code=404, headers=_HEADERS)
        try:
            await self._services.throttle.take(PROVIDER_BY_ADDRESS, origin_of(request).network)
            departure = await provider.depart(self._entrances.redirect_uri(provider.key))
        except TooManyAttempts:
            return self._back(error=Problem.TOO_MANY)
        except ProviderDown:
            _log.warning("provider does not answer", provider=provider.key)
            return self._back(error=Problem.UNAVAILABLE)
        carried = LoginState(provider.key, departure.state, departure.nonce, departure.verifier, challenge)
        response = RedirectResponse(departure.url, 303, headers=_HEADERS)
        response.set_cookie(
            COOKIE,
            self._entrances.states.seal(carried, self._services.clock.now()),
            max_age=int(LIFETIME.total_seconds()),
            path=PATH,
            secure=self._entrances.is_secure,
            httponly=True,
            # The provider sends the browser back from its own site: Lax lets the cookie come along, and with no other request of theirs.
            samesite="lax",
        )
        return response

    async def callback(self, request: Request) -> Response:
        """Take the browser back: hand the page a ticket, or say why not. The cookie is spent either way."""
        try:
            await self._services.throttle.take(PROVIDER_BY_ADDRESS, origin_of(request).network)
            return self._back(ticket=await self._ticket(request))
        except TooManyAttempts:
            return self._back(error=Problem.TOO_MANY)
        except StateInvalid:
            return self._back(error=Problem.STATE)
        except IdentityRefused as refused:
            _log.warning("provider's answer does not hold", provider=request.path_params["provider"], reason=str(refused))
            return self._back(error=Problem.REFUSED)
        except LoginFailed:
            return self._back(error=Problem.NO_ACCOUNT)
        except ProviderDown:
            _log.warning("provider does not answer", provider=request.path_params["provider"])
            return self._back(error=Problem.UNAVAILABLE)

    async def _ticket(self, request: Request) -> str:
        """Return a ticket for whom the provider recognised. Raises StateInvalid, IdentityRefused, ProviderDown, LoginFailed."""
        given, entrances = request.query_params, self._entrances
        carried = entrances.states.open(request.cookies.get(COOKIE, ""), self._services.clock.now())
        provider = entrances.providers.get(request.path_params["provider"])
        if provider is None or carried.provider != provider.key:
            raise StateInvalid
        if not hmac.compare_digest(carried.state.encode(), given.get("state", "").encode("utf-8", "replace")):
            raise StateInvalid
        # RFC 9207: a provider that names itself must not be answered with another's code.
        if given.get("iss", provider.issuer) != provider.issuer or "code" not in given:
            raise IdentityRefused("the provider sends no code, or another provider's")
        identity = await provider.arrive(
            given["code"], nonce=carried.nonce, verifier=carried.verifier, redirect_uri=entrances.redirect_uri(provider.key)
        )
        visitor = RequestContext(self._services, None, origin_of(request)).visitor
        return await let_in(visitor, identity, provider.rule, carried.challenge)

    def _back(self, *, ticket: str | None = None, error: Problem | None = None) -> Response:
        """Send the browser to the page. What it is told stands in the fragment, which no server and no log ever sees."""
        told = f"ticket={ticket}" if ticket is not None else f"loginError={error}"
        response = RedirectResponse(f"/#{told}", 303, headers=_HEADERS)
        response.delete_cookie(COOKIE, path=PATH, secure=self._entrances.is_secure, httponly=True, samesite="lax")
        return response


Endpoint = Callable[[Request], Awaitable[Response]]


def login_routes(begin: Endpoint, callback: Endpoint) -> Sequence[BaseRoute]:
    """Return the two routes of every provider."""
    return [
        Route(f"{PATH}/{{provider}}", begin, methods=["GET"]),
        Route(f"{PATH}/{{provider}}/callback", callback, methods=["GET"]),
    ]
