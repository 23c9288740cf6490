"""Signing offline: a graduate applies, changes what was rejected, and hands in the stamped form, or its employer does (guide section 5)."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from typing import Any
from uuid import UUID

from actions.access import find_in_scope, require_writer
from actions.agreement import decide, take
from actions.beginning import begin, copied_from
from actions.context import ActionContext
from actions.facts import read_gate
from actions.inputs import optional_pay, optional_text, required_text
from actions.once import done_once
from actions.slot import is_slot_free
from actions.transaction import one_transaction, whole_action_retried
from actions.upload import attach_upload
from auth.scope import Rows
from models import Agreement, Employer, Graduate, Person
from rules.acts import ActName, RecordKind
from rules.agreement import SKIPPED_TO, Initiator, Move, Status, check_application
from rules.employer import EmployerStatus, is_phone
from rules.errors import ChangedMeanwhile, InvalidInput, Refusals
from rules.gate import Feature
from rules.guards import check_season
from rules.roles import Module
from rules.uscc import check_uscc


@dataclass(frozen=True, slots=True, kw_only=True)
class Terms:
    """What a graduate types of an employer and of what was agreed with it. `monthly_pay` is in yuan."""

    employer_name: str
    employer_uscc: str
    employer_contact: str | None = None
    employer_phone: str | None = None
    position: str | None = None
    monthly_pay: int | None = None
    work_address: str | None = None
    start_date: date | None = None


@whole_action_retried
@done_once
async def apply(ctx: ActionContext, graduate_id: UUID, terms: Terms) -> UUID:
    """Apply for the electronic agreement of one of the actor's graduations (申请电子就业协议); return the agreement's id.

    An employer that is approved under the credit code is named as it is registered, and sees the agreement from now on.
    Raises LevelTooLow, NotFound, Refusals, ChangesEnded, ClassYearClosed, FeatureClosed, AgreementTypeMissing, NotSetUp, BasicsUnconfirmed,
    SlotTaken, ChangedMeanwhile.
    """
    now = ctx.clock.now()
    require_writer(ctx.actor, Module.EMPLOYMENT)
    graduate = await find_in_scope(Graduate, Rows.GRADUATE, graduate_id, ctx.actor)
    columns = await _columns(terms)
    gate = await read_gate(Feature.DESTINATION, graduate.class_year, graduate.school_id, graduate.province_code)
    check_season(gate, now)
    check_application(gate, basics_confirmed=graduate.confirmed_at is not None, slot_free=await is_slot_free(graduate.id))
    copied = await copied_from(graduate)
    first = Status.PROTOCOL_PENDING_DEPARTMENT
    agreement = Agreement(
        created_at=now,
        initiator=Initiator.GRADUATE,
        status=SKIPPED_TO.get((copied["review_levels"], first), first),
        invitee_name=graduate.name,
        invitee_id_last4=(await Person.get(id=graduate.person_id)).id_number_masked[-4:],
        is_graduate_disclosed=True,
        **copied,
        **columns,
    )
    async with one_transaction(ctx, now) as trail:
        await begin(agreement, ActName.AGREEMENT_APPLY, trail, now)
        return trail.returns(agreement.id)


@whole_action_retried
@done_once
async def resubmit(ctx: ActionContext, agreement_id: UUID, terms: Terms, *, version: int) -> UUID:
    """Change what was rejected and submit it once more, for a new form under a new number (修改后重新提交); return the id.

    Raises LevelTooLow, NotFound, MoveNotAllowed, Refusals, the refusals of the move's guards, SlotTaken, ChangedMeanwhile.
    """
    decided = await decide(ctx, agreement_id, Move.RESUBMIT, version=version)
    step = replace(decided, changes=await _columns(terms))
    async with one_transaction(ctx, step.now) as trail:
        await take(step, trail)
        return trail.returns(agreement_id)


@whole_action_retried
@done_once
async def upload_scan(ctx: ActionContext, agreement_id: UUID, upload_id: UUID, *, version: int) -> UUID:
    """Hand in the stamped form (上传盖章扫描件), which the actor has uploaded before; it goes to the second review. Return the id.

    Raises LevelTooLow, NotFound (agreement or upload), MoveNotAllowed, the refusals of the move's guards, SlotTaken, ChangedMeanwhile.
    """
    step = await decide(ctx, agreement_id, Move.UPLOAD_SCAN, version=version)
    async with one_transaction(ctx, step.now) as trail:
        # The agreement is held first, as every other act on it does: who attaches another scan to it waits here, and not within.
        # It is held as it was read: what a scan copies from it (its employer) may be another's since, and no scan is of two.
        if not await Agreement.filter(id=agreement_id, version=step.agreement.version).select_for_update(no_key=True):
            raise ChangedMeanwhile
        await attach_upload(ctx, upload_id, RecordKind.AGREEMENT, step.agreement)
        await take(step, trail)
        return trail.returns(agreement_id)


async def _columns(terms: Terms) -> dict[str, Any]:
    """Return the columns that terms fill, with the employer's registration where there is one. Raises Refusals with all at fault."""
    problems: list[InvalidInput] = []

    def read(reader: Callable[..., Any], *given: Any) -> Any:
        try:
            return reader(*given)
        except InvalidInput as problem:
            problems.append(problem)
            return None

    columns = {
        "employer_name": read(required_text, "employerName", "单位名称", terms.employer_name, 60),
        "employer_uscc": read(_uscc, terms.employer_uscc),
        "employer_contact": read(optional_text, "employerContact", "单位联系人", terms.employer_contact, 40),
        "employer_phone": read(_phone, terms.employer_phone),
        "position": read(optional_text, "position", "岗位", terms.position, 60),
        "monthly_pay": read(optional_pay, terms.monthly_pay),
        "work_address": read(optional_text, "workAddress", "工作地址", terms.work_address, 120),
        "start_date": terms.start_date,
    }
    if problems:
        raise Refusals(problems)
    employer = await Employer.get_or_none(uscc=columns["employer_uscc"], status=EmployerStatus.APPROVED)
    if employer is None:
        return {**columns, "employer_id": None}
    return {**columns, "employer_id": employer.id, "employer_name": employer.name}


def _uscc(typed: str) -> str:
    uscc = typed.strip().upper()
    try:
        check_uscc(uscc)
    except InvalidInput as problem:
        raise InvalidInput("employerUscc", problem.problem) from problem
    return uscc


def _phone(typed: str | None) -> str | None:
    phone = (typed or "").strip() or None
    if phone is not None and not is_phone(phone):
        raise InvalidInput("employerPhone", "单位联系电话须为6至20位数字，可含区号与短横线")
    return phone
