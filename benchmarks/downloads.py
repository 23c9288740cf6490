"""A list of 100,000 rows downloaded while pages are read: how long it takes, in how much memory, and how long a page takes meanwhile."""

import asyncio
from itertools import cycle
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter
from typing import Any, Final

import httpx
import psutil
import uvloop

from benchmarks.client import Ask, Connection, request_of
from benchmarks.documents import Read
from benchmarks.imports import CONNECTIONS, SECONDS, read_meanwhile, told
from benchmarks.reads import measured_reads, token_of
from benchmarks.servers import demo_database, product

GRADUATES: Final = 100_000
PROVINCE: Final = "11jy20"
KINDS: Final = ("CSV", "XLSX")
REQUEST: Final = """mutation($format: DownloadFormat!) {
  requestDownload(input: {list: "graduates", format: $format}) { download { id } userErrors { message } }
}"""
LOOK: Final = "query($id: ID!) { node(id: $id) { ... on Download { state rowCount size path failure } } }"


async def asked(client: httpx.AsyncClient, query: str, **variables: Any) -> dict[str, Any]:
    """Return the data of an answer. Raises RuntimeError where it has errors."""
    answer = (await client.post("/graphql", json={"query": query, "variables": variables})).json()
    if "errors" in answer:
        raise RuntimeError(answer)
    data: dict[str, Any] = answer["data"]
    return data


async def downloaded(client: httpx.AsyncClient, kind: str) -> dict[str, Any]:
    """Have a file made and get it; return what is told of it."""
    begun = await asked(client, REQUEST, format=kind)
    shown: dict[str, Any] = {"state": "QUEUED"}
    while shown["state"] in {"QUEUED", "RUNNING"}:
        await asyncio.sleep(0.2)
        shown = (await asked(client, LOOK, id=begun["requestDownload"]["download"]["id"]))["node"]
    if shown["state"] != "DONE" or len((await client.get(shown["path"])).content) != shown["size"]:
        raise RuntimeError(shown)
    return shown


async def most_memory(server: psutil.Process, noted: list[int]) -> None:
    """Note the memory of the server's processes until cancelled."""
    while True:
        noted.append(sum(each.memory_info().rss for each in [server, *server.children(recursive=True)]))
        await asyncio.sleep(0.1)


def server_on(port: int) -> psutil.Process:
    """Return the process that listens on a port of this machine. Raises RuntimeError where there is none."""
    for each in psutil.Process().children(recursive=True):
        if any(one.status == psutil.CONN_LISTEN and one.laddr.port == port for one in each.net_connections()):
            return each
    raise RuntimeError("nobody listens")


async def measure() -> None:
    """Download by the server, once as each kind of file."""
    with TemporaryDirectory() as folder:
        files = f"file://{Path(folder, 'files')}"
        async with demo_database(GRADUATES) as url, product(url, QUXIANG_FILES_URL=files) as port:
            q1: Read = (await measured_reads(url))[0]
            token = await token_of(port, PROVINCE)
            requests = [request_of(body, await token_of(port)) for body in q1.bodies()]

            async def asks() -> list[Ask]:
                # New ones each time: a connection that is left while it waits for an answer cannot be used again.
                return [(await Connection.open(port)).asking(cycle(requests)) for _ in range(CONNECTIONS)]

            headers = {"authorization": f"Bearer {token}"}
            server = server_on(port)
            async with httpx.AsyncClient(base_url=f"http://127.0.0.1:{port}", headers=headers, timeout=120) as client:
                async with read_meanwhile(await asks()) as before:
                    await asyncio.sleep(SECONDS)
                print(f"before: {told(before)}, {server.memory_info().rss / 2**20:.0f} MB")
                for kind in KINDS:
                    noted: list[int] = []
                    looking = asyncio.create_task(most_memory(server, noted))
                    async with read_meanwhile(await asks()) as during:
                        began = perf_counter()
                        shown = await downloaded(client, kind)
                        took = perf_counter() - began
                    looking.cancel()
                    size = shown["size"] / 2**20
                    print(f"{kind}: {shown['rowCount']} rows, {size:.1f} MB in {took:.1f} s, at most {max(noted) / 2**20:.0f} MB of memory")
                    print(f"  during: {told(during)}")


if __name__ == "__main__":
    uvloop.run(measure())
