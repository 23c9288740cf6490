"""Reviewing many agreements at once (批量审核): one decision, each agreement decided by itself, and told what became of it."""

from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass, replace
from datetime import datetime
from itertools import groupby
from typing import Final
from uuid import UUID

from actions.access import require_writer
from actions.agreement import number_from
from actions.agreement_step import AgreementStep
from actions.context import ActionContext
from actions.facts import read_gate
from actions.inputs import optional_text
from actions.once import keep, recall
from actions.steps import take_steps
from actions.transaction import one_transaction, whole_action_retried
from auth.scope import Rows, row_filter
from models import Agreement
from rules.agreement import MOST_REVIEWED_AT_ONCE, REASON_LIMIT, Move, check_guards, next_status
from rules.errors import ChangedMeanwhile, InvalidInput, NotFound, RuleError
from rules.gate import Feature
from rules.guards import Facts
from rules.roles import Module

PORTION: Final = 50
"""Agreements in one transaction: whoever else acts in the school waits for no more of them than these."""


@dataclass(frozen=True, slots=True)
class Seen:
    """An agreement and the version that whoever decides saw."""

    id: UUID
    version: int


@dataclass(frozen=True, slots=True)
class Reviewed:
    """What became of one agreement: `refusal` is None where the decision was written."""

    id: UUID
    refusal: RuleError | None = None


async def review_many(ctx: ActionContext, seen: Sequence[Seen], move: Move, reason: str | None) -> list[Reviewed]:
    """Pass or fail many agreements; return what became of each, in their order. What is refused leaves the others as they are decided.

    Portions are transactions of their own. After a crash a client sends the same again: under the same idempotency key what was
    written is told as done, whoever wrote it under that key; without one it is refused (MOVE_NOT_ALLOWED, CHANGED_MEANWHILE).
    What was refused is decided anew.
    Raises LevelTooLow, InvalidInput (none, too many, one twice, a reason that is too long), IdempotencyKeyReused.
    """
    require_writer(ctx.actor, Module.EMPLOYMENT)
    bulk = _Bulk(ctx, {each.id: each.version for each in seen}, move, reason)
    done = await bulk.done()
    bulk = replace(bulk, reason=optional_text("reason", "原因", reason, REASON_LIMIT))
    if not 1 <= len(seen) <= MOST_REVIEWED_AT_ONCE or len(bulk.versions) < len(seen):
        raise InvalidInput("agreements", f"每次须选择1至{MOST_REVIEWED_AT_ONCE}份不同的协议")
    outcomes: dict[UUID, RuleError | None] = {each.id: NotFound() for each in seen}
    # Rows are always locked in the order of their keys, so that two reviewers of the same rows wait for each other and do not deadlock.
    found = sorted(await _found(ctx, [key for key in bulk.versions if key not in done]), key=lambda each: (each.class_year, each.id))
    for _, of_year in groupby(found, key=lambda each: each.class_year):
        agreements = list(of_year)
        for first in range(0, len(agreements), PORTION):
            outcomes |= await _review(bulk, [each.id for each in agreements[first : first + PORTION]])
    # Who sent the same at the same time may have done what is refused here.
    done = await bulk.done()
    return [Reviewed(each.id, None if each.id in done else outcomes[each.id]) for each in seen]


@dataclass(frozen=True, slots=True)
class _Bulk:
    """One decision on many agreements: their versions as they were seen, in the order given."""

    ctx: ActionContext
    versions: Mapping[UUID, int]
    move: Move
    reason: str | None

    async def kept(self) -> str | None:
        """Return what is kept under the key, if there is one. Raises IdempotencyKeyReused."""
        return None if self.ctx.once is None else await recall(self.ctx, self.ctx.once)

    async def done(self) -> set[UUID]:
        """Return the agreements that were decided under the key."""
        return self.in_places(await self.kept())

    def in_places(self, kept: str | None) -> set[UUID]:
        """Return the agreements whose places in the order given are kept: few digits for each, and the key holds for no other order."""
        keys = list(self.versions)
        return {keys[int(place)] for place in (kept or "").split()}

    async def keep(self, done: Set[UUID], now: datetime, *, before: str | None) -> None:
        """Keep what is done so far, in the transaction that does the last of it. Raises TryAgain."""
        if self.ctx.once is not None:
            places = " ".join(str(place) for place, key in enumerate(self.versions) if key in done)
            await keep(self.ctx, self.ctx.once, places, now, before=before)


async def _found(ctx: ActionContext, ids: Sequence[UUID]) -> list[Agreement]:
    scope = row_filter(Rows.AGREEMENT, ctx.actor)
    return [] if scope is None else await Agreement.filter(**scope).filter(id__in=ids)


@whole_action_retried
async def _review(bulk: _Bulk, ids: Sequence[UUID]) -> dict[UUID, RuleError | None]:
    """Decide a portion of one class year: read, decide each, and write those that the rules allow in one transaction."""
    ctx, now, before = bulk.ctx, bulk.ctx.clock.now(), await bulk.kept()
    done = bulk.in_places(before)
    outcomes: dict[UUID, RuleError | None] = {}
    steps: list[AgreementStep] = []
    portion = sorted(await _found(ctx, [each for each in ids if each not in done]), key=lambda each: each.id)
    schools = {each.school_id: each for each in portion}
    gates = {key: await read_gate(Feature.DESTINATION, one.class_year, key, one.province_code) for key, one in schools.items()}
    for agreement in portion:
        # A review asks about the class year and the reason alone; whatever else a guard could ask does not matter to it.
        facts = Facts(
            now=now,
            reply_deadline=None,
            gate=gates[agreement.school_id],
            slot_free=True,
            basics_confirmed=True,
            directed=False,
            reason=bulk.reason,
        )
        try:
            steps.append(await _decide(bulk, agreement, facts))
        except RuleError as refusal:
            outcomes[agreement.id] = refusal
    if steps:
        async with one_transaction(replace(ctx, once=None), now) as trail:
            taken = {step.agreement.id for step in await take_steps(steps, trail)}
            if taken:
                await bulk.keep(done | taken, now, before=before)
        outcomes |= {step.agreement.id: None if step.agreement.id in taken else ChangedMeanwhile() for step in steps}
    return outcomes


async def _decide(bulk: _Bulk, agreement: Agreement, facts: Facts) -> AgreementStep:
    move, version = bulk.move, bulk.versions[agreement.id]
    after = next_status(agreement.initiator, agreement.status, move, bulk.ctx.actor.role, levels=agreement.review_levels)
    check_guards(move, facts)
    number = await number_from(agreement, after, bulk.ctx.draw_digits())
    return AgreementStep(agreement=agreement, move=move, after=after, version=version, now=facts.now, reason=facts.reason, number=number)
