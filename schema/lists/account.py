"""Lists of accounts."""

from enum import Enum

import strawberry

from rules.roles import Role
from schema.fields import filter_input, filtered
from schema.filters import BooleanFilter, EnumFilter, NullableIDFilter, TextFilter
from schema.relay import order_input


class AccountOrderField(Enum):
    """Orders of accounts."""

    USERNAME = strawberry.enum_value("username", description="The name it logs in with, by code point.")


@order_input("AccountOrder", AccountOrderField, "a list of accounts")
class AccountOrder:
    """An order of accounts."""


@filter_input("accounts")
class AccountFilter:
    """Filter of accounts."""

    username: TextFilter | None = filtered("By the name it logs in with (用户名), whole or its beginning.", "username")
    role: EnumFilter[Role] | None = filtered("By what it is (用户).", "role")
    is_enabled: BooleanFilter | None = filtered("By whether it may log in (是否启用).", "is_enabled")
    is_activated: BooleanFilter | None = filtered("By whether it has a password (是否激活).", "is_activated")
    school: NullableIDFilter | None = filtered("By school (院校).", "school_id", node="School")
    department: NullableIDFilter | None = filtered("By department (院系).", "department_id", node="Department")
