"""Two servers on one database, and this process as a third: what one does to an account or a session, the others are asked about."""

import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final

from tortoise.connection import get_connection
from tortoise.transactions import in_transaction

from auth.revocation import concerned_by, revoke
from models import Account
from models.database import CONNECTION
from tests.journey.server import PASSWORD, Server
from tests.world import World

WHO: Final = "{ viewer { account permissions { module level } } }"
WATCH: Final = "subscription { signingStatistics(classYear: 2023) { version graduates } }"
TOKENS: Final = "accessToken refreshToken accessTokenExpiresAt refreshTokenExpiresAt"
A_SECOND: Final = 1.0
FORBIDDEN: Final = 4403


@dataclass(frozen=True)
class Login:
    """One session of one account."""

    access: str
    refresh: str


@dataclass(frozen=True)
class Two:
    """Two servers, the world they serve, and where the second one logs. This process has the same database open: it is a third."""

    a: Server
    b: Server
    world: World
    log: Path

    async def log_in(self, account: str, *, at: Server | None = None) -> Login:
        query = f"mutation($i: LoginInput!) {{ login(input: $i) {{ {TOKENS} userErrors {{ code }} }} }}"
        payload = (await (at or self.a).data(query, i={"account": account, "password": PASSWORD}))["login"]
        assert payload["userErrors"] == []
        return Login(payload["accessToken"], payload["refreshToken"])

    async def use(self, refresh_token: str, *, at: Server | None = None) -> dict[str, Any]:
        """Use a refresh token; return the payload."""
        query = f"mutation($i: RefreshSessionInput!) {{ refreshSession(input: $i) {{ {TOKENS} userErrors {{ code }} }} }}"
        payload: dict[str, Any] = (await (at or self.a).data(query, i={"refreshToken": refresh_token}))["refreshSession"]
        return payload

    async def holds(self, token: str, *, at: Server) -> bool:
        """Return whether a server honours an access token."""
        answer = await at.ask(WHO, token)
        if "errors" not in answer:
            return True
        assert [error["extensions"]["code"] for error in answer["errors"]] == ["UNAUTHENTICATED"]
        assert answer["errors"][0]["message"] == "登录已失效，请重新登录。"
        return False

    async def level(self, token: str, *, at: Server) -> str:
        """Return the level on EMPLOYMENT that a server says an account holds."""
        return str((await at.data(WHO, token))["viewer"]["permissions"][0]["level"])

    def logged(self, *words: str) -> bool:
        """Return whether the second server has logged a line with all of the words."""
        events = [json.loads(line)["event"] for line in self.log.read_text().splitlines() if line.startswith("{")]
        return any(all(word in event for word in words) for event in events)


async def change_account(account: Account, **columns: Any) -> None:
    """Change an account and announce it, as whoever manages accounts does."""
    async with in_transaction(CONNECTION):
        await Account.filter(id=account.id).update(**columns)
        await revoke(datetime.now(UTC), accounts=await concerned_by(account))


@asynccontextmanager
async def away(*tables: str) -> AsyncIterator[None]:
    """Take tables away for a while: any statement that asks for them fails."""
    for table in tables:
        await get_connection(CONNECTION).execute_query(f'ALTER TABLE "{table}" RENAME TO "{table}_away"')
    try:
        yield
    finally:
        for table in tables:
            await get_connection(CONNECTION).execute_query(f'ALTER TABLE "{table}_away" RENAME TO "{table}"')
