"""What can be done to a record now (可执行操作): the moves and guards of `rules`, told before they are tried.

A rule then has two forms, the one that its action checks and the one that the planner compiles; tests hold them equal.
"""

from enum import Enum
from string import Formatter
from typing import Any, Final

import strawberry

from auth.modules import Requirement
from planner.predicates import FromColumn, Refused
from rules.errors import LevelTooLow, RuleError
from rules.names import name_of
from rules.roles import AccessLevel, Module
from schema.errors import UserError
from schema.fields import graphql_name


@strawberry.enum(name="Action", description="What can be done to a record (操作); each is a mutation of a like name.")
class ActionName(Enum):
    """Names of actions."""

    ACCEPT = strawberry.enum_value("ACCEPT", description="Accept an invitation (应约): acceptInvitation.")
    REJECT = strawberry.enum_value(
        "REJECT",
        description="Decline an invitation (拒绝): rejectInvitation. Reject a registration (审核不通过): reviewEmployer, with a reason.",
    )
    WITHDRAW = strawberry.enum_value(
        "WITHDRAW", description="Take back what was asked for (撤回): withdrawInvitation, withdrawTermination, withdrawDispute."
    )
    RESUBMIT = strawberry.enum_value("RESUBMIT", description="Change and submit again what was rejected (重新提交): resubmitAgreement.")
    UPLOAD_SCAN = strawberry.enum_value("UPLOAD_SCAN", description="Hand in the stamped form (上传盖章扫描件): uploadScan.")
    CANCEL = strawberry.enum_value("CANCEL", description="Cancel a signing that is not in force yet (取消): cancelAgreement.")
    PASS = strawberry.enum_value("PASS", description="Let a review pass (审核通过): reviewAgreement with PASS.")
    FAIL = strawberry.enum_value("FAIL", description="Let a review fail (审核不通过): reviewAgreement with FAIL; it needs a reason.")
    VOID = strawberry.enum_value("VOID", description="Void an agreement that has a number (作废): voidAgreement; it needs a reason.")
    TERMINATE = strawberry.enum_value(
        "TERMINATE",
        description="Ask to end what is in force (申请解约): requestTermination, or submitTermination of what was signed on paper; "
        "it needs a reason.",
    )
    AGREE = strawberry.enum_value(
        "AGREE", description="Agree to a termination that the other party asked for (同意解约): agreeToTermination."
    )
    REFUSE = strawberry.enum_value("REFUSE", description="Refuse it (不同意解约): refuseTermination; it needs a reason.")
    REQUEST_VOID = strawberry.enum_value("REQUEST_VOID", description="Ask that an approved registration be voided (申请作废).")
    KEEP = strawberry.enum_value("KEEP", description="Take that back (撤回作废申请).")
    SEND = strawberry.enum_value("SEND", description="Note that an archive was sent (寄出): sendArchive.")
    RECEIVE = strawberry.enum_value("RECEIVE", description="Note that its receiver has it (签收): receiveArchive.")
    RETURN = strawberry.enum_value("RETURN", description="Note that it came back (退回): returnArchive; it needs a reason.")
    RESOLVE = strawberry.enum_value("RESOLVE", description="Answer a dispute (答复异议): resolveDispute.")
    REVOKE = strawberry.enum_value("REVOKE", description="Take an authorisation back (撤销核验授权): revokeVerification.")
    SUBMIT = strawberry.enum_value("SUBMIT", description="Submit a registration for review (提交审核): submitEmployer.")
    APPROVE = strawberry.enum_value("APPROVE", description="Approve a registration (审核通过): reviewEmployer with APPROVE.")
    RENAME = strawberry.enum_value("RENAME", description="Change what an account is greeted by (修改名称): renameAccount.")
    SET_SYSTEM = strawberry.enum_value(
        "SET_SYSTEM", description="Say for which system of its province an account speaks (设置自建系统接口账号): setSourceSystem."
    )
    SET_LEVELS = strawberry.enum_value("SET_LEVELS", description="Grant an account other levels (设置模块管理权限): setAccountLevels.")
    DISABLE = strawberry.enum_value(
        "DISABLE", description="Let in no more (停用): disableAccount, or disableEmployer of a registration; it needs a reason."
    )
    ENABLE = strawberry.enum_value(
        "ENABLE", description="Let in again (启用): enableAccount, or enableEmployer of a registration; it needs a reason."
    )
    UPDATE = strawberry.enum_value("UPDATE", description="Change how an approved employer is reached (修改联系方式): updateEmployer.")
    RESET = strawberry.enum_value("RESET", description="End an account's password (重置密码): resetPassword; it needs a reason.")


@strawberry.type(description="Something that whoever asks could do with a record (可执行操作), by its state and its own role.")
class AvailableAction:
    """One action of a record."""

    action: ActionName = strawberry.field(description="What (操作).")
    allowed: bool = strawberry.field(description="Whether it would be done now (是否可执行).")
    reasons: list[UserError] = strawberry.field(description="Why it would be refused (原因); empty where it is allowed.")


def refused(error: type[RuleError], **facts: Any) -> Refused:
    """Return a refusal as the planner writes it: `facts` are terms of the rules, or `FromColumn` where the row has them."""
    message: list[str | FromColumn] = []
    for literal, name, _, _ in Formatter().parse(error.message):
        message.append(literal)
        if name is not None:
            fact = facts[name]
            message.append(fact if isinstance(fact, FromColumn) else str(name_of(fact)))
    return Refused(error.code, tuple(message), graphql_name(error.field) if error.field else None)


WRITES_EMPLOYMENT: Final = (Requirement((Module.EMPLOYMENT,), AccessLevel.READ_WRITE),)
"""What most actions need beside the role: 读写 on basic and employment data."""
NOTHING_MORE: Final = (Requirement(public=True),)
"""What an action needs that takes the role alone; to need nothing at all would be refused to everybody."""
EMPLOYMENT_TOO_LOW: Final = refused(LevelTooLow, module=Module.EMPLOYMENT)
"""What is said to whoever holds less."""
