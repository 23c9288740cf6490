"""One request's context: who asks, what they may see, and what their acts are given."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from actions.context import ActionContext, Clock, Signals, Visitor
from actions.entry import redeem
from auth.accounts import Actors
from auth.activation import ActivationCodes
from auth.actor import Actor
from auth.identity import IdentityProvider
from auth.login import LoggedIn, login
from auth.modules import Profile
from auth.passwords import Passwords
from auth.scope import Scope
from auth.sessions import begin_session
from auth.throttle import Attempt, Throttling
from auth.tokens import Tokens
from auth.vault import IdentityVault
from planner.databases import Database
from rules.errors import LoginFailed, LoginTicketInvalid
from rules.sessions import LoginMethod
from subscriptions.hub import Hub


@dataclass(frozen=True, slots=True)
class Services:
    """What the application has made once, and every request shares."""

    database: Database
    hub: Hub
    actors: Actors
    tokens: Tokens
    passwords: Passwords
    vault: IdentityVault
    codes: ActivationCodes
    throttle: Throttling
    clock: Clock
    providers: Mapping[str, IdentityProvider] = field(default_factory=dict)
    """The outside providers that somebody may log in through, by key."""

    @property
    def signals(self) -> Signals:
        """Whom actions tell of what they wrote."""
        return self.hub


class RequestContext:
    """What resolvers, subscriptions and the planner find. Strawberry sets attributes on it, so it is no frozen record."""

    def __init__(self, services: Services, actor: Actor | None, address: str | None = None) -> None:
        self._services = services
        self._address = address
        self.actor = actor
        self.profile = Profile.of(actor)
        self.scope = Scope(actor)
        self.database = services.database
        self.hub = services.hub
        self.codes = services.codes
        self.passwords = services.passwords
        self.throttle = services.throttle
        self.providers = services.providers

    @property
    def acting(self) -> ActionContext:
        """Return what actions are given. Raises RuntimeError where nobody is logged in, which `@access` has refused before."""
        if self.actor is None:
            raise RuntimeError("an act without an actor")
        return ActionContext(actor=self.actor, clock=self._services.clock, signals=self._services.signals, vault=self._services.vault)

    @property
    def visitor(self) -> Visitor:
        """Return what actions are given that need no account, such as registering."""
        services = self._services
        return Visitor(clock=services.clock, signals=services.signals, vault=services.vault, address=self._address)

    async def log_in(self, account: str, password: str) -> LoggedIn:
        """Check a password. Raises LoginFailed."""
        services = self._services
        return await login(account, password, passwords=services.passwords, tokens=services.tokens, vault=services.vault, now=self.now())

    async def redeem(self, ticket: str, verifier: str) -> LoggedIn:
        """Begin the session that a ticket is for. Raises LoginTicketInvalid, TooManyAttempts."""
        services = self._services
        await services.throttle.admit(Attempt.PROVIDER_FROM_ADDRESS, self._address)
        account_id = await redeem(self.visitor, ticket, verifier)
        try:
            return await begin_session(account_id, LoginMethod.PROVIDER, tokens=services.tokens, now=self.now(), address=self._address)
        except LoginFailed:
            raise LoginTicketInvalid from None

    def now(self) -> datetime:
        """Return the moment, in UTC."""
        return self._services.clock.now()


async def context_of(services: Services, authorization: str | None, address: str | None) -> RequestContext:
    """Return the context of whoever sends an Authorization header (`Bearer …`), or of nobody without one.

    Raises TokenInvalid where a token is sent that does not hold: a client must learn that its session has ended,
    rather than be answered as a stranger.
    """
    if authorization is None:
        return RequestContext(services, None, address)
    scheme, _, token = authorization.partition(" ")
    actor = await services.actors.actor_of(token.strip() if scheme.lower() == "bearer" else "", services.clock.now(), address)
    return RequestContext(services, actor, address)
