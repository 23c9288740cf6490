"""Lists of imports of rosters, and of what is wrong with their files."""

from enum import Enum

import strawberry

from rules.roster_import import ImportState
from schema.fields import filter_input, filtered
from schema.filters import DateTimeFilter, EnumFilter, IDFilter, IntFilter
from schema.relay import order_input


class RosterImportOrderField(Enum):
    """Orders of imports."""

    CREATED_AT = strawberry.enum_value("created_at", description="When it was asked for.")


@order_input("RosterImportOrder", RosterImportOrderField, "a list of imports")
class RosterImportOrder:
    """An order of imports."""


@filter_input("imports")
class RosterImportFilter:
    """Filter of imports."""

    state: EnumFilter[ImportState] | None = filtered("By where it stands (状态).", "state")
    class_year: IntFilter | None = filtered("By class year (届).", "class_year")
    school: IDFilter | None = filtered("By school (院校).", "school_id", node="School")
    created_at: DateTimeFilter | None = filtered("By when it was asked for (发起时间).", "created_at")


class RosterProblemOrderField(Enum):
    """Orders of problems."""

    ROW_NUMBER = strawberry.enum_value("row_number", description="The row of the file.")


@order_input("RosterProblemOrder", RosterProblemOrderField, "what is wrong with a file")
class RosterProblemOrder:
    """An order of problems."""


@filter_input("problems")
class RosterProblemFilter:
    """Filter of problems."""

    row_number: IntFilter | None = filtered("By the row of the file (行号).", "row_number")
