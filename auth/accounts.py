"""How sessions and their accounts stand in the database now: who speaks, over which rows, with which levels."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any, Final, cast
from uuid import UUID

from auth.actor import SCOPE_KEYS, Actor
from auth.modules import NO_LEVELS, SYSTEM_LEVELS, Levels, held_levels, highest_levels
from auth.tokens import Claims
from auth.vault import IdentityVault
from models.account import Account
from models.session import Session
from rules.accounts import USERNAME_LIMIT
from rules.identity import looks_like_id_number
from rules.roles import AccessLevel, Module, Role

_LEVEL_COLUMNS: Final[Mapping[Module, str]] = {
    Module.EMPLOYMENT: "employment_level",
    Module.ARCHIVE: "archive_level",
    Module.HUKOU: "hukou_level",
}
_SCOPE_COLUMNS: Final = tuple(sorted({key for keys in SCOPE_KEYS.values() for key in keys} - {"account_id"}))
"""The account's columns are named as the actor's attributes."""
_ACCOUNT_COLUMNS: Final = ("role", "epoch", "username", "display_name", "source_system", *_SCOPE_COLUMNS, *_LEVEL_COLUMNS.values())
_ADDRESSES: Final = 8
"""Of one session kept at a time; one rarely has more than two."""
_SESSION_COLUMNS: Final = ("id", "account_id", "epoch", "expires_at")


@dataclass(frozen=True, slots=True)
class Standing:
    """A session that nobody has ended, of an enabled account that honours it, at one moment. Whether it has expired it only says."""

    session_id: UUID
    epoch: int
    """The account's, which its tokens must carry."""
    expires_at: datetime
    actor: Actor
    """Whom it speaks for, without an address."""
    _at: dict[str | None, Actor] = field(default_factory=dict, init=False, compare=False, repr=False)

    @property
    def account_id(self) -> UUID:
        """Whose session it is."""
        return cast("UUID", self.actor.account_id)

    def at(self, address: str | None) -> Actor:
        """Return whom it speaks for, at a client's address; made once for each, since every request asks."""
        known = self._at.get(address)
        if known is None:
            if len(self._at) >= _ADDRESSES:
                self._at.clear()
            known = self._at[address] = replace(self.actor, address=address)
        return known

    def honours(self, claims: Claims) -> bool:
        """Return whether a token of these claims speaks for it."""
        return claims.epoch == self.epoch and claims.account_id == self.actor.account_id

    def is_as(self, before: "Standing") -> bool:
        """Return whether nothing but its expiry has changed."""
        return replace(self, expires_at=before.expires_at) == before


async def find_account(login_name: str, vault: IdentityVault) -> Account | None:
    """Return the account that somebody names: by its username, or a graduate's by the identity number; None where there is none.

    It is one query either way. The number is looked for by its keyed index, and goes nowhere else.
    """
    if looks_like_id_number(login_name):
        return await Account.get_or_none(person__identity_index=vault.index(login_name))
    # NUL and lone surrogates are faults to a database's driver, not unknown names.
    can_be_stored = len(login_name) <= USERNAME_LIMIT and login_name.isprintable()
    return await Account.get_or_none(username=login_name) if can_be_stored else None


async def read_standings(session_ids: Collection[UUID]) -> dict[UUID, Standing]:
    """Return the sessions that stand, by their keys; one that is absent, ended, or of a disabled or changed account is missing.

    Constraints of the database see to it that an account has the scope columns of its role, that a department is of the school
    beside it, and that no account is SYSTEM. What else stands in them (the province above a school) gives no rows: `auth.scope`
    reads by the columns of the role.
    """
    of_account = {f"account__{column}": f"of_{column}" for column in _ACCOUNT_COLUMNS}
    found = Session.filter(id__in=list(session_ids), ended_at=None, account__is_enabled=True)
    rows = await found.values(*_SESSION_COLUMNS, **{alias: path for path, alias in of_account.items()})
    schools = await _school_levels({row["of_school_id"] for row in rows if row["of_role"] == Role.DEPARTMENT})
    standing = (_standing(row, schools) for row in rows if row["epoch"] == row["of_epoch"])
    return {each.session_id: each for each in standing}


async def actor_of(account_id: UUID) -> Actor | None:
    """Return whom an account speaks for outside of any session; None where it is absent or disabled."""
    rows = await Account.filter(id=account_id, is_enabled=True).values(*_ACCOUNT_COLUMNS)
    if not rows:
        return None
    schools = await _school_levels({row["school_id"] for row in rows if row["role"] == Role.DEPARTMENT})
    return _actor(account_id, rows[0], schools)


def _standing(row: Mapping[str, Any], schools: Mapping[UUID, Levels]) -> Standing:
    account = {column: row[f"of_{column}"] for column in _ACCOUNT_COLUMNS}
    return Standing(row["id"], row["epoch"], row["expires_at"], _actor(row["account_id"], account, schools, row["id"]))


def _actor(account_id: UUID, account: Mapping[str, Any], schools: Mapping[UUID, Levels], session_id: UUID | None = None) -> Actor:
    role = Role(account["role"])
    held = held_levels(role, _stored_levels(account), schools.get(account["school_id"], NO_LEVELS))
    return Actor(
        account_id=account_id,
        role=role,
        levels=SYSTEM_LEVELS if account["source_system"] else held,
        source_system=account["source_system"],
        username=account["username"],
        display_name=account["display_name"],
        session_id=session_id,
        **{column: account[column] for column in _SCOPE_COLUMNS},
    )


def _stored_levels(row: Mapping[str, Any]) -> Levels:
    return {module: AccessLevel(row[column]) for module, column in _LEVEL_COLUMNS.items()}


async def _school_levels(school_ids: Iterable[UUID]) -> dict[UUID, Levels]:
    """Return the highest levels among the enabled accounts of schools: no department holds more than its school does."""
    wanted = list(school_ids)
    if not wanted:
        return {}
    rows = await Account.filter(school_id__in=wanted, role=Role.SCHOOL, is_enabled=True).values("school_id", *_LEVEL_COLUMNS.values())
    return {school: highest_levels([_stored_levels(row) for row in rows if row["school_id"] == school]) for school in wanted}
