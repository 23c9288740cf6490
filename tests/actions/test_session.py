"""A refresh token is good once; sessions are their owner's to end; whatever ends is gone from every memory at the commit."""

import asyncio
import logging
from collections import Counter
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from actions.context import ActionContext
from actions.session import REFRESH_PAUSE, end_other_sessions, end_session, end_sessions_of, log_out, refresh_session
from auth.accounts import read_standings
from auth.revocation import Gone
from auth.sessions import Begun, TokenPair, digest_of
from models import Account, RefreshToken, Revocation, Session
from rules.errors import NotFound, RuleError
from rules.login_errors import SessionEnded, TokenReused, TooManyAttempts
from rules.roles import Role
from rules.sessions import EndReason
from tests.actions.stage import Stage
from tests.engines import everything_stored
from tests.sessions import ISSUER, LIFETIMES, begun, session_of
from tests.world import NOW

RACES = 12


async def refresh(stage: Stage, token: str) -> TokenPair:
    return await refresh_session(token, issuer=ISSUER, signals=stage.signals, now=stage.clock.now())


async def refused(stage: Stage, token: str) -> type[RuleError]:
    """Return how the use of a token is refused."""
    with pytest.raises(RuleError) as refusal:
        await refresh(stage, token)
    return type(refusal.value)


async def stands(session: Begun) -> bool:
    return session_of(session) in await read_standings([session_of(session)])


async def end_of(session: Begun) -> EndReason | None:
    return (await Session.get(id=session_of(session))).end_reason


async def revoked() -> list[tuple[Any, Any]]:
    """Return what was announced, in order."""
    return [(each.account_id, each.session_id) for each in await Revocation.all().order_by("seq")]


@pytest.fixture
async def account(stage: Stage) -> Account:
    return stage.world.accounts[Role.SCHOOL]


@pytest.fixture
async def session(account: Account) -> Begun:
    return await begun(account)


def speaking(stage: Stage, session: Begun) -> ActionContext:
    """Return the context in which a session acts."""
    return stage.as_actor(session.actor)


# Refreshing


async def test_a_refresh_gives_new_tokens_and_moves_the_expiry(stage: Stage, session: Begun) -> None:
    stage.clock.advance(timedelta(minutes=14))
    pair = await refresh(stage, session.tokens.refresh_token)
    now, stored = stage.clock.now(), await Session.get()
    assert pair.access_token_expires_at == now + LIFETIMES.access
    assert pair.refresh_token_expires_at == stored.expires_at == now + LIFETIMES.idle
    assert (stored.refreshed_at, stored.ends_at) == (now, NOW + LIFETIMES.absolute)
    assert ISSUER.access.read(pair.access_token, now).session_id == session_of(session)
    assert len({pair.refresh_token, session.tokens.refresh_token, pair.access_token, session.tokens.access_token}) == 4
    assert await revoked() == []


async def test_a_session_is_refreshed_again_and_again_and_is_over_after_its_week(stage: Stage, session: Begun) -> None:
    pair = session.tokens
    for _ in range(15):
        stage.clock.advance(timedelta(hours=11))
        pair = await refresh(stage, pair.refresh_token)
    assert pair.refresh_token_expires_at == NOW + LIFETIMES.absolute
    stage.clock.move_to(pair.refresh_token_expires_at)
    async with stage.refuses(SessionEnded):
        await refresh(stage, pair.refresh_token)


async def test_a_session_that_was_not_refreshed_in_time_is_over_at_that_instant(stage: Stage, session: Begun) -> None:
    stage.clock.move_to(session.tokens.refresh_token_expires_at - timedelta(microseconds=1))
    pair = await refresh(stage, session.tokens.refresh_token)
    stage.clock.move_to(pair.refresh_token_expires_at)
    async with stage.refuses(SessionEnded):
        await refresh(stage, pair.refresh_token)


@pytest.mark.parametrize("taken", [{"epoch": 2}, {"is_enabled": False}])
async def test_a_session_of_an_account_that_no_longer_honours_it_is_over(
    stage: Stage, account: Account, session: Begun, taken: dict[str, Any]
) -> None:
    await Account.filter(id=account.id).update(**taken)
    async with stage.refuses(SessionEnded):
        await refresh(stage, session.tokens.refresh_token)


@pytest.mark.parametrize("token", ["", "x", "\ud800", "a" * 43, "\x00"])
async def test_what_was_never_a_token_is_answered_as_one_of_a_session_that_is_over(stage: Stage, session: Begun, token: str) -> None:
    async with stage.refuses(SessionEnded):
        await refresh(stage, token)
    async with stage.refuses(SessionEnded):
        await refresh(stage, session.tokens.access_token)


async def test_a_second_refresh_within_a_second_is_put_off_and_its_token_stays_good(stage: Stage, session: Begun) -> None:
    stage.clock.advance(timedelta(milliseconds=1))
    pair = await refresh(stage, session.tokens.refresh_token)
    async with stage.refuses(TooManyAttempts):
        await refresh(stage, pair.refresh_token)
    stage.clock.advance(REFRESH_PAUSE)
    await refresh(stage, pair.refresh_token)


# Using a token twice


async def test_a_token_used_twice_ends_its_session_for_both_users_and_no_other(
    stage: Stage, account: Account, session: Begun, caplog: pytest.LogCaptureFixture
) -> None:
    other = await begun(account)
    pair = await refresh(stage, session.tokens.refresh_token)
    with caplog.at_level(logging.WARNING, logger="actions.session"):
        assert await refused(stage, session.tokens.refresh_token) is TokenReused
    assert caplog.messages == [f"a refresh token was used twice; session {session_of(session)} is over"]
    assert not await stands(session)
    assert await end_of(session) is EndReason.TOKEN_REUSED
    assert stage.signals.gone == Gone.of(sessions=[session_of(session)])
    assert await revoked() == [(None, session_of(session))]
    before = await everything_stored()
    stage.clock.advance(REFRESH_PAUSE)
    assert await refused(stage, pair.refresh_token) is TokenReused  # so its honest user learns why
    assert await refused(stage, session.tokens.refresh_token) is TokenReused
    assert await everything_stored() == before
    assert await stands(other)


async def test_any_token_of_the_past_gives_the_theft_away(stage: Stage, session: Begun) -> None:
    pair, old = session.tokens, session.tokens.refresh_token
    for _ in range(5):
        stage.clock.advance(timedelta(hours=1))
        pair = await refresh(stage, pair.refresh_token)
    assert await refused(stage, old) is TokenReused
    assert not await stands(session)


async def test_a_used_token_of_a_session_that_its_owner_has_ended_tells_nothing_and_writes_nothing(stage: Stage, session: Begun) -> None:
    await refresh(stage, session.tokens.refresh_token)
    await log_out(speaking(stage, session))
    before = await everything_stored()
    assert await refused(stage, session.tokens.refresh_token) is SessionEnded
    assert await everything_stored() == before


async def test_of_two_uses_at_once_exactly_one_wins_and_the_session_is_over(stage: Stage, account: Account) -> None:
    for _ in range(RACES):
        session = await begun(account)
        uses = [refresh(stage, session.tokens.refresh_token) for _ in range(2)]
        outcomes = await asyncio.gather(*uses, return_exceptions=True)
        assert Counter(type(outcome) for outcome in outcomes) == {TokenPair: 1, TokenReused: 1}
        assert await end_of(session) is EndReason.TOKEN_REUSED
        assert await RefreshToken.filter(session_id=session_of(session)).count() == 2
        (pair,) = [outcome for outcome in outcomes if isinstance(outcome, TokenPair)]
        assert await refused(stage, pair.refresh_token) is TokenReused


async def test_a_refresh_and_a_logout_at_once_leave_the_session_ended(stage: Stage, account: Account) -> None:
    for _ in range(RACES):
        session = await begun(account)
        outcomes = await asyncio.gather(
            refresh(stage, session.tokens.refresh_token), log_out(speaking(stage, session)), return_exceptions=True
        )
        assert type(outcomes[0]) in {TokenPair, SessionEnded}
        assert outcomes[1] == session_of(session)
        assert not await stands(session)


# Ending


async def test_who_logs_out_ends_the_session_that_speaks_at_once_and_once(stage: Stage, account: Account, session: Begun) -> None:
    other = await begun(account)
    assert await log_out(speaking(stage, session)) == session_of(session)
    assert await end_of(session) is EndReason.LOGOUT
    assert stage.signals.gone == Gone.of(sessions=[session_of(session)])
    async with stage.leaves_no_trace():
        await log_out(speaking(stage, session))
    assert await stands(other)


async def test_an_owner_ends_a_session_elsewhere_and_its_own_is_a_logout(stage: Stage, account: Account, session: Begun) -> None:
    other = await begun(account)
    assert await end_session(speaking(stage, session), session_of(other)) == session_of(other)
    assert await end_of(other) is EndReason.OWNER
    assert await refused(stage, other.tokens.refresh_token) is SessionEnded
    await end_session(speaking(stage, session), session_of(session))
    assert await end_of(session) is EndReason.LOGOUT


async def test_nobody_ends_the_session_of_somebody_else_or_one_that_is_none(stage: Stage, session: Begun) -> None:
    others = [await begun(stage.world.accounts[role]) for role in (Role.MINISTRY, Role.DEPARTMENT)]
    for key in (*map(session_of, others), stage.world.school.id):
        async with stage.refuses(NotFound):
            await end_session(speaking(stage, session), key)
    async with stage.refuses(NotFound):
        await end_session(speaking(stage, others[0]), session_of(session))


async def test_ending_the_others_ends_what_is_left_of_them_and_counts_it(stage: Stage, account: Account, session: Begun) -> None:
    lapsed = await begun(account, now=NOW - LIFETIMES.absolute)
    ended, *others = [await begun(account) for _ in range(4)]
    stranger = await begun(stage.world.accounts[Role.MINISTRY])
    await log_out(speaking(stage, ended))
    assert await end_other_sessions(speaking(stage, session)) == 3
    assert [await end_of(each) for each in others] == [EndReason.OWNER] * 3
    assert [await end_of(each) for each in (lapsed, ended, session, stranger)] == [None, EndReason.LOGOUT, None, None]
    assert await stands(session)
    async with stage.leaves_no_trace():
        assert await end_other_sessions(speaking(stage, session)) == 0


async def test_without_a_session_there_is_none_to_leave(stage: Stage) -> None:
    ctx = stage.as_role(Role.SCHOOL)
    assert ctx.actor.session_id is None
    for act in (log_out, end_other_sessions):
        async with stage.refuses(SessionEnded):
            await act(ctx)


async def test_whoever_manages_an_account_ends_all_of_its_sessions(stage: Stage, account: Account, session: Begun) -> None:
    other = await begun(account)
    ended = await end_sessions_of(account.id, EndReason.ACCOUNT, stage.clock.now())
    assert set(ended) == {session_of(session), session_of(other)}
    assert [await end_of(each) for each in (session, other)] == [EndReason.ACCOUNT] * 2
    assert await end_sessions_of(account.id, EndReason.ACCOUNT, stage.clock.now()) == []


async def test_revocations_are_numbered_without_gaps_also_where_some_are_rolled_back(stage: Stage, account: Account) -> None:
    sessions = [await begun(account) for _ in range(6)]
    endings = [log_out(speaking(stage, each)) for each in sessions[:5]]
    nobody = replace(sessions[5].actor, session_id=None)
    await asyncio.gather(*endings, end_other_sessions(stage.as_actor(nobody)), return_exceptions=True)
    await log_out(speaking(stage, sessions[5]))
    assert [each.seq for each in await Revocation.all().order_by("seq")] == [1, 2, 3, 4, 5, 6]


async def test_only_digests_are_stored(stage: Stage, session: Begun) -> None:
    pair = await refresh(stage, session.tokens.refresh_token)
    assert {each.digest for each in await RefreshToken.all()} == {digest_of(pair.refresh_token), digest_of(session.tokens.refresh_token)}
    stored = str(await everything_stored())
    assert pair.refresh_token not in stored
    assert session.tokens.refresh_token not in stored
