"""Logging in."""

from datetime import datetime

import strawberry

from resolvers.acts import act
from resolvers.context import Info
from resolvers.viewer import Viewer, viewer_of
from schema.access import Public
from schema.errors import UserError


@strawberry.input(description="An account's name and password (用户登录).")
class LoginInput:
    """Input of login."""

    account: str = strawberry.field(description="Account name (用户名).")
    password: str = strawberry.field(description="Password (密码).")


@strawberry.type(description="What became of a login.")
class LoginPayload:
    """Payload of login."""

    token: str | None = strawberry.field(default=None, description="Send it as `Authorization: Bearer …`; null where the login failed.")
    expires_at: datetime | None = strawberry.field(default=None, description="Until when the token holds.")
    viewer: Viewer | None = strawberry.field(default=None, description="Who is logged in now; `scope` is for whoever asks with the token.")
    user_errors: list[UserError] = strawberry.field(default_factory=list, description="Why it failed; empty where it was done.")


@strawberry.input(description="What came back from an outside provider.")
class RedeemLoginTicketInput:
    """Input of redeemLoginTicket."""

    ticket: str = strawberry.field(description="The ticket (登录凭证) in the address, behind `#ticket=`: good once, for a minute.")
    verifier: str = strawberry.field(description="What answers the `challenge` that was given to `/login/…`: its SHA-256 in base64url.")


@strawberry.type(description="An outside provider that one may log in through (身份认证平台).")
class LoginProvider:
    """One of them."""

    key: str = strawberry.field(description="How addresses name it (平台标识).")
    title: str = strawberry.field(description="How people name it (平台名称), e.g. 学信网.")
    path: str = strawberry.field(description="Where to send a browser, with `?challenge=` added (登录地址).")


def resolve_providers(info: Info) -> list[LoginProvider]:
    """Return the configured providers, in their order."""
    providers = info.context.providers.values()
    return [LoginProvider(key=provider.key, title=provider.title, path=f"/login/{provider.key}") for provider in providers]


@strawberry.type
class AccountQuery:
    """Queries about logging in."""

    login_providers: list[LoginProvider] = strawberry.field(
        resolver=resolve_providers, description="Outside providers that one may log in through (身份认证平台).", directives=[Public()]
    )


@strawberry.type
class AccountMutation:
    """Mutations of one's session."""

    @act("Begin the session that a ticket from an outside provider is for (凭证登录).", roles=[], public=True)
    async def redeem_login_ticket(self, info: Info, input: RedeemLoginTicketInput) -> LoginPayload:
        done = await info.context.redeem(input.ticket, input.verifier)
        return LoginPayload(token=done.token, expires_at=done.expires_at, viewer=viewer_of(done.actor))

    @act("Log in with an account's name and password (用户登录).", roles=[], public=True)
    async def login(self, info: Info, input: LoginInput) -> LoginPayload:
        done = await info.context.log_in(input.account, input.password)
        return LoginPayload(token=done.token, expires_at=done.expires_at, viewer=viewer_of(done.actor))
