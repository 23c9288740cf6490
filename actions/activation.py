"""One-time codes: issued by whoever manages an account, spent by whoever gives it its password."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Final
from uuid import UUID

from tortoise.expressions import F

from actions.context import ActionContext, Visitor
from actions.password import own_id_number
from actions.session import end_sessions_of
from actions.trail import Act
from actions.transaction import one_transaction, whole_action_retried
from auth.accounts import actor_of, find_account
from auth.activation import ActivationCodes
from auth.passwords import Passwords
from auth.throttle import Throttle, name_key
from models import Account, ActivationCode
from rules.acts import ActName, RecordKind
from rules.login_errors import ActivationFailed
from rules.sessions import EndReason
from rules.throttling import ACTIVATION_BY_ADDRESS, ACTIVATION_BY_NAME

_NOBODY: Final = UUID(int=0)
"""Stands in for an account that does not exist, so that its code is looked for all the same."""


@dataclass(frozen=True, slots=True)
class Issued:
    """A code as it is shown once, to whoever hands it on."""

    account_id: UUID
    username: str
    code: str = field(repr=False)
    expires_at: datetime


async def issue_codes(codes: ActivationCodes, accounts: Sequence[Account], now: datetime) -> list[Issued]:
    """Give each account a new code, which voids the one before; return them in the same order.

    Call it inside the transaction that decided it. Only digests are written.
    """
    expires_at = now + codes.lifetime
    issued = [Issued(account.id, account.username, codes.draw(), expires_at) for account in accounts]
    await ActivationCode.bulk_create(
        [
            ActivationCode(account_id=one.account_id, digest=codes.digest(one.account_id, one.code), expires_at=expires_at, created_at=now)
            for one in issued
        ],
        on_conflict=("account_id",),
        update_fields=("digest", "expires_at", "updated_at"),
    )
    return issued


async def activate(
    visitor: Visitor,
    *,
    login_name: str,
    code: str,
    new_password: str,
    codes: ActivationCodes,
    passwords: Passwords,
    throttle: Throttle,
) -> str:
    """Give an account its password, against its code; return its username. `login_name` is as `find_account` knows it.

    Ends every session the account has. Raises WeakPassword, TooManyAttempts, Busy, and ActivationFailed, with one message and equal
    queries, for everything that may be wrong with account and code.
    """
    await passwords.check_new(new_password, username=login_name)
    await throttle.take(ACTIVATION_BY_ADDRESS, visitor.origin.network)
    await throttle.take(ACTIVATION_BY_NAME, name_key(login_name, visitor.vault))
    account = await find_account(login_name, visitor.vault)
    account_id = account.id if account is not None else _NOBODY
    digest = codes.digest(account_id, code)
    holds = await ActivationCode.exists(account_id=account_id, digest=digest, expires_at__gt=visitor.clock.now())
    actor = await actor_of(account_id)
    if account is None or not holds or actor is None:
        raise ActivationFailed
    ctx = visitor.acting_as(actor)
    # Only whoever holds the code is told what the password has in common with the account's own names.
    await passwords.check_new(new_password, username=account.username, id_number=await own_id_number(ctx))
    # Hashing takes a tenth of a second, for which no transaction should be kept open. The code is spent after it, once.
    await _spend(ctx, account, digest, await passwords.hash(new_password))
    return account.username


@whole_action_retried
async def _spend(ctx: ActionContext, account: Account, digest: str, password_hash: str) -> None:
    """Delete the code if it still holds, and give the account its password. Raises ActivationFailed."""
    now = ctx.clock.now()
    async with one_transaction(ctx, now) as trail:
        if not await ActivationCode.filter(account_id=account.id, digest=digest, expires_at__gt=now).delete():
            raise ActivationFailed
        enabled = Account.filter(id=account.id, is_enabled=True)
        if not await enabled.update(password_hash=password_hash, epoch=F("epoch") + 1, version=F("version") + 1, updated_at=now):
            raise ActivationFailed
        await end_sessions_of(account.id, EndReason.PASSWORD, now)
        await trail.record(account_act(account, ActName.ACCOUNT_ACTIVATE))
        await trail.revoke(accounts=[account.id])


def account_act(account: Account, name: ActName, *, before: str | None = None, after: str | None = None, reason: str | None = None) -> Act:
    """Return what the trail says of something done to an account. Never a code or a password."""
    return Act(
        name=name,
        kind=RecordKind.ACCOUNT,
        record_id=account.id,
        province_code=account.province_code,
        school_id=account.school_id,
        before=before,
        after=after,
        reason=reason,
        account_role=account.role,
    )
