"""One actor of every role, without a database: the pure tests of this folder ask with them."""

from uuid import UUID

from auth.actor import CLOCK_ACTOR, Actor
from auth.modules import NO_LEVELS, Levels, held_levels
from rules.roles import AccessLevel, Module, Role

ACCOUNT_ID = UUID(int=100)
PROVINCE_CODE = "11"
SCHOOL_ID, DEPARTMENT_ID, PERSON_ID, EMPLOYER_ID = (UUID(int=number) for number in (1, 2, 3, 4))
READ_WRITE: Levels = dict.fromkeys(Module, AccessLevel.READ_WRITE)


def actor_of(role: Role, *, number: int = 100, own: Levels = READ_WRITE, school: Levels = READ_WRITE) -> Actor:
    """Return an actor of a role with every scope key that role's accounts store; `number` makes its account one of several."""
    if role is Role.SYSTEM:
        return CLOCK_ACTOR
    staff = role in {Role.PROVINCE, Role.SCHOOL, Role.DEPARTMENT}
    return Actor(
        account_id=UUID(int=number),
        role=role,
        levels=held_levels(role, own, school if role is Role.DEPARTMENT else NO_LEVELS),
        province_code=PROVINCE_CODE if staff else None,
        school_id=SCHOOL_ID if role in {Role.SCHOOL, Role.DEPARTMENT} else None,
        department_id=DEPARTMENT_ID if role is Role.DEPARTMENT else None,
        person_id=PERSON_ID if role is Role.GRADUATE else None,
        employer_id=EMPLOYER_ID if role is Role.EMPLOYER else None,
    )
