"""The operation guide as a page and as a file, and the links of the home page."""

import re
from collections.abc import AsyncIterator
from pathlib import Path
from urllib.parse import unquote

import httpx
import pytest
from starlette.applications import Starlette

from actions.context import SystemClock
from app.asgi import create_app
from app.schema import the_schema
from app.settings import Settings
from rules.guides import GUIDE_OF, PROVINCE_GUIDE
from rules.permissions import TABLE_1
from rules.roles import AccessLevel, Role
from tests.outputs import async_client
from tests.sessions import SECRET, begun
from tests.world import build_world
from web.guide import SOURCE, SOURCES, guide_page, guide_routes

TAG = re.compile(r"<[^>]+>")


@pytest.fixture
async def browser() -> AsyncIterator[httpx.AsyncClient]:
    async with async_client(transport=httpx.ASGITransport(Starlette(routes=guide_routes())), base_url="http://quxiang") as client:
        yield client


def words(text: str) -> str:
    """Return a text without its markup and blanks."""
    plain = TAG.sub("", text).replace("&quot;", '"').replace("&gt;", ">").replace("&amp;", "&")
    return re.sub(r"[\s#*]|\]\(\)|\[|\]", "", plain)


async def test_the_page_says_the_guide_word_for_word(browser: httpx.AsyncClient) -> None:
    page = (await browser.get("/guide")).text
    body = page.partition("</p>")[2] if "下载操作指南" in page else page
    source = re.sub(r"\(#\)", "", SOURCE.read_text(encoding="utf-8"))
    assert words(body) == words(source)


async def test_table_1_is_a_table_on_the_page(browser: httpx.AsyncClient) -> None:
    page = (await browser.get("/guide")).text
    assert page.count('<td rowspan="3">') == 3
    cells = re.findall(r"<td>([^<]*)</td>", page)
    for meaning in TABLE_1.values():
        assert {meaning.employment_system, meaning.registration} <= set(cells)
    assert "<strong>注意：</strong>" in page
    assert "**" not in page


async def test_the_file_has_the_guides_name_and_is_the_page(browser: httpx.AsyncClient) -> None:
    page, file = await browser.get("/guide"), await browser.get("/guide/download")
    assert "content-disposition" not in page.headers
    kind, _, name = file.headers["content-disposition"].partition("filename*=UTF-8''")
    assert kind.startswith("attachment; ")
    assert unquote(name) == f"{PROVINCE_GUIDE.title}.html"
    assert page.text.replace('<p class="download"><a href="/guide/download" download>下载操作指南</a></p>', "") == file.text


@pytest.mark.parametrize("role", sorted(GUIDE_OF.keys() - {Role.PROVINCE, Role.MINISTRY}))
async def test_each_role_has_a_guide_of_its_own_in_sections_and_numbered_steps(browser: httpx.AsyncClient, role: Role) -> None:
    guide = GUIDE_OF[role]
    page, file = await browser.get(guide.path), await browser.get(f"{guide.path}/download")
    assert words(page.text.partition("</p>")[2]) == words(
        re.sub(r"^\d+\. ", "", (SOURCES / f"{guide.name}.zh.md").read_text("utf-8"), flags=re.M)
    )
    assert page.text.count("<h2>") >= 4
    assert page.text.count("<ol>") >= 3
    assert unquote(file.headers["content-disposition"]).endswith(f"{guide.title}.html")


@pytest.mark.parametrize("role", sorted(GUIDE_OF.keys() - {Role.PROVINCE, Role.MINISTRY}))
def test_what_a_guide_names_in_brackets_is_an_operation(role: Role) -> None:
    schema = the_schema()._schema
    operations = {*(schema.query_type or {}).fields, *(schema.mutation_type or {}).fields}  # type: ignore[union-attr]
    text = (SOURCES / f"{GUIDE_OF[role].name}.zh.md").read_text("utf-8")
    named = {name for group in re.findall(r"（[^）]*）", text) for name in re.findall(r"[a-z]+[A-Z]\w*|worklist|confirmations", group)}
    assert named
    assert named <= operations


async def test_an_unchanged_guide_is_not_sent_again(browser: httpx.AsyncClient) -> None:
    first = await browser.get("/guide")
    again = await browser.get("/guide", headers={"if-none-match": first.headers["etag"]})
    assert (again.status_code, again.content) == (304, b"")


async def test_the_page_runs_nothing_and_fetches_nothing(browser: httpx.AsyncClient) -> None:
    policy = (await browser.get("/guide")).headers["content-security-policy"]
    assert policy.startswith("default-src 'none';")
    assert "unsafe" not in policy


def test_markup_in_a_guide_stays_text() -> None:
    page = guide_page("<script>alert(1)</script>\n\n[x](javascript:alert(1)) **<b>粗**\n\n甲\t<i>乙", "<题>")
    assert not re.search(r"<(?:script|b|i)>|href=\"javascript", page)
    assert "<title>&lt;题&gt;</title>" in page


def test_a_guide_that_is_not_there_is_told_at_once(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        guide_routes(tmp_path / "gone")


async def test_the_link_to_the_employment_system_is_for_whoever_gets_into_it(database_url: str) -> None:
    settings = Settings(database_url=database_url, secret_key=SECRET, employment_system_url="https://jy.example.cn")  # type: ignore[arg-type]
    app = create_app(settings)
    async with app.router.lifespan_context(app), async_client(transport=httpx.ASGITransport(app), base_url="http://test") as client:
        world = await build_world()
        shut_out = world.accounts[Role.DEPARTMENT]
        shut_out.employment_level = AccessLevel.NONE
        await shut_out.save()
        told = {}
        for role, account in world.accounts.items():
            token = (await begun(account, now=SystemClock().now())).tokens.access_token
            asked = {"query": "{ viewer { employmentSystemUrl guideUrl } }"}
            answer = await client.post("/graphql", json=asked, headers={"authorization": f"Bearer {token}"})
            told[role] = answer.json()["data"]["viewer"]
        page = await client.get(told[Role.PROVINCE]["guideUrl"])
    assert {role for role, viewer in told.items() if viewer["employmentSystemUrl"] == "https://jy.example.cn"} == {
        Role.MINISTRY,
        Role.PROVINCE,
        Role.SCHOOL,
    }
    assert {viewer["employmentSystemUrl"] for viewer in told.values()} == {"https://jy.example.cn", None}
    assert page.status_code == 200
