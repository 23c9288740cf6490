"""Changing one's own password: whoever knows the old one goes on alone, and every other session is over."""

from dataclasses import dataclass
from datetime import datetime

from actions.context import ActionContext
from actions.session import end_others, speaking
from actions.trail import Act
from actions.transaction import one_transaction, whole_action_retried
from actions.unique import ONE_UNUSED_TOKEN, TryAgain, refused_by
from auth.passwords import Passwords
from auth.sessions import Issuer, TokenPair
from auth.throttle import Throttle
from auth.tokens import Claims
from models import Account, Person
from models.session import RefreshToken, Session
from rules.acts import ActName, RecordKind
from rules.errors import ChangedMeanwhile, InvalidInput
from rules.login_errors import SessionEnded, WeakPassword
from rules.sessions import EndReason
from rules.throttling import PASSWORD_CHANGE


@dataclass(frozen=True, slots=True)
class Means:
    """What changing a password needs besides the action's context."""

    passwords: Passwords
    throttle: Throttle
    issuer: Issuer


async def change_password(ctx: ActionContext, current: str, new: str, means: Means) -> TokenPair:
    """Set the actor's new password and return new tokens of the session that speaks; the tokens before no longer hold.

    Whoever stole those is locked out with the other sessions, which end. Raises WeakPassword, InvalidInput for a wrong present
    password, TooManyAttempts after several, Busy, ChangedMeanwhile, SessionEnded.
    """
    account = await Account.get(id=ctx.actor.account_id)
    id_number = await own_id_number(ctx)
    await means.passwords.check_new(new, username=account.username, id_number=id_number)
    if new == current:
        raise WeakPassword("与当前密码相同")
    await means.throttle.check(PASSWORD_CHANGE, str(account.id))
    if not await means.passwords.verify(account.password_hash, current):
        await means.throttle.count(PASSWORD_CHANGE, str(account.id))
        raise InvalidInput("currentPassword", "当前密码不正确")
    return await _replace_password(ctx, account, await means.passwords.hash(new), means.issuer)


async def own_id_number(ctx: ActionContext) -> str | None:
    """Return the identity number of the actor's person: no part of it makes a password."""
    if ctx.actor.person_id is None:
        return None
    person = await Person.get(id=ctx.actor.person_id)
    return ctx.vault.open(bytes(person.identity_cipher))


@whole_action_retried
async def _replace_password(ctx: ActionContext, account: Account, password_hash: str, issuer: Issuer) -> TokenPair:
    """Write the new password beside a raised epoch, so that a login with the old one that is under way does not begin a session."""
    now = ctx.clock.now()
    epoch = account.epoch + 1
    async with one_transaction(ctx, now) as trail:
        as_read = Account.filter(id=account.id, epoch=account.epoch, password_hash=account.password_hash, is_enabled=True)
        if not await as_read.update(password_hash=password_hash, epoch=epoch, updated_at=now):
            raise ChangedMeanwhile
        tokens = await _go_on(Claims(account.id, speaking(ctx), epoch), issuer, now)
        await end_others(ctx, EndReason.PASSWORD, now)
        await trail.record(_act(ctx, account))
        await trail.revoke(accounts=[account.id])
    return tokens


async def _go_on(claims: Claims, issuer: Issuer, now: datetime) -> TokenPair:
    """Move the session that speaks to the new epoch, under new tokens. Raises SessionEnded where it is over."""
    await RefreshToken.filter(session_id=claims.session_id, used_at=None).update(used_at=now, updated_at=now)
    session = await Session.get(id=claims.session_id)
    expires_at = issuer.lifetimes.expires_at(now, session.ends_at)
    unended = Session.filter(id=session.id, account_id=claims.account_id, ended_at=None, expires_at__gt=now)
    if not await unended.update(epoch=claims.epoch, refreshed_at=now, expires_at=expires_at, updated_at=now):
        raise SessionEnded
    # A refresh that commits in between leaves a token that the update above could not see yet.
    with refused_by(ONE_UNUSED_TOKEN, TryAgain("the session was refreshed meanwhile")):
        return await issuer.issue(claims, now, expires_at)


def _act(ctx: ActionContext, account: Account) -> Act:
    return Act(
        name=ActName.ACCOUNT_CHANGE_PASSWORD,
        kind=RecordKind.ACCOUNT,
        record_id=account.id,
        school_id=ctx.actor.school_id,
        province_code=ctx.actor.province_code,
        account_role=account.role,
    )
