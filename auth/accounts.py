"""From a token, or from a name, to the actor it speaks for, as the account stands now and not as it stood when a token was issued."""

import time
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, Final, get_args
from uuid import UUID

from cachetools import LRUCache

from auth.actor import Actor, ScopeKey
from auth.modules import NO_LEVELS, Levels, held_levels, highest_levels
from auth.tokens import TokenInvalid, Tokens
from auth.vault import IdentityVault
from models.account import Account
from rules.accounts import USERNAME_LIMIT
from rules.identity import looks_like_id_number
from rules.roles import AccessLevel, Module, Role

_LEVEL_COLUMNS: Final[Mapping[Module, str]] = {
    Module.EMPLOYMENT: "employment_level",
    Module.ARCHIVE: "archive_level",
    Module.HUKOU: "hukou_level",
}
_SCOPE_COLUMNS: Final[tuple[str, ...]] = get_args(ScopeKey)
"""The account's columns are named as the actor's attributes."""
_FRESH_SECONDS: Final = 1.0
_REMEMBERED: Final = 10_000
"""Accounts kept at a time; the one used longest ago makes room."""


async def find_account(login_name: str, vault: IdentityVault) -> Account | None:
    """Return the account that somebody names: by its username, or a graduate's by the identity number; None where there is none.

    It is one query either way. The number is looked for by its keyed index, and goes nowhere else.
    """
    if looks_like_id_number(login_name):
        return await Account.get_or_none(person__identity_index=vault.index(login_name))
    # NUL and lone surrogates are faults to a database's driver, not unknown names.
    can_be_stored = len(login_name) <= USERNAME_LIMIT and login_name.isprintable()
    return await Account.get_or_none(username=login_name) if can_be_stored else None


@dataclass(frozen=True, slots=True)
class Standing:
    """An enabled account at one moment: the epoch its tokens must carry, and the actor they speak for (without an address)."""

    epoch: int
    actor: Actor


async def standing_of(account_id: UUID) -> Standing | None:
    """Return how an account stands in the database now; None when it is absent or disabled.

    Constraints of the database see to it that an account has the scope columns of its role, that a department is of the school
    beside it, and that no account is SYSTEM. What else stands in them (the province above a school) gives no rows: `auth.scope`
    reads by the columns of the role.
    """
    columns = ("role", "epoch", "username", "display_name", *_SCOPE_COLUMNS, *_LEVEL_COLUMNS.values())
    rows = await Account.filter(id=account_id, is_enabled=True).values(*columns)
    if not rows:
        return None
    row = rows[0]
    role = Role(row["role"])
    school = await _school_levels(row["school_id"]) if role is Role.DEPARTMENT else NO_LEVELS
    scope = {column: row[column] for column in _SCOPE_COLUMNS}
    levels = held_levels(role, _stored_levels(row), school)
    return Standing(
        row["epoch"],
        Actor(account_id=account_id, role=role, levels=levels, username=row["username"], display_name=row["display_name"], **scope),
    )


class Actors:
    """The actors of the tokens in use, each read from the database at most once a second.

    A second is therefore how long a lowered level, a raised epoch or a disabled account can still be honoured; it is counted
    from before the read, so that a slow one does not lengthen it. Bounded: clients cannot make it grow.
    """

    def __init__(self, tokens: Tokens) -> None:
        """Remember nothing yet; `tokens` says what a token proves."""
        self._tokens = tokens
        self._known: LRUCache[UUID, tuple[float, Standing | None]] = LRUCache(_REMEMBERED)

    async def actor_of(self, token: str, now: datetime, address: str | None) -> Actor:
        """Return the actor a token speaks for, with the client's address.

        Raises TokenInvalid for a token that is forged or expired at `now` (an aware moment), and where the account is gone,
        disabled, or has raised its epoch since.
        """
        claims = self._tokens.read(token, now)
        standing = await self._standing(claims.account_id)
        if standing is None or standing.epoch != claims.epoch:
            raise TokenInvalid("the account no longer honours the token")
        return replace(standing.actor, address=address)

    async def _standing(self, account_id: UUID) -> Standing | None:
        asked_at = time.monotonic()
        known = self._known.get(account_id)
        if known is not None and asked_at - known[0] < _FRESH_SECONDS:
            return known[1]
        standing = await standing_of(account_id)
        self._known[account_id] = (asked_at, standing)
        return standing


def _stored_levels(row: Mapping[str, Any]) -> Levels:
    return {module: AccessLevel(row[column]) for module, column in _LEVEL_COLUMNS.items()}


async def _school_levels(school_id: UUID) -> Levels:
    """Return the highest levels among the enabled accounts of a school: no department holds more than its school does."""
    rows = await Account.filter(school_id=school_id, role=Role.SCHOOL, is_enabled=True).values(*_LEVEL_COLUMNS.values())
    return highest_levels([_stored_levels(row) for row in rows])
