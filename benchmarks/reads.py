"""Reads of 100,000 graduates: the product over HTTP, a plain Strawberry server over HTTP, and the planner's statements alone."""

import os
import platform
from collections.abc import Iterator, Mapping, Sequence
from contextlib import AsyncExitStack
from itertools import cycle, islice
from time import perf_counter
from typing import Final, TypeVar

import asyncpg
import orjson
import uvloop

from app.schema import build_schema
from auth.actor import Actor
from auth.modules import NO_LEVELS, held_levels
from benchmarks.client import Ask, Connection, Round, request_of, run
from benchmarks.documents import Read, reads_of
from benchmarks.report import Measured, heading, line
from benchmarks.servers import demo_database, plain, product
from benchmarks.statements import Statement, fetching, statements_of
from demo.accounts import DEMO_PASSWORD
from demo.ids import named_id
from demo.schools import PROVINCE
from planner.databases import Database, PostgreSQLDatabase
from rules.roles import Role

GRADUATES: Final = 100_000
SCHOOLS: Final = 16
CARDS: Final = 256
"""How many schools and graduates are asked for in turn."""
CONNECTIONS: Final = (1, 16)
ROUNDS: Final = 4
SECONDS: Final = 1.0
"""How long one side is asked in one round."""
ACCOUNT: Final = "11jy20"
"""A province's account: each of its reads carries the province as its scope."""
LOGIN: Final = "mutation($account: String!, $password: String!) { login(input: {account: $account, password: $password}) { accessToken } }"

T = TypeVar("T")
Requests = Mapping[str, Sequence[bytes]]
"""A server's requests by the name of the read."""


class Different(Exception):
    """Two servers answered one question differently, so that comparing their speed would mean nothing."""


async def measured_reads(url: str) -> list[Read]:
    """Return the four reads over schools and graduates that are spread over the whole database."""
    connection = await asyncpg.connect(url)
    schools = await connection.fetch("SELECT id FROM school ORDER BY md5(id::text) LIMIT $1", SCHOOLS)
    graduates = await connection.fetch("SELECT id FROM graduate ORDER BY md5(id::text) LIMIT $1", CARDS)
    await connection.close()
    return reads_of([f"School:{row['id']}" for row in schools], [f"Graduate:{row['id']}" for row in graduates], f"Province:{PROVINCE}")


async def token_of(port: int, account: str = ACCOUNT) -> str:
    """Log in to the product."""
    body = orjson.dumps({"query": LOGIN, "variables": {"account": account, "password": DEMO_PASSWORD}})
    connection = await Connection.open(port)
    answer = await connection.ask(request_of(body, None))
    connection.close()
    return str(orjson.loads(answer)["data"]["login"]["accessToken"])


def requests_of(reads: Sequence[Read], token: str | None) -> Requests:
    """Return the requests of every read."""
    return {read.name: [request_of(body, token) for body in read.bodies()] for read in reads}


async def check_same_content(reads: Sequence[Read], ports: tuple[int, int], sides: tuple[Requests, Requests]) -> None:
    """Ask both servers everything once. Raises Different unless both answer the same data, and without errors."""
    connections = [await Connection.open(port) for port in ports]
    for read in reads:
        for pair in zip(sides[0][read.name], sides[1][read.name], strict=True):
            asked = zip(connections, pair, strict=True)
            ours, theirs = [orjson.loads(await connection.ask(request)) for connection, request in asked]
            if "errors" in ours or ours != theirs or not all(ours["data"].values()):
                raise Different(f"{read.name}\n{orjson.dumps(ours)[:2000].decode()}\n{orjson.dumps(theirs)[:2000].decode()}")
    for connection in connections:
        connection.close()


async def ask_server(port: int, requests: Sequence[bytes], connections: int) -> Round:
    """Ask a server over new connections: one that idles while others are measured, a server may close."""
    async with AsyncExitStack() as stack:
        asks: list[Ask] = []
        for number in range(connections):
            connection = await Connection.open(port)
            stack.callback(connection.close)
            asks.append(connection.asking(turned(requests, number)))
        return await run(asks, SECONDS)


async def ask_database(database: Database, statements: Sequence[Statement], connections: int) -> Round:
    """Ask the database what the product asks it, over as many sessions as the product has."""
    return await run([fetching(database, turned(statements, number)) for number in range(connections)], SECONDS)


def turned(items: Sequence[T], start: int) -> Iterator[T]:
    """Return the items for ever, beginning with one of them: connections do not all ask the same at the same time."""
    return islice(cycle(items), start % len(items), None)


async def compare(url: str) -> None:
    """Start both servers over a filled database, check them against each other, measure, and print a line for each result."""
    levels = held_levels(Role.PROVINCE, NO_LEVELS, NO_LEVELS)
    actor = Actor(account_id=named_id("account", ACCOUNT), role=Role.PROVINCE, levels=levels, province_code=PROVINCE)
    reads, schema = await measured_reads(url), build_schema()
    statements = {read.name: await statements_of(schema, actor, read) for read in reads}
    async with AsyncExitStack() as stack:
        ports = await stack.enter_async_context(product(url)), await stack.enter_async_context(plain(url))
        database = await PostgreSQLDatabase.open(url)
        stack.push_async_callback(database.close)
        sides = requests_of(reads, await token_of(ports[0])), requests_of(reads, None)
        await check_same_content(reads, ports, sides)
        print(heading())
        for connections in CONNECTIONS:
            for read in reads:
                taken: tuple[list[Round], list[Round], list[Round]] = ([], [], [])
                # Turn and turn about, so that whatever else the machine does meets all three alike.
                for _ in range(ROUNDS):
                    taken[0].append(await ask_server(ports[0], sides[0][read.name], connections))
                    taken[1].append(await ask_server(ports[1], sides[1][read.name], connections))
                    taken[2].append(await ask_database(database, statements[read.name], connections))
                print(line(Measured(read, connections, *taken)), flush=True)


async def main() -> None:
    """Make the database, compare, and say what it ran on and how long it took."""
    began = perf_counter()
    machine = f"{os.cpu_count()} cores, {platform.machine()}, Python {platform.python_version()}"
    print(f"{GRADUATES} graduates on PostgreSQL; {machine}", flush=True)
    async with demo_database(GRADUATES) as url:
        print(f"The database stands after {perf_counter() - began:.0f} s; what both servers answer is the same in what follows.\n")
        await compare(url)
    print(f"\n{perf_counter() - began:.0f} s in all")


if __name__ == "__main__":
    uvloop.run(main())
