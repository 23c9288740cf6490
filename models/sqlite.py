"""The SQLite engine as Tortoise finds it (`client_class`), with transactions that cannot fail half-way for want of the write lock."""

import asyncio
import sqlite3
from collections.abc import Iterator
from typing import Any

from tortoise.backends.base.client import ConnectionWrapper, NestedTransactionContext, TransactionalDBClient, TransactionContext
from tortoise.backends.sqlite.client import SqliteClient, SqliteTransactionContext, SqliteTransactionWrapper
from tortoise.connection import get_connections
from tortoise.exceptions import OperationalError


def split_statements(script: str) -> Iterator[str]:
    """Yield the statements of a script; SQLite itself says where one ends, so bodies of triggers stay whole."""
    statement = ""
    for line in script.splitlines(keepends=True):
        statement += line
        if sqlite3.complete_statement(statement):
            yield statement
            statement = ""


class ImmediateTransaction(SqliteTransactionWrapper):
    """A transaction that takes the write lock when it begins.

    A deferred one takes it at its first write, and then fails at once ("database is locked", whatever the timeout) if another
    process wrote since its first read. Taking it first makes the second writer wait instead.
    """

    def _in_transaction(self) -> TransactionContext:
        return NestedTransactionContext(ImmediateTransaction(self))

    async def begin(self) -> None:
        """Begin. Raises tortoise's OperationalError when the lock did not come free within busy_timeout."""
        try:
            await self._connection.execute_fetchall("BEGIN IMMEDIATE")
        except sqlite3.OperationalError as locked:
            raise OperationalError(locked) from locked

    async def execute_script(self, query: str) -> None:
        """Run several statements inside the transaction; sqlite3's own executescript would commit it first."""
        for statement in split_statements(query):
            await self.execute_query(statement)


class ImmediateTransactionContext(SqliteTransactionContext):
    """Enters an immediate transaction, or leaves the connection as it was: unlocked, with nothing begun."""

    def __init__(self, transaction: ImmediateTransaction, lock: asyncio.Lock) -> None:
        super().__init__(transaction, lock)

    async def __aenter__(self) -> TransactionalDBClient:
        await self._trxlock.acquire()
        transaction: ImmediateTransaction = self.connection
        try:
            await self.ensure_connection()
            await transaction.begin()
        except BaseException:
            # A cancelled BEGIN may still run in the connection's thread; a refused one must not keep the lock for ever.
            if transaction._parent._connection is not None:
                await transaction._parent._connection.rollback()
            self._trxlock.release()
            raise
        self.token = get_connections().set(self.connection_name, transaction)
        return transaction


class GivenBack(ConnectionWrapper[Any]):
    """The connection while it is somebody's turn, which ends too where there is no connection: the first to ask may be cancelled."""

    async def __aenter__(self) -> Any:
        """Wait for the turn and connect, or leave the turn to the next one."""
        await self._lock.acquire()
        try:
            await self.ensure_connection()
        except BaseException:
            self._lock.release()
            raise
        return self.connection


class ImmediateSqliteClient(SqliteClient):
    """Tortoise's SQLite client, whose transactions begin IMMEDIATE, and which connects whole or not at all."""

    async def create_connection(self, with_db: bool) -> None:
        """Connect; a connection that has not got all of its pragmas, and would not keep foreign keys, is nobody's."""
        try:
            await super().create_connection(with_db)
        except BaseException:
            await self.close()
            raise

    def acquire_connection(self) -> GivenBack:
        """Return the context in which the connection is the asker's."""
        return GivenBack(self._lock, self)

    def _in_transaction(self) -> TransactionContext:
        return ImmediateTransactionContext(ImmediateTransaction(self), self._lock)


client_class = ImmediateSqliteClient
