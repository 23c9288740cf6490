"""A graduate's one destination as the actions would have left it, with what is counted of it."""

from uuid import UUID

from tortoise.expressions import F

from models import DestinationSlot, Graduate, SigningCounters
from rules.acts import RecordKind
from rules.agreement import SlotState
from rules.counters import REGISTERED, category_shift
from rules.registration import SIGNED


async def hold(graduate: Graduate, kind: RecordKind, holder_id: UUID, state: SlotState | None, category: str = SIGNED) -> dict[str, int]:
    """Let a record hold the graduate's destination so; return column -> how many more it makes in the counters."""
    if state is None:
        return {}
    in_force = None if state is SlotState.RESERVED else category
    await DestinationSlot.create(graduate_id=graduate.id, holder_kind=kind, holder_id=holder_id, state=state, category=in_force)
    return {REGISTERED: 1, **category_shift(None, in_force)}


async def count_more(graduate: Graduate, more: dict[str, int]) -> None:
    """Add to the counters of the graduate's school and class year."""
    counters = SigningCounters.filter(school_id=graduate.school_id, class_year=graduate.class_year)
    await counters.update(**{column: F(column) + change for column, change in more.items()}, version=F("version") + 1)
