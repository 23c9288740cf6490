"""Revocation: how a change of an account or the end of a session reaches every process."""

from collections.abc import Iterable
from datetime import datetime
from itertools import count
from uuid import UUID

from tortoise.expressions import F

from models.session import Revocation, RevocationClock


async def revoke(now: datetime, *, accounts: Iterable[UUID] = (), sessions: Iterable[UUID] = ()) -> None:
    """Announce that what processes remember of these accounts, and of these sessions, no longer holds.

    Call it inside the transaction that changes them, after everything else but the counters: numbering takes the clock's lock
    until the commit, so that numbers become visible in their order.
    """
    given = [*({"account_id": each} for each in accounts), *({"session_id": each} for each in sessions)]
    if not given:
        return
    await RevocationClock.filter(id=1).update(seq=F("seq") + len(given), updated_at=now)
    clock = await RevocationClock.get(id=1)
    numbers = count(clock.seq - len(given) + 1)
    await Revocation.bulk_create([Revocation(seq=next(numbers), created_at=now, **keys) for keys in given])
