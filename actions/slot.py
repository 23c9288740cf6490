"""The one destination of a graduate: taken, confirmed and freed by the transaction of the record that asks for it."""

from datetime import datetime
from uuid import UUID

from actions.transaction import Inconsistent
from actions.unique import ONE_SLOT, refused_by
from models import DestinationSlot
from rules.acts import RecordKind
from rules.agreement import SlotState
from rules.errors import SlotTaken


async def move_slot(graduate_id: UUID, holder_id: UUID, before: SlotState | None, after: SlotState | None, now: datetime) -> None:
    """Bring the graduate's slot from what the agreement `holder_id` had of it to what it has now; None = nothing.

    Taking is an insert: the slot's key is the graduate, so of two agreements that ask at once the database lets one have it.
    Raises SlotTaken; Inconsistent where the agreement does not hold what its status says.
    """
    if before is after:
        return
    mine = DestinationSlot.filter(graduate_id=graduate_id, holder_id=holder_id, state=before)
    if before is None:
        taken = DestinationSlot(graduate_id=graduate_id, holder_kind=RecordKind.AGREEMENT, holder_id=holder_id, state=after, created_at=now)
        with refused_by(ONE_SLOT, SlotTaken()):
            await taken.save(force_create=True)
    elif not await (mine.delete() if after is None else mine.update(state=after, updated_at=now)):
        raise Inconsistent(f"agreement {holder_id} does not hold the slot as {before}")
