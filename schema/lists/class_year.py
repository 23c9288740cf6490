"""Lists of class years, and of what waits in them."""

from enum import Enum

import strawberry

from rules.gate import ClassYearState
from schema.fields import filter_input, filtered
from schema.filters import EnumFilter, IntFilter
from schema.relay import order_input


class CohortOrderField(Enum):
    """Orders of class years."""

    YEAR = strawberry.enum_value("class_year", description="The class year.")


@order_input("CohortOrder", CohortOrderField, "a list of class years")
class CohortOrder:
    """An order of class years."""


@filter_input("class years")
class CohortFilter:
    """Filter of class years."""

    year: IntFilter | None = filtered("By class year (届).", "class_year")
    state: EnumFilter[ClassYearState] | None = filtered("By whether it takes writes (状态).", "state")


class OpenWorkOrderField(Enum):
    """Orders of what waits."""

    KIND = strawberry.enum_value("kind", description="What it is.")
    COUNT = strawberry.enum_value("waiting", description="How many wait.")


@order_input("OpenWorkOrder", OpenWorkOrderField, "a list of what waits")
class OpenWorkOrder:
    """An order of what waits."""
