"""Graduates: the roster card that any module opens, and the rest, which needs EMPLOYMENT."""

from collections.abc import Mapping
from datetime import datetime
from typing import TYPE_CHECKING, Annotated, Any

import strawberry

import models
from auth.scope import Rows
from rules.codes import ETHNICITIES, HARDSHIPS, POLITICAL_STATUSES, SEXES, TEACHER_TYPES, TRAINING_MODES
from rules.labels import DEGREE_LABELS, Label
from schema.access import ANY_MODULE, EMPLOYMENT, KNOWS_THE_ARCHIVE, KNOWS_THE_GRADUATE, KNOWS_THE_HUKOU
from schema.fields import column, entity, label, many, one
from schema.lists.agreement import AgreementFilter, AgreementOrder
from schema.lists.archive import ArchiveRecordFilter, ArchiveRecordOrder
from schema.lists.confirmation import ConfirmationFilter, ConfirmationOrder
from schema.lists.dispute import DisputeFilter, DisputeOrder
from schema.lists.hukou import HukouRecordFilter, HukouRecordOrder
from schema.lists.registration import DestinationRegistrationFilter, DestinationRegistrationOrder
from schema.lists.supplement import SupplementFilter, SupplementOrder
from schema.lists.termination import TerminationFilter, TerminationOrder
from schema.places import Department, School
from schema.relay import Connection, Node

if TYPE_CHECKING:
    from schema.agreement import Agreement
    from schema.archive import ArchiveRecord
    from schema.confirmation import Confirmation
    from schema.dispute import Dispute
    from schema.hukou import HukouRecord
    from schema.registration import CurrentDestination, DestinationRegistration
    from schema.supplement import Supplement
    from schema.termination import Termination


def labels(attribute: str, table: Mapping[str, str]) -> list[Label]:
    """Return the words of a code table as labels of a column."""
    return [Label({attribute: code}, text) for code, text in table.items()]


def private(description: str, attribute: str = "") -> Any:
    """Bind a column that no employer reads, not even of whom it has signed."""
    return column(description, attribute, access=KNOWS_THE_GRADUATE)


def private_label(description: str, attribute: str, table: Mapping[str, str]) -> Any:
    """Bind the words of such a column."""
    return label(description, labels(attribute, table), access=KNOWS_THE_GRADUATE)


@entity(models.Graduate, scope=Rows.GRADUATE, access=ANY_MODULE)
class Graduate(Node):
    """One person's graduation (毕业生) from one school in one class year, as the school's roster has it."""

    name: str = column("Name (姓名).")
    student_number: str | None = column("Student number (学号); null where the school keeps none, which lists print as --.")
    class_year: int = column("Class year (届).")
    major_code: str = column("Major's code (专业代码).")
    major_name: str = column("Major (专业), free text: 哲学 and 哲学类 both occur.")
    degree_code: str = column("Degree code (学历), e.g. 31.")
    degree_label: str | None = label("Degree in short (学历), e.g. 本科.", labels("degree_code", DEGREE_LABELS))
    school: School = one("School", "School (院校).", "school_id")
    department: Department = one("Department", "Department (院系).", "department_id")
    exam_number: str | None = column("Examination number (考生号).", access=EMPLOYMENT)
    id_number: str | None = column("Masked: 110000********0019 (身份证号).", "id_number_masked", access=EMPLOYMENT)
    training_mode: str | None = column("Training mode's code (培养方式); 2 and 4 are directed.", access=EMPLOYMENT)
    training_mode_label: str | None = label("Training mode (培养方式).", labels("training_mode", TRAINING_MODES), access=EMPLOYMENT)
    sex_code: str | None = private("Sex's code (性别), GB/T 2261.1.")
    sex_label: str | None = private_label("Sex (性别).", "sex_code", SEXES)
    ethnicity_code: str | None = private("Ethnicity's code (民族), GB/T 3304.")
    ethnicity_label: str | None = private_label("Ethnicity (民族).", "ethnicity_code", ETHNICITIES)
    political_status_code: str | None = private("Political status's code (政治面貌), GB/T 4762.")
    political_status_label: str | None = private_label("Political status (政治面貌).", "political_status_code", POLITICAL_STATUSES)
    class_name: str | None = column("Class (班级).", access=EMPLOYMENT)
    major_direction: str | None = column("Direction within the major (专业方向).", access=EMPLOYMENT)
    study_years: str | None = column("Years of study by halves (学制), e.g. 4 or 2.5.", access=EMPLOYMENT)
    directed_unit: str | None = private("The unit the graduate is trained for (定向或委培单位), where the training is directed.")
    directed_division: str | None = private("Its division (定向或委培单位所在地), GB/T 2260.")
    origin_code: str | None = private("Where the graduate comes from (生源地), a county, GB/T 2260.")
    teacher_type_code: str | None = private("Teacher training's code (师范生类别).")
    teacher_type_label: str | None = private_label("Teacher training (师范生类别).", "teacher_type_code", TEACHER_TYPES)
    hardship_code: str | None = private("Hardship's code (困难生类别).")
    hardship_label: str | None = private_label("Hardship (困难生类别).", "hardship_code", HARDSHIPS)
    enrolled_month: str | None = column("Month of enrolment (入学时间), YYYYMM.", access=EMPLOYMENT)
    graduated_month: str | None = column("Month of graduation (毕业时间), YYYYMM.", access=EMPLOYMENT)
    archive_in_school: bool | None = column("Whether the archive was moved to the school (档案是否转入学校).", access=KNOWS_THE_ARCHIVE)
    hukou_in_school: bool | None = column(
        "Whether the household registration was moved to the school (户口是否转入学校).", access=KNOWS_THE_HUKOU
    )
    former_police_station: str | None = private("Police station of the registration before that (入学前户口所在地派出所).")
    mobile: str | None = column("Mobile number (手机号码).", access=EMPLOYMENT)
    email: str | None = column("E-mail address (电子邮箱).", access=EMPLOYMENT)
    qq: str | None = private("QQ number (QQ号码).")
    home_address: str | None = private("Home address (家庭地址).")
    home_phone: str | None = private("Telephone at home (家庭电话).")
    home_postcode: str | None = private("Postcode of the home (家庭邮编).")
    confirmed_at: datetime | None = private(
        "When the graduate confirmed these data (信息确认时间); null before, and again after a correction. Signing begins with it."
    )
    version: int = column("Send it with every correction, and when confirming: one of an older version is refused.")
    destination: Annotated["CurrentDestination", strawberry.lazy("schema.registration")] | None = one(
        "CurrentDestination",
        "The destination that counts now (当前毕业去向); null where none does.",
        "id",
        access=KNOWS_THE_GRADUATE,
    )
    agreements: Connection[Annotated["Agreement", strawberry.lazy("schema.agreement")]] | None = many(
        "Agreement", "Agreements (就业协议), newest first.", order=AgreementOrder, filters=AgreementFilter, by="graduate_id"
    )
    supplements: Connection[Annotated["Supplement", strawberry.lazy("schema.supplement")]] | None = many(
        "Supplement", "Agreements signed on paper (补登), newest first.", order=SupplementOrder, filters=SupplementFilter, by="graduate_id"
    )
    terminations: Connection[Annotated["Termination", strawberry.lazy("schema.termination")]] | None = many(
        "Termination",
        "What was asked to be ended (解约), newest first.",
        order=TerminationOrder,
        filters=TerminationFilter,
        by="graduate_id",
    )
    registrations: Connection[Annotated["DestinationRegistration", strawberry.lazy("schema.registration")]] | None = many(
        "DestinationRegistration",
        "Other destinations (去向登记), newest first.",
        order=DestinationRegistrationOrder,
        filters=DestinationRegistrationFilter,
        by="graduate_id",
    )
    confirmations: Connection[Annotated["Confirmation", strawberry.lazy("schema.confirmation")]] | None = many(
        "Confirmation",
        "What it confirmed (去向登记确认), newest first.",
        order=ConfirmationOrder,
        filters=ConfirmationFilter,
        by="graduate_id",
    )
    archive_records: Connection[Annotated["ArchiveRecord", strawberry.lazy("schema.archive")]] | None = many(
        "ArchiveRecord",
        "What becomes of the archive (档案转递信息), newest first.",
        order=ArchiveRecordOrder,
        filters=ArchiveRecordFilter,
        by="graduate_id",
    )
    hukou_records: Connection[Annotated["HukouRecord", strawberry.lazy("schema.hukou")]] | None = many(
        "HukouRecord",
        "What becomes of the household registration (户口迁移信息), newest first.",
        order=HukouRecordOrder,
        filters=HukouRecordFilter,
        by="graduate_id",
    )
    disputes: Connection[Annotated["Dispute", strawberry.lazy("schema.dispute")]] | None = many(
        "Dispute", "What it disputed (信息异议), newest first.", order=DisputeOrder, filters=DisputeFilter, by="graduate_id"
    )
