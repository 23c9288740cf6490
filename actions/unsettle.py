"""A confirmation that holds no longer: something of what it confirmed has changed, and the numbers that showed it die with it."""

from datetime import datetime
from uuid import UUID

from actions.steps import Done
from actions.trail import Act
from models import Confirmation, DestinationSlot, VerificationGrant
from rules.acts import ActName, RecordKind
from rules.confirmation import ConfirmationState, GrantState
from rules.counters import CONFIRMED, STALE


async def unsettle(graduate_id: UUID, now: datetime) -> list[Done]:
    """End the graduate's confirmation, if it has one, and every authorisation under it; return what is left behind.

    The slot's row is held first, as whoever confirms holds it: of a change and a confirmation at the same moment either the
    confirmation sees the change, or the change ends the confirmation.
    """
    await DestinationSlot.filter(graduate_id=graduate_id).select_for_update().first()
    held = await Confirmation.filter(graduate_id=graduate_id, state=ConfirmationState.CONFIRMED).select_for_update().first()
    if held is None:
        return []
    await Confirmation.filter(id=held.id).update(state=ConfirmationState.STALE, stale_at=now, updated_at=now, version=held.version + 1)
    await revoke_grants(held.id, now)
    act = confirmation_act(held, ActName.CONFIRMATION_STALE, before=ConfirmationState.CONFIRMED, after=ConfirmationState.STALE)
    return [Done(act, {CONFIRMED: -1, STALE: 1})]


async def revoke_grants(confirmation_id: UUID, now: datetime) -> None:
    """Revoke every authorisation of a confirmation that is not revoked yet."""
    active = VerificationGrant.filter(confirmation_id=confirmation_id, state=GrantState.ACTIVE)
    for grant in await active.select_for_update():
        await active.filter(id=grant.id).update(state=GrantState.REVOKED, revoked_at=now, updated_at=now, version=grant.version + 1)


def confirmation_act(
    confirmation: Confirmation, name: ActName, *, before: ConfirmationState | None = None, after: ConfirmationState | None = None
) -> Act:
    """Return what the trail says of something done to a confirmation."""
    return Act(
        name=name,
        kind=RecordKind.CONFIRMATION,
        record_id=confirmation.id,
        school_id=confirmation.school_id,
        province_code=confirmation.province_code,
        class_year=confirmation.class_year,
        before=before,
        after=after,
    )
