"""The planner's statements without anything around them: what a server could reach that did nothing else."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from inspect import isawaitable
from typing import Any

import strawberry
from graphql import parse

from actions.context import SystemClock
from auth.actor import Actor
from auth.modules import Profile
from auth.scope import Scope
from auth.vault import IdentityVault
from benchmarks.client import Ask
from benchmarks.documents import Read
from benchmarks.servers import SECRET
from planner.databases import Database
from planner.dialects import Dialect, PostgreSQL
from planner.execute import Executor

Statement = tuple[str, list[Any]]
"""SQL and its parameters."""


@dataclass(slots=True)
class Notebook:
    """A database that notes what it is asked and answers nothing."""

    dialect: Dialect = field(default_factory=PostgreSQL)
    noted: list[Statement] = field(default_factory=list)

    async def fetch(self, statement: str, parameters: Sequence[Any]) -> None:
        """Note a statement."""
        self.noted.append((statement, list(parameters)))

    async def close(self) -> None:
        """Nothing was opened."""


@dataclass(frozen=True)
class Asker:
    """The context of a read by an actor; strawberry needs nothing more of it."""

    actor: Actor
    database: Notebook

    @property
    def profile(self) -> Profile:
        """What the actor may see."""
        return Profile.of(self.actor)

    @property
    def scope(self) -> Scope:
        """Which rows are the actor's."""
        return Scope(self.actor, SystemClock().now, IdentityVault(SECRET.encode()).index)


async def statements_of(schema: strawberry.Schema, actor: Actor, read: Read) -> list[Statement]:
    """Return the statements the planner sends for a read, one for each of its variables."""
    notebook = Notebook()
    for variables in read.variables:
        executor = Executor.build(
            schema._schema, parse(read.document), context_value=Asker(actor, notebook), raw_variable_values=dict(variables)
        )
        outcome = executor.execute_operation()
        if isawaitable(outcome):
            await outcome
    return notebook.noted


def fetching(database: Database, statements: Iterator[Statement]) -> Ask:
    """Return what runs the next statement."""

    async def fetch() -> bytes | str | None:
        statement, parameters = next(statements)
        return await database.fetch(statement, parameters)

    return fetch
