"""Doing something and taking it back: what becomes of an act, without its staying."""

from collections.abc import AsyncIterator, Awaitable
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass
from itertools import count
from typing import Any

from tortoise.transactions import in_transaction

import app.schema
from models.database import CONNECTION, close_database, open_database
from rules.errors import RuleError
from tests.actions.stage import Stage
from tests.engines import Engine
from tests.planner.compiled import Compiled, open_reads
from tests.world import build_world


@dataclass
class Both:
    """The two sides: what reads tell and what acts do, over one database."""

    stage: Stage
    reads: Compiled
    numbers: Any
    """Draws a number that was not drawn before."""


@asynccontextmanager
async def both_sides(engine: Engine) -> AsyncIterator[Both]:
    """Open both sides over a world of their own."""
    async with engine.fresh() as url:
        await open_database(url)
        reads = await open_reads(url)
        try:
            yield Both(Stage(await build_world()), Compiled(app.schema.the_schema()._schema, reads), count(1))
        finally:
            await reads.close()
            await close_database()


class Undo(Exception):
    """Ends a transaction that is not meant to stay."""


async def refusal_of(act: Awaitable[object]) -> str | None:
    """Do something and take it back; return the code of its refusal, or None where it was done."""
    with suppress(Undo):
        async with in_transaction(CONNECTION):
            try:
                await act
            except RuleError as refusal:
                return refusal.code
            raise Undo
    return None


def check_told(told: dict[str, Any], action: str, refused: str | None, hidden: set[str]) -> None:
    """Check that what was told of an action is what came of it; what was not offered must be refused with one of `hidden`."""
    if action not in told:
        assert refused in hidden, (action, refused)
    else:
        assert told[action]["allowed"] is (refused is None), (action, refused)
        codes = [reason["code"] for reason in told[action]["reasons"]]
        assert codes[:1] == ([refused] if refused else []), action
