"""Who does a piece of work: at most one process at a time, decided by one compare-and-set on the work's own row.

Nothing else is relied upon. A signal that is lost, sent twice or comes late changes when work is looked for, never who does it.
"""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Generic, TypeVar
from uuid import UUID

from tortoise.expressions import F, Q

from models.leased import Leased
from rules.leases import LeaseState, LeaseTerms

L = TypeVar("L", bound=Leased)


@dataclass(frozen=True, slots=True)
class Leases(Generic[L]):
    """The leases of one kind of work."""

    model: type[L]
    terms: LeaseTerms
    give_up: Callable[[L], Awaitable[bool]]
    """Ends work that was taken up as often as it is worth, unless somebody has changed it since it was read.

    Returns False where it cannot be left as it is: then it is taken up for as long as it takes.
    """

    async def are_due(self, now: datetime) -> bool:
        """Return whether anything waits for somebody to take it up."""
        return await self.model.filter(_due(now)).exists()

    async def take_up(self, now: datetime, holder: UUID) -> L | None:
        """Give the holder the oldest work that nobody holds; None where there is none.

        Of several that see the same row exactly one gets it; the others look again.
        """
        while (found := await self.model.filter(_due(now)).order_by("created_at", "id").first()) is not None:
            if found.tries >= self.terms.most_tries and await self.give_up(found):
                continue
            if await self._take(found, now, holder):
                return await self.model.get(id=found.id)
        return None

    async def _take(self, found: L, now: datetime, holder: UUID) -> bool:
        unchanged = self.model.filter(id=found.id, version=found.version)
        taken = await unchanged.update(
            state=LeaseState.RUNNING,
            lease_holder=holder,
            lease_until=now + self.terms.length,
            tries=F("tries") + 1,
            version=F("version") + 1,
            updated_at=now,
        )
        return taken > 0

    async def give_back(self, now: datetime, held: L) -> None:
        """Let others take up at once what its holder has; that it was asked to stop is no failed try."""
        own = self.model.filter(id=held.id, state=LeaseState.RUNNING, lease_holder=held.lease_holder)
        await own.update(lease_until=now, tries=F("tries") - 1, version=F("version") + 1, updated_at=now)


def _due(now: datetime) -> Q:
    return Q(state=LeaseState.QUEUED) | Q(state=LeaseState.RUNNING, lease_until__lte=now)
