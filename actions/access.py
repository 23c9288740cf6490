"""The two questions at the door of every action: may this account write here at all, and is the record one of its own."""

from typing import TypeVar
from uuid import UUID

from tortoise.models import Model

from auth.actor import Actor
from auth.scope import Rows, row_filter
from rules.errors import LevelTooLow, NotFound
from rules.roles import AccessLevel, Module

M = TypeVar("M", bound=Model)


def require_writer(actor: Actor, module: Module) -> None:
    """Raise LevelTooLow unless the actor holds 读写 on the module (guide section 3): only then may it add, change or review."""
    if not actor.may(module, AccessLevel.READ_WRITE):
        raise LevelTooLow(module)


async def find_in_scope(model: type[M], rows: Rows, record_id: UUID | None, actor: Actor) -> M:
    """Return the record; raise NotFound where it is absent or outside the actor's rows, which nobody can tell apart."""
    scope = row_filter(rows, actor)
    found = None if scope is None else await model.filter(**scope).get_or_none(id=record_id)
    if found is None:
        raise NotFound
    return found
