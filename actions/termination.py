"""Ending what is in force (解约): who asks and who answers, the letter offline, and the review that ends the agreement (guide section 5).

Every path that begins a termination or approves one holds the agreement's row first, as whoever voids it does: they wait for each other
in one order, and of both at once exactly one decides.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final
from uuid import UUID

from actions.access import find_in_scope, require_writer
from actions.agreement_step import AgreementStep
from actions.context import ActionContext
from actions.facts import read_gate
from actions.inputs import optional_text
from actions.once import done_once
from actions.record import decide_record, take_all
from actions.record_step import ENDED_BY, RecordStep, begin_record, begun
from actions.steps import Done, Step
from actions.transaction import Inconsistent, one_transaction, whole_action_retried
from actions.unique import ONE_OPEN_OF_AGREEMENT, ONE_OPEN_OF_SUPPLEMENT, refused_by
from actions.upload import attach_upload
from auth.scope import Rows
from models import Agreement, SchoolSetup, Supplement, Termination
from rules.acts import RecordKind
from rules.agreement import REASON_LIMIT, Initiator, Move, Status
from rules.errors import ChangedMeanwhile, MoveNotAllowed, TerminationUnderWay
from rules.files import Purpose
from rules.gate import Feature
from rules.guards import Facts, check
from rules.record_terms import RecordMove, RecordStatus
from rules.roles import Module
from rules.termination import ASKING, OPEN, TerminationKind, check_kind, first_standing

KIND: Final = RecordKind.TERMINATION
_COPIED: Final = ("graduate_id", "school_id", "province_code", "department_id", "person_id", "class_year", "employer_name")
Ended = Agreement | Supplement
"""What a termination is of."""


@whole_action_retried
@done_once
async def request_termination(ctx: ActionContext, agreement_id: UUID, *, version: int, reason: str) -> UUID:
    """Ask to end an agreement that was signed online (线上解约); the other party answers. Return the termination's id.

    `version` is the agreement's, as the client saw it. Raises LevelTooLow, NotFound, TerminationElsewhere, MoveNotAllowed (it is not in
    force), ClassYearClosed, TerminationUnderWay, ReasonRequired, InvalidInput, ChangedMeanwhile.
    """
    require_writer(ctx.actor, Module.EMPLOYMENT)
    agreement = await find_in_scope(Agreement, Rows.AGREEMENT, agreement_id, ctx.actor)
    return await _ask(ctx, agreement, TerminationKind.ONLINE, version=version, reason=reason)


@whole_action_retried
@done_once
async def submit_termination(ctx: ActionContext, kind: RecordKind, record_id: UUID, letter_id: UUID, *, version: int, reason: str) -> UUID:
    """Ask to end an agreement or a supplement that was signed on paper, with the employer's letter (线下解约); return the termination's id.

    `version` is that of what is to end, as the client saw it. Raises what `request_termination` does, and NotFound for the letter.
    """
    require_writer(ctx.actor, Module.EMPLOYMENT)
    ended: Ended
    if kind is RecordKind.SUPPLEMENT:
        ended = await find_in_scope(Supplement, Rows.SUPPLEMENT, record_id, ctx.actor)
    else:
        ended = await find_in_scope(Agreement, Rows.AGREEMENT, record_id, ctx.actor)
    return await _ask(ctx, ended, TerminationKind.OFFLINE, version=version, reason=reason, letter_id=letter_id)


@whole_action_retried
@done_once
async def review_termination(
    ctx: ActionContext, termination_id: UUID, move: RecordMove, *, version: int, reason: str | None = None
) -> UUID:
    """Pass or fail a termination (审核); return its id. Approved, it ends the agreement in the same transaction: its slot is free again,
    the employment system is told, and both are counted.

    Raises what `actions.record.move_record` does.
    """
    step = TerminationStep(await decide_record(ctx, KIND, termination_id, move, version=version, reason=reason))
    async with one_transaction(ctx, step.now) as trail:
        await take_all([step], trail)
        return trail.returns(termination_id)


@dataclass(frozen=True, slots=True)
class TerminationStep:
    """The review of a termination: where it is approved, what it is of ends with it."""

    review: RecordStep

    @property
    def record_id(self) -> UUID:
        """Return which termination is reviewed."""
        return self.review.record_id

    @property
    def school_id(self) -> UUID:
        """Return whose counters the step changes."""
        return self.review.school_id

    @property
    def class_year(self) -> int:
        """Return of which class year."""
        return self.review.class_year

    @property
    def now(self) -> datetime:
        """Return when."""
        return self.review.now

    async def take(self) -> list[Done] | None:
        """Write it, as `actions.steps.Step` says; None also where what it is of is over already."""
        if self.review.after is not RecordStatus.APPROVED:
            return await self.review.take()
        # What ends is held before the termination is, as whoever voids it holds them.
        ending = await _ending(self.review)
        left = None if ending is None else await self.review.take()
        if ending is None or left is None:
            return None
        ended = await ending.take()
        if ended is None:
            raise Inconsistent(f"what termination {self.record_id} ends is held and moved at once")
        return [*left, *ended]


async def _ask(
    ctx: ActionContext, ended: Ended, kind: TerminationKind, *, version: int, reason: str, letter_id: UUID | None = None
) -> UUID:
    now = ctx.clock.now()
    given = optional_text("reason", "解约原因", reason, REASON_LIMIT)
    check_kind(kind, ended.initiator if isinstance(ended, Agreement) else None, ctx.actor.role)
    _check_in_force(ended, ctx)
    check(ASKING, await _facts(ended, now, given))
    termination = Termination(created_at=now, initiator=Initiator(ctx.actor.role), kind=kind, reason=given, **await _copied(ended, kind))
    already = TerminationUnderWay()
    async with one_transaction(ctx, now) as trail:
        if not await _held(ended, version):
            raise ChangedMeanwhile
        with refused_by(ONE_OPEN_OF_AGREEMENT, already), refused_by(ONE_OPEN_OF_SUPPLEMENT, already):
            done = await begin_record(KIND, termination, now, given)
        if letter_id is not None:
            await attach_upload(ctx, letter_id, KIND, termination, Purpose.LETTER)
        await begun(done, termination, trail, now)
        return trail.returns(termination.id)


def _check_in_force(ended: Ended, ctx: ActionContext) -> None:
    """Raise MoveNotAllowed unless there is something to end."""
    if isinstance(ended, Agreement):
        if ended.status is not Status.EFFECTIVE:
            raise MoveNotAllowed(ended.status, Move.TERMINATE, ctx.actor.role)
    elif ended.status is not RecordStatus.APPROVED:
        raise MoveNotAllowed(ended.status, RecordMove.TERMINATE, ctx.actor.role)


async def _facts(ended: Ended, now: datetime, reason: str | None) -> Facts:
    """Return what the guards of asking ask about; the others do not matter here."""
    return Facts(
        now=now,
        gate=await read_gate(Feature.DESTINATION, ended.class_year, ended.school_id, ended.province_code),
        slot_free=False,
        basics_confirmed=True,
        termination_open=await Termination.filter(**{_column(ended): ended.id}, status__in=OPEN).exists(),
        imported=getattr(ended, "source_system", None) is not None,
        reason=reason,
    )


async def _copied(ended: Ended, kind: TerminationKind) -> dict[str, Any]:
    """Return the columns that a termination copies of what it ends, and of the school's set-up as it is now."""
    setup = await SchoolSetup.get(school_id=ended.school_id, class_year=ended.class_year, feature=Feature.DESTINATION)
    levels = setup.termination_levels or setup.review_levels
    of_employer: dict[str, Any]
    if isinstance(ended, Agreement):
        shown = ended.is_graduate_disclosed
        of_employer = {"agreement_number": ended.number, "employer_id": ended.employer_id, "is_graduate_disclosed": shown}
    else:
        of_employer = {"agreement_number": ended.agreement_number, "is_graduate_disclosed": False}
    copied = {column: getattr(ended, column) for column in _COPIED}
    return {**copied, **of_employer, _column(ended): ended.id, "review_levels": levels, "status": first_standing(kind, levels)}


def _column(ended: Ended) -> str:
    return ENDED_BY[RecordKind.AGREEMENT if isinstance(ended, Agreement) else RecordKind.SUPPLEMENT]


async def _held(ended: Ended, version: int) -> bool:
    """Hold the row of what is to end, as whoever voids it does; return whether it still is as the client saw it."""
    return bool(await type(ended).filter(id=ended.id, status=ended.status, version=version).select_for_update(no_key=True))


async def _ending(review: RecordStep) -> Step | None:
    """Return the step that ends what an approved termination is of, whose row is held from here on; None where it is over already."""
    termination = review.record
    assert isinstance(termination, Termination)
    agreements = Agreement.filter(id=termination.agreement_id, status=Status.EFFECTIVE)
    for agreement in await agreements.select_for_update(no_key=True):
        return AgreementStep(
            agreement=agreement,
            move=Move.TERMINATE,
            after=Status.TERMINATED,
            version=agreement.version,
            now=review.now,
            number=agreement.number,
        )
    supplements = Supplement.filter(id=termination.supplement_id, status=RecordStatus.APPROVED)
    for supplement in await supplements.select_for_update(no_key=True):
        return RecordStep(
            kind=RecordKind.SUPPLEMENT,
            record=supplement,
            move=RecordMove.TERMINATE,
            after=RecordStatus.TERMINATED,
            version=supplement.version,
            now=review.now,
        )
    return None
