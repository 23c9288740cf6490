"""One decided step in an agreement's life, as it is written: the same statements in the same order for every move."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from actions.flow_in import keep_blocks
from actions.in_force import Standing, settle
from actions.record_step import lapse_terminations, supersede
from actions.slot import Holder, move_slot
from actions.steps import Done, leave
from actions.trail import Act, Trail
from actions.unique import ONE_NUMBER, ONE_NUMBER_EVER, TryAgain, refused_by
from models import Agreement, Review
from rules.acts import ActName, RecordKind
from rules.agreement import REJECTED_BY, REVIEWING_LEVEL, SLOT_AFTER, Move, Status
from rules.counters import shift
from rules.gate import Feature
from rules.registration import SIGNED


@dataclass(frozen=True, slots=True, kw_only=True)
class AgreementStep:
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
    beside: Mapping[RecordKind, Mapping[str, Any]] | None = None
    """What the graduate says of archive and household registration from now on; None where that stays as it is."""

    @property
    def record_id(self) -> UUID:
        """Return what is moved."""
        return self.agreement.id

    @property
    def school_id(self) -> UUID:
        """Return whose counters the step changes."""
        return self.agreement.school_id

    @property
    def class_year(self) -> int:
        """Return of which class year."""
        return self.agreement.class_year

    @property
    def kind(self) -> tuple[object, ...]:
        """Return what must be the same of steps that one statement takes."""
        return self.agreement.status, self.version, self.move, self.after, self.now, self.reason

    @property
    def done(self) -> Done:
        """Return what the step itself leaves behind."""
        agreement = self.agreement
        name = ActName(f"AGREEMENT_{self.move}")
        act = agreement_act(agreement, name, before=agreement.status, after=self.after, reason=self.reason)
        return Done(act, shift(agreement.initiator, agreement.status, self.after))

    async def take(self) -> list[Done] | None:
        """Write it, as `actions.steps.Step` says: status, slot, review, what comes into force, and what that supersedes."""
        agreement = self.agreement
        if not await _compare_and_set(self):
            return None
        slot = await move_slot(holder(agreement), SLOT_AFTER[agreement.status], SLOT_AFTER[self.after], self.now)
        if self.beside is not None:
            await keep_blocks(agreement, self.beside, self.now)
        if self.move in (Move.PASS, Move.FAIL):
            await _write_review(self)
        # What is superseded is withdrawn before what took its place is reported.
        superseded = [] if slot.superseded is None else await supersede(slot.superseded, self.now)
        is_over = agreement.status is Status.EFFECTIVE and self.after is not Status.EFFECTIVE
        lapsed = await lapse_terminations(RecordKind.AGREEMENT, agreement.id, self.now) if is_over else []
        said = {**self.changes, "status": self.after, "number": self.number, "category": SIGNED}
        settled = await settle(
            agreement,
            RecordKind.AGREEMENT,
            Feature.DESTINATION,
            before=agreement.status is Status.EFFECTIVE,
            after=Standing(is_in_force=self.after is Status.EFFECTIVE, said=said),
            version=self.version + 1,
            now=self.now,
        )
        return [Done(self.done.act, {**self.done.shift, **slot.shift}), *superseded, *lapsed, *settled]


def holder(agreement: Agreement) -> Holder:
    """Return an agreement as the slot knows it."""
    return Holder(kind=RecordKind.AGREEMENT, id=agreement.id, graduate_id=agreement.graduate_id, category=SIGNED)


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


class NotAlike(Exception):
    """Not all of some steps could be taken by one statement: somebody moved one of them meanwhile. They can be taken one by one."""


async def take_alike(steps: Sequence[AgreementStep], trail: Trail) -> Sequence[AgreementStep]:
    """Write the same step of many agreements (at least one) of one school and class year by one statement for all; return them.

    For moves that touch nothing but the agreement: no slot, no review, no number. Otherwise as `actions.steps.take_steps`.
    Raises NotAlike, and then the transaction has to be given up; Inconsistent.
    """
    first = steps[0]
    unmoved = Agreement.filter(id__in=[step.agreement.id for step in steps], status=first.agreement.status, version=first.version)
    moved = await unmoved.update(status=first.after, version=first.version + 1, updated_at=first.now, status_reason=first.reason)
    if moved != len(steps) or any(step.kind != first.kind for step in steps):
        raise NotAlike
    await leave((step.done for step in steps), first, trail)
    return steps


async def _compare_and_set(step: AgreementStep) -> bool:
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


async def _write_review(step: AgreementStep) -> None:
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
