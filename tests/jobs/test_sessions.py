"""What is left of sessions is removed when nobody needs it: tokens with the session's expiry, the record of a login much later."""

from datetime import datetime, timedelta

import pytest

from actions.session import log_out, refresh_session
from jobs.rounds import PORTION
from jobs.sessions import REVOCATIONS_KEPT, Removed, run_once
from models import RefreshToken, Revocation, RevocationClock, Session
from rules.roles import Role
from tests.actions.stage import Stage
from tests.sessions import ISSUER, LIFETIMES, begun, session_of
from tests.world import NOW, build_world

HISTORY = timedelta(days=180)


@pytest.fixture
async def stage(database: str) -> Stage:
    return Stage(await build_world())


async def kept() -> tuple[int, int, int]:
    """Return how many sessions, refresh tokens and revocations there are."""
    return await Session.all().count(), await RefreshToken.all().count(), await Revocation.all().count()


async def test_what_is_in_use_stays(stage: Stage) -> None:
    session = await begun(stage.world.accounts[Role.SCHOOL])
    await refresh_session(session.tokens.refresh_token, issuer=ISSUER, signals=stage.signals, now=NOW)
    assert await run_once(NOW + LIFETIMES.idle - timedelta(seconds=1), HISTORY) == Removed(0, 0, 0)
    assert await kept() == (1, 2, 0)


async def test_tokens_go_with_the_expiry_and_the_session_stays_on_record_for_its_history(stage: Stage) -> None:
    session = await begun(stage.world.accounts[Role.SCHOOL])
    other = await begun(stage.world.accounts[Role.MINISTRY])
    await refresh_session(session.tokens.refresh_token, issuer=ISSUER, signals=stage.signals, now=NOW + timedelta(hours=1))
    assert await run_once(NOW + LIFETIMES.idle, HISTORY) == Removed(0, 1, 0)
    assert await RefreshToken.filter(session_id=session_of(other)).count() == 0
    over = NOW + timedelta(hours=1) + LIFETIMES.idle
    assert await run_once(over, HISTORY, since=NOW + LIFETIMES.idle) == Removed(0, 2, 0)
    assert await run_once(over + HISTORY - timedelta(hours=2), HISTORY, since=over) == Removed(0, 0, 0)
    assert await run_once(over + HISTORY, HISTORY, since=over) == Removed(2, 0, 0)
    assert await kept() == (0, 0, 0)


async def test_a_session_that_was_ended_is_still_there_to_tell_of(stage: Stage) -> None:
    session = await begun(stage.world.accounts[Role.SCHOOL])
    await log_out(stage.as_actor(session.actor))
    assert await run_once(NOW + LIFETIMES.idle, HISTORY) == Removed(0, 1, 1)
    assert (await Session.get()).ended_at == NOW


async def test_a_round_looks_only_at_what_has_expired_since_the_one_before(stage: Stage) -> None:
    await begun(stage.world.accounts[Role.SCHOOL])
    over = NOW + LIFETIMES.idle
    assert await run_once(over + timedelta(days=1), HISTORY, since=over) == Removed(0, 0, 0)
    assert await run_once(over + timedelta(days=1), HISTORY) == Removed(0, 1, 0)


async def test_old_revocations_go_and_their_numbers_are_not_used_again(stage: Stage) -> None:
    for _ in range(3):
        await log_out(stage.as_actor((await begun(stage.world.accounts[Role.SCHOOL])).actor))
    assert await run_once(NOW + REVOCATIONS_KEPT - timedelta(seconds=1), HISTORY) == Removed(0, 0, 0)
    assert await run_once(NOW + REVOCATIONS_KEPT, HISTORY) == Removed(0, 0, 3)
    assert (await RevocationClock.get()).seq == 3
    await log_out(stage.as_actor((await begun(stage.world.accounts[Role.SCHOOL])).actor))
    assert [each.seq for each in await Revocation.all()] == [4]


async def test_more_than_a_portion_goes_in_one_round(stage: Stage) -> None:
    def old(number: int) -> Revocation:
        return Revocation(seq=number, account_id=stage.world.school.id, created_at=datetime(2023, 1, 1, tzinfo=NOW.tzinfo))

    await Revocation.bulk_create([old(number) for number in range(1, PORTION + 3)])
    assert await run_once(NOW, HISTORY) == Removed(0, 0, PORTION + 2)
