"""What a resolver finds in its request."""

from collections.abc import Mapping
from typing import Protocol, TypeVar, cast
from uuid import UUID

import strawberry
from strawberry.types import Info as StrawberryInfo

from actions.context import ActionContext, Visitor
from auth.activation import ActivationCodes
from auth.actor import Actor
from auth.identity import IdentityProvider
from auth.login import LoggedIn
from auth.passwords import Passwords
from auth.sessions import Begun, TokenPair
from auth.throttle import Throttle
from planner.execute import Located
from planner.ids import parse_id_of
from planner.planning import RunContext

T = TypeVar("T")


class Request(RunContext, Protocol):
    """The part of a request's context that resolvers use."""

    @property
    def actor(self) -> Actor | None:
        """Who asks; None where nobody is logged in."""

    @property
    def acting(self) -> ActionContext:
        """What actions are given. Raises RuntimeError without an actor, which the access directive has refused before."""

    def once(self, key: str, mutation: str, given: object) -> "Request":
        """Return this request for one act, which is done once under the actor's idempotency key. `given` is the act's input."""

    @property
    def visitor(self) -> Visitor:
        """What actions are given that need no account."""

    @property
    def codes(self) -> ActivationCodes:
        """How activation codes are drawn and known again."""

    @property
    def passwords(self) -> Passwords:
        """How passwords are hashed and judged."""

    @property
    def throttle(self) -> Throttle:
        """How often something may be tried."""

    @property
    def providers(self) -> Mapping[str, IdentityProvider]:
        """The outside providers that somebody may log in through, by key."""

    @property
    def employment_system_url(self) -> str | None:
        """Where the 就业管理系统 is; None where nobody has said."""

    async def redeem(self, ticket: str, verifier: str) -> Begun:
        """Begin the session that a ticket is for. Raises LoginTicketInvalid, TooManyAttempts."""

    async def log_in(self, account: str, password: str, device_token: str | None) -> LoggedIn:
        """Check a password and begin a session. Raises LoginFailed, TooManyAttempts, Busy."""

    async def refresh_session(self, refresh_token: str) -> TokenPair:
        """Use a refresh token. Raises SessionEnded, TokenReused, TooManyAttempts."""

    async def change_password(self, current: str, new: str) -> TokenPair:
        """Change the actor's own password. Raises what `actions.password.change_password` raises."""


Info = StrawberryInfo[Request, None]


def key_of(type_: type, id_: strawberry.ID) -> UUID:
    """Return the key in an ID that must be one of `type_`, whose keys are UUIDs. Raises BadUserInput."""
    entity = type_.__entity__  # type: ignore[attr-defined]
    return cast("UUID", parse_id_of(str(id_), [entity.name], {entity.name: entity}))


def own(type_: type[T], key: object) -> T:
    """Return a row that whoever asks is of, by its key: read as any row is, and null where it is not there any more."""
    return cast("T", Located(type_.__name__, key, is_written=False))


def located(type_: type[T], key: object) -> T:
    """Return a row by its key: its selection goes through the planner, with the access and scope of any read."""
    return cast("T", Located(type_.__name__, key))
