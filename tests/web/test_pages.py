"""The page at `/`, its assets and `/health`, asked for over HTTP."""

import json
import re
from collections.abc import AsyncIterator
from pathlib import Path

import httpx
import pytest
from starlette.applications import Starlette

from tests.outputs import async_client
from web.pages import DemoLogin, DemoLogins, page_routes


class Database:
    """Answers, or does not."""

    def __init__(self) -> None:
        self.is_up = True

    async def ask(self) -> None:
        """Raise ConnectionError while it is down."""
        if not self.is_up:
            raise ConnectionError("host=10.0.0.7 user=quxiang")


@pytest.fixture
def database() -> Database:
    return Database()


@pytest.fixture
async def browser(tmp_path: Path, database: Database) -> AsyncIterator[httpx.AsyncClient]:
    app = Starlette(routes=page_routes(database.ask, built=tmp_path))
    async with async_client(transport=httpx.ASGITransport(app), base_url="http://quxiang") as client:
        yield client


@pytest.fixture
def built(tmp_path: Path) -> Path:
    (tmp_path / "index.html").write_text("<title>GraphiQL</title>")
    (tmp_path / "assets").mkdir()
    (tmp_path / "assets" / "index-1f2e.js").write_text("export {}")
    return tmp_path


async def test_the_page_is_asked_for_anew_and_its_assets_never_again(browser: httpx.AsyncClient, built: Path) -> None:
    page, asset = await browser.get("/"), await browser.get("/assets/index-1f2e.js")
    assert (page.status_code, page.headers["cache-control"]) == (200, "no-cache")
    assert (asset.status_code, asset.headers["cache-control"]) == (200, "public, max-age=31536000, immutable")


async def test_over_demo_data_the_page_knows_whom_one_can_be_and_elsewhere_nothing_of_it(
    browser: httpx.AsyncClient, database: Database, built: Path
) -> None:
    (built / "index.html").write_text("<html><head><title>GraphiQL</title></head></html>")
    ordinary = await browser.get("/")
    assert "demo" not in ordinary.text
    demo = DemoLogins("known", [DemoLogin("11jy20", "</script><b>北京市", "PROVINCE")])
    app = Starlette(routes=page_routes(database.ask, demo=demo, built=built))
    async with async_client(transport=httpx.ASGITransport(app), base_url="http://quxiang") as client:
        page = await client.get("/")
    [told] = re.findall(r'<script type="application/json" id="demo">(.*?)</script>', page.text)
    assert json.loads(told) == {"password": "known", "logins": [{"account": "11jy20", "title": "</script><b>北京市", "role": "PROVINCE"}]}
    assert page.text.replace(f'<script type="application/json" id="demo">{told}</script>', "") == ordinary.text
    # What is written into the page is data: the policy lets no browser run it.
    assert page.headers["content-security-policy"] == ordinary.headers["content-security-policy"]
    assert "'unsafe-inline'" not in page.headers["content-security-policy"].partition("style-src")[0]


async def test_the_page_may_fetch_nothing_from_elsewhere(browser: httpx.AsyncClient, built: Path) -> None:
    policy = (await browser.get("/")).headers["content-security-policy"]
    assert policy.startswith("default-src 'self';")
    assert "http" not in policy
    assert "*" not in policy


async def test_a_page_that_was_not_built_says_so_and_appears_once_it_is(browser: httpx.AsyncClient, tmp_path: Path) -> None:
    absent = await browser.get("/")
    assert absent.status_code == 200
    assert "make graphiql" in absent.text
    assert absent.headers["cache-control"] == "no-store"
    (tmp_path / "index.html").write_text("<title>GraphiQL</title>")
    assert "GraphiQL" in (await browser.get("/")).text


async def test_an_asset_that_does_not_exist_is_not_kept_as_missing(browser: httpx.AsyncClient, built: Path) -> None:
    answer = await browser.get("/assets/gone.js")
    assert answer.status_code == 404
    assert "cache-control" not in answer.headers


async def test_no_file_outside_the_assets_is_handed_out(browser: httpx.AsyncClient, built: Path) -> None:
    assert (await browser.get("/assets/..%2findex.html")).status_code == 404


async def test_health_follows_the_database_and_tells_nothing_else(browser: httpx.AsyncClient, database: Database) -> None:
    up = await browser.get("/health")
    assert (up.status_code, up.json()) == (200, {"status": "ok"})
    database.is_up = False
    down = await browser.get("/health")
    assert (down.status_code, down.json()) == (503, {"status": "unavailable"})
    assert down.headers["cache-control"] == "no-store"
