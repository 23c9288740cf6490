"""Confirmations and authorised verifications as the actions would have left them."""

from datetime import datetime, timedelta
from itertools import count

from models import Agreement, Confirmation, VerificationGrant, VerificationLook
from rules.acts import RecordKind
from rules.confirmation import ConfirmationState, GrantState, LookKey
from rules.counters import CONFIRMED, STALE
from rules.registration import SIGNED
from tests.slots import count_more
from tests.world import NOW

_numbers = count(1)
SCOPE = ("graduate_id", "school_id", "province_code", "department_id", "person_id", "class_year")


async def make_confirmation(
    agreement: Agreement, *, state: ConfirmationState = ConfirmationState.CONFIRMED, expires_at: datetime = NOW + timedelta(days=30)
) -> tuple[Confirmation, VerificationGrant, VerificationLook]:
    """Write a confirmation of an agreement in force (or, STALE, of one that was), with an authorisation that somebody has used."""
    number, is_stale = next(_numbers), state is ConfirmationState.STALE
    scope = {column: getattr(agreement, column) for column in SCOPE}
    confirmation = await Confirmation.create(
        **scope,
        state=state,
        category=SIGNED,
        holder_kind=RecordKind.AGREEMENT,
        holder_id=agreement.id,
        transfer_number=f"{agreement.class_year}10001{number:07d}",
        stale_at=NOW if is_stale else None,
    )
    grant = await VerificationGrant.create(
        **scope,
        confirmation_id=confirmation.id,
        number=f"ABCDEFGHJKMN{number:04d}",
        shows_destination=True,
        shows_archive=True,
        shows_hukou=False,
        state=GrantState.REVOKED if is_stale else GrantState.ACTIVE,
        expires_at=expires_at,
        revoked_at=NOW if is_stale else None,
    )
    look = await VerificationLook.create(
        **scope, grant_id=grant.id, looked_by="测试派出所", key_kind=LookKey.VERIFICATION, address="192.0.2.7"
    )
    graduate = await agreement.graduate
    await count_more(graduate, {STALE if is_stale else CONFIRMED: 1})
    return confirmation, grant, look
