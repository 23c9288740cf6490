"""Household registrations (户口信息管理): registering where they go, and reviewing that."""

import strawberry

from actions.hukou import register_hukou, resubmit_hukou, submit_hukou
from actions.record import move_record
from resolvers.acts import act
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
from rules.hukou import HukouEntry
from rules.record_terms import RecordMove
from rules.roles import Module, Role
from rules.transfer_terms import MigrationReason, MigrationType
from schema.errors import UserError
from schema.graduate import Graduate
from schema.hukou import HukouRecord

WRITES = [Module.HUKOU]


@strawberry.input(description="Where a household registration goes; nothing more where it stays at the school.")
class HukouEntryInput:
    """What is registered of a household registration."""

    migration_type: MigrationType = strawberry.field(description="Where it goes (迁移类型).")
    migration_reason: MigrationReason | None = strawberry.field(default=None, description="Why it goes (迁移原因).")
    destination_division: str | None = strawberry.field(default=None, description="Where to (迁往地), six digits of GB/T 2260.")
    destination_address: str | None = strawberry.field(
        default=None, description="The address there (迁往地址), to the door or the police station, at most 100 characters."
    )
    receiving_unit: str | None = strawberry.field(
        default=None, description="To whom (接收单位), at most 60 characters; needed where it goes to somebody."
    )

    @property
    def entry(self) -> HukouEntry:
        """What the action is given."""
        return HukouEntry(
            migration_type=self.migration_type,
            migration_reason=self.migration_reason,
            destination_division=self.destination_division,
            destination_address=self.destination_address,
            receiving_unit=self.receiving_unit,
        )


@strawberry.input(description="For which graduation, and where its household registration goes.")
class SubmitHukouInput:
    """Input of submitHukou."""

    graduate: strawberry.ID = strawberry.field(description="Which of your graduations (毕业生).")
    entry: HukouEntryInput = strawberry.field(description="Where the registration goes (户口迁移信息).")


@strawberry.input(description="For which graduate of your school, and where its household registration goes.")
class RegisterHukouInput(SubmitHukouInput):
    """Input of registerHukou."""


@strawberry.input(description="A household registration's record as you saw it.")
class HukouRecordInput:
    """Input of acts that need no reason."""

    id: strawberry.ID = strawberry.field(description="Which record (户口迁移信息).")
    version: int = strawberry.field(description="The version you saw; refused where it has changed since.")


@strawberry.input(description="A rejected record as you saw it, and all that it shall say.")
class ResubmitHukouInput(HukouRecordInput):
    """Input of resubmitHukou."""

    entry: HukouEntryInput = strawberry.field(description="Where the registration goes (户口迁移信息).")


@strawberry.input(description="A record as you saw it, and your decision.")
class ReviewHukouInput(HukouRecordInput):
    """Input of reviewHukou."""

    decision: ReviewDecision = strawberry.field(description="What you decide (审核结果).")
    reason: str | None = strawberry.field(default=None, description="Why (原因), at most 500 characters; needed where it fails.")


@strawberry.input(description="One decision on many records, each as you saw it.")
class ReviewHukousInput(BulkReviewInput):
    """Input of reviewHukous."""

    hukous: list[HukouRecordInput] = strawberry.field(description=f"Which records (户口迁移信息), {EACH_ONCE}")


@strawberry.type(description="What became of an act on a household registration's record (户口迁移信息).")
class HukouRecordPayload:
    """Payload of every act on a household registration."""

    record: HukouRecord | None = strawberry.field(default=None, description="The record as it is now; null where the act was refused.")
    user_errors: list[UserError] = strawberry.field(default_factory=list, description="Why it was refused; empty where it was done.")


@strawberry.type(description="What became of one record of a bulk review (批量审核).")
class HukouReviewResult(BulkReviewResult):
    """One of the results of reviewHukous."""

    record: HukouRecord | None = strawberry.field(default=None, description="The record (户口迁移信息) now; null where it was refused.")


@strawberry.type(description="What became of reviewHukous (批量审核).")
class ReviewHukousPayload(BulkReviewPayload):
    """Payload of reviewHukous."""

    results: list[HukouReviewResult] = results("record")


def shown(key: object) -> HukouRecordPayload:
    """Return the payload of an act that was done."""
    return HukouRecordPayload(record=located(HukouRecord, key))


@strawberry.type
class HukouMutation:
    """Mutations of household registrations."""

    @act(
        "Submit where your registration goes (登记户口迁移信息), or change what is approved.",
        roles=[Role.GRADUATE],
        modules=WRITES,
    )
    async def submit_hukou(self, info: Info, input: SubmitHukouInput) -> HukouRecordPayload:
        return shown(await submit_hukou(info.context.acting, key_of(Graduate, input.graduate), input.entry.entry))

    @act("Register it for a graduate of your school (学校登记), which is its review.", roles=[Role.SCHOOL], modules=WRITES)
    async def register_hukou(self, info: Info, input: RegisterHukouInput) -> HukouRecordPayload:
        return shown(await register_hukou(info.context.acting, key_of(Graduate, input.graduate), input.entry.entry))

    @act("Change what was rejected and submit it again (修改后重新提交).", roles=[Role.GRADUATE], modules=WRITES)
    async def resubmit_hukou(self, info: Info, input: ResubmitHukouInput) -> HukouRecordPayload:
        key = key_of(HukouRecord, input.id)
        return shown(await resubmit_hukou(info.context.acting, key, input.entry.entry, version=input.version))

    @act("Cancel what is not approved (取消登记).", roles=[Role.GRADUATE], modules=WRITES)
    async def cancel_hukou(self, info: Info, input: HukouRecordInput) -> HukouRecordPayload:
        key = key_of(HukouRecord, input.id)
        return shown(await move_record(info.context.acting, RecordKind.HUKOU, key, RecordMove.CANCEL, version=input.version))

    @act("Review a record that waits for you (审核).", roles=[Role.DEPARTMENT, Role.SCHOOL], modules=WRITES)
    async def review_hukou(self, info: Info, input: ReviewHukouInput) -> HukouRecordPayload:
        key, move = key_of(HukouRecord, input.id), MOVES[input.decision]
        acting = info.context.acting
        return shown(await move_record(acting, RecordKind.HUKOU, key, move, version=input.version, reason=input.reason))

    @act(
        "Review many records at once (批量审核); each is decided by itself.",
        roles=[Role.DEPARTMENT, Role.SCHOOL],
        modules=WRITES,
    )
    async def review_hukous(self, info: Info, input: ReviewHukousInput) -> ReviewHukousPayload:
        told = await review_all(info, RecordKind.HUKOU, HukouRecord, input.hukous, input, HukouReviewResult, "record")
        return ReviewHukousPayload(results=told)
