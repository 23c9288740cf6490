"""Logging in and out, refreshing a session, one's own sessions, one's own password."""

from datetime import datetime
from typing import Any

import strawberry

from actions.session import end_other_sessions, end_session, log_out
from auth.sessions import TokenPair
from resolvers.acts import act
from resolvers.context import Info, key_of, located
from resolvers.viewer import Viewer, viewer_of
from rules.roles import Role
from schema.errors import UserError
from schema.fields import many
from schema.lists.session import SessionFilter, SessionOrder
from schema.relay import Connection
from schema.session import Session

EVERYBODY = [role for role in Role if role is not Role.SYSTEM]


@strawberry.input(description="An account's name and password (用户登录).")
class LoginInput:
    """Input of login."""

    account: str = strawberry.field(description="Account name (用户名), or a graduate's identity number (身份证号).")
    password: str = strawberry.field(description="Password (密码).")
    device_token: str | None = strawberry.field(
        default=None,
        description="The `deviceToken` that this device was given at its last login with this name, where it has one: "
        "strangers' failures then do not count against it (设备凭证).",
    )


@strawberry.input(description="A session's refresh token, which is used up by this (刷新登录).")
class RefreshSessionInput:
    """Input of refreshSession."""

    refresh_token: str = strawberry.field(description="The newest one of the session (刷新令牌). Send no Authorization header with it.")


@strawberry.input(description="Which of your sessions to end.")
class EndSessionInput:
    """Input of endSession."""

    id: strawberry.ID = strawberry.field(description="Which session (会话).")


@strawberry.input(description="Your present password, and the one to have from now on.")
class ChangePasswordInput:
    """Input of changePassword."""

    current_password: str = strawberry.field(description="The present password (当前密码).")
    new_password: str = strawberry.field(description="The new one (新密码): 8 to 128 characters of any kind, on no list of common ones.")


@strawberry.type
class Tokens:
    """What a client sends from now on; part of every payload that issues tokens."""

    access_token: str | None = strawberry.field(
        default=None, description="Send it as `Authorization: Bearer …` (访问令牌); null where there is none."
    )
    access_token_expires_at: datetime | None = strawberry.field(default=None, description="Until when the access token holds.")
    refresh_token: str | None = strawberry.field(
        default=None, description="Give it to `refreshSession` before then, once (刷新令牌); null where there is none."
    )
    refresh_token_expires_at: datetime | None = strawberry.field(
        default=None, description="Until when it can be given: the session is over then."
    )


@strawberry.type(description="What became of a login.")
class LoginPayload(Tokens):
    """Payload of login."""

    device_token: str | None = strawberry.field(
        default=None, description="Keep it on this device and send it with the next login (设备凭证). It opens nothing by itself."
    )
    viewer: Viewer | None = strawberry.field(default=None, description="Who is logged in now; `scope` is for whoever asks with the token.")
    user_errors: list[UserError] = strawberry.field(default_factory=list, description="Why it failed; empty where it was done.")


@strawberry.type(description="What became of refreshSession (刷新登录).")
class RefreshSessionPayload(Tokens):
    """Payload of refreshSession."""

    user_errors: list[UserError] = strawberry.field(default_factory=list, description="Why it was refused; empty where it was done.")


@strawberry.type(description="What became of changePassword (修改密码). The tokens from before no longer hold.")
class ChangePasswordPayload(Tokens):
    """Payload of changePassword."""

    user_errors: list[UserError] = strawberry.field(default_factory=list, description="Why it was refused; empty where it was done.")


@strawberry.type(description="What became of ending a session (会话).")
class SessionPayload:
    """Payload of logout and endSession."""

    session: Session | None = strawberry.field(default=None, description="The session, which is over; null where it was refused.")
    user_errors: list[UserError] = strawberry.field(default_factory=list, description="Why it was refused; empty where it was done.")


@strawberry.type(description="What became of endOtherSessions.")
class EndOtherSessionsPayload:
    """Payload of endOtherSessions."""

    ended: int = strawberry.field(default=0, description="How many sessions were ended.")
    user_errors: list[UserError] = strawberry.field(default_factory=list, description="Why it was refused; empty where it was done.")


def issued(tokens: TokenPair) -> dict[str, Any]:
    """Return the fields of `Tokens`."""
    return {name: getattr(tokens, name) for name in Tokens.__annotations__}


@strawberry.type
class SessionQuery:
    """Queries about one's own sessions."""

    sessions: Connection[Session] | None = many(
        "Session", "Your own sessions (会话), newest first.", order=SessionOrder, filters=SessionFilter
    )


@strawberry.type
class SessionMutation:
    """Mutations of one's own session, sessions and password."""

    @act("Log in with an account's name and password (用户登录). Failing too often is refused for a while.", roles=[], public=True)
    async def login(self, info: Info, input: LoginInput) -> LoginPayload:
        done = await info.context.log_in(input.account, input.password, input.device_token)
        return LoginPayload(**issued(done.tokens), device_token=done.device_token, viewer=viewer_of(done.actor))

    @act("Go on with a session under new tokens (刷新登录). A refresh token given twice ends its session.", roles=[], public=True)
    async def refresh_session(self, info: Info, input: RefreshSessionInput) -> RefreshSessionPayload:
        return RefreshSessionPayload(**issued(await info.context.refresh_session(input.refresh_token)))

    @act("Log out (退出登录): end the session that asks.", roles=EVERYBODY, once=False, by_systems=True)
    async def logout(self, info: Info) -> SessionPayload:
        return SessionPayload(session=located(Session, await log_out(info.context.acting)))

    @act("End one of your sessions, wherever it is (结束会话).", roles=EVERYBODY, once=False, by_systems=True)
    async def end_session(self, info: Info, input: EndSessionInput) -> SessionPayload:
        return SessionPayload(session=located(Session, await end_session(info.context.acting, key_of(Session, input.id))))

    @act("End all your sessions but the one that asks (结束其他会话).", roles=EVERYBODY, once=False, by_systems=True)
    async def end_other_sessions(self, info: Info) -> EndOtherSessionsPayload:
        return EndOtherSessionsPayload(ended=await end_other_sessions(info.context.acting))

    @act(
        "Change your password (修改密码). Every other session ends, and this one goes on under new tokens.",
        roles=EVERYBODY,
        once=False,
        by_systems=True,
    )
    async def change_password(self, info: Info, input: ChangePasswordInput) -> ChangePasswordPayload:
        return ChangePasswordPayload(**issued(await info.context.change_password(input.current_password, input.new_password)))
