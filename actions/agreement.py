"""An agreement's moves, whichever way it began, and the invitation that begins one online (guide section 5)."""

from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID

from tortoise.queryset import QuerySet

from actions.access import find_in_scope, require_writer
from actions.agreement_step import AgreementStep
from actions.beginning import begin, copied_from, set_up_of
from actions.blocks import Blocks, read_blocks
from actions.context import ActionContext
from actions.expiry import expire
from actions.facts import read_facts, read_gate
from actions.flow_in import FlowingStep
from actions.inputs import optional_pay, optional_text, required_text
from actions.once import done_once
from actions.steps import Step, take_steps
from actions.trail import Trail
from actions.transaction import one_transaction, whole_action_retried
from actions.unique import ONE_LIVE_INVITATION, refused_by
from auth.actor import Actor
from auth.scope import Rows
from models import Agreement, Employer, Graduate, School
from rules.acts import ActName
from rules.agreement import (
    REASON_LIMIT,
    SLOT_AFTER,
    Initiator,
    Move,
    Status,
    check_guards,
    check_invitation,
    next_status,
    reply_deadline,
)
from rules.agreement_number import Numbering, agreement_number, numbering
from rules.errors import ChangedMeanwhile, DuplicateInvitation
from rules.gate import Feature
from rules.guards import Facts
from rules.identity import check_id_number, normalise_id_number
from rules.roles import Module


@whole_action_retried
@done_once
async def move_agreement(ctx: ActionContext, agreement_id: UUID, move: Move, *, version: int, reason: str | None = None) -> UUID:
    """Take one step in an agreement's life; return its id. `version` is the one the client saw.

    What brings something along (RESUBMIT, UPLOAD_SCAN) is done by `actions.application`.
    Status, slot, review, number, audit, change and counters are written together or not at all.
    Raises LevelTooLow, NotFound (absent, or outside the actor's rows), MoveNotAllowed, the refusals of the move's guards
    (`rules.agreement.GUARDS`), InvalidInput, SlotTaken, ChangedMeanwhile.
    """
    step = await decide(ctx, agreement_id, move, version=version, reason=reason)
    async with one_transaction(ctx, step.now) as trail:
        await take(flowing(ctx.actor, step), trail)
        return trail.returns(agreement_id)


@whole_action_retried
@done_once
async def accept(ctx: ActionContext, agreement_id: UUID, beside: Blocks, *, version: int) -> UUID:
    """Accept an invitation (应约), and say where archive and household registration go with it; return the agreement's id.

    Raises what `move_agreement` does, and Refusals with what `actions.blocks.read_blocks` refuses.
    """
    decided = await decide(ctx, agreement_id, Move.ACCEPT, version=version)
    graduate = await Graduate.get(id=decided.agreement.graduate_id)
    step = replace(decided, beside=(await read_blocks(ctx.actor, graduate, beside, decided.now)).sound() or None)
    async with one_transaction(ctx, step.now) as trail:
        await take(step, trail)
        return trail.returns(agreement_id)


def flowing(actor: Actor, step: AgreementStep) -> AgreementStep | FlowingStep:
    """Return a step with what flows in, as `actions.flow_in.flowing` does."""
    comes = step.after is Status.EFFECTIVE and step.agreement.status is not Status.EFFECTIVE
    return FlowingStep(step, step.agreement.graduate_id, actor) if comes else step


async def decide(ctx: ActionContext, agreement_id: UUID, move: Move, *, version: int, reason: str | None = None) -> AgreementStep:
    """Return the step that a move is by the rules; nothing is written. Raises what `move_agreement` raises but ChangedMeanwhile."""
    now = ctx.clock.now()
    require_writer(ctx.actor, Module.EMPLOYMENT)
    reason = optional_text("reason", "原因", reason, REASON_LIMIT)
    agreement = await find_in_scope(Agreement, Rows.AGREEMENT, agreement_id, ctx.actor)
    return await decide_of(ctx, agreement, move, await read_facts(agreement, now, reason), version)


async def decide_of(ctx: ActionContext, agreement: Agreement, move: Move, facts: Facts, version: int) -> AgreementStep:
    """Return the step that a move of an agreement is; see `decide`."""
    after = next_status(agreement.initiator, agreement.status, move, ctx.actor.role, levels=agreement.review_levels)
    check_guards(move, facts)
    number = await number_from(agreement, after, ctx.draw_digits())
    return AgreementStep(agreement=agreement, move=move, after=after, version=version, now=facts.now, reason=facts.reason, number=number)


async def take(step: Step, trail: Trail) -> None:
    """Write a step; it is the last that its transaction does. Raises SlotTaken, ChangedMeanwhile."""
    if not await take_steps([step], trail):
        raise ChangedMeanwhile


async def number_from(agreement: Agreement, status: Status, digits: str) -> str | None:
    """Return the number an agreement bears from `status` on; None where it bears none (签约信息生效后生成)."""
    match numbering(agreement.initiator, status):
        case Numbering.LOSES:
            return None
        case Numbering.BEARS if agreement.number is None:
            graduate = await Graduate.get(id=agreement.graduate_id).select_related("school")
            return agreement_number(agreement.class_year, agreement.initiator, graduate.school.code, graduate.degree_code, digits)
    return agreement.number


@whole_action_retried
@done_once
async def invite(
    ctx: ActionContext,
    *,
    school_id: UUID,
    class_year: int,
    name: str,
    id_number: str,
    position: str | None = None,
    monthly_pay: int | None = None,
) -> UUID:
    """Send the employer's invitation to the graduate of that school and class year with that name and number; return its id.

    `monthly_pay` is in yuan. Name and number must match the roster exactly, and the refusal does not tell which did not.
    Raises LevelTooLow, NotFound (the actor is no employer, or there is no such school), InvalidInput, EmployerNotApproved, ClassYearClosed,
    FeatureClosed, AgreementTypeMissing, NotSetUp, InviteeNotFound, SlotTaken (its own agreement), DuplicateInvitation, ChangedMeanwhile.
    """
    now = ctx.clock.now()
    require_writer(ctx.actor, Module.EMPLOYMENT)
    employer = await find_in_scope(Employer, Rows.EMPLOYER, ctx.actor.employer_id, ctx.actor)
    school = await find_in_scope(School, Rows.SCHOOL, school_id, ctx.actor)
    typed = _checked(name, id_number, position, monthly_pay, now)
    gate = await read_gate(Feature.DESTINATION, class_year, school.id, school.province_id)
    roster = Graduate.filter(school_id=school.id, class_year=class_year, name=typed.name)
    graduate = await roster.filter(person__identity_index=ctx.vault.index(typed.id_number)).first()
    check_invitation(gate, employer=employer.status, invitee_found=graduate is not None, **await _between(employer, graduate, now))
    assert graduate is not None, "check_invitation lets nobody invite whom it did not find"
    # An earlier invitation whose deadline has come is expired, even if the clock has not got round to it yet.
    # One that was sent since it was looked for above is not: the database's index refuses this one then.
    if overdue := await _unanswered(employer, graduate).filter(reply_deadline__lte=now):
        await expire(ctx, overdue, now)
    return await _send(ctx, employer, graduate, typed, now)


@dataclass(frozen=True, slots=True)
class _Typed:
    """What the employer typed about graduate and job, made fit to be compared and stored."""

    name: str
    id_number: str
    position: str | None
    monthly_pay: int | None


def _checked(name: str, id_number: str, position: str | None, monthly_pay: int | None, now: datetime) -> _Typed:
    number = normalise_id_number(id_number)
    check_id_number(number, today=now.date())
    pay = optional_pay(monthly_pay)
    return _Typed(required_text("name", "姓名", name, 40), number, optional_text("position", "岗位", position, 60), pay)


async def _between(employer: Employer, graduate: Graduate | None, now: datetime) -> dict[str, bool]:
    """Return what there is between the employer and the graduate that inviting asks about; agreements with others are not looked at."""
    if graduate is None:
        return {"signs_with_it": False, "invitation_waits": False}
    of_both = Agreement.filter(employer_id=employer.id, graduate_id=graduate.id)
    return {
        "signs_with_it": await of_both.filter(status__in=[status for status, slot in SLOT_AFTER.items() if slot]).exists(),
        "invitation_waits": await _unanswered(employer, graduate).filter(reply_deadline__gt=now).exists(),
    }


def _unanswered(employer: Employer, graduate: Graduate) -> QuerySet[Agreement]:
    return Agreement.filter(employer_id=employer.id, graduate_id=graduate.id, status=Status.PENDING_GRADUATE)


async def _send(ctx: ActionContext, employer: Employer, graduate: Graduate, typed: _Typed, now: datetime) -> UUID:
    """Write the invitation, with the school's agreement type and set-up of this moment copied into it.

    The database keeps one waiting invitation for each employer and graduate.
    """
    setup = await set_up_of(graduate)
    invitation = Agreement(
        created_at=now,
        employer_id=employer.id,
        employer_name=employer.name,
        initiator=Initiator.EMPLOYER,
        status=Status.PENDING_GRADUATE,
        invitee_name=typed.name,
        invitee_id_last4=typed.id_number[-4:],
        position=typed.position,
        monthly_pay=typed.monthly_pay,
        reply_deadline=reply_deadline(now, setup.reply_days),
        **await copied_from(graduate),
    )
    async with one_transaction(ctx, now) as trail:
        with refused_by(ONE_LIVE_INVITATION, DuplicateInvitation()):
            await begin(invitation, ActName.AGREEMENT_INVITE, trail, now)
        return trail.returns(invitation.id)
