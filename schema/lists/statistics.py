"""Lists of schools' statistics."""

from enum import Enum

import strawberry

from schema.relay import order_input


class SchoolStatisticsOrderField(Enum):
    """Orders of schools' statistics."""

    GRADUATES = strawberry.enum_value("graduates", description="How many are on the roster.")
    EFFECTIVE = strawberry.enum_value("online_effective", description="How many online agreements are in force.")


@order_input("SchoolStatisticsOrder", SchoolStatisticsOrderField, "a list of schools' statistics")
class SchoolStatisticsOrder:
    """An order of schools' statistics."""
