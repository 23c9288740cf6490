"""What is open: a province's features, agreement types, and a school's set-ups."""

from datetime import date, datetime
from typing import Any, Final

import models
from auth.scope import Rows
from rules.gate import ENABLEMENT_LABELS, AgreementType, Enablement, Feature, ReviewLevels
from rules.labels import AGREEMENT_TYPE_LABELS, Label
from rules.names import FEATURE_NAMES
from rules.waiting import MISSING_LABELS, Missing
from schema.access import ANY_MODULE, EMPLOYMENT
from schema.fields import column, entity, label, one
from schema.places import Province, School
from schema.relay import Node

TYPES: Final = [Label({"agreement_type": kind}, text) for kind, text in AGREEMENT_TYPE_LABELS.items()]
GAPS: Final = [Label({"missing": step}, text) for step, text in MISSING_LABELS.items()]


@entity(models.FeatureSwitch, scope=Rows.FEATURE_SWITCH, access=ANY_MODULE)
class FeatureSwitch(Node):
    """A feature a province has opened, for ever (一旦开启，不可再关闭)."""

    feature: Feature = column("What is open (功能).")
    opened_at: datetime = column("When it was opened (开启时间).", "created_at")
    province: Province = one("Province", "Who opened it (省份).", "province_id")


@entity(models.AgreementTypeSetting, scope=Rows.AGREEMENT_TYPE, access=EMPLOYMENT)
class AgreementTypeSetting(Node):
    """The agreement type (电子就业协议书类型) a province set for one school and class year."""

    class_year: int = column("Class year (届).")
    agreement_type: AgreementType = column("Two or three parties (电子就业协议书类型).")
    school: School = one("School", "For which school (院校).", "school_id")


@entity(models.SetupGap, scope=Rows.SETUP, access=ANY_MODULE)
class SetupGap(Node):
    """A school that cannot use a feature of an open class year yet, though its province has opened it (未完成设置)."""

    school_code: str = column("The school's code (院校代码).")
    class_year: int = column("Class year (届).")
    feature: Feature = column("What cannot be used (功能).")
    missing: Missing = column("What is missing next (待办步骤).")
    missing_label: str | None = label("What is missing next, as a page prints it (待办步骤), e.g. 待学校完成设置.", GAPS)
    school: School = one("School", "Which school (院校).", "school_id")


def enablement(feature: Feature) -> Any:
    """Bind how far a school has come with a feature."""
    return column(f"How far it has come with {FEATURE_NAMES[feature]} (开启情况).", feature.lower())


def enablement_label(feature: Feature) -> Any:
    """Bind how far a school has come with a feature, as a page prints it."""
    cases = [Label({feature.lower(): state}, text) for state, text in ENABLEMENT_LABELS.items()]
    return label("How far it has come, as a page prints it (开启情况), e.g. 已开启.", cases)


@entity(models.SchoolEnablement, scope=Rows.SETUP, access=ANY_MODULE)
class SchoolEnablement(Node):
    """How far a school has come with every feature in a class year (高校开启情况)."""

    school_code: str = column("The school's code (院校代码).")
    school_name: str = column("The school's name (院校名称).")
    class_year: int = column("Class year (届).")
    agreement_type: AgreementType | None = column(
        "Two or three parties (电子就业协议书类型); null where its province has not set it.", access=EMPLOYMENT
    )
    agreement_type_label: str | None = label("Two or three parties, as a page prints it (电子就业协议书类型).", TYPES, access=EMPLOYMENT)
    destination: Enablement = enablement(Feature.DESTINATION)
    destination_label: str | None = enablement_label(Feature.DESTINATION)
    destination_opened_at: datetime | None = column("When its province opened it (开启时间); null where it has not.")
    destination_configured_at: datetime | None = column("When it was set up (签约设置时间); null where it is not.", "destination_set_up_at")
    archive: Enablement = enablement(Feature.ARCHIVE)
    archive_label: str | None = enablement_label(Feature.ARCHIVE)
    archive_opened_at: datetime | None = column("When its province opened it (开启时间); null where it has not.")
    archive_configured_at: datetime | None = column("When it was set up (登记设置时间); null where it is not.", "archive_set_up_at")
    hukou: Enablement = enablement(Feature.HUKOU)
    hukou_label: str | None = enablement_label(Feature.HUKOU)
    hukou_opened_at: datetime | None = column("When its province opened it (开启时间); null where it has not.")
    hukou_configured_at: datetime | None = column("When it was set up (登记设置时间); null where it is not.", "hukou_set_up_at")
    province: Province = one("Province", "Its province (省份).", "province_code")
    school: School = one("School", "Which school (院校).", "school_id")


@entity(models.SchoolSetup, scope=Rows.SETUP, access=ANY_MODULE)
class SchoolSetup(Node):
    """A school's set-up (签约设置, 登记设置) of one feature for one class year."""

    class_year: int = column("Class year (届).")
    feature: Feature = column("Of what (功能).")
    review_levels: ReviewLevels = column("Who reviews, in order (审核级别).")
    reply_days: int = column("Days an invited graduate has to answer, 1 to 30 (应约期限); invitations already sent keep theirs.")
    contact: str = column("Whom to ask (联系人).")
    supplement_levels: ReviewLevels | None = column("Who reviews supplementary registrations (补登审核级别); null = as `reviewLevels`.")
    termination_levels: ReviewLevels | None = column("Who reviews terminations (解约审核级别); null = as `reviewLevels`.")
    registration_levels: ReviewLevels | None = column("Who reviews other destinations (去向登记审核级别); null = as `reviewLevels`.")
    allowed_categories: str | None = column(
        "Codes of the destinations that graduates may register (可登记的去向类别), with blanks between, e.g. `11 12 80`; null = all."
    )
    confirm_from: date | None = column("First day in China to confirm a destination (确认开始日期); null = no first day.")
    confirm_until: date | None = column("Last day in China to confirm it, itself included (确认结束日期); null = no last day.")
    configured_at: datetime = column("When it was set up first (设置时间).", "created_at")
    updated_at: datetime = column("When it was last edited (更新时间).")
    school: School = one("School", "Whose set-up (院校).", "school_id")
