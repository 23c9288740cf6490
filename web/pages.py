"""What a browser or a load balancer asks for beside GraphQL: the GraphiQL page at `/`, its assets, and `/health`."""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Final

import orjson
from starlette.requests import Request
from starlette.responses import FileResponse, HTMLResponse, JSONResponse, Response
from starlette.routing import BaseRoute, Mount, Route
from starlette.staticfiles import StaticFiles
from starlette.types import Scope

GRAPHIQL: Final = Path(__file__).parent / "graphiql" / "dist"
"""Where `make graphiql` puts the built page."""

HEALTH_SECONDS: Final = 1.0
"""How long the database may take to answer before the server calls itself unhealthy."""

PAGE_HEADERS: Final = {
    # The page names no file by its content, so it is asked for anew each time; an unchanged one costs a 304.
    "cache-control": "no-cache",
    # The editor writes its own style elements and starts its workers from this server; nothing may come from elsewhere.
    "content-security-policy": "default-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; font-src 'self' data:; "
    "worker-src 'self' blob:; object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'",
    "referrer-policy": "no-referrer",
    "x-content-type-options": "nosniff",
}

NOT_BUILT: Final = """<!doctype html>
<html lang="zh-CN"><head><meta charset="utf-8"><title>去向 quxiang</title>
<style>body{font:16px/1.7 system-ui,sans-serif;max-width:44em;margin:12vh auto;padding:0 1.5em;color:#172033}
code,pre{background:#eef1f7;border-radius:6px;padding:.15em .4em}pre{padding:1em;overflow:auto}</style></head><body>
<h1>去向 quxiang</h1>
<p>服务正在运行，GraphQL 接口是 <code>/graphql</code>。这台机器还没有构建 GraphiQL 页面：执行 <code>make graphiql</code> 后刷新本页。</p>
<p>The service is running and answers GraphQL at <code>/graphql</code>. The GraphiQL page has not been built on this machine:
run <code>make graphiql</code>, then reload.</p>
<pre>curl -H 'content-type: application/json' -d '{"query":"{ __typename }"}' URL/graphql</pre>
</body></html>
"""


@dataclass(frozen=True, slots=True)
class DemoLogin:
    """An account that the page of a demo offers to log in as."""

    account: str
    title: str
    """What people call it, e.g. 北京大学."""
    role: str


@dataclass(frozen=True, slots=True)
class DemoLogins:
    """What the page of a demo knows: whom one can be, and the password that everybody may know."""

    password: str
    logins: Sequence[DemoLogin]

    def put_into(self, page: str) -> str:
        """Return the page with this in it, as data that no browser runs. No other page holds anything of it."""
        said = orjson.dumps(asdict(self)).decode().replace("<", "\\u003c")
        return page.replace("</head>", f'<script type="application/json" id="demo">{said}</script></head>', 1)


class _Assets(StaticFiles):
    """Files whose names carry a hash of their content: a browser never has to ask for one twice."""

    async def get_response(self, path: str, scope: Scope) -> Response:
        response = await super().get_response(path, scope)
        if response.status_code in (200, 304):
            response.headers["cache-control"] = "public, max-age=31536000, immutable"
            response.headers["x-content-type-options"] = "nosniff"
        return response


def page_routes(
    ask_database: Callable[[], Awaitable[object]], *, demo: DemoLogins | None = None, built: Path = GRAPHIQL
) -> list[BaseRoute]:
    """Return the routes of the page, its assets and `/health`; `ask_database` raises when the database does not answer.

    The page is looked for at each request, so that building it needs no restart. Over demo data it offers the accounts of `demo`.
    """

    async def page(_request: Request) -> Response:
        index = built / "index.html"
        if index.is_file() and demo is not None:
            return HTMLResponse(demo.put_into(index.read_text(encoding="utf-8")), headers=PAGE_HEADERS)
        if index.is_file():
            return FileResponse(index, headers=PAGE_HEADERS)
        return HTMLResponse(NOT_BUILT, headers={"cache-control": "no-store"})

    async def health(_request: Request) -> Response:
        try:
            async with asyncio.timeout(HEALTH_SECONDS):
                await ask_database()
        except Exception:
            # Why it failed is the log's matter: a probe learns only that it did.
            return JSONResponse({"status": "unavailable"}, status_code=503, headers={"cache-control": "no-store"})
        return JSONResponse({"status": "ok"}, headers={"cache-control": "no-store"})

    return [
        Route("/", page),
        Route("/health", health),
        Mount("/assets", _Assets(directory=built / "assets", check_dir=False)),
    ]
