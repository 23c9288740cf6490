"""Archives (档案信息管理): registering where they go, reviewing that, and noting how they travel."""

import strawberry

from actions.archive import (
    Parcel,
    receive_archive,
    register_archive,
    resubmit_archive,
    return_archive,
    send_archive,
    send_archives,
    submit_archive,
)
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
from rules.archive import MOST_SENT_AT_ONCE, ArchiveEntry
from rules.record_terms import RecordMove
from rules.roles import Module, Role
from rules.transfer_terms import DispatchMode, TransferType
from schema.archive import ArchiveRecord
from schema.errors import UserError
from schema.graduate import Graduate

WRITES = [Module.ARCHIVE]


@strawberry.input(description="Where an archive goes. All that is given of a receiver is needed, unless it stays at the school.")
class ArchiveEntryInput:
    """What is registered of an archive."""

    transfer_type: TransferType = strawberry.field(description="Where it goes (转递类型).")
    receiver_name: str | None = strawberry.field(default=None, description="Who receives it (档案接收单位名称), at most 50 characters.")
    receiver_division: str | None = strawberry.field(default=None, description="Where that is (接收单位所在地), six digits of GB/T 2260.")
    receiver_address: str | None = strawberry.field(default=None, description="Its address (接收单位地址), at most 100 characters.")
    receiver_postcode: str | None = strawberry.field(default=None, description="Its postcode (邮编), six digits; may be left out.")
    receiver_person: str | None = strawberry.field(default=None, description="Whom to ask there (接收联系人), never the graduate itself.")
    receiver_phone: str | None = strawberry.field(default=None, description="Their telephone (接收联系电话), 6 to 20 digits and hyphens.")
    dispatch_mode: DispatchMode | None = strawberry.field(default=None, description="How it is to travel (转递方式); may be left out.")

    @property
    def entry(self) -> ArchiveEntry:
        """What the action is given."""
        return ArchiveEntry(
            transfer_type=self.transfer_type,
            receiver_name=self.receiver_name,
            receiver_division=self.receiver_division,
            receiver_address=self.receiver_address,
            receiver_postcode=self.receiver_postcode,
            receiver_person=self.receiver_person,
            receiver_phone=self.receiver_phone,
            dispatch_mode=self.dispatch_mode,
        )


@strawberry.input(description="For which graduation, and where its archive goes.")
class SubmitArchiveInput:
    """Input of submitArchive."""

    graduate: strawberry.ID = strawberry.field(description="Which of your graduations (毕业生).")
    entry: ArchiveEntryInput = strawberry.field(description="Where the archive goes (档案转递信息).")


@strawberry.input(description="For which graduate of your school, and where its archive goes.")
class RegisterArchiveInput(SubmitArchiveInput):
    """Input of registerArchive."""


@strawberry.input(description="An archive's record as you saw it.")
class ArchiveRecordInput:
    """Input of acts that need no reason."""

    id: strawberry.ID = strawberry.field(description="Which record (档案转递信息).")
    version: int = strawberry.field(description="The version you saw; refused where it has changed since.")


@strawberry.input(description="A rejected record as you saw it, and all that it shall say.")
class ResubmitArchiveInput(ArchiveRecordInput):
    """Input of resubmitArchive."""

    entry: ArchiveEntryInput = strawberry.field(description="Where the archive goes (档案转递信息).")


@strawberry.input(description="A record as you saw it, and your decision.")
class ReviewArchiveInput(ArchiveRecordInput):
    """Input of reviewArchive."""

    decision: ReviewDecision = strawberry.field(description="What you decide (审核结果).")
    reason: str | None = strawberry.field(default=None, description="Why (原因), at most 500 characters; needed where it fails.")


@strawberry.input(description="One decision on many records, each as you saw it.")
class ReviewArchivesInput(BulkReviewInput):
    """Input of reviewArchives."""

    archives: list[ArchiveRecordInput] = strawberry.field(description=f"Which records (档案转递信息), {EACH_ONCE}")


@strawberry.input(description="An archive as it is sent, and its record as you saw it.")
class SendArchiveInput(ArchiveRecordInput):
    """Input of sendArchive."""

    mode: DispatchMode = strawberry.field(description="How it travels (转递方式).")
    tracking_no: str | None = strawberry.field(
        default=None, description="Tracking number (转递单号), at most 40 characters; needed unless somebody brings it."
    )

    @property
    def parcel(self) -> Parcel:
        """What the action is given."""
        return Parcel(id=key_of(ArchiveRecord, self.id), version=self.version, mode=self.mode, tracking_no=self.tracking_no)


@strawberry.input(description="Archives of one class year that are sent together.")
class SendArchivesInput:
    """Input of sendArchives."""

    archives: list[SendArchiveInput] = strawberry.field(description=f"Which (档案), 1 to {MOST_SENT_AT_ONCE}, each once.")


@strawberry.input(description="An archive's record as you saw it, and why the archive came back.")
class ReturnArchiveInput(ArchiveRecordInput):
    """Input of returnArchive."""

    reason: str = strawberry.field(description="Why (退回原因), at most 500 characters.")


@strawberry.type(description="What became of an act on an archive's record (档案转递信息).")
class ArchiveRecordPayload:
    """Payload of every act on an archive."""

    record: ArchiveRecord | None = strawberry.field(default=None, description="The record as it is now; null where the act was refused.")
    user_errors: list[UserError] = strawberry.field(default_factory=list, description="Why it was refused; empty where it was done.")


@strawberry.type(description="What became of one archive of sendArchives (批量寄出).")
class SendResult:
    """One of the results of sendArchives."""

    id: strawberry.ID = strawberry.field(description="Which record, as it was given.")
    record: ArchiveRecord | None = strawberry.field(default=None, description="The record as it is now (档案转递信息).")


@strawberry.type(description="What became of sendArchives (批量寄出).")
class SendArchivesPayload:
    """Payload of sendArchives."""

    results: list[SendResult] = strawberry.field(
        default_factory=list, description="One for each archive, in the order given; none where nothing was sent."
    )
    user_errors: list[UserError] = strawberry.field(default_factory=list, description="Why nothing was sent; empty where all was.")


@strawberry.type(description="What became of one record of a bulk review (批量审核).")
class ArchiveReviewResult(BulkReviewResult):
    """One of the results of reviewArchives."""

    record: ArchiveRecord | None = strawberry.field(default=None, description="The record (档案转递信息) now; null where it was refused.")


@strawberry.type(description="What became of reviewArchives (批量审核).")
class ReviewArchivesPayload(BulkReviewPayload):
    """Payload of reviewArchives."""

    results: list[ArchiveReviewResult] = results("record")


def shown(key: object) -> ArchiveRecordPayload:
    """Return the payload of an act that was done."""
    return ArchiveRecordPayload(record=located(ArchiveRecord, key))


@strawberry.type
class ArchiveMutation:
    """Mutations of archives."""

    @act(
        "Submit where your archive goes (登记档案转递信息), or change what is approved.",
        roles=[Role.GRADUATE],
        modules=WRITES,
    )
    async def submit_archive(self, info: Info, input: SubmitArchiveInput) -> ArchiveRecordPayload:
        return shown(await submit_archive(info.context.acting, key_of(Graduate, input.graduate), input.entry.entry))

    @act("Register it for a graduate of your school (学校登记), which is its review.", roles=[Role.SCHOOL], modules=WRITES)
    async def register_archive(self, info: Info, input: RegisterArchiveInput) -> ArchiveRecordPayload:
        return shown(await register_archive(info.context.acting, key_of(Graduate, input.graduate), input.entry.entry))

    @act("Change what was rejected and submit it again (修改后重新提交).", roles=[Role.GRADUATE], modules=WRITES)
    async def resubmit_archive(self, info: Info, input: ResubmitArchiveInput) -> ArchiveRecordPayload:
        key = key_of(ArchiveRecord, input.id)
        return shown(await resubmit_archive(info.context.acting, key, input.entry.entry, version=input.version))

    @act("Cancel what is not approved (取消登记).", roles=[Role.GRADUATE], modules=WRITES)
    async def cancel_archive(self, info: Info, input: ArchiveRecordInput) -> ArchiveRecordPayload:
        key = key_of(ArchiveRecord, input.id)
        return shown(await move_record(info.context.acting, RecordKind.ARCHIVE, key, RecordMove.CANCEL, version=input.version))

    @act("Review a record that waits for you (审核).", roles=[Role.DEPARTMENT, Role.SCHOOL], modules=WRITES)
    async def review_archive(self, info: Info, input: ReviewArchiveInput) -> ArchiveRecordPayload:
        key, move = key_of(ArchiveRecord, input.id), MOVES[input.decision]
        acting = info.context.acting
        return shown(await move_record(acting, RecordKind.ARCHIVE, key, move, version=input.version, reason=input.reason))

    @act(
        "Review many records at once (批量审核); each is decided by itself.",
        roles=[Role.DEPARTMENT, Role.SCHOOL],
        modules=WRITES,
    )
    async def review_archives(self, info: Info, input: ReviewArchivesInput) -> ReviewArchivesPayload:
        told = await review_all(info, RecordKind.ARCHIVE, ArchiveRecord, input.archives, input, ArchiveReviewResult, "record")
        return ReviewArchivesPayload(results=told)

    @act("Note that an archive was sent (寄出), also once more after it came back.", roles=[Role.SCHOOL], modules=WRITES)
    async def send_archive(self, info: Info, input: SendArchiveInput) -> ArchiveRecordPayload:
        return shown(await send_archive(info.context.acting, input.parcel))

    @act("Note that many archives were sent (批量寄出): all of them, or none.", roles=[Role.SCHOOL], modules=WRITES)
    async def send_archives(self, info: Info, input: SendArchivesInput) -> SendArchivesPayload:
        keys = await send_archives(info.context.acting, [each.parcel for each in input.archives])
        sent = zip(input.archives, keys, strict=True)
        return SendArchivesPayload(results=[SendResult(id=each.id, record=located(ArchiveRecord, key)) for each, key in sent])

    @act("Note that the receiver has an archive (签收).", roles=[Role.SCHOOL], modules=WRITES)
    async def receive_archive(self, info: Info, input: ArchiveRecordInput) -> ArchiveRecordPayload:
        return shown(await receive_archive(info.context.acting, key_of(ArchiveRecord, input.id), version=input.version))

    @act("Note that an archive came back (退回).", roles=[Role.SCHOOL], modules=WRITES)
    async def return_archive(self, info: Info, input: ReturnArchiveInput) -> ArchiveRecordPayload:
        key = key_of(ArchiveRecord, input.id)
        return shown(await return_archive(info.context.acting, key, version=input.version, reason=input.reason))
