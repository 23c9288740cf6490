"""Refreshing, ending and leaving sessions: each owner's own, and each refresh token once."""

import logging
from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

from tortoise.transactions import in_transaction

from actions.access import find_in_scope
from actions.context import ActionContext, Signals
from actions.transaction import one_transaction, whole_action_retried
from auth.accounts import read_standings
from auth.revocation import revoke
from auth.scope import Rows
from auth.sessions import Issuer, TokenPair, digest_of
from auth.tokens import Claims
from models.session import RefreshToken, Session
from rules.login_errors import SessionEnded, TokenReused, TooManyAttempts
from rules.sessions import EndReason

_log: Final = logging.getLogger(__name__)

REFRESH_PAUSE: Final = timedelta(seconds=1)
"""Between two refreshes of one session: each leaves a row until the session is over, and no honest client is in such a hurry."""


@whole_action_retried
async def refresh_session(refresh_token: str, *, issuer: Issuer, signals: Signals, now: datetime) -> TokenPair:
    """Use a refresh token; return its session's new tokens.

    Of two uses of one token exactly one gets here first; the second is theft by one of the two, and ends the session for both
    (OAuth 2.0 Security Best Current Practice, RFC 9700, section 4.14.2). Raises TokenReused for it, SessionEnded where the session
    is over or the token was never one, TooManyAttempts within a second of the last refresh, the token then being still unused.
    """
    known = RefreshToken.filter(digest=digest_of(refresh_token))
    # Asked outside, so that who sends nonsense takes no writer's lock; a token that is known stays so until its session is over.
    if not await known.exists():
        raise SessionEnded
    async with in_transaction():
        # The compare-and-set comes first: whoever waits here for another use has read nothing that could be out of date.
        is_first_use = await known.filter(used_at=None).update(used_at=now, updated_at=now)
        token = await known.select_related("session").first()
        if token is None:
            raise SessionEnded
        session = token.session
        if is_first_use:
            return await _rotate(session, issuer, now)
        # What follows commits, although the use is refused: the refusal is raised outside.
        is_ended = await _end([session.id], EndReason.TOKEN_REUSED, now)
        gone = await revoke(now, sessions=is_ended)
    signals.revoked(gone)
    if is_ended:
        _log.warning("a refresh token was used twice; session %s is over", session.id)
    raise TokenReused if is_ended or session.end_reason is EndReason.TOKEN_REUSED else SessionEnded


async def _rotate(session: Session, issuer: Issuer, now: datetime) -> TokenPair:
    """Give a session its next tokens. Raises SessionEnded, with whom its thief's victim is told so; TooManyAttempts."""
    if session.end_reason is EndReason.TOKEN_REUSED:
        raise TokenReused
    standing = (await read_standings([session.id])).get(session.id)
    if standing is None or now >= session.expires_at:
        raise SessionEnded
    if session.created_at < session.refreshed_at and now < session.refreshed_at + REFRESH_PAUSE:
        raise TooManyAttempts(1)
    expires_at = issuer.lifetimes.expires_at(now, session.ends_at)
    unended = Session.filter(id=session.id, ended_at=None)
    if not await unended.update(refreshed_at=now, expires_at=expires_at, updated_at=now):
        raise SessionEnded
    return await issuer.issue(Claims(session.account_id, session.id, standing.epoch), now, expires_at)


@whole_action_retried
async def log_out(ctx: ActionContext) -> UUID:
    """End the session that speaks; return its key. Ending what is over already changes nothing."""
    return await _leave(ctx, [speaking(ctx)], EndReason.LOGOUT)


@whole_action_retried
async def end_session(ctx: ActionContext, session_id: UUID) -> UUID:
    """End one of the actor's own sessions; return its key. Raises NotFound for anybody else's."""
    session = await find_in_scope(Session, Rows.SESSION, session_id, ctx.actor)
    reason = EndReason.LOGOUT if session.id == ctx.actor.session_id else EndReason.OWNER
    return await _leave(ctx, [session.id], reason)


@whole_action_retried
async def end_other_sessions(ctx: ActionContext) -> int:
    """End all of the actor's sessions but the one that speaks; return how many were not over yet."""
    now = ctx.clock.now()
    async with one_transaction(ctx, now) as trail:
        ended = await end_others(ctx, EndReason.OWNER, now)
        await trail.revoke(sessions=ended)
    return len(ended)


async def end_others(ctx: ActionContext, reason: EndReason, now: datetime) -> list[UUID]:
    """End all of the actor's sessions but the one that speaks, inside a transaction; return those that were not over yet."""
    own = speaking(ctx)
    return await _end([each for each in await _unended(ctx.actor.account_id, now) if each != own], reason, now)


async def end_sessions_of(account_id: UUID, reason: EndReason, now: datetime) -> list[UUID]:
    """End all sessions of an account, inside the transaction that disables it or resets its password; return what was ended.

    Raising the account's epoch is what keeps their tokens from holding; this is what its list of sessions says of it.
    """
    return await _end(await _unended(account_id, now), reason, now)


async def _unended(account_id: UUID | None, now: datetime) -> list[UUID]:
    found = Session.filter(account_id=account_id, ended_at=None, expires_at__gt=now).order_by("id")
    return [session.id for session in await found.only("id")]


async def _leave(ctx: ActionContext, session_ids: list[UUID], reason: EndReason) -> UUID:
    now = ctx.clock.now()
    async with one_transaction(ctx, now) as trail:
        await trail.revoke(sessions=await _end(session_ids, reason, now))
    return session_ids[0]


async def _end(session_ids: Iterable[UUID], reason: EndReason, now: datetime) -> list[UUID]:
    """End sessions that nobody has ended and return them, one statement each, so that of two who end one exactly one does."""
    return [
        session_id
        for session_id in session_ids
        if await Session.filter(id=session_id, ended_at=None).update(ended_at=now, end_reason=reason, updated_at=now)
    ]


def speaking(ctx: ActionContext) -> UUID:
    """Return the session that speaks. Raises SessionEnded for an actor without one."""
    if ctx.actor.session_id is None:
        raise SessionEnded
    return ctx.actor.session_id
