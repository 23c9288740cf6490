"""A roster of 100,000 rows imported while pages are read: how long it takes, and how long a page takes before it and meanwhile."""

import asyncio
import sys
from collections.abc import AsyncIterator, Awaitable, Iterator, Sequence
from contextlib import asynccontextmanager
from datetime import date, timedelta
from itertools import cycle
from pathlib import Path
from statistics import quantiles
from tempfile import TemporaryDirectory
from time import perf_counter
from typing import Any, Final

import httpx
import uvloop
import xlsxwriter

from benchmarks.client import Ask, Connection, request_of
from benchmarks.documents import Read
from benchmarks.reads import measured_reads, token_of
from benchmarks.servers import SECRET, demo_database, product
from jobs.recount import recount
from models.database import close_database, open_database
from rules.codes import PROVINCES
from rules.identity import make_id_number
from rules.roster_fields import FIELDS

ROWS: Final = 100_000
GRADUATES: Final = 100_000
SCHOOL: Final = "10001"
CONNECTIONS: Final = 4
PAUSE: Final = 0.05
"""Seconds between two pages over one connection: a load that leaves the server time, as most hours do."""
SECONDS: Final = 15.0
FIRST_BIRTHDAY: Final = date(1980, 1, 1)
ORDERS: Final = 900
REGIONS: Final = tuple(f"{code}0000" for code in sorted(PROVINCES) if code != "66")

IMPORT: Final = """mutation($file: ID!) {
  importRoster(input: {file: $file, classYear: 2023}) { rosterImport { id } userErrors { message } }
}"""
LOOK: Final = "query($id: ID!) { node(id: $id) { ... on RosterImport { state newCount badCount refusal } } }"


def rows(begin: int, number: int) -> Iterator[list[str]]:
    """Yield rows of people whom the demonstration has not: it is decades younger."""
    for order in range(begin, begin + number):
        rest, region = divmod(order, len(REGIONS))
        days, last = divmod(rest, ORDERS)
        id_number = make_id_number(REGIONS[region], FIRST_BIRTHDAY + timedelta(days=days), last + 1)
        said = {
            "examNumber": f"2611{order:010}",
            "studentNumber": f"20{order:08}",
            "name": "测试生",
            "idNumber": id_number,
            "sexCode": "男" if int(id_number[16]) % 2 else "女",
            "birthDate": id_number[6:14],
            "department": "RR" if order % 2 else "rr",
            "mobile": f"199{order:08}",
            "email": f"graduate{order}@example.com",
            "enrolledMonth": "201909",
            "graduatedMonth": "202306",
            "schoolCode": SCHOOL,
            "directedUnit": "",
            "directedDivision": "",
        }
        yield [said.get(field.name, field.example) for field in FIELDS]


def write_roster(path: Path, begin: int) -> None:
    """Write a workbook with every column of a roster filled, but for those of directed graduates."""
    book = xlsxwriter.Workbook(path, {"constant_memory": True})
    sheet = book.add_worksheet()
    sheet.write_row(0, 0, [field.label for field in FIELDS])
    for number, row in enumerate(rows(begin, ROWS), 1):
        for column, text in enumerate(row):
            sheet.write_string(number, column, text)
    book.close()


async def reading(asks: Sequence[Ask], latencies: list[float]) -> None:
    """Ask for pages until cancelled, and note how long each took, in seconds."""

    async def keep_asking(ask: Ask) -> None:
        while True:
            asked = perf_counter()
            await ask()
            latencies.append(perf_counter() - asked)
            await asyncio.sleep(PAUSE)

    await asyncio.gather(*(keep_asking(ask) for ask in asks))


@asynccontextmanager
async def read_meanwhile(asks: Sequence[Ask]) -> AsyncIterator[list[float]]:
    """Read pages while the block runs; give what their latencies are noted in."""
    latencies: list[float] = []
    job = asyncio.create_task(reading(asks, latencies))
    try:
        yield latencies
    finally:
        job.cancel()
        await asyncio.gather(job, return_exceptions=True)


def told(latencies: Sequence[float]) -> str:
    """Return how long pages took, in milliseconds."""
    parts = quantiles(latencies, n=100)
    return f"{len(latencies)} pages, p50 {parts[49] * 1000:.1f} ms, p95 {parts[94] * 1000:.1f} ms, p99 {parts[98] * 1000:.1f} ms"


async def by_the_server(port: int, file: Path) -> None:
    """Send the file to the server and have it imported there."""
    token = await token_of(port, SCHOOL)
    headers = {"authorization": f"Bearer {token}"}
    async with httpx.AsyncClient(base_url=f"http://127.0.0.1:{port}", headers=headers, timeout=120) as client:
        sent = await client.post("/files?purpose=ROSTER&name=roster.xlsx", content=await asyncio.to_thread(file.read_bytes))
        begun = await _asked(client, IMPORT, file=sent.json()["id"])
        job: dict[str, Any] = {"id": begun["importRoster"]["rosterImport"]["id"]}
        state = "QUEUED"
        while state in {"QUEUED", "RUNNING"}:
            await asyncio.sleep(0.5)
            looked = (await _asked(client, LOOK, **job))["node"]
            state = looked["state"]
        if (state, looked["newCount"]) != ("DONE", ROWS):
            raise RuntimeError(looked)


async def _asked(client: httpx.AsyncClient, query: str, **variables: Any) -> dict[str, Any]:
    answer = (await client.post("/graphql", json={"query": query, "variables": variables})).json()
    if "errors" in answer:
        raise RuntimeError(answer)
    data: dict[str, Any] = answer["data"]
    return data


async def by_a_command(url: str, files: str, file: Path) -> None:
    """Have the file imported by `quxiang import-roster`, a process of its own."""
    command = (sys.executable, "-c", "from app.cli import main; main()", "import-roster", str(file), "--account", SCHOOL, "--year", "2023")
    settings = {"QUXIANG_DATABASE_URL": url, "QUXIANG_SECRET_KEY": SECRET, "QUXIANG_FILES_URL": files, "PYTHONPATH": ":".join(sys.path)}
    process = await asyncio.create_subprocess_exec(*command, env=settings)
    if await process.wait() != 0:
        raise RuntimeError("the import failed")


async def beside(what: str, asks: Sequence[Ask], importing: Awaitable[None]) -> None:
    """Read pages alone and then while a roster is imported, and print how long both took."""
    async with read_meanwhile(asks) as before:
        await asyncio.sleep(SECONDS)
    async with read_meanwhile(asks) as during:
        began = perf_counter()
        await importing
        took = perf_counter() - began
    print(f"{what}: {ROWS} rows in {took:.0f} s, {ROWS / took:.0f} a second\n  before: {told(before)}\n  during: {told(during)}")


async def measure() -> None:
    """Import by the server, and then by a process of its own."""
    with TemporaryDirectory() as folder:
        first, second, files = Path(folder, "first.xlsx"), Path(folder, "second.xlsx"), f"file://{folder}/files"
        for path, begin in ((first, 0), (second, ROWS)):
            await asyncio.to_thread(write_roster, path, begin)
        async with demo_database(GRADUATES) as url, product(url, QUXIANG_FILES_URL=files) as port:
            q1: Read = (await measured_reads(url))[0]
            token = await token_of(port)
            requests = [request_of(body, token) for body in q1.bodies()]
            asks = [(await Connection.open(port)).asking(cycle(requests)) for _ in range(CONNECTIONS)]
            await beside("by the server itself", asks, by_the_server(port, first))
            await beside("by a process of its own", asks, by_a_command(url, files, second))
            await open_database(url)
            try:
                print(f"counters that are not what a recount says: {len(await recount())}")
            finally:
                await close_database()


if __name__ == "__main__":
    uvloop.run(measure())
