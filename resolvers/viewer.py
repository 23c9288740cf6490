"""Whoever is logged in, as it sees itself: what it holds, of whom it is, and the menus it can open."""

import strawberry

from actions.openness import open_features
from auth.actor import Actor
from models import Graduate as GraduateRow
from resolvers.context import Info, own
from rules.accounts import MATRIX_ROLES
from rules.menus import ShownMenu, menus_of
from rules.names import LEVEL_NAMES, MODULE_NAMES
from rules.permissions import LEVEL_MEANINGS, TABLE_1, enters_employment_system
from rules.roles import AccessLevel, Module, Role
from schema.access import Public
from schema.employer import Employer, EmployerRegistration
from schema.graduate import Graduate
from schema.places import Department, Province, School

SHARED = frozenset({Role.MINISTRY, Role.PROVINCE, Role.SCHOOL, Role.DEPARTMENT})
"""Roles whose accounts are also accounts of the 就业管理系统 (guide section 1)."""


@strawberry.type(description="A level held on a module (模块管理权限).")
class Permission:
    """One row of the matrix."""

    module: Module = strawberry.field(description="Module (管理模块).")
    module_label: str = strawberry.field(description="The module, as the guide's table 1 prints it, e.g. 档案信息.")
    level: AccessLevel = strawberry.field(description="Level held (权限).")
    level_label: str = strawberry.field(description="The level, as table 1 prints it: 读写, 只读, 无权限.")
    level_meaning: str = strawberry.field(description="What the level lets do in any module, word for word from the guide (权限说明).")
    in_employment_system: str | None = strawberry.field(
        description="What it means in the 就业管理系统, word for word from table 1; null for whoever is not in that table (schools and "
        "departments are)."
    )
    in_registration_system: str | None = strawberry.field(description="What it means here (登记系统), word for word from table 1.")


@strawberry.type(description="An entry of the menu bar (菜单).")
class Menu:
    """One entry."""

    key: str = strawberry.field(description="Never changes: choose page and icon by it (菜单标识).")
    title: str = strawberry.field(description="As the menu bar prints it (名称).")
    is_open: bool = strawberry.field(
        description="Whether what it leads to is open for you (是否开启); one that is not can be shown greyed out."
    )
    children: list["Menu"] = strawberry.field(description="The entries under it (下级菜单).")


@strawberry.type(description="Of whom an account is (所属): what is none of its own is null.")
class ViewerScope:
    """The records that say whose rows an account sees."""

    province: Province | None = strawberry.field(default=None, description="Its province, or the one above it (省份).")
    school: School | None = strawberry.field(default=None, description="Its school (院校).")
    department: Department | None = strawberry.field(default=None, description="Its department (院系).")
    employer: Employer | None = strawberry.field(default=None, description="The employer it is of (用人单位).")
    registration: EmployerRegistration | None = strawberry.field(default=None, description="That employer's registration (单位注册信息).")
    graduations: list[Graduate | None] | None = strawberry.field(
        default=None, description="A graduate's graduations (毕业生), the latest class year first: one person may have several."
    )


async def resolve_scope(root: strawberry.Parent["Viewer"]) -> ViewerScope:
    """Return the viewer's own records."""
    return await scope_of(root.actor)


async def resolve_menus(root: strawberry.Parent["Viewer"]) -> list[Menu]:
    """Return the viewer's menus, and what is open."""
    return [menu_of(menu) for menu in menus_of(root.actor.role, root.actor.levels, await open_features(root.actor))]


@strawberry.type(description="Whoever is logged in (当前用户).")
class Viewer:
    """The account behind a request."""

    actor: strawberry.Private[Actor]
    account: str = strawberry.field(description="Account name (用户名), e.g. 11jy20.")
    display_name: str = strawberry.field(description="Name to be greeted by (名称), e.g. 北京市.")
    role: Role = strawberry.field(description="What it is (用户).")
    permissions: list[Permission] = strawberry.field(description="What it holds, a level for each module (模块管理权限).")
    enters_employment_system: bool = strawberry.field(
        description="Whether it gets into the 就业管理系统 (前往就业管理系统) too: 无权限 on 基本信息和就业信息 shuts it out of all of it."
    )

    scope: ViewerScope = strawberry.field(resolver=resolve_scope, description="Of whom it is (所属).")
    menus: list[Menu] = strawberry.field(
        resolver=resolve_menus, description="Its menu bar (菜单栏), from left to right; a module that it cannot enter is not in it."
    )


async def scope_of(actor: Actor) -> ViewerScope:
    """Return an actor's own records; each is read through the planner where it is selected."""
    match actor.role:
        case Role.PROVINCE:
            return ViewerScope(province=own(Province, actor.province_code))
        case Role.SCHOOL:
            return ViewerScope(province=own(Province, actor.province_code), school=own(School, actor.school_id))
        case Role.DEPARTMENT:
            department = own(Department, actor.department_id)
            return ViewerScope(province=own(Province, actor.province_code), school=own(School, actor.school_id), department=department)
        case Role.EMPLOYER:
            employer, registration = own(Employer, actor.employer_id), own(EmployerRegistration, actor.employer_id)
            return ViewerScope(province=own(Province, actor.province_code), employer=employer, registration=registration)
        case Role.GRADUATE:
            graduations = await GraduateRow.filter(person_id=actor.person_id).order_by("-class_year", "id")
            return ViewerScope(graduations=[own(Graduate, graduation.id) for graduation in graduations])
    return ViewerScope()


def viewer_of(actor: Actor) -> Viewer:
    """Return an actor as it sees itself."""
    return Viewer(
        actor=actor,
        account=actor.username,
        display_name=actor.display_name,
        role=actor.role,
        permissions=[permission_of(actor, module) for module in Module],
        enters_employment_system=actor.role in SHARED and enters_employment_system(actor.levels),
    )


def permission_of(actor: Actor, module: Module) -> Permission:
    """Return what an actor holds on a module, and what table 1 says of it."""
    level = actor.levels[module]
    meaning = TABLE_1[module, level] if actor.role in MATRIX_ROLES else None
    return Permission(
        module=module,
        module_label=MODULE_NAMES[module],
        level=level,
        level_label=LEVEL_NAMES[level],
        level_meaning=LEVEL_MEANINGS[level],
        in_employment_system=meaning.employment_system if meaning else None,
        in_registration_system=meaning.registration if meaning else None,
    )


def menu_of(menu: ShownMenu) -> Menu:
    """Return an entry as clients see it."""
    return Menu(key=menu.key, title=menu.title, is_open=menu.is_open, children=[menu_of(child) for child in menu.children])


def resolve_viewer(info: Info) -> Viewer | None:
    """Return whoever is logged in."""
    return viewer_of(info.context.actor) if info.context.actor is not None else None


@strawberry.type
class ViewerQuery:
    """Queries about oneself."""

    viewer: Viewer | None = strawberry.field(
        resolver=resolve_viewer, description="Who is logged in; null where nobody is.", directives=[Public()]
    )
