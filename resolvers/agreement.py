"""Signing (在线签约): inviting and answering online, reviewing and voiding both ways; applying offline: `resolvers.application`."""

import strawberry

from actions.agreement import accept, invite, move_agreement
from auth.throttle import failures_counted
from resolvers.acts import act
from resolvers.archive import ArchiveEntryInput
from resolvers.blocks import ARCHIVE_BESIDE, HUKOU_BESIDE, beside
from resolvers.bulk_review import (
    EACH_ONCE,
    MOVES,
    BulkReviewInput,
    BulkReviewPayload,
    BulkReviewResult,
    ReviewDecision,
    results,
    review_all,
)
from resolvers.context import Info, key_of, located
from resolvers.hukou import HukouEntryInput
from rules.acts import RecordKind
from rules.agreement import Move
from rules.errors import InviteeNotFound
from rules.roles import Module, Role
from rules.throttling import INVITEE_BY_EMPLOYER
from schema.agreement import Agreement
from schema.errors import UserError
from schema.places import School

WRITES = [Module.EMPLOYMENT]


@strawberry.input(description="Whom to invite. Name and identity number must be the roster's.")
class InviteGraduateInput:
    """Input of inviteGraduate."""

    school: strawberry.ID = strawberry.field(description="The graduate's school (院校).")
    class_year: int = strawberry.field(description="Class year (届).")
    name: str = strawberry.field(description="Name (姓名).")
    id_number: str = strawberry.field(description="Identity number (身份证号), 18 characters; never shown again.")
    position: str | None = strawberry.field(default=None, description="Job title (岗位), at most 60 characters.")
    monthly_pay: int | None = strawberry.field(default=None, description="Yuan a month (月薪).")


@strawberry.input(description="An agreement as you saw it.")
class AgreementInput:
    """Input of acts that need no reason."""

    id: strawberry.ID = strawberry.field(description="Which agreement (就业协议).")
    version: int = strawberry.field(description="The version you saw; refused where it has changed since.")


@strawberry.input(description="An invitation as you saw it.")
class AcceptInvitationInput(AgreementInput):
    """Input of acceptInvitation."""

    archive: ArchiveEntryInput | None = strawberry.field(default=None, description=ARCHIVE_BESIDE)
    hukou: HukouEntryInput | None = strawberry.field(default=None, description=HUKOU_BESIDE)


@strawberry.input(description="An agreement as you saw it, and why, where there is something to say.")
class RejectInvitationInput(AgreementInput):
    """Input of rejectInvitation."""

    reason: str | None = strawberry.field(default=None, description="Why (原因), at most 500 characters.")


@strawberry.input(description="A review of an agreement as you saw it.")
class ReviewAgreementInput(AgreementInput):
    """Input of reviewAgreement."""

    decision: ReviewDecision = strawberry.field(description="What you decide (审核结果).")
    reason: str | None = strawberry.field(default=None, description="Why (原因), at most 500 characters; needed where it fails.")


@strawberry.input(description="One decision on many agreements, each as you saw it.")
class ReviewAgreementsInput(BulkReviewInput):
    """Input of reviewAgreements."""

    agreements: list[AgreementInput] = strawberry.field(description=f"Which agreements (就业协议), {EACH_ONCE}")


@strawberry.input(description="An agreement as you saw it, and why it is void.")
class VoidAgreementInput(AgreementInput):
    """Input of voidAgreement."""

    reason: str = strawberry.field(description="Why (原因), at most 500 characters.")


@strawberry.type(description="What became of an act on an agreement (就业协议).")
class AgreementPayload:
    """Payload of every act on an agreement."""

    agreement: Agreement | None = strawberry.field(default=None, description="The agreement as it is now; null where the act was refused.")
    user_errors: list[UserError] = strawberry.field(default_factory=list, description="Why it was refused; empty where it was done.")


@strawberry.type(description="What became of one agreement of a bulk review (批量审核).")
class ReviewResult(BulkReviewResult):
    """One of the results of reviewAgreements."""

    agreement: Agreement | None = strawberry.field(default=None, description="The agreement (就业协议) now; null where it was refused.")


@strawberry.type(description="What became of reviewAgreements (批量审核).")
class ReviewAgreementsPayload(BulkReviewPayload):
    """Payload of reviewAgreements."""

    results: list[ReviewResult] = results("agreement")


async def moved(info: Info, input: AgreementInput, move: Move, reason: str | None = None) -> AgreementPayload:
    """Take one step in an agreement's life. Raises RuleError, BadUserInput."""
    key = key_of(Agreement, input.id)
    return AgreementPayload(
        agreement=located(Agreement, await move_agreement(info.context.acting, key, move, version=input.version, reason=reason))
    )


@strawberry.type
class AgreementMutation:
    """Mutations of agreements."""

    @act("Invite a graduate to sign (单位发起签约). Whether it has signed elsewhere does not show.", roles=[Role.EMPLOYER], modules=WRITES)
    async def invite_graduate(self, info: Info, input: InviteGraduateInput) -> AgreementPayload:
        acting, throttle = info.context.acting, info.context.throttle
        async with failures_counted(throttle, INVITEE_BY_EMPLOYER, str(acting.actor.employer_id), of=InviteeNotFound):
            key = await invite(
                acting,
                school_id=key_of(School, input.school),
                class_year=input.class_year,
                name=input.name,
                id_number=input.id_number,
                position=input.position,
                monthly_pay=input.monthly_pay,
            )
        return AgreementPayload(agreement=located(Agreement, key))

    @act("Withdraw an invitation before it is answered (撤回).", roles=[Role.EMPLOYER], modules=WRITES)
    async def withdraw_invitation(self, info: Info, input: AgreementInput) -> AgreementPayload:
        return await moved(info, input, Move.WITHDRAW)

    @act("Accept an invitation (应约): it goes to review, and no other can be accepted meanwhile.", roles=[Role.GRADUATE], modules=WRITES)
    async def accept_invitation(self, info: Info, input: AcceptInvitationInput) -> AgreementPayload:
        said = beside(input.archive, input.hukou)
        key = await accept(info.context.acting, key_of(Agreement, input.id), said, version=input.version)
        return AgreementPayload(agreement=located(Agreement, key))

    @act("Decline an invitation (拒绝).", roles=[Role.GRADUATE], modules=WRITES)
    async def reject_invitation(self, info: Info, input: RejectInvitationInput) -> AgreementPayload:
        return await moved(info, input, Move.REJECT, input.reason)

    @act("Review or attest an agreement that waits for you (审核, 鉴证).", roles=[Role.DEPARTMENT, Role.SCHOOL], modules=WRITES)
    async def review_agreement(self, info: Info, input: ReviewAgreementInput) -> AgreementPayload:
        return await moved(info, input, Move(MOVES[input.decision]), input.reason)

    @act(
        "Review or attest many agreements at once (批量审核); each is decided by itself.",
        roles=[Role.DEPARTMENT, Role.SCHOOL],
        modules=WRITES,
    )
    async def review_agreements(self, info: Info, input: ReviewAgreementsInput) -> ReviewAgreementsPayload:
        told = await review_all(info, RecordKind.AGREEMENT, Agreement, input.agreements, input, ReviewResult, "agreement")
        return ReviewAgreementsPayload(results=told)

    @act("Void an agreement that has a number (学校作废), which is never used again.", roles=[Role.SCHOOL], modules=WRITES)
    async def void_agreement(self, info: Info, input: VoidAgreementInput) -> AgreementPayload:
        return await moved(info, input, Move.VOID, input.reason)
