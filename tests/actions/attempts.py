"""What a process that races may try, and what became of it; apart from the stage, so that the process starts without pytest."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, Final
from uuid import UUID, uuid4

from actions.agreement import move_agreement
from actions.application import resubmit, upload_scan
from actions.bulk_review import Seen, review_many
from actions.context import ActionContext, NoSignals
from actions.employer_terms import Terms
from actions.expiry import expire
from auth.actor import CLOCK_ACTOR, Actor
from auth.modules import held_levels
from models import Agreement
from rules.acts import RecordKind
from rules.agreement import Move
from rules.errors import RuleError
from rules.record_terms import RecordMove
from rules.roles import Role
from tests.actions.hand_clock import HandClock
from tests.world import NOW, ONCE_KEYS, READ_WRITE, SEAL, VAULT

DONE: Final = "DONE"
REASON: Final = "材料不全"
TERMS: Final = Terms(employer_name="北京科邦网络信息服务有限公司", employer_uscc="91110000MA00000077")
Outcome = tuple[str, str, str]
"""An agreement, a move, and DONE or the code of the refusal."""


@dataclass(frozen=True, kw_only=True)
class BulkAttempt:
    """One bulk review to try by a school, of agreements at their first version."""

    agreement_ids: Sequence[str]
    move: str
    school_id: str

    async def outcomes(self) -> list[Outcome]:
        """Review; return what became of each."""
        school = _context(Role.SCHOOL, {"school_id": self.school_id}, uuid4(), NOW)
        reviewed = await review_many(
            school, RecordKind.AGREEMENT, [Seen(UUID(key), 1) for key in self.agreement_ids], RecordMove(self.move), REASON
        )
        return [(str(each.id), self.move, each.refusal.code if each.refusal else DONE) for each in reviewed]


@dataclass(frozen=True)
class Attempt:
    """One move to try on an agreement at its first version: by an actor of `role`, whose rows are those of `scope` (attribute -> value).

    Without an account of its own it is anybody's. SYSTEM is the clock.
    """

    agreement_id: str
    move: str
    role: str
    scope: dict[str, str]
    account: str | None = None
    key: str | None = None
    """The idempotency key that the account sends with it."""
    upload: str | None = None
    """What the account hands in with it."""
    at: str | None = None
    """What the clock shows, where it is another day."""

    async def outcomes(self) -> list[Outcome]:
        """Make the move; return what became of it."""
        account_id = UUID(self.account) if self.account else uuid4()
        ctx = _context(Role(self.role), self.scope, account_id, datetime.fromisoformat(self.at) if self.at else NOW)
        if self.key:
            ctx = replace(ctx, once=ONCE_KEYS.once(account_id, self.key, self.move, self.agreement_id))
        try:
            outcome = await self._made(ctx, UUID(self.agreement_id))
        except RuleError as refusal:
            outcome = refusal.code
        return [(self.agreement_id, self.move, outcome)]

    async def _made(self, ctx: ActionContext, key: UUID) -> str:
        match Move(self.move):
            case Move.EXPIRE:
                # As the clock does it with whatever it finds due, of which there is one here.
                return DONE if await expire(ctx, [await Agreement.get(id=key)], ctx.clock.now()) else "LEFT_ALONE"
            case Move.UPLOAD_SCAN:
                await upload_scan(ctx, key, UUID(self.upload), version=1)
            case Move.RESUBMIT:
                await resubmit(ctx, key, TERMS, version=1)
            case move:
                await move_agreement(ctx, key, move, version=1, reason=REASON)
        return DONE


def read(given: Mapping[str, Any]) -> Attempt | BulkAttempt:
    """Return an attempt as it was written to the process's input."""
    return BulkAttempt(**given) if "agreement_ids" in given else Attempt(**given)


def _context(role: Role, scope: Mapping[str, str], account_id: UUID, now: datetime) -> ActionContext:
    columns: dict[str, Any] = {name: UUID(value) for name, value in scope.items()}
    levels = held_levels(role, READ_WRITE, READ_WRITE)
    actor = CLOCK_ACTOR if role is Role.SYSTEM else Actor(account_id=account_id, role=role, levels=levels, **columns)
    return ActionContext(actor=actor, clock=HandClock(now), signals=NoSignals(), vault=VAULT, seal=SEAL)
