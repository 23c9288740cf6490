"""Who asks, made at random for a database: every role, several matrices of levels, in and out of scope."""

from collections.abc import Mapping
from random import Random
from typing import Final
from uuid import UUID

from auth.actor import SCOPE_KEYS, Actor
from auth.modules import held_levels
from rules.roles import AccessLevel, Module, Role
from tests.reference.vocabulary import Asker

NOBODY: Final = UUID(int=1)
EACH = [role for role in Role if role is not Role.SYSTEM]
ROLES = (*EACH, Role.MINISTRY, Role.PROVINCE, Role.SCHOOL, Role.EMPLOYER, None)
"""Those with many rows, and the one to whom graduates are disclosed, more often; None is nobody."""
FULL = (AccessLevel.READ_WRITE, AccessLevel.READ_WRITE, AccessLevel.READ_WRITE)
LEVELS = (
    *(FULL, FULL, FULL, FULL, FULL),
    (AccessLevel.READ_ONLY, AccessLevel.NONE, AccessLevel.READ_ONLY),
    (AccessLevel.NONE, AccessLevel.READ_WRITE, AccessLevel.NONE),
    (AccessLevel.NONE, AccessLevel.NONE, AccessLevel.READ_ONLY),
    (AccessLevel.NONE, AccessLevel.NONE, AccessLevel.NONE),
)


def actor(random: Random, own: Mapping[str, object]) -> Actor | None:
    """Return an actor to whom some rows belong by `own`, now and then one who owns none."""
    role = random.choice(ROLES)
    if role is None:
        return None
    if random.randrange(12) == 0:
        own = {**dict.fromkeys(own, NOBODY), "province_code": "65"}
    return Actor(
        role=role,
        session_id=random.choice((own["session_id"], own["session_id"], None)),  # type: ignore[arg-type]  # a key
        levels=held_levels(role, dict(zip(Module, random.choice(LEVELS), strict=True)), dict.fromkeys(Module, AccessLevel.READ_WRITE)),
        **{key: own[key] for key in SCOPE_KEYS[role]},  # type: ignore[arg-type]  # account_id is among them
    )


def asker_of(actor: Actor | None) -> Asker:
    """Return the actor as the reference knows it: names and texts."""
    if actor is None:
        return Asker()
    own: dict[str, object] = {key: str(getattr(actor, key)) for key in (*SCOPE_KEYS[actor.role], "session_id")}
    return Asker(actor.role.name, {module.name: level.name for module, level in actor.levels.items()}, own)
