"""What is open: a province's features, agreement types, and a school's set-ups."""

from datetime import date, datetime
from typing import Final

import models
from auth.scope import Rows
from rules.gate import AgreementType, Feature, ReviewLevels
from rules.labels import Label
from rules.waiting import MISSING_LABELS, Missing
from schema.access import ANY_MODULE, EMPLOYMENT
from schema.fields import column, entity, label, one
from schema.places import Province, School
from schema.relay import Node

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
    school: School = one("School", "Whose set-up (院校).", "school_id")
