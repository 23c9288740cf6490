"""The moves of a reviewed record, whatever its kind: decided by its life's tables, written by one step (guide sections 5 and 6)."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import datetime
from types import MappingProxyType
from typing import Any, Final
from uuid import UUID

from actions.access import find_in_scope, require_writer
from actions.context import ActionContext
from actions.facts import dispatched, read_gate, read_gates
from actions.flow_in import flowing
from actions.inputs import optional_text
from actions.once import done_once
from actions.record_kinds import KINDS
from actions.record_step import RecordStep
from actions.slot import is_slot_free, slots_in_the_way
from actions.steps import Step, leave
from actions.trail import Trail
from actions.transaction import one_transaction, whole_action_retried
from models import Graduate
from models.record import ReviewedRecord
from rules.acts import RecordKind
from rules.agreement import REASON_LIMIT
from rules.errors import ChangedMeanwhile
from rules.gate import MODULE_OF
from rules.guards import Facts
from rules.lives import LIVES
from rules.record_life import check_record_guards, next_record_status
from rules.record_terms import RecordMove

NO_CHANGES: Final[Mapping[str, Any]] = MappingProxyType({})


@whole_action_retried
@done_once
async def move_record(
    ctx: ActionContext, kind: RecordKind, record_id: UUID, move: RecordMove, *, version: int, reason: str | None = None
) -> UUID:
    """Take one step in a record's life that brings nothing else along; return its id. `version` is the one the client saw.

    Status, slot, report, audit, change and counters are written together or not at all, and with a destination that is approved what its
    form says of the archive and the household registration (`actions.flow_in`).
    Raises LevelTooLow, NotFound (absent, or outside the actor's rows), MoveNotAllowed, the refusals of the move's guards,
    InvalidInput, SlotTaken, ChangedMeanwhile.
    """
    step = await decide_record(ctx, kind, record_id, move, version=version, reason=reason)
    async with one_transaction(ctx, step.now) as trail:
        await take_all([flowing(ctx.actor, step)], trail)
        return trail.returns(record_id)


async def decide_record(
    ctx: ActionContext,
    kind: RecordKind,
    record_id: UUID,
    move: RecordMove,
    *,
    version: int,
    reason: str | None = None,
    changes: Mapping[str, Any] = NO_CHANGES,
) -> RecordStep:
    """Return the step that a move is by the rules; nothing is written. Raises what `move_record` raises but ChangedMeanwhile."""
    now = ctx.clock.now()
    require_writer(ctx.actor, MODULE_OF[LIVES[kind].feature])
    reason = optional_text("reason", "原因", reason, REASON_LIMIT)
    record = await find_in_scope(KINDS[kind].model, KINDS[kind].rows, record_id, ctx.actor)
    facts = await read_record_facts(kind, [record], now, reason)
    return replace(decide_of(ctx, kind, record, move, facts[record.id], version), changes=changes)


def decide_of(ctx: ActionContext, kind: RecordKind, record: ReviewedRecord, move: RecordMove, facts: Facts, version: int) -> RecordStep:
    """Return the step that a move of a record is; see `decide_record`."""
    life, initiator = LIVES[kind], getattr(record, "initiator", None)
    after = next_record_status(life, record.status, move, ctx.actor.role, levels=record.review_levels, initiator=initiator)
    check_record_guards(life, move, facts)
    return RecordStep(kind=kind, record=record, move=move, after=after, version=version, now=facts.now, reason=facts.reason)


async def read_record_facts(kind: RecordKind, records: Iterable[ReviewedRecord], now: datetime, reason: str | None) -> Mapping[UUID, Facts]:
    """Return, by record, what the guards of every move ask about, for records of a kind as they were read; each table is read once."""
    of_all = list(records)
    gates = await read_gates(LIVES[kind].feature, of_all)
    graduates = await Graduate.in_bulk([each.graduate_id for each in of_all], "id")
    taken = await slots_in_the_way(graduates)
    gone = await dispatched(graduates) if kind is RecordKind.ARCHIVE else frozenset()
    return {
        each.id: Facts(
            now=now,
            gate=gates[each.school_id, each.class_year],
            slot_free=taken.get(each.graduate_id, each.id) == each.id,
            basics_confirmed=graduates[each.graduate_id].confirmed_at is not None,
            reason=reason,
            archive_in_school=bool(graduates[each.graduate_id].archive_in_school),
            archive_dispatched=each.graduate_id in gone,
            hukou_in_school=bool(graduates[each.graduate_id].hukou_in_school),
            imported=getattr(each, "source_system", None) is not None,
        )
        for each in of_all
    }


async def take_all(steps: list[Step], trail: Trail) -> None:
    """Write steps of one school and class year together or not at all; it is the last that their transaction does.

    Raises SlotTaken, ChangedMeanwhile.
    """
    done = []
    for step in steps:
        left = await step.take()
        if left is None:
            raise ChangedMeanwhile
        done += left
    await leave(done, steps[-1], trail)


async def facts_of(kind: RecordKind, graduate: Graduate, now: datetime) -> Facts:
    """Return what the guards ask about where a graduate has no record of the kind yet."""
    return Facts(
        now=now,
        gate=await read_gate(LIVES[kind].feature, graduate.class_year, graduate.school_id, graduate.province_code),
        slot_free=await is_slot_free(graduate.id),
        basics_confirmed=graduate.confirmed_at is not None,
        reason=None,
    )
