"""Unanswered invitations expire (签约逾期未回应): what the clock does to agreements (guide section 5, figure 6)."""

import logging
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from typing import Final

from actions.agreement_step import AgreementStep, NotAlike, take_alike
from actions.context import ActionContext
from actions.facts import read_gate
from actions.steps import take_steps
from actions.transaction import Inconsistent, one_transaction, whole_action_retried
from auth.actor import CLOCK_ACTOR
from models import Agreement, ClassYear
from rules.agreement import Move, Status, check_guards, next_status
from rules.gate import ClassYearState, Feature, Gate
from rules.guards import Facts

_log: Final = logging.getLogger(__name__)


async def expire_due(ctx: ActionContext, *, limit: int = 500) -> int:
    """Expire at most `limit` invitations of each school whose deadline has come, its oldest first; return how many in all.

    The clock acts, whoever `ctx` names. The invitations of a school are one transaction, which locks its counters once; a
    school whose data are inconsistent is logged and left as it is, so that it cannot hold up the others.
    """
    now = ctx.clock.now()
    open_years = await ClassYear.filter(state=ClassYearState.OPEN).values_list("year", flat=True)
    waiting = Agreement.filter(status=Status.PENDING_GRADUATE, reply_deadline__lte=now, class_year__in=open_years)
    expired = 0
    for school_id, class_year in await waiting.distinct().values_list("school_id", "class_year"):
        due = waiting.filter(school_id=school_id, class_year=class_year).order_by("reply_deadline", "id").limit(limit)
        try:
            if invitations := await due:
                expired += await expire(ctx, invitations, now)
        except Inconsistent:
            _log.exception("invitations of school %s, class year %s, do not expire", school_id, class_year)
    return expired


@whole_action_retried
async def expire(ctx: ActionContext, invitations: Sequence[Agreement], now: datetime) -> int:
    """Expire invitations (at least one) of one school and class year; return how many nobody had moved meanwhile.

    Raises Inconsistent; MoveNotAllowed where one is not due at `now`.
    """
    first = invitations[0]
    gate = await read_gate(Feature.DESTINATION, first.class_year, first.school_id, first.province_code)
    steps = [_decide(invitation, gate, now) for invitation in invitations]
    clock = replace(ctx, actor=CLOCK_ACTOR, once=None)
    try:
        async with one_transaction(clock, now) as trail:
            return len(await take_alike(steps, trail))
    except NotAlike:
        async with one_transaction(clock, now) as trail:
            return len(await take_steps(steps, trail))


def _decide(invitation: Agreement, gate: Gate, now: datetime) -> AgreementStep:
    after = next_status(invitation.initiator, invitation.status, Move.EXPIRE, CLOCK_ACTOR.role, levels=invitation.review_levels)
    # An invitation asks for no destination and binds nobody yet, so the slot and the graduate say nothing here.
    facts = Facts(
        now=now, reply_deadline=invitation.reply_deadline, gate=gate, slot_free=True, basics_confirmed=True, directed=False, reason=None
    )
    check_guards(Move.EXPIRE, facts)
    return AgreementStep(agreement=invitation, move=Move.EXPIRE, after=after, version=invitation.version, now=now)
