"""Lists of employers' registrations."""

from enum import Enum

import strawberry

from rules.employer import EmployerStatus
from schema.fields import filter_input, filtered
from schema.filters import DateTimeFilter, EnumFilter, TextFilter
from schema.relay import order_input


class EmployerRegistrationOrderField(Enum):
    """Orders of registrations."""

    CREATED_AT = strawberry.enum_value("created_at", description="When it registered.")


@order_input("EmployerRegistrationOrder", EmployerRegistrationOrderField, "a list of employers' registrations")
class EmployerRegistrationOrder:
    """An order of registrations."""


@filter_input("registrations")
class EmployerRegistrationFilter:
    """Filter of registrations."""

    status: EnumFilter[EmployerStatus] | None = filtered("By where it stands (注册状态).", "status")
    name: TextFilter | None = filtered("By name (单位名称), whole or its beginning.", "name")
    uscc: TextFilter | None = filtered("By credit code (统一社会信用代码): several may claim the same.", "uscc")
    created_at: DateTimeFilter | None = filtered("By when it registered (注册时间).", "created_at")
