"""Lists of feature switches, agreement types and set-ups."""

from enum import Enum

import strawberry

from schema.fields import filter_input, filtered
from schema.filters import IntFilter
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
