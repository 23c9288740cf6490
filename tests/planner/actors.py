"""Who asks, drawn for a database: every role, several matrices of levels, in and out of scope."""

from typing import Final
from uuid import UUID

from hypothesis import strategies as st

from auth.actor import SCOPE_KEYS, Actor
from auth.modules import held_levels
from rules.roles import AccessLevel, Module, Role
from tests.reference.rows import Store
from tests.reference.words import Asker

NOBODY: Final = UUID(int=1)
EACH = [role for role in Role if role is not Role.SYSTEM]
ROLES = st.sampled_from([*EACH, Role.MINISTRY, Role.PROVINCE, Role.SCHOOL, Role.EMPLOYER, None])
"""Those with many rows, and the one to whom graduates are disclosed, more often; None is nobody."""
FULL = (AccessLevel.READ_WRITE, AccessLevel.READ_WRITE, AccessLevel.READ_WRITE)
LEVELS = st.sampled_from(
    [
        FULL,
        FULL,
        FULL,
        (AccessLevel.READ_ONLY, AccessLevel.NONE, AccessLevel.READ_ONLY),
        (AccessLevel.NONE, AccessLevel.READ_WRITE, AccessLevel.NONE),
        (AccessLevel.NONE, AccessLevel.NONE, AccessLevel.READ_ONLY),
        (AccessLevel.NONE, AccessLevel.NONE, AccessLevel.NONE),
    ]
)


@st.composite
def actors(draw: st.DrawFn, store: Store) -> Actor | None:
    """Draw an actor, now and then one who owns no row."""
    role = draw(ROLES)
    if role is None:
        return None
    levels = dict(zip(Module, draw(LEVELS), strict=True))
    place = draw(st.sampled_from(store.rows["Department"]))
    person = draw(st.sampled_from(store.rows["Graduate"]))["person_id"]
    employer = draw(st.sampled_from(store.rows["Employer"]))["id"]
    own: dict[str, object] = {
        "province_code": place["province_code"],
        "school_id": UUID(place["school_id"]),
        "department_id": UUID(place["id"]),
        "person_id": UUID(person),
        "employer_id": UUID(employer),
    }
    if draw(st.integers(0, 9)) == 9:
        own = {**dict.fromkeys(own, NOBODY), "province_code": "65"}
    return Actor(
        account_id=NOBODY,
        role=role,
        levels=held_levels(role, levels, dict.fromkeys(Module, AccessLevel.READ_WRITE)),
        **{key: own[key] for key in SCOPE_KEYS[role]},  # type: ignore[arg-type]
    )


def asker_of(actor: Actor | None) -> Asker:
    """Return the actor as the reference knows it: names and texts."""
    if actor is None:
        return Asker()
    own: dict[str, object] = {key: str(getattr(actor, key)) for key in SCOPE_KEYS[actor.role]}
    return Asker(actor.role.name, {module.name: level.name for module, level in actor.levels.items()}, own)
