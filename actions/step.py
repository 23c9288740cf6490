"""One decided step in an agreement's life, as it is written: the same statements in the same order for every move."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from actions.counters import shift_counters
from actions.slot import move_slot
from actions.trail import Act, Trail
from actions.unique import ONE_NUMBER, ONE_NUMBER_EVER, TryAgain, refused_by
from models import Agreement, Review
from rules.acts import ActName, RecordKind
from rules.agreement import REJECTED_BY, REVIEWING_LEVEL, SLOT_AFTER, Move, Status
from rules.counters import shift


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """What the rules decided about an agreement as it was read; nothing of it is written yet."""

    agreement: Agreement
    move: Move
    after: Status
    version: int
    """The version that whoever decided saw."""
    now: datetime
    reason: str | None = None
    number: str | None = None
    """What the agreement is numbered from now on; None while it has no number."""
    changes: Mapping[str, Any] = field(default_factory=dict)
    """What else of the agreement changes with the step, by column."""

    @property
    def kind(self) -> tuple[object, ...]:
        """Return what must be the same of steps that one statement takes."""
        return self.agreement.status, self.version, self.move, self.after, self.now, self.reason

    @property
    def act(self) -> Act:
        """Return what the trail says of the step."""
        return agreement_act(
            self.agreement, ActName(f"AGREEMENT_{self.move}"), before=self.agreement.status, after=self.after, reason=self.reason
        )

    @property
    def shift(self) -> Mapping[str, int]:
        """Return what the step changes in the counters."""
        return shift(self.agreement.initiator, self.agreement.status, self.after)


def agreement_act(agreement: Agreement, name: ActName, *, before: Status | None, after: Status, reason: str | None = None) -> Act:
    """Return what the trail says of something done to an agreement."""
    return Act(
        name=name,
        kind=RecordKind.AGREEMENT,
        record_id=agreement.id,
        school_id=agreement.school_id,
        province_code=agreement.province_code,
        class_year=agreement.class_year,
        before=before,
        after=after,
        reason=reason,
    )


async def take_steps(steps: Sequence[Step], trail: Trail) -> Sequence[Step]:
    """Write steps of agreements of one school and class year; return those taken, the others having been moved meanwhile.

    It is all that their transaction does: status, slot and review of each, then the trail, and the counters last.
    Raises SlotTaken; TryAgain where a number is already another agreement's; Inconsistent.
    """
    taken = [step for step in steps if await _take(step)]
    if taken:
        last = taken[-1]
        await trail.record(*(step.act for step in taken))
        await shift_counters(last.agreement.school_id, last.agreement.class_year, (step.shift for step in taken), last.now)
    return taken


class NotAlike(Exception):
    """Not all of some steps could be taken by one statement: somebody moved one of them meanwhile. They can be taken one by one."""


async def take_alike(steps: Sequence[Step], trail: Trail) -> Sequence[Step]:
    """Write the same step of many agreements (at least one) of one school and class year by one statement for all; return them.

    For moves that touch nothing but the agreement: no slot, no review, no number. Otherwise as `take_steps`.
    Raises NotAlike, and then the transaction has to be given up; Inconsistent.
    """
    first = steps[0]
    unmoved = Agreement.filter(id__in=[step.agreement.id for step in steps], status=first.agreement.status, version=first.version)
    moved = await unmoved.update(status=first.after, version=first.version + 1, updated_at=first.now, status_reason=first.reason)
    if moved != len(steps) or any(step.kind != first.kind for step in steps):
        raise NotAlike
    await trail.record(*(step.act for step in steps))
    await shift_counters(first.agreement.school_id, first.agreement.class_year, (step.shift for step in steps), first.now)
    return steps


async def _take(step: Step) -> bool:
    agreement = step.agreement
    if not await _compare_and_set(step):
        return False
    await move_slot(agreement.graduate_id, agreement.id, SLOT_AFTER[agreement.status], SLOT_AFTER[step.after], step.now)
    if step.move in (Move.PASS, Move.FAIL):
        await _write_review(step)
    return True


async def _compare_and_set(step: Step) -> bool:
    """Move the agreement if it still is as the decision read it, so that of two concurrent moves exactly one finds a row."""
    agreement = step.agreement
    unmoved = Agreement.filter(id=agreement.id, status=agreement.status, version=step.version)
    drawn_before = TryAgain("the agreement number was drawn before")
    with refused_by(ONE_NUMBER, drawn_before), refused_by(ONE_NUMBER_EVER, drawn_before):
        moved = await unmoved.update(
            status=step.after,
            version=step.version + 1,
            updated_at=step.now,
            rejected_by=REJECTED_BY.get((agreement.status, step.move)),
            status_reason=step.reason,
            number=step.number,
            is_graduate_disclosed=agreement.is_graduate_disclosed or step.move is Move.ACCEPT,
            **step.changes,
        )
    # The key lets one row be moved at most; the ORM's count on SQLite also has the row that the database keeps of a new number.
    return moved > 0


async def _write_review(step: Step) -> None:
    agreement = step.agreement
    await Review.create(
        created_at=step.now,
        agreement_id=agreement.id,
        school_id=agreement.school_id,
        province_code=agreement.province_code,
        department_id=agreement.department_id,
        person_id=agreement.person_id,
        employer_id=agreement.employer_id,
        level=REVIEWING_LEVEL[agreement.status],
        is_passed=step.move is Move.PASS,
        reason=step.reason,
    )
