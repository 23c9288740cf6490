"""Signing offline (线下签约): a graduate applies for the electronic agreement, changes what was rejected, cancels."""

from datetime import date

import strawberry

from actions.application import apply, resubmit, upload_scan
from actions.employer_terms import Terms
from resolvers.acts import act
from resolvers.agreement import WRITES, AgreementInput, AgreementPayload, moved
from resolvers.archive import ArchiveEntryInput
from resolvers.blocks import ARCHIVE_BESIDE, HUKOU_BESIDE, beside
from resolvers.context import Info, key_of, located
from resolvers.hukou import HukouEntryInput
from rules.agreement import Move
from rules.roles import Role
from schema.agreement import Agreement
from schema.graduate import Graduate
from schema.upload import Upload


@strawberry.input(description="An employer and what was agreed with it, as the graduate types it.")
class OfflineTermsInput:
    """What an offline signing says."""

    employer_name: str = strawberry.field(
        description="Name (单位名称), at most 60 characters; an employer that is approved here is named as it is registered."
    )
    employer_uscc: str = strawberry.field(description="Unified social credit code (统一社会信用代码), 18 characters.")
    employer_contact: str | None = strawberry.field(default=None, description="Whom to ask there (单位联系人), at most 40 characters.")
    employer_phone: str | None = strawberry.field(default=None, description="Telephone (单位联系电话), 6 to 20 digits and hyphens.")
    position: str | None = strawberry.field(default=None, description="Job title (岗位), at most 60 characters.")
    monthly_pay: int | None = strawberry.field(default=None, description="Yuan a month (月薪).")
    work_address: str | None = strawberry.field(default=None, description="Where the work is (工作地址), at most 120 characters.")
    start_date: date | None = strawberry.field(default=None, description="First day of work (报到日期).")

    @property
    def terms(self) -> Terms:
        """What the action is given."""
        return Terms(
            employer_name=self.employer_name,
            employer_uscc=self.employer_uscc,
            employer_contact=self.employer_contact,
            employer_phone=self.employer_phone,
            position=self.position,
            monthly_pay=self.monthly_pay,
            work_address=self.work_address,
            start_date=self.start_date,
        )


@strawberry.input(description="For which graduation, with whom, and on what terms.")
class ApplyForAgreementInput:
    """Input of applyForAgreement."""

    graduate: strawberry.ID = strawberry.field(description="Which of your graduations (毕业生).")
    terms: OfflineTermsInput = strawberry.field(description="With whom, and what was agreed (签约信息).")
    archive: ArchiveEntryInput | None = strawberry.field(default=None, description=ARCHIVE_BESIDE)
    hukou: HukouEntryInput | None = strawberry.field(default=None, description=HUKOU_BESIDE)


@strawberry.input(description="A rejected agreement as you saw it, and all its terms as they shall be.")
class ResubmitAgreementInput(AgreementInput):
    """Input of resubmitAgreement."""

    terms: OfflineTermsInput = strawberry.field(description="With whom, and what was agreed (签约信息).")
    archive: ArchiveEntryInput | None = strawberry.field(default=None, description=ARCHIVE_BESIDE)
    hukou: HukouEntryInput | None = strawberry.field(default=None, description=HUKOU_BESIDE)


@strawberry.input(description="An agreement as you saw it, and why, where there is something to say.")
class CancelAgreementInput(AgreementInput):
    """Input of cancelAgreement."""

    reason: str | None = strawberry.field(default=None, description="Why (原因), at most 500 characters.")


@strawberry.input(description="An issued agreement as you saw it, and its stamped form.")
class UploadScanInput(AgreementInput):
    """Input of uploadScan."""

    upload: strawberry.ID = strawberry.field(description="The scan (盖章扫描件), by the ID that POST /files answered; your own, used once.")


@strawberry.type
class ApplicationMutation:
    """Mutations of graduates who sign offline."""

    @act(
        "Apply for the electronic agreement to sign offline (申请电子就业协议): it is reviewed, and issued under a number.",
        roles=[Role.GRADUATE],
        modules=WRITES,
    )
    async def apply_for_agreement(self, info: Info, input: ApplyForAgreementInput) -> AgreementPayload:
        key = await apply(info.context.acting, key_of(Graduate, input.graduate), input.terms.terms, beside(input.archive, input.hukou))
        return AgreementPayload(agreement=located(Agreement, key))

    @act(
        "Change what was rejected and submit it again (修改后重新提交), for a new form under a new number.",
        roles=[Role.GRADUATE],
        modules=WRITES,
    )
    async def resubmit_agreement(self, info: Info, input: ResubmitAgreementInput) -> AgreementPayload:
        said = beside(input.archive, input.hukou)
        key = await resubmit(info.context.acting, key_of(Agreement, input.id), input.terms.terms, said, version=input.version)
        return AgreementPayload(agreement=located(Agreement, key))

    @act(
        "Hand in the stamped form of an offline signing (上传盖章扫描件): it goes to the second review.",
        roles=[Role.GRADUATE, Role.EMPLOYER],
        modules=WRITES,
    )
    async def upload_scan(self, info: Info, input: UploadScanInput) -> AgreementPayload:
        upload = key_of(Upload, input.upload)
        key = await upload_scan(info.context.acting, key_of(Agreement, input.id), upload, version=input.version)
        return AgreementPayload(agreement=located(Agreement, key))

    @act("Cancel an offline signing that is not in force yet (取消签约).", roles=[Role.GRADUATE], modules=WRITES)
    async def cancel_agreement(self, info: Info, input: CancelAgreementInput) -> AgreementPayload:
        return await moved(info, input, Move.CANCEL, input.reason)
