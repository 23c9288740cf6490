"""Revocation: how a change of an account or the end of a session reaches every process."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from itertools import count
from typing import Final, Self
from uuid import UUID

from tortoise.expressions import F

from models.account import Account
from models.session import Revocation, RevocationClock
from rules.roles import Role


@dataclass(frozen=True, slots=True)
class Gone:
    """Accounts and sessions of which nothing that a process remembers holds any longer."""

    accounts: frozenset[UUID] = frozenset()
    sessions: frozenset[UUID] = frozenset()

    @classmethod
    def of(cls, accounts: Iterable[UUID] = (), sessions: Iterable[UUID] = ()) -> Self:
        """Return what is gone."""
        return cls(frozenset(accounts), frozenset(sessions))

    def __bool__(self) -> bool:
        return bool(self.accounts or self.sessions)

    def __or__(self, other: "Gone") -> "Gone":
        return Gone(self.accounts | other.accounts, self.sessions | other.sessions)

    def concerns(self, account_id: UUID, session_id: UUID) -> bool:
        """Return whether what is remembered of a session of an account is gone."""
        return session_id in self.sessions or account_id in self.accounts


NOTHING: Final = Gone()


async def revoke(now: datetime, *, accounts: Iterable[UUID] = (), sessions: Iterable[UUID] = ()) -> Gone:
    """Announce that what processes remember of these accounts, and of these sessions, no longer holds; return it.

    Call it inside the transaction that changes them, after everything else but the counters: numbering takes the clock's lock
    until the commit, so that numbers become visible in their order. Actions call `Trail.revoke`, which also lets this process
    know at the commit; every other process knows within a second.
    """
    gone = Gone.of(accounts, sessions)
    given = [*({"account_id": each} for each in gone.accounts), *({"session_id": each} for each in gone.sessions)]
    if given:
        await RevocationClock.filter(id=1).update(seq=F("seq") + len(given), updated_at=now)
        clock = await RevocationClock.get(id=1)
        numbers = count(clock.seq - len(given) + 1)
        await Revocation.bulk_create([Revocation(seq=next(numbers), created_at=now, **keys) for keys in given])
    return gone


async def concerned_by(account: Account) -> list[UUID]:
    """Return the account, and where it is a school's those of the school's departments.

    A department holds no more than the highest of its school's enabled accounts, so whatever changes a school's account (its
    levels, enabling, disabling, its very creation) changes what its departments' accounts hold.
    """
    if account.role is not Role.SCHOOL:
        return [account.id]
    departments = await Account.filter(school_id=account.school_id, role=Role.DEPARTMENT).values_list("id", flat=True)
    return [account.id, *(UUID(str(each)) for each in departments)]
