"""Logging in."""

from datetime import datetime

import strawberry

from resolvers.acts import act
from resolvers.context import Info
from resolvers.viewer import Viewer, viewer_of
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


@strawberry.type
class AccountMutation:
    """Mutations of one's session."""

    @act("Log in with an account's name and password (用户登录).", roles=[], public=True)
    async def login(self, info: Info, input: LoginInput) -> LoginPayload:
        done = await info.context.log_in(input.account, input.password)
        return LoginPayload(token=done.token, expires_at=done.expires_at, viewer=viewer_of(done.actor))
