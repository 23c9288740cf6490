"""Lists of feature switches, agreement types and set-ups."""

from enum import Enum

import strawberry

from rules.gate import Feature
from rules.waiting import Missing
from schema.fields import filter_input, filtered
from schema.filters import EnumFilter, IDFilter, IntFilter
from schema.relay import order_input


class FeatureSwitchOrderField(Enum):
    """Orders of switches."""

    CREATED_AT = strawberry.enum_value("created_at", description="When it was opened.")


@order_input("FeatureSwitchOrder", FeatureSwitchOrderField, "a list of open features")
class FeatureSwitchOrder:
    """An order of switches."""


class SetupOrderField(Enum):
    """Orders of set-ups."""

    CLASS_YEAR = strawberry.enum_value("class_year", description="The class year.")


@order_input("SetupOrder", SetupOrderField, "a list of set-ups")
class SetupOrder:
    """An order of set-ups."""


@filter_input("set-ups")
class SetupFilter:
    """Filter of set-ups."""

    class_year: IntFilter | None = filtered("By class year (届).", "class_year")
    feature: EnumFilter[Feature] | None = filtered("By feature (功能).", "feature")


class AgreementTypeOrderField(Enum):
    """Orders of agreement types."""

    CLASS_YEAR = strawberry.enum_value("class_year", description="The class year.")


@order_input("AgreementTypeOrder", AgreementTypeOrderField, "a list of agreement types")
class AgreementTypeOrder:
    """An order of agreement types."""


@filter_input("agreement types")
class AgreementTypeSettingFilter:
    """Filter of agreement types."""

    class_year: IntFilter | None = filtered("By class year (届).", "class_year")


class SetupGapOrderField(Enum):
    """Orders of what is not set up."""

    SCHOOL_CODE = strawberry.enum_value("school_code", description="The school's code.")


@order_input("SetupGapOrder", SetupGapOrderField, "a list of what is not set up")
class SetupGapOrder:
    """An order of what is not set up."""


@filter_input("schools and features")
class SetupGapFilter:
    """Filter of what is not set up."""

    class_year: IntFilter | None = filtered("By class year (届).", "class_year")
    feature: EnumFilter[Feature] | None = filtered("By feature (功能).", "feature")
    missing: EnumFilter[Missing] | None = filtered("By what is missing next (待办步骤).", "missing")
    school: IDFilter | None = filtered("By school (院校).", "school_id", node="School")
