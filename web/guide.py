"""GET /guide shows the operation guide (操作指南), /guide/ROLE that of another role; /guide/download and its like give it as a file."""

import re
from base64 import b64encode
from collections.abc import Iterator, Sequence
from hashlib import sha256
from html import escape
from itertools import takewhile
from pathlib import Path
from typing import Final

from markdown_it import MarkdownIt
from markdown_it.rules_block import StateBlock
from markdown_it.rules_inline import StateInline
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response
from starlette.routing import BaseRoute, Route

from rules.guides import GUIDE_OF, PROVINCE_GUIDE, Guide
from web.answering import disposition
from web.ranges import is_unchanged

SOURCES: Final = Path(__file__).parents[1] / "docs" / "guide"
SOURCE: Final = SOURCES / f"{PROVINCE_GUIDE.name}.zh.md"
"""The guide word for word, as the ministry's document was read."""

STYLE: Final = """body{font:16px/1.75 system-ui,"Noto Sans CJK SC",sans-serif;max-width:56em;margin:2.5em auto;padding:0 1.25em;
color:#172033}h1,h2,h3,h4{line-height:1.35}table{border-collapse:collapse;display:block;overflow-x:auto;margin:1em 0}
th,td{border:1px solid #b9c2d3;padding:.35em .6em;text-align:left;vertical-align:top}th{background:#eef1f7}a{color:#1d4ed8}
@media print{.download{display:none}}"""
STYLE_HASH: Final = b64encode(sha256(STYLE.encode()).digest()).decode()
HEADERS: Final = {
    # It changes with a release and is the same for everybody: an unchanged one costs a 304.
    "cache-control": "no-cache",
    "content-security-policy": f"default-src 'none'; style-src 'sha256-{STYLE_HASH}'; base-uri 'none'; form-action 'none'; "
    "frame-ancestors 'none'",
    "referrer-policy": "no-referrer",
    "x-content-type-options": "nosniff",
}
_BOLD: Final = re.compile(r"\*\*([^*]+)\*\*")


def guide_page(text: str, title: str, link: str = "") -> str:
    """Return a guide as a page that needs nothing else, so that it can be kept as a file. Markup in the text stays text."""
    rendered = _markdown().render(text)
    return (
        f'<!doctype html>\n<html lang="zh-CN"><head><meta charset="utf-8"><title>{escape(title)}</title>\n'
        f'<meta name="viewport" content="width=device-width"><style>{STYLE}</style></head><body>\n{link}\n{rendered}</body></html>\n'
    )


def _markdown() -> MarkdownIt:
    """Return CommonMark without HTML, and with the two things that the document has besides."""
    markdown = MarkdownIt("commonmark", {"html": False})
    markdown.block.ruler.before("paragraph", "lines_of_cells", _lines_of_cells)
    markdown.inline.ruler.before("emphasis", "bold_beside_chinese", _bold_beside_chinese)
    return markdown


def _bold_beside_chinese(state: StateInline, silent: bool) -> bool:
    """Read `**注意：**原有…` as bold: CommonMark looks for a blank behind the stop, and Chinese has none."""
    found = _BOLD.match(state.src, state.pos)
    if found is None:
        return False
    if not silent:
        state.push("strong_open", "strong", 1)
        state.push("text", "", 0).content = found[1]
        state.push("strong_close", "strong", -1)
    state.pos = found.end()
    return True


def _lines_of_cells(state: StateBlock, begin: int, end: int, silent: bool) -> bool:
    """Read lines whose cells are parted by tabs as a table, as the document has its tables and its figures of lists."""
    lines = list(takewhile(str.strip, (state.src[state.bMarks[line] : state.eMarks[line]] for line in range(begin, end))))
    if silent or not lines or not all("\t" in line for line in lines):
        return False
    rows = [line.split("\t") for line in lines]
    state.push("table_open", "table", 1).map = [begin, begin + len(rows)]
    # The table of contents is numbered from its first line on; the others are headed by theirs.
    headed = not rows[0][0].isdigit()
    for number in range(len(rows)):
        state.push("tr_open", "tr", 1)
        for place, cell in _cells(rows, number):
            tag = "th" if headed and number == 0 else "td"
            opened = state.push(f"{tag}_open", tag, 1)
            if place == 0 and (covered := _covered(rows, number)) > 1:
                opened.attrSet("rowspan", str(covered))
            inline = state.push("inline", "", 0)
            inline.content, inline.children = cell.strip(), []
            state.push(f"{tag}_close", tag, -1)
        state.push("tr_close", "tr", -1)
    state.push("table_close", "table", -1)
    state.line = begin + len(rows)
    return True


def _cells(rows: Sequence[Sequence[str]], number: int) -> Iterator[tuple[int, str]]:
    """Yield a row's cells and their places; an empty first one belongs to the cell above it."""
    return ((place, cell) for place, cell in enumerate(rows[number]) if place or cell.strip())


def _covered(rows: Sequence[Sequence[str]], number: int) -> int:
    """Return over how many rows the first cell of this one reaches."""
    return 1 + sum(1 for _ in takewhile(lambda row: not row[0].strip(), rows[number + 1 :]))


def _given(request: Request, page: str, more: dict[str, str]) -> Response:
    etag = f'"{sha256(page.encode()).hexdigest()}"'
    headers = {**HEADERS, **more, "etag": etag}
    return Response(None, 304, headers) if is_unchanged(request.headers, etag) else HTMLResponse(page, headers=headers)


def link_of(guide: Guide) -> str:
    """Return where a page says that it can be had as a file."""
    return f'<p class="download"><a href="{guide.path}/download" download>下载操作指南</a></p>'


def guide_routes(sources: Path = SOURCES) -> list[BaseRoute]:
    """Return the routes of all guides, whose pages are made now. Raises OSError where a text cannot be read."""
    guides = {guide.path: guide for guide in GUIDE_OF.values()}
    return [route for guide in guides.values() for route in _routes_of(guide, (sources / f"{guide.name}.zh.md").read_text("utf-8"))]


def _routes_of(guide: Guide, text: str) -> list[BaseRoute]:
    page, file = guide_page(text, guide.title, link_of(guide)), guide_page(text, guide.title)

    async def show(request: Request) -> Response:
        return _given(request, page, {})

    async def download(request: Request) -> Response:
        return _given(request, file, {"content-disposition": disposition(f"{guide.title}.html", kept=True)})

    return [Route(guide.path, show), Route(f"{guide.path}/download", download)]
