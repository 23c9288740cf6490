"""Ending what was signed (解约): either party asks and the other answers, or the graduate hands in a letter; then it is reviewed."""

from uuid import UUID

import strawberry

from actions.record import move_record
from actions.termination import KIND, request_termination, review_termination, submit_termination
from planner.errors import BadUserInput
from resolvers.acts import act
from resolvers.agreement import WRITES
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
from rules.acts import RecordKind
from rules.record_terms import RecordMove
from rules.roles import Role
from schema.agreement import Agreement
from schema.errors import UserError
from schema.supplement import Supplement
from schema.termination import Termination
from schema.upload import Upload


@strawberry.input(description="An agreement in force as you saw it, and why it is to end.")
class RequestTerminationInput:
    """Input of requestTermination."""

    agreement: strawberry.ID = strawberry.field(description="Which agreement (就业协议), signed online.")
    version: int = strawberry.field(description="The agreement's version that you saw; refused where it has changed since.")
    reason: str = strawberry.field(description="Why (解约原因), at most 500 characters.")


@strawberry.input(description="What was signed on paper as you saw it, why it is to end, and the employer's letter. Give one of the two.")
class SubmitTerminationInput:
    """Input of submitTermination."""

    agreement: strawberry.ID | None = strawberry.field(default=None, description="Which agreement (就业协议), signed offline.")
    supplement: strawberry.ID | None = strawberry.field(default=None, description="Or which supplement (补登).")
    version: int = strawberry.field(description="Its version that you saw; refused where it has changed since.")
    reason: str = strawberry.field(description="Why (解约原因), at most 500 characters.")
    letter: strawberry.ID = strawberry.field(description="The employer's letter (解约函), by the ID that POST /files answered; used once.")

    @property
    def ended(self) -> tuple[RecordKind, UUID]:
        """What is to end. Raises BadUserInput unless exactly one is given."""
        if (self.agreement is None) == (self.supplement is None):
            raise BadUserInput("give either `agreement` or `supplement`")
        if self.agreement is not None:
            return RecordKind.AGREEMENT, key_of(Agreement, self.agreement)
        assert self.supplement is not None
        return RecordKind.SUPPLEMENT, key_of(Supplement, self.supplement)


@strawberry.input(description="A termination as you saw it.")
class TerminationInput:
    """Input of acts that need no reason."""

    id: strawberry.ID = strawberry.field(description="Which termination (解约).")
    version: int = strawberry.field(description="The version you saw; refused where it has changed since.")


@strawberry.input(description="A termination as you saw it, and why you refuse it.")
class RefuseTerminationInput(TerminationInput):
    """Input of refuseTermination."""

    reason: str = strawberry.field(description="Why (原因), at most 500 characters.")


@strawberry.input(description="A review of a termination as you saw it.")
class ReviewTerminationInput(TerminationInput):
    """Input of reviewTermination."""

    decision: ReviewDecision = strawberry.field(description="What you decide (审核结果).")
    reason: str | None = strawberry.field(default=None, description="Why (原因), at most 500 characters; needed where it fails.")


@strawberry.input(description="One decision on many terminations, each as you saw it.")
class ReviewTerminationsInput(BulkReviewInput):
    """Input of reviewTerminations."""

    terminations: list[TerminationInput] = strawberry.field(description=f"Which terminations (解约), {EACH_ONCE}")


@strawberry.type(description="What became of an act on a termination (解约).")
class TerminationPayload:
    """Payload of every act on a termination."""

    termination: Termination | None = strawberry.field(default=None, description="The termination as it is now; null where it was refused.")
    user_errors: list[UserError] = strawberry.field(default_factory=list, description="Why it was refused; empty where it was done.")


@strawberry.type(description="What became of one termination of a bulk review (批量审核).")
class TerminationReviewResult(BulkReviewResult):
    """One of the results of reviewTerminations."""

    termination: Termination | None = strawberry.field(default=None, description="The termination (解约) now; null where it was refused.")


@strawberry.type(description="What became of reviewTerminations (批量审核).")
class ReviewTerminationsPayload(BulkReviewPayload):
    """Payload of reviewTerminations."""

    results: list[TerminationReviewResult] = results("termination")


async def moved(info: Info, input: TerminationInput, move: RecordMove, reason: str | None = None) -> TerminationPayload:
    """Take one step in a termination's life that ends nothing yet. Raises RuleError, BadUserInput."""
    key = key_of(Termination, input.id)
    await move_record(info.context.acting, KIND, key, move, version=input.version, reason=reason)
    return TerminationPayload(termination=located(Termination, key))


@strawberry.type
class TerminationMutation:
    """Mutations of terminations."""

    @act(
        "Ask to end an agreement that was signed online (线上解约); the other party answers, then it is reviewed.",
        roles=[Role.GRADUATE, Role.EMPLOYER],
        modules=WRITES,
    )
    async def request_termination(self, info: Info, input: RequestTerminationInput) -> TerminationPayload:
        agreement = key_of(Agreement, input.agreement)
        key = await request_termination(info.context.acting, agreement, version=input.version, reason=input.reason)
        return TerminationPayload(termination=located(Termination, key))

    @act(
        "Ask to end what was signed on paper, with the employer's letter (线下解约); it is reviewed at once.",
        roles=[Role.GRADUATE],
        modules=WRITES,
    )
    async def submit_termination(self, info: Info, input: SubmitTerminationInput) -> TerminationPayload:
        letter = key_of(Upload, input.letter)
        key = await submit_termination(info.context.acting, *input.ended, letter, version=input.version, reason=input.reason)
        return TerminationPayload(termination=located(Termination, key))

    @act("Agree to a termination that the other party asked for (同意解约).", roles=[Role.GRADUATE, Role.EMPLOYER], modules=WRITES)
    async def agree_to_termination(self, info: Info, input: TerminationInput) -> TerminationPayload:
        return await moved(info, input, RecordMove.AGREE)

    @act("Refuse a termination that the other party asked for (不同意解约).", roles=[Role.GRADUATE, Role.EMPLOYER], modules=WRITES)
    async def refuse_termination(self, info: Info, input: RefuseTerminationInput) -> TerminationPayload:
        return await moved(info, input, RecordMove.REFUSE, input.reason)

    @act("Take back a termination that you asked for (撤回解约申请).", roles=[Role.GRADUATE, Role.EMPLOYER], modules=WRITES)
    async def withdraw_termination(self, info: Info, input: TerminationInput) -> TerminationPayload:
        return await moved(info, input, RecordMove.WITHDRAW)

    @act(
        "Review a termination that waits for you (审核解约): approved by the school, the agreement ends at once.",
        roles=[Role.DEPARTMENT, Role.SCHOOL],
        modules=WRITES,
    )
    async def review_termination(self, info: Info, input: ReviewTerminationInput) -> TerminationPayload:
        key = key_of(Termination, input.id)
        await review_termination(info.context.acting, key, MOVES[input.decision], version=input.version, reason=input.reason)
        return TerminationPayload(termination=located(Termination, key))

    @act(
        "Review many terminations at once (批量审核); each is decided by itself, and ends its agreement where it is approved.",
        roles=[Role.DEPARTMENT, Role.SCHOOL],
        modules=WRITES,
    )
    async def review_terminations(self, info: Info, input: ReviewTerminationsInput) -> ReviewTerminationsPayload:
        told = await review_all(info, KIND, Termination, input.terminations, input, TerminationReviewResult, "termination")
        return ReviewTerminationsPayload(results=told)
