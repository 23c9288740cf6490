"""The plain server: root fields, and the ASGI application that `strawberry.asgi` makes of them."""

import json
import os
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from uuid import UUID

import strawberry
import uvicorn
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route
from starlette.websockets import WebSocket
from strawberry.asgi import GraphQL
from tortoise.expressions import Q

import models
from benchmarks.plain.loaders import Loaders
from benchmarks.plain.types import Connection, Context, Edge, Graduate, Node, SigningStatistics, connection_of, cursor_of, figures_of
from models.database import close_database, open_database


@strawberry.input
class IDFilter:
    """A comparison with an ID."""

    eq: strawberry.ID


@strawberry.input
class IntFilter:
    """A comparison with a number."""

    eq: int


@strawberry.input
class GraduateFilter:
    """Which graduates."""

    school: IDFilter | None = None
    class_year: IntFilter | None = None


def key_of(id: strawberry.ID) -> str:
    """Return the key in an ID."""
    return str(id).partition(":")[2]


@strawberry.type
class Query:
    """Root of queries."""

    @strawberry.field
    async def node(self, id: strawberry.ID) -> Node | None:
        row = await models.Graduate.get_or_none(id=UUID(key_of(id)))
        return Graduate.of(row) if row else None

    @strawberry.field
    async def graduates(self, first: int, after: str | None = None, filter: GraduateFilter | None = None) -> Connection[Graduate]:
        rows = models.Graduate.all()
        if filter and filter.school:
            rows = rows.filter(school_id=UUID(key_of(filter.school.eq)))
        if filter and filter.class_year:
            rows = rows.filter(class_year=filter.class_year.eq)
        if after:
            _, name, key = json.loads(bytes.fromhex(after))
            rows = rows.filter(Q(name__gt=name) | Q(name=name, id__gt=UUID(key)))
        found = await rows.order_by("name", "id").limit(first + 1)
        return connection_of([Edge(node=Graduate.of(row), cursor=cursor_of("NAME", row.name, row.id)) for row in found], first)

    @strawberry.field
    async def signing_statistics(self, class_year: int, province: strawberry.ID) -> SigningStatistics | None:
        rows = await models.SigningCounters.filter(class_year=class_year, province_code=key_of(province))
        return SigningStatistics(rows=rows, school_count=len(rows), **figures_of(rows)) if rows else None


class Endpoint(GraphQL[Context, None]):
    """POST /graphql."""

    async def get_context(self, request: Request | WebSocket, response: Response | WebSocket) -> Context:
        """Give each request loaders of its own: they keep what they load."""
        return Context(Loaders())


def create_app(url: str) -> Starlette:
    """Return the ASGI application over a database."""

    @asynccontextmanager
    async def lifespan(_app: Starlette) -> AsyncIterator[None]:
        await open_database(url)
        yield
        await close_database()

    return Starlette(routes=[Route("/graphql", Endpoint(strawberry.Schema(Query, types=[Graduate])))], lifespan=lifespan)


def main() -> None:
    """Serve until a signal ends it."""
    uvicorn.run(
        create_app(os.environ["BENCHMARK_DATABASE_URL"]), port=int(os.environ["BENCHMARK_PORT"]), log_level="warning", access_log=False
    )
