"""Who acts: one account as every layer below the web knows it, or the clock."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final, Literal
from uuid import UUID

from rules.roles import AccessLevel, Module, Role

ScopeKey = Literal["account_id", "province_code", "school_id", "department_id", "person_id", "employer_id"]
"""The attributes of an actor that row scope may speak of."""

SCOPE_KEYS: Final[Mapping[Role, tuple[ScopeKey, ...]]] = {
    Role.MINISTRY: ("account_id",),
    Role.PROVINCE: ("account_id", "province_code"),
    Role.SCHOOL: ("account_id", "school_id"),
    Role.DEPARTMENT: ("account_id", "school_id", "department_id"),
    Role.GRADUATE: ("account_id", "person_id"),
    Role.EMPLOYER: ("account_id", "employer_id"),
    Role.SYSTEM: (),
}
"""What an actor of each role must carry, because its rows are found by it."""


@dataclass(frozen=True, slots=True)
class Actor:
    """One enabled account at one moment. Anonymous clients are None, never an Actor.

    `levels` are the levels HELD (see `auth.modules.held_levels`), not the stored ones. `session_id` is the session that speaks,
    None for whoever acts without one (the clock, a command); `address` is the client's, for the audit.
    Raises ValueError when a scope key of its role is missing: without it a filter would compare with NULL, which matches
    rows that belong to nobody (an agreement whose employer is not registered), so such an actor must not exist. Raises it too
    when an account claims to be the clock, since SYSTEM sees every agreement, or to speak for a system of no province.
    """

    account_id: UUID | None
    role: Role
    levels: Mapping[Module, AccessLevel]
    province_code: str | None = None
    school_id: UUID | None = None
    department_id: UUID | None = None
    person_id: UUID | None = None
    employer_id: UUID | None = None
    source_system: str | None = None
    """The name of the province's own system that it speaks for: such an account hands in what was approved there, and does nothing else."""
    username: str = ""
    display_name: str = ""
    session_id: UUID | None = None
    address: str | None = None

    def __post_init__(self) -> None:
        missing = [key for key in SCOPE_KEYS[self.role] if getattr(self, key) is None]
        if missing:
            raise ValueError(f"an actor of role {self.role} needs {', '.join(missing)}")
        if self.role is Role.SYSTEM and self.account_id is not None:
            raise ValueError("no account is the clock")
        if self.source_system is not None and self.role is not Role.PROVINCE:
            raise ValueError("only an account of a province speaks for its system")

    def may(self, module: Module, level: AccessLevel) -> bool:
        """Return whether the actor holds at least `level` on `module`; a module it has no entry for is NONE."""
        return self.levels.get(module, AccessLevel.NONE) >= level


CLOCK_ACTOR: Final = Actor(account_id=None, role=Role.SYSTEM, levels={Module.EMPLOYMENT: AccessLevel.READ_WRITE}, display_name="系统")
"""The clock: it expires invitations and does nothing else, so it holds no other module and logs in nowhere."""

OPERATOR: Final = Actor(account_id=None, role=Role.SYSTEM, levels={}, display_name="运维人员")
"""Whoever runs `quxiang accounts` on the machine: manages accounts, and holds no module."""
