"""One request's context: who asks, from where, what they may see, and what their acts are given."""

from collections.abc import Mapping, Sequence
from copy import copy
from dataclasses import dataclass, field, replace
from datetime import datetime

from actions.context import ActionContext, Clock, Dirty, Signals, Visitor
from actions.entry import redeem
from actions.password import Means, change_password
from actions.session import refresh_session
from auth.activation import ActivationCodes
from auth.actor import Actor
from auth.identity import IdentityProvider
from auth.login import LoggedIn, Logins
from auth.modules import Profile
from auth.networks import Origin
from auth.once import Once, OnceKeys
from auth.passwords import Passwords
from auth.revocation import Gone
from auth.scope import Scope
from auth.seal import AuditSeal
from auth.sessions import Begun, Issuer, TokenPair, begin_session
from auth.standings import Standings
from auth.throttle import Throttle
from auth.tokens import Claims, TokenInvalid
from auth.vault import IdentityVault
from jobs.broker import Bell
from planner.databases import Database
from planner.errors import RateLimited
from rules.acts import RecordKind
from rules.login_errors import LoginFailed, LoginTicketInvalid, TooManyAttempts
from rules.sessions import LoginMethod
from rules.throttling import PROVIDER_BY_ADDRESS, SEARCH_BY_ACCOUNT
from storage.blobs import Blobs
from storage.examiner import Examiner
from subscriptions.hub import Hub


@dataclass(frozen=True, slots=True)
class ProcessSignals:
    """What this process does at a commit of its own: wakes live views and who runs imports, forgets who is gone. Implements `Signals`."""

    hub: Hub
    standings: Standings
    bells: Mapping[str, Bell] = field(default_factory=dict)
    """Kind of record -> what rings for whoever does such jobs; none for who does, which need not be told of its own progress."""

    def changed(self, dirty: Sequence[Dirty]) -> None:
        """Wake live views and, where a job was asked for, whoever does it."""
        self.hub.changed(dirty)
        for kind in {each.record_kind for each in dirty} & set(self.bells):
            self.bells[kind].ring()

    def revoked(self, gone: Gone) -> None:
        """Forget who is gone, before anybody can ask again."""
        self.standings.revoked(gone)


@dataclass(frozen=True, slots=True)
class Services:
    """What the application has made once, and every request shares."""

    database: Database
    hub: Hub
    imports: Bell
    """Rings for whoever runs imports of rosters."""
    downloads: Bell
    """Rings for whoever makes the files of downloads."""
    standings: Standings
    issuer: Issuer
    logins: Logins
    passwords: Passwords
    throttle: Throttle
    vault: IdentityVault
    codes: ActivationCodes
    seal: AuditSeal
    once_keys: OnceKeys
    blobs: Blobs
    examiner: Examiner
    clock: Clock
    providers: Mapping[str, IdentityProvider] = field(default_factory=dict)
    """The outside providers that somebody may log in through, by key."""
    employment_system_url: str | None = None
    """Where the 就业管理系统 is; None where nobody has said."""

    @property
    def signals(self) -> Signals:
        """Whom actions tell of what they wrote."""
        bells = {RecordKind.ROSTER_IMPORT.value: self.imports, RecordKind.DOWNLOAD.value: self.downloads}
        return ProcessSignals(self.hub, self.standings, bells)

    def claims_of(self, authorization: str) -> Claims:
        """Return what an Authorization header (`Bearer …`) proves. Raises TokenInvalid."""
        scheme, _, token = authorization.partition(" ")
        if scheme.lower() != "bearer":
            raise TokenInvalid("no bearer token")
        return self.issuer.access.read(token.strip(), self.clock.now())


class RequestContext:
    """What resolvers, subscriptions and the planner find. Strawberry sets attributes on it, so it is no frozen record."""

    def __init__(self, services: Services, actor: Actor | None, origin: Origin) -> None:
        self._services = services
        self._origin = origin
        self._once: Once | None = None
        self.actor = actor
        self.profile = Profile.of(actor)
        self.scope = Scope(actor, services.clock.now, services.vault.index)
        self.database = services.database
        self.hub = services.hub
        self.codes = services.codes
        self.passwords = services.passwords
        self.throttle = services.throttle
        self.providers = services.providers
        self.employment_system_url = services.employment_system_url

    def speaking_for(self, actor: Actor) -> "RequestContext":
        """Return the context of somebody who logs in from the same place."""
        return RequestContext(self._services, replace(actor, address=self._origin.address), self._origin)

    def once(self, key: str, mutation: str, given: object) -> "RequestContext":
        """Return this context for one act, which is done once under the actor's idempotency key. `given` is the act's input."""
        account_id = self.acting.actor.account_id
        if account_id is None:
            raise RuntimeError("only accounts have idempotency keys")
        bound = copy(self)
        bound._once = self._services.once_keys.once(account_id, key, mutation, given)
        return bound

    @property
    def acting(self) -> ActionContext:
        """Return what actions are given. Raises RuntimeError where nobody is logged in, which `@access` has refused before."""
        if self.actor is None:
            raise RuntimeError("an act without an actor")
        services = self._services
        return ActionContext(self.actor, services.clock, services.signals, services.vault, services.seal, once=self._once)

    @property
    def visitor(self) -> Visitor:
        """Return what actions are given that need no account, such as registering."""
        services = self._services
        return Visitor(services.clock, services.signals, services.vault, services.seal, self._origin)

    async def search(self, secrets: int) -> None:
        """Count identity numbers that a read looks for. Raises RateLimited."""
        try:
            await self.throttle.take(SEARCH_BY_ACCOUNT, str(self.acting.actor.account_id), times=secrets)
        except TooManyAttempts as refused:
            raise RateLimited("Too many identity numbers were looked for.", refused.retry_after) from None

    async def log_in(self, account: str, password: str, device_token: str | None) -> LoggedIn:
        """Check a password and begin a session. Raises LoginFailed, TooManyAttempts, Busy."""
        logins, origin = self._services.logins, self._origin
        return await logins.log_in(account, password, origin=origin, now=self.now(), device_token=device_token)

    async def redeem(self, ticket: str, verifier: str) -> Begun:
        """Begin the session that a ticket is for. Raises LoginTicketInvalid, TooManyAttempts."""
        services, origin = self._services, self._origin
        await services.throttle.take(PROVIDER_BY_ADDRESS, origin.network)
        redeemed = await redeem(self.visitor, ticket, verifier)
        try:
            return await begin_session(
                redeemed.account_id, LoginMethod.PROVIDER, epoch=redeemed.epoch, origin=origin, issuer=services.issuer, now=self.now()
            )
        except LoginFailed:
            raise LoginTicketInvalid from None

    async def refresh_session(self, refresh_token: str) -> TokenPair:
        """Use a refresh token. Raises SessionEnded, TokenReused, TooManyAttempts."""
        services = self._services
        return await refresh_session(refresh_token, issuer=services.issuer, signals=services.signals, now=self.now())

    async def change_password(self, current: str, new: str) -> TokenPair:
        """Change the actor's own password. Raises what `actions.password.change_password` raises."""
        services = self._services
        return await change_password(self.acting, current, new, Means(services.passwords, services.throttle, services.issuer))

    def now(self) -> datetime:
        """Return the moment, in UTC."""
        return self._services.clock.now()


async def context_of(services: Services, authorization: str | None, origin: Origin) -> RequestContext:
    """Return the context of whoever sends an Authorization header (`Bearer …`), or of nobody without one.

    Raises TokenInvalid where a token is sent that does not hold: a client must learn that its session has ended,
    rather than be answered as a stranger. Raises Unverifiable where nobody can say now.
    """
    if authorization is None:
        return RequestContext(services, None, origin)
    standing = await services.standings.of(services.claims_of(authorization), services.clock.now())
    return RequestContext(services, standing.at(origin.address), origin)
