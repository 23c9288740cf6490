"""Lists of feature switches, agreement types and set-ups."""

from enum import Enum

import strawberry

from rules.gate import AgreementType, Enablement, Feature
from rules.waiting import Missing
from schema.fields import filter_input, filtered
from schema.filters import EnumFilter, IDFilter, IntFilter, NullableDateTimeFilter, NullableEnumFilter, TextFilter
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


class SchoolEnablementOrderField(Enum):
    """Orders of how far schools have come."""

    SCHOOL_CODE = strawberry.enum_value("school_code", description="The school's code.")
    SCHOOL_NAME = strawberry.enum_value("school_name", description="The school's name, by code point.")
    CLASS_YEAR = strawberry.enum_value("class_year", description="The class year.")
    AGREEMENT_TYPE = strawberry.enum_value("agreement_type", description="The agreement type; schools without one last.")
    DESTINATION = strawberry.enum_value("destination", description="How far it has come with 毕业去向登记与网签, by the word.")
    ARCHIVE = strawberry.enum_value("archive", description="How far it has come with 档案信息登记, by the word.")
    HUKOU = strawberry.enum_value("hukou", description="How far it has come with 户口信息登记, by the word.")
    DESTINATION_CONFIGURED_AT = strawberry.enum_value("destination_set_up_at", description="When 毕业去向登记与网签 was set up.")
    ARCHIVE_CONFIGURED_AT = strawberry.enum_value("archive_set_up_at", description="When 档案信息登记 was set up.")
    HUKOU_CONFIGURED_AT = strawberry.enum_value("hukou_set_up_at", description="When 户口信息登记 was set up.")


@order_input("SchoolEnablementOrder", SchoolEnablementOrderField, "a list of how far schools have come")
class SchoolEnablementOrder:
    """An order of how far schools have come."""


@filter_input("schools and class years")
class SchoolEnablementFilter:
    """Filter of how far schools have come."""

    class_year: IntFilter | None = filtered("By class year (届).", "class_year")
    school: IDFilter | None = filtered("By school (院校).", "school_id", node="School")
    province: IDFilter | None = filtered("By province (省份).", "province_code", node="Province")
    school_code: TextFilter | None = filtered("By the school's code (院校代码), whole or its beginning.", "school_code")
    school_name: TextFilter | None = filtered("By the school's name (院校名称), whole or its beginning.", "school_name")
    agreement_type: NullableEnumFilter[AgreementType] | None = filtered("By agreement type (电子就业协议书类型).", "agreement_type")
    destination: EnumFilter[Enablement] | None = filtered("By how far it has come with 毕业去向登记与网签.", "destination")
    archive: EnumFilter[Enablement] | None = filtered("By how far it has come with 档案信息登记.", "archive")
    hukou: EnumFilter[Enablement] | None = filtered("By how far it has come with 户口信息登记.", "hukou")
    destination_configured_at: NullableDateTimeFilter | None = filtered("By when 毕业去向登记与网签 was set up.", "destination_set_up_at")
    archive_configured_at: NullableDateTimeFilter | None = filtered("By when 档案信息登记 was set up.", "archive_set_up_at")
    hukou_configured_at: NullableDateTimeFilter | None = filtered("By when 户口信息登记 was set up.", "hukou_set_up_at")
