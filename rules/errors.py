"""The catalogue of refusals: a stable code, the facts as attributes, a Chinese message that says what to do next."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import ClassVar

from rules.agreement_terms import Move, Status
from rules.employer_terms import EmployerMove, EmployerStatus
from rules.gate_terms import Feature
from rules.names import name_of
from rules.record_terms import RecordMove, RecordStatus
from rules.roles import Module, Role


class Code(StrEnum):
    """Why something was refused; clients branch on it, so a code is never renamed or reused."""

    NOT_FOUND = "NOT_FOUND"
    MOVE_NOT_ALLOWED = "MOVE_NOT_ALLOWED"
    CHANGED_MEANWHILE = "CHANGED_MEANWHILE"
    SLOT_TAKEN = "SLOT_TAKEN"
    DEADLINE_PASSED = "DEADLINE_PASSED"
    FEATURE_CLOSED = "FEATURE_CLOSED"
    FEATURE_ALREADY_OPEN = "FEATURE_ALREADY_OPEN"
    CLASS_YEAR_CLOSED = "CLASS_YEAR_CLOSED"
    CLASS_YEAR_ALREADY_OPEN = "CLASS_YEAR_ALREADY_OPEN"
    CLASS_YEAR_ALREADY_CLOSED = "CLASS_YEAR_ALREADY_CLOSED"
    AGREEMENT_TYPE_MISSING = "AGREEMENT_TYPE_MISSING"
    AGREEMENT_TYPE_IN_USE = "AGREEMENT_TYPE_IN_USE"
    NOT_SET_UP = "NOT_SET_UP"
    BASICS_UNCONFIRMED = "BASICS_UNCONFIRMED"
    ALREADY_CONFIRMED = "ALREADY_CONFIRMED"
    DUPLICATE_INVITATION = "DUPLICATE_INVITATION"
    INVITEE_NOT_FOUND = "INVITEE_NOT_FOUND"
    EMPLOYER_NOT_APPROVED = "EMPLOYER_NOT_APPROVED"
    DIRECTED_GRADUATE = "DIRECTED_GRADUATE"
    TERMINATION_UNDER_WAY = "TERMINATION_UNDER_WAY"
    TERMINATION_ELSEWHERE = "TERMINATION_ELSEWHERE"
    REASON_REQUIRED = "REASON_REQUIRED"
    INVALID_INPUT = "INVALID_INPUT"
    LEVEL_TOO_LOW = "LEVEL_TOO_LOW"
    LOGIN_FAILED = "LOGIN_FAILED"
    SESSION_ENDED = "SESSION_ENDED"
    TOKEN_REUSED = "TOKEN_REUSED"
    TOO_MANY_ATTEMPTS = "TOO_MANY_ATTEMPTS"
    BUSY = "BUSY"
    WEAK_PASSWORD = "WEAK_PASSWORD"
    NOT_BELOW = "NOT_BELOW"
    LEVEL_ABOVE_OWN = "LEVEL_ABOVE_OWN"
    USERNAME_TAKEN = "USERNAME_TAKEN"
    NOTHING_TO_CHANGE = "NOTHING_TO_CHANGE"
    ACTIVATION_FAILED = "ACTIVATION_FAILED"
    ALREADY_ACTIVATED = "ALREADY_ACTIVATED"
    ACCOUNT_OF_ANOTHER_SCHOOL = "ACCOUNT_OF_ANOTHER_SCHOOL"
    GRADUATE_IN_USE = "GRADUATE_IN_USE"
    IMPORT_UNDER_WAY = "IMPORT_UNDER_WAY"
    IMPORT_OVER = "IMPORT_OVER"
    IMPORT_BEING_WRITTEN = "IMPORT_BEING_WRITTEN"
    DOWNLOADS_UNDER_WAY = "DOWNLOADS_UNDER_WAY"
    DOWNLOAD_OVER = "DOWNLOAD_OVER"
    USCC_TAKEN = "USCC_TAKEN"
    ARCHIVE_DISPATCHED = "ARCHIVE_DISPATCHED"
    ARCHIVE_NOT_NEEDED = "ARCHIVE_NOT_NEEDED"
    DISPATCH_NOT_ALLOWED = "DISPATCH_NOT_ALLOWED"
    HUKOU_NOT_NEEDED = "HUKOU_NOT_NEEDED"
    RECORD_UNDER_WAY = "RECORD_UNDER_WAY"
    LOGIN_TICKET_INVALID = "LOGIN_TICKET_INVALID"
    IDEMPOTENCY_KEY_REUSED = "IDEMPOTENCY_KEY_REUSED"
    SHOWN_ONCE = "SHOWN_ONCE"
    CATEGORY_NOT_ALLOWED = "CATEGORY_NOT_ALLOWED"
    LOCKED_BY_SYNC = "LOCKED_BY_SYNC"
    CHANGES_ENDED = "CHANGES_ENDED"
    DESTINATION_MISSING = "DESTINATION_MISSING"
    DESTINATION_PENDING = "DESTINATION_PENDING"
    DESTINATION_CONFIRMED = "DESTINATION_CONFIRMED"
    ARCHIVE_MISSING = "ARCHIVE_MISSING"
    CONFIRMATION_CLOSED = "CONFIRMATION_CLOSED"
    NOTHING_CONFIRMED = "NOTHING_CONFIRMED"
    TOO_MANY_GRANTS = "TOO_MANY_GRANTS"
    GRANT_OVER = "GRANT_OVER"
    VERIFICATION_FAILED = "VERIFICATION_FAILED"
    DISPUTE_UNDER_WAY = "DISPUTE_UNDER_WAY"
    DISPUTE_OVER = "DISPUTE_OVER"
    NOT_DISPUTABLE = "NOT_DISPUTABLE"
    APPROVED_ELSEWHERE = "APPROVED_ELSEWHERE"
    INTERFACE_ACCOUNT = "INTERFACE_ACCOUNT"
    SET_UP_HERE = "SET_UP_HERE"
    SOURCE_VERSION_REUSED = "SOURCE_VERSION_REUSED"


class RuleError(Exception):
    """A refusal by a rule. Its text is the message with the facts filled in, terms by their Chinese names."""

    code: ClassVar[Code]
    message: ClassVar[str]
    field: str | None = None
    """The input field to correct, as GraphQL spells it; None where no single field is at fault."""
    retry_after: int | None = None
    """Seconds until it is worth trying again; None where waiting alone does not help."""

    def __str__(self) -> str:
        """Return the Chinese sentence for end users."""
        return self.message.format(**{fact: name_of(value) for fact, value in vars(self).items()})


class Refusals(Exception):
    """Several rows or fields are at fault: they are told together, so that they can be corrected together. Nothing was written."""

    def __init__(self, refusals: Sequence[RuleError]) -> None:
        super().__init__(refusals)
        self.refusals = refusals

    def __str__(self) -> str:
        """Return the Chinese sentences for end users, one a line."""
        return "\n".join(map(str, self.refusals))


class NotFound(RuleError):
    """The record does not exist, or lies outside the actor's rows: the two must look the same."""

    code = Code.NOT_FOUND
    message = "未找到该记录。请刷新列表后重试。"


@dataclass(eq=False)
class MoveNotAllowed(RuleError):
    """The table of transitions has no such move from this status for this role."""

    code = Code.MOVE_NOT_ALLOWED
    message = "当前状态为“{now}”，{role}不能执行“{move}”。请刷新后重试。"
    now: Status | EmployerStatus | RecordStatus
    move: Move | EmployerMove | RecordMove
    role: Role


class ChangedMeanwhile(RuleError):
    """Somebody else moved the record after the client had read it."""

    code = Code.CHANGED_MEANWHILE
    message = "该记录刚刚被更新。请刷新，核对最新内容后重试。"


class SlotTaken(RuleError):
    """The graduate already asks for or holds a destination; one graduate has one."""

    code = Code.SLOT_TAKEN
    message = "该毕业生已有审核中或已生效的去向，不能再签约、补登或登记其他去向。请等待审核结果，或先办理解约或作废。"


class DeadlinePassed(RuleError):
    """The reply deadline has come; its very instant belongs to the expired side."""

    code = Code.DEADLINE_PASSED
    message = "已超过应约截止时间，不能再处理。如双方仍有意向，请由用人单位重新发起签约。"


@dataclass(eq=False)
class FeatureClosed(RuleError):
    """The province has not opened the feature (first step of the gate)."""

    code = Code.FEATURE_CLOSED
    message = "本省尚未开启“{feature}”功能。请联系省级用户在“功能设置”中开启。"
    feature: Feature


@dataclass(eq=False)
class FeatureAlreadyOpen(RuleError):
    """The province has opened the feature before; opening is for ever, so there is nothing left to do."""

    code = Code.FEATURE_ALREADY_OPEN
    message = "本省已开启“{feature}”功能，一旦开启不可再关闭，无需重复开启。"
    feature: Feature


@dataclass(eq=False)
class ClassYearClosed(RuleError):
    """The class year is read-only, or unknown."""

    code = Code.CLASS_YEAR_CLOSED
    message = "{year}届当前不可办理。请核对届别后重试。"
    field = "classYear"
    year: int


class AgreementTypeMissing(RuleError):
    """A school has no agreement type for the class year (second step of the gate)."""

    code = Code.AGREEMENT_TYPE_MISSING
    message = "尚有学校未设置电子就业协议书类型。请由省级用户在“功能设置”中逐校设置。"


class AgreementTypeInUse(RuleError):
    """The school already has signing records of the class year, so its agreement type stands."""

    code = Code.AGREEMENT_TYPE_IN_USE
    message = "该校本届已有签约记录，电子就业协议书类型不能再修改。请保留原类型。"


class NotSetUp(RuleError):
    """The school has not finished its set-up (third step of the gate)."""

    code = Code.NOT_SET_UP
    message = "学校尚未完成签约或登记设置。请联系学校完成设置后再办理。"


class BasicsUnconfirmed(RuleError):
    """The graduate has not confirmed what the roster says yet, or the school has corrected it since."""

    code = Code.BASICS_UNCONFIRMED
    message = "请先核对并确认基本信息，再办理签约。如信息有误，请联系学校更正。"


class AlreadyConfirmed(RuleError):
    """The graduate has confirmed what the roster says, and nothing of it has changed since."""

    code = Code.ALREADY_CONFIRMED
    message = "您已确认过基本信息，且此后没有变更，无需重复确认。"


class DuplicateInvitation(RuleError):
    """The employer's earlier invitation of the same graduate still waits for an answer."""

    code = Code.DUPLICATE_INVITATION
    message = "已向该毕业生发起签约且仍在有效期内。请等待回应，或撤回后重新发起。"


class InviteeNotFound(RuleError):
    """No graduate fits what was typed. One neutral message, so that nobody can fish for names or numbers."""

    code = Code.INVITEE_NOT_FOUND
    message = "未找到与所填信息一致的毕业生。请与毕业生核对学校、届别、姓名和身份证号后重新填写。"


class EmployerNotApproved(RuleError):
    """The employer's registration is not approved, or no longer: it may not invite, and nobody may accept."""

    code = Code.EMPLOYER_NOT_APPROVED
    message = "用人单位注册信息尚未审核通过或已被停用，不能签约。请在审核通过后再操作。"


class DirectedGraduate(RuleError):
    """A graduate trained for a directed unit (定向、委培) must go there and cannot accept another employer online."""

    code = Code.DIRECTED_GRADUATE
    message = "定向或委托培养毕业生须到定向单位就业，不能应约其他单位。如培养方式有误，请联系学校更正。"


class TerminationUnderWay(RuleError):
    """Somebody has asked to end the agreement already, and it is not decided yet."""

    code = Code.TERMINATION_UNDER_WAY
    message = "该协议已有正在办理的解约申请。请等待办理结果，或由申请方撤回后重新申请。"


class TerminationElsewhere(RuleError):
    """An agreement is ended as it was signed: online by the two parties, on paper with the employer's letter, by the graduate."""

    code = Code.TERMINATION_ELSEWHERE
    message = "线上签订的协议须由毕业生或用人单位在线申请解约，线下签订和补登的协议须由毕业生上传解约函。请改用相应方式办理。"


class ReasonRequired(RuleError):
    """The move must be explained to those it concerns."""

    code = Code.REASON_REQUIRED
    message = "请填写原因后再提交。"
    field = "reason"


class InvalidInput(RuleError):
    """One input field is malformed. `problem` is a Chinese phrase and never repeats what was typed."""

    code = Code.INVALID_INPUT
    message = "填写有误：{problem}。请修改后重新提交。"

    def __init__(self, field: str, problem: str) -> None:
        super().__init__(field, problem)
        self.field = field
        self.problem = problem


@dataclass(eq=False)
class LevelTooLow(RuleError):
    """The account does not hold 读写 on the module the act belongs to."""

    code = Code.LEVEL_TOO_LOW
    message = "您的账号没有“{module}”的读写权限。请联系上级用户在“账号管理”中设置权限。"
    module: Module


class LockedBySync(RuleError):
    """Destinations and signings that came by sync are edited in the registration alone (guide section 8)."""

    code = Code.LOCKED_BY_SYNC
    message = "毕业去向及签约信息由登记系统同步，不能在就业台账中修改。请在登记系统中操作。"


class NotBelow(RuleError):
    """The account is visible, and managed by somebody else (guide section 3): each level manages the one below it."""

    code = Code.NOT_BELOW
    message = "该账号不由您管理。请联系其直接上级用户办理。"


@dataclass(eq=False)
class LevelAboveOwn(RuleError):
    """Nobody grants more than it holds, nor acts on an account that was granted more."""

    code = Code.LEVEL_ABOVE_OWN
    message = "该账号在“{module}”上的权限高于您自己的权限。请由权限更高的学校账号办理。"
    module: Module


class UsernameTaken(RuleError):
    """Another account has the name."""

    code = Code.USERNAME_TAKEN
    message = "该用户名已被使用。请换一个用户名后重新提交。"
    field = "username"


class NothingToChange(RuleError):
    """The record is already as it was to become, so nothing was written."""

    code = Code.NOTHING_TO_CHANGE
    message = "内容与现有信息一致，无需修改。"


class AlreadyActivated(RuleError):
    """The account has a password; a new code would end it, which is a reset and has to be explained."""

    code = Code.ALREADY_ACTIVATED
    message = "该毕业生的账号已激活，无需再发激活码。如遗忘密码，请使用“重置密码”。"


class AccountOfAnotherSchool(RuleError):
    """Another school put the person on a roster first; it alone issues codes, or any school could take over anybody's account."""

    code = Code.ACCOUNT_OF_ANOTHER_SCHOOL
    message = "该毕业生已有账号，由最先登记其学籍的学校管理。请毕业生使用已有账号登录，或联系该校重置密码。"


class GraduateInUse(RuleError):
    """Agreements hang on the record, so it stays."""

    code = Code.GRADUATE_IN_USE
    message = "该毕业生已有签约记录，不能从名册中删除。如信息有误，请使用“更正”。"
