"""What levels on modules mean (账号模块管理权限): table 1 of the guide, whole or row by row."""

import strawberry

from rules.names import LEVEL_NAMES, MODULE_NAMES
from rules.permissions import LEVEL_MEANINGS, TABLE_1, meaning_of
from rules.roles import AccessLevel, Module, Role
from schema.account import MANAGERS


@strawberry.type(description="A level held on a module (模块管理权限).")
class Permission:
    """One row of table 1."""

    module: Module = strawberry.field(description="Module (管理模块).")
    module_label: str = strawberry.field(description="The module, as the guide's table 1 prints it, e.g. 档案信息.")
    level: AccessLevel = strawberry.field(description="Level held (权限).")
    level_label: str = strawberry.field(description="The level, as table 1 prints it: 读写, 只读, 无权限.")
    level_meaning: str = strawberry.field(description="What the level lets do in any module, word for word from the guide (权限说明).")
    in_employment_system: str = strawberry.field(
        description="What it means in the 就业管理系统: table 1's words for schools and departments, ours for the others."
    )
    in_registration_system: str = strawberry.field(description="What it means here (登记系统), from the same table.")
    enters_employment_system: bool = strawberry.field(
        description="Whether it leaves the 就业管理系统 open; one level that does not shuts out of all of it."
    )


def permission_of(role: Role, module: Module, level: AccessLevel) -> Permission:
    """Return what a level on a module means for an account of a role."""
    meaning = meaning_of(role, module, level)
    return Permission(
        module=module,
        module_label=MODULE_NAMES[module],
        level=level,
        level_label=LEVEL_NAMES[level],
        level_meaning=LEVEL_MEANINGS[level],
        in_employment_system=meaning.employment_system,
        in_registration_system=meaning.registration,
        enters_employment_system=meaning.enters_employment_system,
    )


def resolve_table() -> list[Permission] | None:
    """Return the table as the guide prints it."""
    return [permission_of(Role.SCHOOL, module, level) for module, level in TABLE_1]


@strawberry.type
class PermissionQuery:
    """The table of levels."""

    permission_table: list[Permission] | None = strawberry.field(
        resolver=resolve_table,
        description="Table 1 of the guide (账号模块管理权限), its nine rows in their order: what a page shows that sets levels.",
        directives=[MANAGERS],
    )
