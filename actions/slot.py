"""The one destination of a graduate: taken, brought into force and freed by the transaction of the record that asks for it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from actions.transaction import Inconsistent
from actions.unique import ONE_SLOT, refused_by
from models import DestinationSlot
from rules.acts import RecordKind
from rules.agreement_terms import SlotState
from rules.counters import REGISTERED, category_shift
from rules.errors import SlotTaken

IN_THE_WAY = (SlotState.RESERVED, SlotState.HELD)
"""A slot in one of these states is not free for another record."""


async def slots_in_the_way(graduates: Iterable[UUID]) -> Mapping[UUID, UUID]:
    """Return graduate -> the record that asks for its destination or holds it, of those whose slots are not free."""
    slots = DestinationSlot.filter(graduate_id__in=list(graduates), state__in=IN_THE_WAY)
    return {each.graduate_id: each.holder_id for each in await slots}


async def is_slot_free(graduate_id: UUID, holder_id: UUID | None = None) -> bool:
    """Return whether the graduate's destination can be asked for; `holder_id` is who asks, where it may have it already."""
    return (await slots_in_the_way([graduate_id])).get(graduate_id, holder_id) == holder_id


@dataclass(frozen=True, slots=True, kw_only=True)
class Holder:
    """Which record asks for a graduate's destination, or holds it."""

    kind: RecordKind
    id: UUID
    graduate_id: UUID
    category: str
    """What its destination is of (毕业去向类别) once it is in force."""


@dataclass(frozen=True, slots=True)
class SlotMoved:
    """What became of a slot beside its state."""

    shift: Mapping[str, int] = field(default_factory=dict)
    """Column -> change of the counters."""
    superseded: UUID | None = None
    """The registration that was in force until now, where another record took its place."""


async def move_slot(holder: Holder, before: SlotState | None, after: SlotState | None, now: datetime) -> SlotMoved:
    """Bring the graduate's slot from what the record had of it to what it has now; None = nothing.

    Taking is an insert, or moves over one that is SUPERSEDABLE: the slot's key is the graduate, so of two records that ask at once the
    database lets one have it. What is moved over stays in force beneath until the other one is, and comes back where that is given up.
    Raises SlotTaken; Inconsistent where the record does not hold what its status says.
    """
    if before is after:
        return SlotMoved()
    if before is None:
        taken = await _take(holder, now)
        if after is SlotState.RESERVED:
            return taken
        came = await move_slot(holder, SlotState.RESERVED, after, now)
        return SlotMoved({**taken.shift, **came.shift}, came.superseded)
    mine = DestinationSlot.filter(graduate_id=holder.graduate_id, holder_id=holder.id, state=before)
    slot = await mine.get_or_none()
    if slot is None:
        return await _from_beneath(holder, before, after, now)
    if after is None:
        return await _free(slot, now)
    await mine.update(state=after, category=holder.category, under_id=None, updated_at=now)
    return SlotMoved(category_shift(slot.category, holder.category), slot.under_id)


async def say_category(holder: Holder, state: SlotState, now: datetime) -> SlotMoved:
    """Say that what holds the slot is of another category from now on, and goes on holding it. Raises Inconsistent."""
    mine = DestinationSlot.filter(graduate_id=holder.graduate_id, holder_id=holder.id, state=state)
    slot = await mine.get_or_none()
    if slot is None:
        raise Inconsistent(f"{holder.kind} {holder.id} does not hold the slot as {state}")
    await mine.update(category=holder.category, updated_at=now)
    return SlotMoved(category_shift(slot.category, holder.category))


async def _take(holder: Holder, now: datetime) -> SlotMoved:
    """Reserve the slot. The row of one that is SUPERSEDABLE is moved over first: of two who do, the second finds it reserved."""
    yielding = DestinationSlot.filter(graduate_id=holder.graduate_id, state=SlotState.SUPERSEDABLE)
    if beneath := await yielding.select_for_update().first():
        reserved = {"holder_kind": holder.kind, "holder_id": holder.id, "state": SlotState.RESERVED, "updated_at": now}
        if await yielding.filter(holder_id=beneath.holder_id).update(**reserved, under_id=beneath.holder_id):
            return SlotMoved()
    slot = DestinationSlot(
        graduate_id=holder.graduate_id, holder_kind=holder.kind, holder_id=holder.id, state=SlotState.RESERVED, created_at=now
    )
    with refused_by(ONE_SLOT, SlotTaken()):
        await slot.save(force_create=True)
    return SlotMoved({REGISTERED: 1})


async def _free(slot: DestinationSlot, now: datetime) -> SlotMoved:
    """Free the slot, or give it back to what is in force beneath."""
    mine = DestinationSlot.filter(graduate_id=slot.graduate_id, holder_id=slot.holder_id)
    if slot.under_id is None:
        await mine.delete()
        return SlotMoved({REGISTERED: -1, **category_shift(slot.category, None)})
    back = {"holder_kind": RecordKind.REGISTRATION, "holder_id": slot.under_id, "state": SlotState.SUPERSEDABLE}
    await mine.update(**back, under_id=None, updated_at=now)
    return SlotMoved()


async def _from_beneath(holder: Holder, before: SlotState, after: SlotState | None, now: datetime) -> SlotMoved:
    """Take away a registration that is in force beneath another record, which keeps what it has reserved."""
    beneath = DestinationSlot.filter(graduate_id=holder.graduate_id, under_id=holder.id)
    if before is SlotState.SUPERSEDABLE and after is None and await beneath.update(category=None, under_id=None, updated_at=now):
        return SlotMoved(category_shift(holder.category, None))
    raise Inconsistent(f"{holder.kind} {holder.id} does not hold the slot as {before}")
