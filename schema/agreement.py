"""Agreements (就业协议) and their reviews."""

from datetime import date, datetime

import models
from auth.scope import Rows
from rules.agreement import Initiator, ReviewLevel, Status
from rules.gate import AgreementType, ReviewLevels
from rules.labels import AGREEMENT_TYPE_LABELS, INITIATOR_LABELS, NUMBER_PENDING_LABEL, STATUS_LABELS, Label
from rules.waiting import WAITS_FOR_LABELS
from schema.access import EMPLOYMENT, KNOWS_THE_GRADUATE
from schema.agreement_actions import AGREEMENT_ACTIONS
from schema.available import AvailableAction
from schema.blocks import ArchiveBlock, HukouBlock
from schema.employer import Employer
from schema.fields import address, available, column, entity, label, many, one
from schema.graduate import Graduate
from schema.lists.agreement import IssuedNumberOrder, ReviewOrder
from schema.lists.termination import TerminationFilter, TerminationOrder
from schema.lists.timeline import AgreementEventOrder
from schema.lists.upload import UploadOrder
from schema.places import Department, School
from schema.relay import Connection, Node
from schema.termination import Termination
from schema.timeline import AgreementEvent
from schema.upload import Upload

INITIATORS = [Label({"initiator": value}, text) for value, text in INITIATOR_LABELS.items()]
TYPES = [Label({"agreement_type": value}, text) for value, text in AGREEMENT_TYPE_LABELS.items()]


@entity(models.Review, scope=Rows.REVIEW, access=EMPLOYMENT)
class Review(Node):
    """One decision (审核, 鉴证) on an agreement; it never changes afterwards."""

    level: ReviewLevel = column("Who decided (审核级别).")
    is_passed: bool = column("Whether it passed (是否通过).")
    reason: str | None = column("Why it failed (不通过原因); null where it passed.")
    reviewed_at: datetime = column("When (审核时间).", "created_at")


@entity(models.IssuedNumber, scope=Rows.REVIEW, access=EMPLOYMENT)
class IssuedNumber(Node):
    """A number (协议编号) that an agreement was issued under, then or now; none is ever used again."""

    number: str = column("The nineteen digits (协议编号).")
    issued_at: datetime = column("When it was generated (生成时间).", "created_at")


@entity(models.Agreement, scope=Rows.AGREEMENT, access=EMPLOYMENT)
class Agreement(Node):
    """One agreement between a graduate and an employer (就业协议)."""

    status: Status = column("Where it stands (签约状态).")
    status_label: str | None = label("The status as lists print it (签约状态), e.g. 签约审核通过.", STATUS_LABELS)
    waits_for_label: str | None = label("Whose turn it is (待处理方): 毕业生, 单位, 院系, 学校; null where nobody's.", WAITS_FOR_LABELS)
    initiator: Initiator = column("Who started it (签约发起方).")
    initiator_label: str | None = label("Who started it, as lists print it: 单位 or 学生.", INITIATORS)
    agreement_number: str | None = column("Current number (当前协议编号), 19 digits; null until generated.", "number")
    agreement_number_label: str = column("The number, or 签约信息生效后生成 until there is one.", "number", otherwise=NUMBER_PENDING_LABEL)
    form_path: str | None = address(
        "Where its form (电子就业协议书) is got as PDF: `/documents/agreements/0192….pdf`; null while it has no number.",
        "/documents/agreements/",
        ".pdf",
        once="number",
    )
    agreement_type: AgreementType = column("Two or three parties, as set when it began (协议类型).")
    agreement_type_label: str | None = label("两方协议 or 三方协议.", TYPES)
    review_levels: ReviewLevels = column("Who reviews it, as set when it began (审核级别).")
    rejected_by: ReviewLevel | None = column("Which level failed it (审核不通过的级别); null where no review failed.")
    status_reason: str | None = column("Why it was failed, voided or declined (原因).")
    class_year: int = column("Class year (届).")
    employer_name: str = column("Employer as signed (签约单位).")
    employer: Employer | None = one("Employer", "The employer's registration (用人单位); null where it is not registered.", "employer_id")
    employer_uscc: str | None = column("The employer's credit code as the graduate typed it (统一社会信用代码); null online.")
    employer_contact: str | None = column("Whom to ask there (单位联系人), as the graduate typed it.")
    employer_phone: str | None = column("Their telephone (单位联系电话), as the graduate typed it.")
    invitee_name: str = column("Name as the employer typed it (姓名); offline the graduate's own.")
    invitee_id_last4: str = column("Last four characters of the identity number (身份证号), as the employer typed it online.")
    graduate: Graduate | None = one(
        "Graduate",
        "The graduate (毕业生); an employer sees it only from acceptance on.",
        "graduate_id",
        disclosed_by="is_graduate_disclosed",
    )
    school: School = one("School", "The graduate's school (院校).", "school_id")
    department: Department | None = one(
        "Department", "The graduate's department (院系); an employer reads it from `graduate`.", "department_id", access=KNOWS_THE_GRADUATE
    )
    position: str | None = column("Job title (岗位).")
    monthly_pay: int | None = column("Yuan a month (月薪).")
    work_address: str | None = column("Where the work is (工作地址).")
    start_date: date | None = column("First day of work (报到日期).")
    reply_deadline: datetime | None = column("From this instant on an unanswered invitation has expired (应约截止时间); null offline.")
    created_at: datetime = column("When it began (发起时间).")
    updated_at: datetime = column("When it last changed (更新时间).")
    version: int = column("Send it with every act: an act on an older version is refused.")
    available_actions: list[AvailableAction] = available(AGREEMENT_ACTIONS)
    reviews: Connection[Review] | None = many("Review", "Its reviews (审核记录), newest first.", order=ReviewOrder, by="agreement_id")
    terminations: Connection[Termination] | None = many(
        "Termination",
        "What was asked to end it (解约), newest first.",
        order=TerminationOrder,
        filters=TerminationFilter,
        by="agreement_id",
    )
    timeline: Connection[AgreementEvent] | None = many(
        "AgreementEvent", "What happened to it (办理进度), newest first.", order=AgreementEventOrder, by="agreement_id"
    )
    archive: ArchiveBlock | None = one(
        "ArchiveBlock",
        "What the graduate said of its archive with it (随去向填报的档案信息), registered once this is in force; null where nothing.",
        "id",
    )
    hukou: HukouBlock | None = one(
        "HukouBlock",
        "What the graduate said of its household registration with it (随去向填报的户口信息), registered likewise; null where nothing.",
        "id",
    )
    scans: Connection[Upload] | None = many(
        "Upload", "Stamped forms that were handed in (盖章扫描件), newest first.", order=UploadOrder, by="record_id"
    )
    numbers: Connection[IssuedNumber] | None = many(
        "IssuedNumber", "Every number it was issued under (历史协议编号), newest first.", order=IssuedNumberOrder, by="agreement_id"
    )
