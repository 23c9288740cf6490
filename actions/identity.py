"""Showing an identity number in full: to its owner, and to the school that keeps it, never without the audit (domain 6.14)."""

from uuid import UUID

from actions.access import find_in_scope, require_writer
from actions.context import ActionContext
from actions.inputs import optional_text
from actions.trail import Act
from actions.transaction import one_transaction, whole_action_retried
from auth.scope import Rows
from models import Graduate, Person
from rules.acts import ActName, RecordKind
from rules.agreement import REASON_LIMIT
from rules.errors import LevelTooLow, ReasonRequired
from rules.roles import Module, Role


@whole_action_retried
async def reveal_identity_number(ctx: ActionContext, graduate_id: UUID, *, reason: str | None = None) -> str:
    """Return a graduate's identity number in full, once it stands in the audit who asked for it and why.

    A school with 读写 on EMPLOYMENT must say why; a graduate asks for its own. A closed class year hides nothing.
    Raises LevelTooLow, NotFound, InvalidInput, ReasonRequired; SealBroken where the number does not open under this key.
    """
    now = ctx.clock.now()
    require_writer(ctx.actor, Module.EMPLOYMENT)
    if ctx.actor.role not in {Role.SCHOOL, Role.GRADUATE}:
        raise LevelTooLow(Module.EMPLOYMENT)
    reason = optional_text("reason", "原因", reason, REASON_LIMIT)
    graduate = await find_in_scope(Graduate, Rows.GRADUATE, graduate_id, ctx.actor)
    if ctx.actor.role is Role.SCHOOL and reason is None:
        raise ReasonRequired
    number = ctx.vault.open((await Person.get(id=graduate.person_id)).identity_cipher)
    seen = Act(
        ActName.IDENTITY_REVEAL,
        RecordKind.GRADUATE,
        graduate.id,
        graduate.province_code,
        school_id=graduate.school_id,
        class_year=graduate.class_year,
        reason=reason,
        is_read=True,
    )
    async with one_transaction(ctx, now) as trail:
        await trail.record(seen)
    return number
