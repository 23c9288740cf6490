"""What the employment system inside may edit of what came by sync: archives and household registrations alone (guide section 8)."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

import orjson

from actions.access import find_in_scope
from actions.context import ActionContext
from actions.once import done_once
from actions.roster import check_year
from actions.trail import Act
from actions.transaction import one_transaction, whole_action_retried
from auth.scope import Rows
from models import LedgerEdit, LedgerEntry
from rules.acts import ActName, RecordKind
from rules.errors import ChangedMeanwhile, InvalidInput, LevelTooLow, LockedBySync, NotFound, NothingToChange
from rules.gate import MODULE_OF
from rules.ledger import LOCKED, LONGEST_VALUE, MOST_CHANGES, LedgerState, as_text, editable
from rules.permissions import enters_employment_system
from rules.roles import AccessLevel, Module, Role


@dataclass(frozen=True, slots=True)
class Change:
    """One field as it shall stand; None empties it."""

    field: str
    value: str | None


@whole_action_retried
@done_once
async def edit_ledger_entry(ctx: ActionContext, entry_id: UUID, changes: Sequence[Change], *, version: int) -> UUID:
    """Edit an entry of the acting school; return its id. A field that is given its reported value again is no drift any more.

    Raises LevelTooLow (no school, no way into the employment system, or no 读写 on the entry's module), NotFound (also where the account
    has no level on the module: it does not learn that there is one), LockedBySync, ClassYearClosed, ChangedMeanwhile, InvalidInput,
    NothingToChange.
    """
    now = ctx.clock.now()
    entry = await _editable_entry(ctx, entry_id)
    await check_year(entry.class_year)
    if entry.version != version or entry.state is not LedgerState.APPROVED:
        raise ChangedMeanwhile
    stood = {edit.field: edit for edit in await LedgerEdit.filter(ledger_entry_id=entry.id)}
    reported = {field: as_text(value) for field, value in orjson.loads(entry.payload).items()}
    wanted = _checked(changes, editable(reported))
    moved = {field: value for field, value in wanted.items() if value != (stood[field].edited if field in stood else reported.get(field))}
    if not moved:
        raise NothingToChange
    drifting = [field for field, value in moved.items() if value != reported.get(field)]
    drifts_on = bool(drifting or stood.keys() - moved.keys())
    assert ctx.actor.account_id is not None
    async with one_transaction(ctx, now) as trail:
        unchanged = LedgerEntry.filter(id=entry.id, version=version)
        if not await unchanged.update(version=version + 1, has_drift=drifts_on, updated_at=now):
            raise ChangedMeanwhile
        await LedgerEdit.filter(ledger_entry_id=entry.id, field__in=list(moved)).delete()
        await LedgerEdit.bulk_create(
            [
                LedgerEdit(
                    created_at=now,
                    ledger_entry_id=entry.id,
                    field=field,
                    reported=reported.get(field),
                    edited=moved[field],
                    account_id=ctx.actor.account_id,
                    edited_at=now,
                )
                for field in drifting
            ]
        )
        await trail.record(_act(entry, sorted(moved)))
        return trail.returns(entry.id)


async def _editable_entry(ctx: ActionContext, entry_id: UUID) -> LedgerEntry:
    """Return the entry, unless it is not the actor's to edit. What it may not see is not there."""
    if ctx.actor.role is not Role.SCHOOL or not enters_employment_system(ctx.actor.levels):
        raise LevelTooLow(Module.EMPLOYMENT)
    entry = await find_in_scope(LedgerEntry, Rows.REPORT, entry_id, ctx.actor)
    module = MODULE_OF[entry.feature]
    if not ctx.actor.may(module, AccessLevel.READ_ONLY):
        raise NotFound
    if not ctx.actor.may(module, AccessLevel.READ_WRITE):
        raise LevelTooLow(module)
    if entry.feature in LOCKED:
        raise LockedBySync
    return entry


def _checked(changes: Sequence[Change], fields: frozenset[str]) -> dict[str, str | None]:
    """Return what is wanted by field. Raises InvalidInput."""
    if not 1 <= len(changes) <= MOST_CHANGES or len({change.field for change in changes}) < len(changes):
        raise InvalidInput("changes", f"请填写1至{MOST_CHANGES}个不同的字段")
    wanted = {}
    for change in changes:
        if change.field not in fields:
            raise InvalidInput("changes", "该记录没有此字段或此字段不可修改，请核对字段名称")
        value = (change.value or "").strip() or None
        if value is not None and len(value) > LONGEST_VALUE:
            raise InvalidInput("changes", f"内容不能超过{LONGEST_VALUE}个字")
        wanted[change.field] = value
    return wanted


def _act(entry: LedgerEntry, fields: Sequence[str]) -> Act:
    """Return what the trail says: which fields, never what stands there. It is an act on the record, for its module's readers alone."""
    return Act(
        name=ActName.LEDGER_EDIT,
        kind=RecordKind(entry.record_kind),
        record_id=entry.record_id,
        province_code=entry.province_code,
        school_id=entry.school_id,
        class_year=entry.class_year,
        reason="、".join(fields)[:500],
    )
