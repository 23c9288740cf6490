"""Accounts that schools had before there were modules (原有的学校账号), taken over from a list (guide section 3)."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from actions.account import level_columns, refused_by_username
from actions.activation import Issued, account_act, issue_codes
from actions.context import ActionContext
from actions.inputs import required_text
from actions.transaction import one_transaction, whole_action_retried
from auth.activation import ActivationCodes
from models import Account, School
from rules.accounts import AccountAct, check_manages, check_username, levels_text
from rules.acts import ActName
from rules.errors import InvalidInput, Refusals, RuleError
from rules.permissions import OLD_SCHOOL_LEVELS
from rules.roles import Role


@dataclass(frozen=True, slots=True)
class OldAccount:
    """One line of the list."""

    username: str
    display_name: str
    school_code: str


@whole_action_retried
async def import_old_accounts(ctx: ActionContext, codes: ActivationCodes, listed: Sequence[OldAccount]) -> list[Issued]:
    """Make every account of the list, with the levels that old ones have, and a code for each; all of them or none.

    Raises NotBelow, Refusals with one refusal for each line and field at fault (`field` is `lines.N.name`, N from 1 on), and
    UsernameTaken where somebody else makes one of them at this moment.
    """
    check_manages(ctx.actor.role, AccountAct.CREATE, Role.SCHOOL)
    now = ctx.clock.now()
    own = {} if ctx.actor.role is Role.SYSTEM else {"province_id": ctx.actor.province_code}
    schools = {school.code: school for school in await School.filter(**own)}
    _check(listed, schools, set(await Account.filter(username__in=[old.username for old in listed]).values_list("username", flat=True)))
    accounts = [
        Account(
            created_at=now,
            username=old.username,
            display_name=old.display_name.strip(),
            role=Role.SCHOOL,
            is_enabled=True,
            province_code=schools[old.school_code].province_id,
            school_id=schools[old.school_code].id,
            **level_columns(OLD_SCHOOL_LEVELS),
        )
        for old in listed
    ]
    async with one_transaction(ctx, now) as trail:
        with refused_by_username():
            await Account.bulk_create(accounts)
        issued = await issue_codes(codes, accounts, now)
        await trail.record(*(account_act(account, ActName.ACCOUNT_IMPORT, after=levels_text(OLD_SCHOOL_LEVELS)) for account in accounts))
    return issued


def _check(listed: Sequence[OldAccount], schools: dict[str, School], taken: set[object]) -> None:
    """Raise Refusals unless every line can be taken over."""
    times = Counter(old.username for old in listed)
    refusals: list[RuleError] = []
    for line, old in enumerate(listed, 1):
        try:
            if old.school_code not in schools:
                raise InvalidInput("schoolCode", f"第{line}行：没有院校代码为此的学校")
            check_username(Role.SCHOOL, old.username, place=old.school_code)
            if old.username in taken or times[old.username] > 1:
                raise InvalidInput("username", f"第{line}行：用户名重复")
            required_text("displayName", f"第{line}行：名称", old.display_name, 60)
        except InvalidInput as refusal:
            problem = refusal.problem if refusal.problem.startswith("第") else f"第{line}行：{refusal.problem}"
            refusals.append(InvalidInput(f"lines.{line}.{refusal.field}", problem))
    if refusals:
        raise Refusals(refusals)
