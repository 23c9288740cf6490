"""The directives that say who may see what: `@access` and `@public`."""

from collections.abc import Iterable
from typing import Final

import strawberry
from strawberry.schema_directive import Location

from auth.modules import Requirement
from rules.roles import AccessLevel, Module, Role
from schema import enums as enums  # Modules, levels and roles are printed as GraphQL enums.


@strawberry.schema_directive(
    name="access",
    repeatable=True,
    locations=[
        Location.OBJECT,
        Location.FIELD_DEFINITION,
        Location.ARGUMENT_DEFINITION,
        Location.INPUT_FIELD_DEFINITION,
        Location.ENUM_VALUE,
    ],
    description="Who may use this: one of the roles, where named, holding the level on any of the modules, where named. "
    "Where several apply (object, field, target, argument), all of them must hold.",
)
class Access:
    """A requirement as the SDL prints it."""

    any_of: list[Module] | None = strawberry.UNSET
    level: AccessLevel = AccessLevel.READ_ONLY
    roles: list[Role] | None = strawberry.UNSET


@strawberry.schema_directive(
    name="public", locations=[Location.OBJECT, Location.FIELD_DEFINITION], description="Anybody may use this, also without an account."
)
class Public:
    """Waives every requirement, on purpose and in print."""


def access(*any_of: Module, level: AccessLevel = AccessLevel.READ_ONLY, roles: Iterable[Role] = ()) -> Access:
    """Return an `@access` directive; see `Requirement` for what it means."""
    named = list(roles)
    # A level is of modules: where none is named, none is printed.
    return Access(any_of=list(any_of) or strawberry.UNSET, level=level if any_of else strawberry.UNSET, roles=named or strawberry.UNSET)


def requirements_of(directives: Iterable[object]) -> tuple[Requirement, ...]:
    """Return what the access directives among a definition's directives ask for."""
    return tuple(found for directive in directives if (found := requirement_of(directive)) is not None)


def requirement_of(directive: object) -> Requirement | None:
    """Return what one directive asks for; None where it is not about access."""
    if isinstance(directive, Public):
        return Requirement(public=True)
    if isinstance(directive, Access):
        level = AccessLevel.READ_ONLY if directive.level is strawberry.UNSET else directive.level
        return Requirement(any_of=tuple(directive.any_of or ()), level=level, roles=tuple(directive.roles or ()))
    return None


EVERY_ACCOUNT: Final = access(roles=[role for role in Role if role is not Role.SYSTEM])
"""Whoever is logged in, whatever levels it holds: one's own sessions and password are no module's business."""
EMPLOYMENT: Final = access(Module.EMPLOYMENT)
"""基本信息和就业信息, read."""
ANY_MODULE: Final = access(Module.EMPLOYMENT, Module.ARCHIVE, Module.HUKOU)
"""Any one module, read: the roster card, and the names of places. An archive clerk must see whose archive it is."""
KNOWS_THE_GRADUATE: Final = access(Module.EMPLOYMENT, roles=[Role.MINISTRY, Role.PROVINCE, Role.SCHOOL, Role.DEPARTMENT, Role.GRADUATE])
"""What would tell an employer more of a graduate than it typed; after acceptance it reads `Agreement.graduate`."""
_STAFF: Final = (Role.MINISTRY, Role.PROVINCE, Role.SCHOOL, Role.DEPARTMENT)
STAFF: Final = access(Module.EMPLOYMENT, roles=_STAFF)
"""Sums over the graduates that one looks after. Also whoever gets into the 就业管理系统 (table 1): an account without this module does not,
whatever else it holds."""
ANY_STAFF: Final = access(Module.EMPLOYMENT, Module.ARCHIVE, Module.HUKOU, roles=_STAFF)
ARCHIVE_STAFF: Final = access(Module.ARCHIVE, roles=_STAFF)
HUKOU_STAFF: Final = access(Module.HUKOU, roles=_STAFF)
ARCHIVE: Final = access(Module.ARCHIVE)
HUKOU: Final = access(Module.HUKOU)
WHOLE_SCHOOLS: Final = access(Module.EMPLOYMENT, roles=[Role.MINISTRY, Role.PROVINCE, Role.SCHOOL])
"""Numbers of whole schools: not for a department, which would read its neighbours' numbers out of them."""
