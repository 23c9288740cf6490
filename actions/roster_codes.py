"""The codes with which a school's graduates activate their accounts: issued by the school that put them on a roster first."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from actions.access import find_in_scope
from actions.account import reset_password
from actions.activation import Issued, account_act, issue_codes
from actions.context import ActionContext
from actions.once import done_once
from actions.roster import check_school
from actions.transaction import one_transaction, whole_action_retried
from auth.activation import ActivationCodes
from auth.actor import Actor
from auth.scope import Rows
from models import Account, Graduate
from rules.accounts import AccountAct, check_manages
from rules.acts import ActName
from rules.errors import AccountOfAnotherSchool, AlreadyActivated, ChangedMeanwhile, InvalidInput, NotFound, Refusals, RuleError
from rules.roles import Role
from rules.roster import MOST_AT_ONCE


@dataclass(frozen=True, slots=True)
class IssuedToGraduate:
    """A code and whom it is for."""

    graduate_id: UUID
    issued: Issued


@whole_action_retried
@done_once
async def issue_graduate_codes(ctx: ActionContext, codes: ActivationCodes, graduate_ids: Sequence[UUID]) -> list[IssuedToGraduate]:
    """Issue a code for each of the acting school's graduates, all of them or none; codes issued before are void.

    Raises LevelTooLow, InvalidInput, and Refusals with NotFound, AccountOfAnotherSchool, AlreadyActivated or InvalidInput (the same
    person twice) for each graduate at fault (`field` is `graduates.N`): a new code for an account in use is a reset, to be explained.
    """
    check_school(ctx.actor)
    check_manages(ctx.actor.role, AccountAct.ISSUE_CODE, Role.GRADUATE)
    if not 1 <= len(graduate_ids) <= MOST_AT_ONCE or len(set(graduate_ids)) < len(graduate_ids):
        raise InvalidInput("graduates", f"每次须选择1至{MOST_AT_ONCE}名不同的毕业生")
    accounts = await _accounts_of(ctx.actor, graduate_ids)
    now = ctx.clock.now()
    async with one_transaction(ctx, now) as trail:
        waiting = Account.filter(id__in=[account.id for account in accounts], password_hash=None)
        if len(await waiting.order_by("id").select_for_update(no_key=True)) < len(accounts):
            raise ChangedMeanwhile
        issued = await issue_codes(codes, accounts, now)
        await trail.record(*(account_act(account, ActName.ACCOUNT_ISSUE_CODE) for account in accounts))
        return trail.shows([IssuedToGraduate(graduate_id, one) for graduate_id, one in zip(graduate_ids, issued, strict=True)])


@done_once
async def reset_graduate(ctx: ActionContext, codes: ActivationCodes, graduate_id: UUID, *, reason: str) -> IssuedToGraduate:
    """End the password and all sessions of a graduate's account; return the code that lets the graduate set another.

    Raises LevelTooLow, NotFound, AccountOfAnotherSchool, InvalidInput, ChangedMeanwhile.
    """
    check_school(ctx.actor)
    graduate = await find_in_scope(Graduate, Rows.GRADUATE, graduate_id, ctx.actor)
    account = await Account.get_or_none(person_id=graduate.person_id)
    if account is None:
        raise NotFound
    if account.school_id != ctx.actor.school_id:
        raise AccountOfAnotherSchool
    issued = await reset_password(ctx, codes, account.id, version=account.version, reason=reason)
    return IssuedToGraduate(graduate_id, issued)


async def _accounts_of(actor: Actor, graduate_ids: Sequence[UUID]) -> list[Account]:
    """Return the accounts of graduates in their order. Raises Refusals unless this school may issue a code for every one of them."""
    graduates = {graduate.id: graduate for graduate in await Graduate.filter(id__in=list(graduate_ids), school_id=actor.school_id)}
    people = [graduate.person_id for graduate in graduates.values()]
    accounts = {account.person_id: account for account in await Account.filter(person_id__in=people)}
    found: list[Account] = []
    refusals: list[RuleError] = []
    for number, graduate_id in enumerate(graduate_ids):
        graduate = graduates.get(graduate_id)
        account = accounts.get(graduate.person_id) if graduate is not None else None
        refusal: RuleError | None = None
        if graduate is None or account is None:
            refusal = NotFound()
        elif account.school_id != actor.school_id:
            refusal = AccountOfAnotherSchool()
        elif account in found:
            refusal = InvalidInput("", f"第{number + 1}名毕业生与前面的一名是同一人")
        elif account.is_activated:
            refusal = AlreadyActivated()
        else:
            found.append(account)
        if refusal is not None:
            refusal.field = f"graduates.{number}"
            refusals.append(refusal)
    if refusals:
        raise Refusals(refusals)
    return found
