"""The compiled side of a comparison."""

import json
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from inspect import isawaitable
from typing import Any, cast

import orjson
from graphql import DocumentNode, ExecutionResult, GraphQLSchema

from auth.actor import Actor
from auth.modules import Profile
from auth.scope import Scope
from models.database import is_postgres, sqlite_path
from planner.databases import PostgreSQLDatabase, SQLiteDatabase
from planner.execute import Executor, planner_of
from planner.explain import Explainer, Explaining, ExplainingDatabase
from tests.reference.answers import Answer
from tests.world import NOW, VAULT

Connections = PostgreSQLDatabase | SQLiteDatabase


def scope_of(actor: Actor | None) -> Scope:
    """Return an actor's scope in the world of the tests."""
    return Scope(actor, lambda: NOW, VAULT.index)


@dataclass
class Reading:
    """What of a request's context the planner looks at."""

    profile: Profile
    scope: Scope
    database: ExplainingDatabase

    async def search(self, secrets: int) -> None:
        """Let everybody look for as many as they like: whom it stops is proven over HTTP."""


class Noted:
    """A database that notes the statements it runs."""

    def __init__(self, database: ExplainingDatabase) -> None:
        self.dialect = database.dialect
        self.statements: list[str] = []
        self.parameters: list[list[Any]] = []
        self._database = database

    async def fetch(self, statement: str, parameters: Sequence[Any]) -> bytes | str | None:
        """Note a statement and what it is given, and run it."""
        self.statements.append(statement)
        self.parameters.append(list(parameters))
        return await self._database.fetch(statement, parameters)

    async def explain(self, statement: str, parameters: Sequence[Any]) -> list[str]:
        """Return the engine's plan."""
        return await self._database.explain(statement, parameters)

    async def close(self) -> None:
        """Leave the database open: it is another's."""


async def open_reads(url: str) -> Connections:
    """Open the connections that reads run on."""
    return await PostgreSQLDatabase.open(url, 2) if is_postgres(url) else await SQLiteDatabase.open(sqlite_path(url), 1)


class Compiled:
    """Answers documents through the planner over one database."""

    def __init__(self, schema: GraphQLSchema, database: ExplainingDatabase) -> None:
        self.schema = schema
        self.database = database

    def read(self, text: str) -> DocumentNode:
        """Return a document as the planner keeps it. Raises AssertionError where it is not valid."""
        document = planner_of(self.schema).documents.read(text)
        assert document.ast is not None, document.errors
        return document.ast

    async def answer(self, document: DocumentNode, variables: Mapping[str, Any], actor: Actor | None) -> Answer:
        """Return what the actor gets. Raises AssertionError for a request error, a key given twice, a text that is no JSON."""
        result = await self.result(document, variables, actor)
        data = json.loads(orjson.dumps(result.data), object_pairs_hook=_once)
        errors = (error.formatted for error in result.errors or ())
        return Answer(data, Counter(_denial(cast("dict[str, Any]", error)) for error in errors))

    async def result(self, document: DocumentNode, variables: Mapping[str, Any], actor: Actor | None) -> ExecutionResult:
        """Return graphql-core's result, with its errors as a client gets them."""
        context = Reading(Profile.of(actor), scope_of(actor), self.database)
        executor = Executor.build(self.schema, document, context_value=context, raw_variable_values=dict(variables))
        assert isinstance(executor, Executor), executor
        outcome = executor.execute_operation()
        return cast("ExecutionResult", await outcome if isawaitable(outcome) else outcome)

    async def plan_of(self, text: str, actor: Actor | None) -> list[str]:
        """Return how the engine would run the one root field of a document, line by line."""
        context = Explaining(Profile.of(actor), scope_of(actor), self.database)
        (explained,) = await Explainer.of(self.schema, self.read(text), context, {}, None).explain()
        return list(explained.plan)

    async def ask(self, text: str, actor: Actor | None, **variables: Any) -> Answer:
        """Return the answer to a document given as text. Raises AssertionError where it is not valid."""
        return await self.answer(self.read(text), variables, actor)


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    assert len(found) == len(pairs), f"a key is there twice: {[key for key, _ in pairs]}"
    return found


def _denial(error: dict[str, Any]) -> tuple[tuple[str, ...], str, str | None]:
    extensions = error["extensions"]
    return tuple(error["path"]), extensions["code"], extensions.get("coordinate")
