"""Who one is."""

import strawberry

from auth.actor import Actor
from resolvers.context import Info
from rules.roles import AccessLevel, Module, Role
from schema.access import Public


@strawberry.type(description="A level held on a module (模块管理权限).")
class Permission:
    """One cell of the matrix."""

    module: Module = strawberry.field(description="Module (管理模块).")
    level: AccessLevel = strawberry.field(description="Level held (权限).")


@strawberry.type(description="Whoever is logged in (当前用户).")
class Viewer:
    """The account behind a request."""

    account: str = strawberry.field(description="Account name (用户名), e.g. 11jy20.")
    display_name: str = strawberry.field(description="Name to be greeted by (名称), e.g. 北京市.")
    role: Role = strawberry.field(description="What it is (用户).")
    permissions: list[Permission] = strawberry.field(description="What it holds, a level for each module (模块管理权限).")


def viewer_of(actor: Actor) -> Viewer:
    """Return an actor as it sees itself."""
    permissions = [Permission(module=module, level=actor.levels[module]) for module in Module]
    return Viewer(account=actor.username, display_name=actor.display_name, role=actor.role, permissions=permissions)


def resolve_viewer(info: Info) -> Viewer | None:
    """Return whoever is logged in."""
    return viewer_of(info.context.actor) if info.context.actor is not None else None


@strawberry.type
class AccountQuery:
    """Queries about oneself."""

    viewer: Viewer | None = strawberry.field(
        resolver=resolve_viewer, description="Who is logged in; null where nobody is.", directives=[Public()]
    )
