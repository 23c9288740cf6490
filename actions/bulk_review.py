"""Reviewing many records at once (批量审核): one decision, each record decided by itself, and told what became of it."""

from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass, replace
from datetime import datetime
from itertools import groupby
from typing import Any, Final
from uuid import UUID

from actions.access import require_writer
from actions.bulk_kinds import SUBJECTS, ReviewStep, Subject
from actions.context import ActionContext
from actions.inputs import optional_text
from actions.once import keep, recall
from actions.steps import lock_order, take_steps
from actions.transaction import one_transaction, whole_action_retried
from auth.scope import row_filter
from rules.acts import RecordKind
from rules.agreement import MOST_REVIEWED_AT_ONCE, REASON_LIMIT
from rules.errors import ChangedMeanwhile, InvalidInput, NotFound, RuleError
from rules.record_terms import RecordMove

PORTION: Final = 50
"""Records in one transaction: whoever else acts in the school waits for no more of them than these."""


@dataclass(frozen=True, slots=True)
class Seen:
    """A record and the version that whoever decides saw."""

    id: UUID
    version: int


@dataclass(frozen=True, slots=True)
class Reviewed:
    """What became of one record: `refusal` is None where the decision was written."""

    id: UUID
    refusal: RuleError | None = None


async def review_many(ctx: ActionContext, kind: RecordKind, seen: Sequence[Seen], move: RecordMove, reason: str | None) -> list[Reviewed]:
    """Pass or fail many records of a kind (`actions.bulk_kinds`); return what became of each, in their order.

    What is refused leaves the others as they are decided.
    Portions are transactions of their own. After a crash a client sends the same again: under the same idempotency key what was
    written is told as done, whoever wrote it under that key; without one it is refused (MOVE_NOT_ALLOWED, CHANGED_MEANWHILE).
    What was refused is decided anew.
    Raises LevelTooLow, InvalidInput (none, too many, one twice, a reason that is too long), IdempotencyKeyReused.
    """
    subject = SUBJECTS[kind]
    require_writer(ctx.actor, subject.module)
    bulk = _Bulk(ctx, subject, {each.id: each.version for each in seen}, move, reason)
    done = await bulk.done()
    bulk = replace(bulk, reason=optional_text("reason", "原因", reason, REASON_LIMIT))
    if not 1 <= len(seen) <= MOST_REVIEWED_AT_ONCE or len(bulk.versions) < len(seen):
        raise InvalidInput(subject.given, f"每次须选择1至{MOST_REVIEWED_AT_ONCE}{subject.named}")
    outcomes: dict[UUID, RuleError | None] = {each.id: NotFound() for each in seen}
    found = sorted(await bulk.found([key for key in bulk.versions if key not in done]), key=lock_order)
    for _, of_year in groupby(found, key=lambda each: each.class_year):
        records = list(of_year)
        for first in range(0, len(records), PORTION):
            outcomes |= await _review(bulk, [each.id for each in records[first : first + PORTION]])
    # Who sent the same at the same time may have done what is refused here.
    done = await bulk.done()
    return [Reviewed(each.id, None if each.id in done else outcomes[each.id]) for each in seen]


@dataclass(frozen=True, slots=True)
class _Bulk:
    """One decision on many records: their versions as they were seen, in the order given."""

    ctx: ActionContext
    subject: Subject
    versions: Mapping[UUID, int]
    move: RecordMove
    reason: str | None

    async def found(self, ids: Sequence[UUID]) -> list[Any]:
        """Return those of some records that are the actor's to see."""
        scope = row_filter(self.subject.rows, self.ctx.actor)
        return [] if scope is None else await self.subject.model.filter(**scope).filter(id__in=ids)

    async def kept(self) -> str | None:
        """Return what is kept under the key, if there is one. Raises IdempotencyKeyReused."""
        return None if self.ctx.once is None else await recall(self.ctx, self.ctx.once)

    async def done(self) -> set[UUID]:
        """Return the records that were decided under the key."""
        return self.in_places(await self.kept())

    def in_places(self, kept: str | None) -> set[UUID]:
        """Return the records whose places in the order given are kept: few digits for each, and the key holds for no other order."""
        keys = list(self.versions)
        return {keys[int(place)] for place in (kept or "").split()}

    async def keep(self, done: Set[UUID], now: datetime, *, before: str | None) -> None:
        """Keep what is done so far, in the transaction that does the last of it. Raises TryAgain."""
        if self.ctx.once is not None:
            places = " ".join(str(place) for place, key in enumerate(self.versions) if key in done)
            await keep(self.ctx, self.ctx.once, places, now, before=before)


@whole_action_retried
async def _review(bulk: _Bulk, ids: Sequence[UUID]) -> dict[UUID, RuleError | None]:
    """Decide a portion of one class year: read, decide each, and write those that the rules allow in one transaction."""
    ctx, now, before = bulk.ctx, bulk.ctx.clock.now(), await bulk.kept()
    done = bulk.in_places(before)
    outcomes: dict[UUID, RuleError | None] = {}
    steps: list[ReviewStep] = []
    portion = sorted(await bulk.found([each for each in ids if each not in done]), key=lock_order)
    facts = await bulk.subject.facts(portion, now, bulk.reason)
    for record in portion:
        try:
            steps.append(await bulk.subject.decide(ctx, record, bulk.move, facts[record.id], bulk.versions[record.id]))
        except RuleError as refusal:
            outcomes[record.id] = refusal
    if steps:
        async with one_transaction(replace(ctx, once=None), now) as trail:
            taken = {step.record_id for step in await take_steps(steps, trail)}
            if taken:
                await bulk.keep(done | taken, now, before=before)
        outcomes |= {step.record_id: None if step.record_id in taken else ChangedMeanwhile() for step in steps}
    return outcomes
