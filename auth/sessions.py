"""Beginning a session for whoever has proved which account it is."""

from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

from auth.accounts import standing_of
from auth.login import LoggedIn
from auth.tokens import Tokens
from models.session import Session
from rules.errors import LoginFailed
from rules.sessions import LoginMethod

LONGEST: Final = timedelta(hours=12)
"""From its beginning to its end, whatever happens."""


async def begin_session(account_id: UUID, method: LoginMethod, *, tokens: Tokens, now: datetime, address: str | None) -> LoggedIn:
    """Write a session of an enabled account and return a token for it. Raises LoginFailed where the account is not let in."""
    standing = await standing_of(account_id)
    if standing is None:
        raise LoginFailed
    issued = tokens.issue(account_id, standing.epoch, now)
    ends_at = max(issued.expires_at, now + LONGEST)
    await Session.create(
        account_id=account_id,
        epoch=standing.epoch,
        method=method,
        address=address,
        refreshed_at=now,
        expires_at=issued.expires_at,
        ends_at=ends_at,
        created_at=now,
    )
    return LoggedIn(standing.actor, issued.token, issued.expires_at)
