"""A connection of its own for whoever follows revocations: it waits neither for a writer's transaction nor for a free place in a pool."""

from importlib import import_module
from typing import Final, Self
from uuid import UUID

from tortoise.backends.base.client import BaseDBAsyncClient

from models.database import CONNECTION, is_postgres, tortoise_config

_NAME: Final = "feed"


class FeedConnection:
    """Reads the numbered revocations. A connection that was cut is made anew at the next read."""

    def __init__(self, client: BaseDBAsyncClient) -> None:
        self._client = client

    @classmethod
    async def open(cls, url: str) -> Self:
        """Connect to a migrated database."""
        config = tortoise_config(url)["connections"][CONNECTION]
        one = {"minsize": 1, "maxsize": 1, "application_name": "quxiang feed"} if is_postgres(url) else {}
        client = import_module(config["engine"]).client_class(connection_name=_NAME, **{**config["credentials"], **one})
        await client.create_connection(with_db=True)
        return cls(client)

    async def newest(self) -> int:
        """Return the last number drawn by a transaction that has committed."""
        (clock,) = await self._client.execute_query_dict("SELECT seq FROM revocation_clock")
        return int(clock["seq"])

    async def between(self, seen: int, newest: int) -> list[tuple[UUID | None, UUID | None]]:
        """Return account and session, of which one is given, for each revocation after one number up to another."""
        statement = f"SELECT account_id, session_id FROM revocation WHERE seq > {seen:d} AND seq <= {newest:d}"
        rows = await self._client.execute_query_dict(statement)
        return [(_key(row["account_id"]), _key(row["session_id"])) for row in rows]

    async def close(self) -> None:
        """Give the connection back; aiosqlite's thread would keep the process alive."""
        await self._client.close()


def _key(stored: UUID | str | None) -> UUID | None:
    """Return a key as a UUID; SQLite keeps it as text."""
    return UUID(str(stored)) if stored is not None else None
