"""What a graduate does with its destination at the end (去向登记确认, 核验授权): confirms it, and lets others verify it."""

from collections.abc import Collection
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from actions.access import find_in_scope, require_writer
from actions.context import ActionContext
from actions.counters import shift_counters
from actions.facts import read_gate
from actions.once import done_once
from actions.record_kinds import KINDS
from actions.transaction import one_transaction, whole_action_retried
from actions.unique import ONE_CONFIRMATION, ONE_TRANSFER_NUMBER, ONE_VERIFICATION_NUMBER, TryAgain, refused_by
from actions.unsettle import confirmation_act
from auth.scope import Rows
from models import Confirmation, DestinationSlot, Graduate, ImportedRecord, School, SchoolSetup, VerificationGrant
from rules.acts import ActName
from rules.agreement_terms import SlotState
from rules.confirmation import (
    MOST_GRANTS,
    ConfirmationState,
    GrantState,
    Standing,
    check_confirmation,
    check_grant,
    draw_verification_number,
    transfer_number,
)
from rules.confirmation_errors import DestinationConfirmed, GrantOver, NothingConfirmed, TooManyGrants
from rules.counters import CONFIRMED, STALE
from rules.errors import ChangedMeanwhile, LevelTooLow
from rules.gate import Feature
from rules.lives import LIVES
from rules.record_terms import RecordStatus
from rules.roles import Module, Role

WAITING = (
    RecordStatus.PENDING_COUNTERPARTY,
    RecordStatus.PENDING_DEPARTMENT,
    RecordStatus.PENDING_SCHOOL,
    RecordStatus.VOID_PENDING_DEPARTMENT,
    RecordStatus.VOID_PENDING_SCHOOL,
)
"""A record in one of these is about to change what would be confirmed."""


@whole_action_retried
@done_once
async def confirm_destination(
    ctx: ActionContext, graduate_id: UUID, *, holder_id: UUID, shows: Collection[Feature] = (), days: int
) -> UUID:
    """Confirm the destination in force of one of the actor's own graduations; return the confirmation's id.

    `holder_id` is the record that the graduate saw (agreement, supplement or registration). A transfer number is drawn, and a first
    verification number that shows `shows` for `days` days; what is not shown by it can be authorised later, under another number.
    Raises LevelTooLow, NotFound, InvalidInput, the refusals of `check_confirmation`, ChangedMeanwhile (another destination is in force).
    """
    now = ctx.clock.now()
    _require_graduate(ctx)
    check_grant(days, shows, may_be_empty=True)
    graduate = await find_in_scope(Graduate, Rows.GRADUATE, graduate_id, ctx.actor)
    check_confirmation(await _standing(graduate, now))
    school = await School.get(id=graduate.school_id)
    async with one_transaction(ctx, now) as trail:
        # Whatever changes the destination holds this row: what is confirmed stays what it is until the commit.
        slot = await DestinationSlot.filter(graduate_id=graduate.id).select_for_update().first()
        if slot is None or slot.state is SlotState.RESERVED or slot.holder_id != holder_id or await _is_pending(graduate):
            raise ChangedMeanwhile
        stale = Confirmation.filter(graduate_id=graduate.id, state=ConfirmationState.STALE)
        had_stale = await stale.exists()
        confirmation = Confirmation(
            created_at=now,
            **_scope(graduate),
            state=ConfirmationState.CONFIRMED,
            category=slot.category,
            holder_kind=slot.holder_kind,
            holder_id=slot.holder_id,
            transfer_number=transfer_number(graduate.class_year, school.code, ctx.draw_digits()),
        )
        with (
            refused_by(ONE_CONFIRMATION, DestinationConfirmed()),
            refused_by(ONE_TRANSFER_NUMBER, TryAgain("the transfer number was drawn before")),
        ):
            await confirmation.save(force_create=True)
        await _grant(confirmation, shows, days, now)
        await trail.record(confirmation_act(confirmation, ActName.CONFIRMATION_MAKE, after=ConfirmationState.CONFIRMED))
        shift = {CONFIRMED: 1, **({STALE: -1} if had_stale else {})}
        await shift_counters(graduate.school_id, graduate.class_year, [shift], now)
        return trail.returns(confirmation.id)


@whole_action_retried
@done_once
async def grant_verification(ctx: ActionContext, confirmation_id: UUID, *, shows: Collection[Feature], days: int) -> UUID:
    """Let whoever has the graduate's name and a new number verify parts of what it confirmed; return the authorisation's id.

    Raises LevelTooLow, NotFound, InvalidInput, NothingConfirmed, TooManyGrants.
    """
    now = ctx.clock.now()
    _require_graduate(ctx)
    check_grant(days, shows)
    confirmation = await find_in_scope(Confirmation, Rows.CONFIRMATION, confirmation_id, ctx.actor)
    async with one_transaction(ctx, now) as trail:
        held = Confirmation.filter(id=confirmation.id, state=ConfirmationState.CONFIRMED)
        if not await held.select_for_update().first():
            raise NothingConfirmed
        active = VerificationGrant.filter(confirmation_id=confirmation.id, state=GrantState.ACTIVE, expires_at__gt=now)
        if await active.count() >= MOST_GRANTS:
            raise TooManyGrants
        grant = await _grant(confirmation, shows, days, now)
        await trail.record(confirmation_act(confirmation, ActName.CONFIRMATION_GRANT))
        return trail.returns(grant.id)


@whole_action_retried
@done_once
async def revoke_verification(ctx: ActionContext, grant_id: UUID, *, version: int) -> UUID:
    """Take an authorisation back: its number shows nothing from now on; return its id.

    Raises LevelTooLow, NotFound, GrantOver, ChangedMeanwhile.
    """
    now = ctx.clock.now()
    _require_graduate(ctx)
    grant = await find_in_scope(VerificationGrant, Rows.VERIFICATION, grant_id, ctx.actor)
    if grant.state is GrantState.REVOKED:
        raise GrantOver
    confirmation = await Confirmation.get(id=grant.confirmation_id)
    async with one_transaction(ctx, now) as trail:
        unrevoked = VerificationGrant.filter(id=grant.id, state=GrantState.ACTIVE, version=version)
        if not await unrevoked.update(state=GrantState.REVOKED, revoked_at=now, updated_at=now, version=version + 1):
            raise ChangedMeanwhile
        await trail.record(confirmation_act(confirmation, ActName.CONFIRMATION_REVOKE))
        return trail.returns(grant.id)


def _require_graduate(ctx: ActionContext) -> None:
    require_writer(ctx.actor, Module.EMPLOYMENT)
    if ctx.actor.role is not Role.GRADUATE:
        raise LevelTooLow(Module.EMPLOYMENT)


async def _standing(graduate: Graduate, now: datetime) -> Standing:
    of_year: dict[str, Any] = {"school_id": graduate.school_id, "class_year": graduate.class_year}
    setup = await SchoolSetup.get_or_none(**of_year, feature=Feature.DESTINATION)
    slot = await DestinationSlot.get_or_none(graduate_id=graduate.id)
    return Standing(
        now=now,
        gate=await read_gate(Feature.DESTINATION, graduate.class_year, graduate.school_id, graduate.province_code),
        basics_confirmed=graduate.confirmed_at is not None,
        is_settled=slot is not None and slot.category is not None,
        is_pending=(slot is not None and slot.state is SlotState.RESERVED) or await _is_pending(graduate),
        archive_missing=await _archive_missing(graduate),
        is_confirmed=await Confirmation.exists(graduate_id=graduate.id, state=ConfirmationState.CONFIRMED),
        imported=slot is not None and await ImportedRecord.exists(record_id=slot.under_id or slot.holder_id),
        opens=setup.confirm_from if setup else None,
        closes=setup.confirm_until if setup else None,
    )


async def _is_pending(graduate: Graduate) -> bool:
    """Return whether a record of the graduate, of any kind, waits for an answer or a review."""
    return any([await kind.model.exists(graduate_id=graduate.id, status__in=WAITING) for kind in KINDS.values()])


async def _archive_missing(graduate: Graduate) -> bool:
    """Return whether the graduate's archive is to be registered first: it lies at the school, which has set its registration up."""
    of_year: dict[str, Any] = {"school_id": graduate.school_id, "class_year": graduate.class_year}
    if not graduate.archive_in_school or not await SchoolSetup.exists(**of_year, feature=Feature.ARCHIVE):
        return False
    of_archives = [KINDS[kind].model for kind in KINDS if LIVES[kind].feature is Feature.ARCHIVE]
    return not any([await model.exists(graduate_id=graduate.id, status=RecordStatus.APPROVED) for model in of_archives])


async def _grant(confirmation: Confirmation, shows: Collection[Feature], days: int, now: datetime) -> VerificationGrant:
    """Write an authorisation under a new number."""
    grant = VerificationGrant(
        created_at=now,
        confirmation_id=confirmation.id,
        **_scope(confirmation),
        number=draw_verification_number(),
        shows_destination=Feature.DESTINATION in shows,
        shows_archive=Feature.ARCHIVE in shows,
        shows_hukou=Feature.HUKOU in shows,
        state=GrantState.ACTIVE,
        expires_at=now + timedelta(days=days),
    )
    with refused_by(ONE_VERIFICATION_NUMBER, TryAgain("the verification number was drawn before")):
        await grant.save(force_create=True)
    return grant


def _scope(of: Graduate | Confirmation) -> dict[str, object]:
    return {
        "graduate_id": of.id if isinstance(of, Graduate) else of.graduate_id,
        "school_id": of.school_id,
        "province_code": of.province_code,
        "department_id": of.department_id,
        "person_id": of.person_id,
        "class_year": of.class_year,
    }
