"""Confirmed destinations on the stage, what is authorised of them, and who looked."""

from dataclasses import dataclass
from typing import Any

from models import Agreement, Confirmation, Graduate, VerificationGrant
from rules.agreement import Status
from rules.confirmation import ConfirmationState
from tests.access.oracle import Row
from tests.confirmations import make_confirmation
from tests.world import World, make_agreement


@dataclass(frozen=True)
class Confirming:
    """What acts of confirming are tried on; all of the person of `world.graduate`."""

    settled: Agreement
    """In force, and not confirmed."""
    confirmation: Confirmation
    grant: VerificationGrant
    """In force, of that confirmation."""


async def write_confirmations(world: World, settled: Graduate, confirmed: Graduate, stale: Agreement) -> tuple[list[Row], Confirming]:
    """Let one graduation have a destination in force, one a confirmed one, and an agreement of another person have been confirmed."""
    in_force = await make_agreement(world, graduate=settled, status=Status.EFFECTIVE)
    kept = [
        await make_confirmation(await make_agreement(world, graduate=confirmed, status=Status.EFFECTIVE)),
        await make_confirmation(stale, state=ConfirmationState.STALE),
    ]
    rows = []
    for confirmation, grant, look in kept:
        place = (confirmation.province_code, confirmation.school_id, confirmation.department_id, confirmation.person_id)
        of: dict[str, Any] = {"graduate": confirmation.graduate_id, "class_year": confirmation.class_year}
        rows.append(Row("Confirmation", confirmation.id, *place, **of, confirmation=confirmation.id))
        standing = ("VERIFICATION", grant.state)
        rows.append(Row("VerificationGrant", grant.id, *place, **of, confirmation=confirmation.id, grant=grant.id, standing=standing))
        rows.append(Row("VerificationLook", look.id, *place, **of, grant=grant.id))
    confirmation, grant, _ = kept[0]
    return rows, Confirming(in_force, confirmation, grant)
