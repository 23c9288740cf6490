"""Lists of provinces, schools and departments."""

from enum import Enum

import strawberry

from schema.fields import filter_input, filtered
from schema.filters import IDFilter, TextFilter
from schema.relay import order_input


class ProvinceOrderField(Enum):
    """Orders of provinces."""

    CODE = strawberry.enum_value("code", description="The two-digit code.")


@order_input("ProvinceOrder", ProvinceOrderField, "a list of provinces")
class ProvinceOrder:
    """An order of provinces."""


class SchoolOrderField(Enum):
    """Orders of schools."""

    CODE = strawberry.enum_value("code", description="The five-digit code.")
    NAME = strawberry.enum_value("name", description="The name, by code point.")


@order_input("SchoolOrder", SchoolOrderField, "a list of schools")
class SchoolOrder:
    """An order of schools."""


@filter_input("schools")
class SchoolFilter:
    """Filter of schools."""

    code: TextFilter | None = filtered("By code (院校代码).", "code")
    name: TextFilter | None = filtered("By name (院校), whole or its beginning.", "name")
    province: IDFilter | None = filtered("By province (省份).", "province_id", node="Province")


class DepartmentOrderField(Enum):
    """Orders of departments."""

    NAME = strawberry.enum_value("name", description="The name, by code point.")


@order_input("DepartmentOrder", DepartmentOrderField, "a list of departments")
class DepartmentOrder:
    """An order of departments."""
