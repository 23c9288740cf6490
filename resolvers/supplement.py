"""Registering agreements that were signed on paper (补登): a graduate submits, changes, cancels; departments and schools review."""

from dataclasses import replace

import strawberry

from actions.record import move_record
from actions.supplement import KIND, PaperAgreement, resubmit_supplement, submit_supplement
from resolvers.acts import act
from resolvers.agreement import WRITES
from resolvers.application import OfflineTermsInput
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
from rules.record_terms import RecordMove
from rules.roles import Role
from schema.errors import UserError
from schema.graduate import Graduate
from schema.supplement import Supplement
from schema.upload import Upload


@strawberry.input(description="A paper agreement, as the graduate types it off.")
class PaperAgreementInput(OfflineTermsInput):
    """What a supplement says."""

    agreement_number: str = strawberry.field(description="The number on the paper (协议编号), at most 40 characters.")

    @property
    def paper(self) -> PaperAgreement:
        """What the action is given."""
        return PaperAgreement(self.agreement_number, self.terms)


@strawberry.input(description="For which graduation, what was signed, and its scan.")
class SubmitSupplementInput:
    """Input of submitSupplement."""

    graduate: strawberry.ID = strawberry.field(description="Which of your graduations (毕业生).")
    paper: PaperAgreementInput = strawberry.field(description="With whom, and what was agreed (签约信息).")
    scan: strawberry.ID = strawberry.field(description="The scan (协议扫描件), by the ID that POST /files answered; your own, used once.")
    archive: ArchiveEntryInput | None = strawberry.field(default=None, description=ARCHIVE_BESIDE)
    hukou: HukouEntryInput | None = strawberry.field(default=None, description=HUKOU_BESIDE)


@strawberry.input(description="A supplement as you saw it.")
class SupplementInput:
    """What every act on a supplement is given."""

    id: strawberry.ID = strawberry.field(description="Which supplement (补登).")
    version: int = strawberry.field(description="The version you saw; refused where it has changed since.")


@strawberry.input(description="A rejected supplement as you saw it, and all that it shall say.")
class ResubmitSupplementInput(SupplementInput):
    """Input of resubmitSupplement."""

    paper: PaperAgreementInput = strawberry.field(description="With whom, and what was agreed (签约信息).")
    scan: strawberry.ID | None = strawberry.field(
        default=None, description="Another scan (协议扫描件), where the first was at fault; what was uploaded before stays with it."
    )
    archive: ArchiveEntryInput | None = strawberry.field(default=None, description=ARCHIVE_BESIDE)
    hukou: HukouEntryInput | None = strawberry.field(default=None, description=HUKOU_BESIDE)


@strawberry.input(description="A supplement as you saw it, and why, where there is something to say.")
class CancelSupplementInput(SupplementInput):
    """Input of cancelSupplement."""

    reason: str | None = strawberry.field(default=None, description="Why (原因), at most 500 characters.")


@strawberry.input(description="A review of a supplement as you saw it.")
class ReviewSupplementInput(SupplementInput):
    """Input of reviewSupplement."""

    decision: ReviewDecision = strawberry.field(description="What you decide (审核结果).")
    reason: str | None = strawberry.field(default=None, description="Why (原因), at most 500 characters; needed where it fails.")


@strawberry.input(description="One decision on many supplements, each as you saw it.")
class ReviewSupplementsInput(BulkReviewInput):
    """Input of reviewSupplements."""

    supplements: list[SupplementInput] = strawberry.field(description=f"Which supplements (补登), {EACH_ONCE}")


@strawberry.input(description="A supplement as you saw it, and why it is void.")
class VoidSupplementInput(SupplementInput):
    """Input of voidSupplement."""

    reason: str = strawberry.field(description="Why (原因), at most 500 characters.")


@strawberry.type(description="What became of an act on a supplement (补登).")
class SupplementPayload:
    """Payload of every act on a supplement."""

    supplement: Supplement | None = strawberry.field(default=None, description="The supplement as it is now; null where it was refused.")
    user_errors: list[UserError] = strawberry.field(
        default_factory=list, description="Everything at fault, so that it can be corrected at once; empty where it was done."
    )


@strawberry.type(description="What became of one supplement of a bulk review (批量审核).")
class SupplementReviewResult(BulkReviewResult):
    """One of the results of reviewSupplements."""

    supplement: Supplement | None = strawberry.field(default=None, description="The supplement (补登) now; null where it was refused.")


@strawberry.type(description="What became of reviewSupplements (批量审核).")
class ReviewSupplementsPayload(BulkReviewPayload):
    """Payload of reviewSupplements."""

    results: list[SupplementReviewResult] = results("supplement")


def said_in(input: SubmitSupplementInput | ResubmitSupplementInput) -> PaperAgreement:
    """Return what an action is given."""
    return replace(input.paper.paper, beside=beside(input.archive, input.hukou))


async def moved(info: Info, input: SupplementInput, move: RecordMove, reason: str | None = None) -> SupplementPayload:
    """Take one step in a supplement's life. Raises RuleError, BadUserInput."""
    key = key_of(Supplement, input.id)
    await move_record(info.context.acting, KIND, key, move, version=input.version, reason=reason)
    return SupplementPayload(supplement=located(Supplement, key))


@strawberry.type
class SupplementMutation:
    """Mutations of supplements."""

    @act(
        "Register an agreement that was signed on paper, with its scan (补登): it is reviewed, and counts once the school has approved it.",
        roles=[Role.GRADUATE],
        modules=WRITES,
    )
    async def submit_supplement(self, info: Info, input: SubmitSupplementInput) -> SupplementPayload:
        graduate, scan = key_of(Graduate, input.graduate), key_of(Upload, input.scan)
        key = await submit_supplement(info.context.acting, graduate, said_in(input), scan)
        return SupplementPayload(supplement=located(Supplement, key))

    @act("Change what was rejected and submit it again (修改后重新提交).", roles=[Role.GRADUATE], modules=WRITES)
    async def resubmit_supplement(self, info: Info, input: ResubmitSupplementInput) -> SupplementPayload:
        key, scan = key_of(Supplement, input.id), None if input.scan is None else key_of(Upload, input.scan)
        await resubmit_supplement(info.context.acting, key, said_in(input), version=input.version, scan_id=scan)
        return SupplementPayload(supplement=located(Supplement, key))

    @act("Cancel a supplement that is not approved yet (取消补登).", roles=[Role.GRADUATE], modules=WRITES)
    async def cancel_supplement(self, info: Info, input: CancelSupplementInput) -> SupplementPayload:
        return await moved(info, input, RecordMove.CANCEL, input.reason)

    @act("Review a supplement that waits for you (审核补登).", roles=[Role.DEPARTMENT, Role.SCHOOL], modules=WRITES)
    async def review_supplement(self, info: Info, input: ReviewSupplementInput) -> SupplementPayload:
        return await moved(info, input, MOVES[input.decision], input.reason)

    @act(
        "Review many supplements at once (批量审核); each is decided by itself.",
        roles=[Role.DEPARTMENT, Role.SCHOOL],
        modules=WRITES,
    )
    async def review_supplements(self, info: Info, input: ReviewSupplementsInput) -> ReviewSupplementsPayload:
        told = await review_all(info, KIND, Supplement, input.supplements, input, SupplementReviewResult, "supplement")
        return ReviewSupplementsPayload(results=told)

    @act("Void an approved supplement (作废补登).", roles=[Role.SCHOOL], modules=WRITES)
    async def void_supplement(self, info: Info, input: VoidSupplementInput) -> SupplementPayload:
        return await moved(info, input, RecordMove.VOID, input.reason)
