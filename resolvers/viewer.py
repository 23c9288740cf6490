"""Whoever is logged in, as it sees itself: what it holds, of whom it is, and the menus it can open."""

from datetime import datetime

import strawberry

from actions.openness import Opening, openings
from auth.actor import Actor
from models import Graduate as GraduateRow
from resolvers.context import Info, own
from resolvers.permissions import Permission, permission_of
from rules.gate import Feature
from rules.guides import GUIDE_OF
from rules.menus import ShownMenu, menus_of
from rules.names import FEATURE_NAMES
from rules.permissions import account_enters_employment_system
from rules.roles import Module, Role
from schema.access import Public
from schema.employer import Employer, EmployerRegistration
from schema.graduate import Graduate
from schema.places import Department, Province, School


@strawberry.type(description="An entry of the menu bar (菜单).")
class Menu:
    """One entry."""

    key: str = strawberry.field(description="Never changes: choose page and icon by it (菜单标识).")
    title: str = strawberry.field(description="As the menu bar prints it (名称).")
    is_open: bool = strawberry.field(
        description="Whether what it leads to is open for you (是否开启); one that is not can be shown greyed out."
    )
    children: list["Menu"] = strawberry.field(description="The entries under it (下级菜单).")


@strawberry.type(description="A feature (功能) as it is open for whoever asks.")
class OpenFeature:
    """One of the three features."""

    feature: Feature = strawberry.field(description="Which (功能).")
    label: str = strawberry.field(description="Its name (功能名称), e.g. 毕业去向登记与网签.")
    is_open: bool = strawberry.field(description="Whether you can use it (是否开启), as your menus have it.")
    opened_at: datetime | None = strawberry.field(
        description="When your province opened it (开启时间); null where it has not, and for whoever is of no one province."
    )
    set_up_at: datetime | None = strawberry.field(
        description="When your school set it up (设置完成时间), of the class years that take writes the latest; null where it has not, and "
        "for whoever is of no school."
    )


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
    usable = {feature for feature, opening in (await openings(root.actor)).items() if opening.is_open}
    return [menu_of(menu) for menu in menus_of(root.actor.role, root.actor.levels, usable)]


async def resolve_features(root: strawberry.Parent["Viewer"]) -> list[OpenFeature]:
    """Return every feature, and since when the viewer has it."""
    return [feature_of(feature, opening) for feature, opening in (await openings(root.actor)).items()]


def resolve_employment_system_url(root: strawberry.Parent["Viewer"], info: Info) -> str | None:
    """Return where the other system is, for whoever gets into it."""
    return info.context.employment_system_url if root.enters_employment_system else None


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

    employment_system_url: str | None = strawberry.field(
        resolver=resolve_employment_system_url,
        description="Where 前往就业管理系统 leads; null for whoever it shuts out, and where the operator has set none.",
    )
    guide_url: str | None = strawberry.field(
        description="The operation guide for your role (操作指南), a path on this server: a page; with `/download` behind it a file."
    )
    features: list[OpenFeature] = strawberry.field(
        resolver=resolve_features, description="The three features (功能), and since when they are open for you."
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
        permissions=[permission_of(actor.role, module, actor.levels[module]) for module in Module],
        enters_employment_system=account_enters_employment_system(actor.role, actor.levels),
        guide_url=GUIDE_OF[actor.role].path if actor.role in GUIDE_OF else None,
    )


def feature_of(feature: Feature, opening: Opening) -> OpenFeature:
    """Return a feature as clients see it."""
    return OpenFeature(
        feature=feature,
        label=FEATURE_NAMES[feature],
        is_open=opening.is_open,
        opened_at=opening.opened_at,
        set_up_at=opening.set_up_at,
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
