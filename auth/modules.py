"""The access matrix: which level each role holds on which module, and whether that meets a requirement (guide section 3)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final, Self

from auth.actor import Actor
from auth.scope import Rows, scope_columns
from rules.permissions import FIXED_LEVELS
from rules.roles import AccessLevel, Module, Role

Levels = Mapping[Module, AccessLevel]

NO_LEVELS: Final[Levels] = dict.fromkeys(Module, AccessLevel.NONE)
SYSTEM_LEVELS: Final[Levels] = dict.fromkeys(Module, AccessLevel.READ_WRITE)
"""What the account of a province's own system holds, and no other account of a province: what is declared for provinces that hold 读写 is
declared for such systems alone."""
_FIXED: Final[Mapping[Role, Levels]] = {**FIXED_LEVELS, Role.SYSTEM: NO_LEVELS}
"""Roles outside the matrix. Province and ministry never write business records; graduates and employers write their own rows.
SYSTEM is no account, so an account that claims to be it holds nothing."""


def held_levels(role: Role, own: Levels, school: Levels) -> Levels:
    """Return the level an account really holds on every module.

    `own` is its stored matrix; `school` the highest levels among its school's enabled accounts, which bound a department
    (other roles do not look at it). A module missing from either is NONE. Source: guide section 3, table 1.
    """
    if role is Role.SCHOOL:
        return {module: own.get(module, AccessLevel.NONE) for module in Module}
    if role is Role.DEPARTMENT:
        return {module: min(own.get(module, AccessLevel.NONE), school.get(module, AccessLevel.NONE)) for module in Module}
    return _FIXED[role]


def highest_levels(matrices: Sequence[Levels]) -> Levels:
    """Return the highest level of each module over several matrices; NONE everywhere when there is none."""
    return {module: max((matrix.get(module, AccessLevel.NONE) for matrix in matrices), default=AccessLevel.NONE) for module in Module}


@dataclass(frozen=True, slots=True)
class Requirement:
    """What one place of the schema asks for: one of the modules at a level, one of the roles, both, or nothing (`public`).

    Raises ValueError for a requirement that asks for nothing without saying `public`, or says so and asks: either is a slip
    that would open a field.
    """

    any_of: tuple[Module, ...] = ()
    level: AccessLevel = AccessLevel.READ_ONLY
    roles: tuple[Role, ...] = ()
    public: bool = False

    def __post_init__(self) -> None:
        if self.public == bool(self.any_of or self.roles):
            raise ValueError("a requirement names modules or roles, or is public, and never both")
        if self.any_of and self.level is AccessLevel.NONE:
            raise ValueError("a requirement of level NONE would let everybody in: name a level")


@dataclass(frozen=True, slots=True)
class Profile:
    """What of an asker decides how a read compiles: the role and the levels held, never whose rows. None = anonymous."""

    role: Role | None
    levels: tuple[AccessLevel, AccessLevel, AccessLevel]
    """Held levels in the order of `Module`."""

    @classmethod
    def of(cls, actor: Actor | None) -> Self:
        """Return the profile of an actor, or of an anonymous client."""
        levels = NO_LEVELS if actor is None else actor.levels
        employment, archive, hukou = (levels.get(module, AccessLevel.NONE) for module in Module)
        return cls(actor.role if actor else None, (employment, archive, hukou))

    def refusal(self, requirements: Sequence[Requirement]) -> dict[str, object] | None:
        """Return None when every requirement is met, else the facts of the first that is not, ready to be an error's `extensions`.

        `code` is UNAUTHENTICATED for anonymous clients, else FORBIDDEN. `anyOf`, `required` and `held` (the highest level held
        among `anyOf`) are names; `required` and `held` are None where no module was asked for. `roles` is there only where roles
        were asked for. No requirement at all is refused to everybody (`roles` is empty): deny by default.
        """
        if not requirements:
            return {**self._facts((), None), "roles": []}
        unmet = next((requirement for requirement in requirements if not self._meets(requirement)), None)
        if unmet is None:
            return None
        facts = self._facts(unmet.any_of, unmet.level if unmet.any_of else None)
        return {**facts, "roles": [role.name for role in unmet.roles]} if unmet.roles else facts

    def offers(self, requirements: Sequence[Requirement]) -> bool:
        """Return whether what may be done to a record is offered: where every requirement is met.

        The account of a province's own system is offered nothing: it reads what a province reads, and all that it does is import.
        """
        only_imports = self.role is Role.PROVINCE and AccessLevel.READ_WRITE in self.levels
        return not only_imports and self.refusal(requirements) is None

    def columns(self, rows: Rows) -> tuple[str, ...] | None:
        """Return the columns of the row scope; () = all rows, None = no rows (see `auth.scope`)."""
        return scope_columns(rows, self.role)

    def _held(self, modules: Sequence[Module]) -> AccessLevel:
        held = dict(zip(Module, self.levels, strict=True))
        return max((held[module] for module in modules), default=AccessLevel.NONE)

    def _meets(self, requirement: Requirement) -> bool:
        if requirement.public:
            return True
        if self.role is None:
            return False
        has_role = not requirement.roles or self.role in requirement.roles
        return has_role and (not requirement.any_of or self._held(requirement.any_of) >= requirement.level)

    def _facts(self, any_of: Sequence[Module], required: AccessLevel | None) -> dict[str, object]:
        return {
            "code": "UNAUTHENTICATED" if self.role is None else "FORBIDDEN",
            "anyOf": [module.name for module in any_of],
            "required": required.name if required is not None else None,
            "held": self._held(any_of).name if any_of else None,
        }
