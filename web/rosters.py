"""GET /rosters/template.xlsx gives a workbook to fill in, GET /rosters/ID/problems.xlsx what is wrong with one that was imported."""

import asyncio
from collections.abc import Awaitable, Callable
from contextlib import suppress
from typing import Final
from uuid import UUID

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from actions.roster_problems import problem_rows
from auth.files import PROBLEMS, TEMPLATE, find_import
from planner.codes import ErrorCode
from rules.files import MediaType
from rules.roster_fields import FIELDS
from storage.workbooks import problem_report, template
from web.answering import FILE_HEADERS, Refused, answered, disposition, let_in
from web.context import Services, context_of
from web.graphql import origin_of

PATH: Final = "/rosters"
TEMPLATE_PATH: Final = f"{PATH}/template.xlsx"
PROBLEMS_PATH: Final = f"{PATH}/{{id}}/problems.xlsx"
PROBLEMS_NAME: Final = "问题清单.xlsx"
TEMPLATE_NAME: Final = "毕业生名册模板.xlsx"


class RosterEndpoints:
    """Answers requests about rosters."""

    def __init__(self, services: Services) -> None:
        self._services = services
        self._template = b""

    async def template(self, request: Request) -> Response:
        """Give the template, which is made once."""
        return await answered(request, self._get_template)

    async def _get_template(self, request: Request) -> Response:
        context = await context_of(self._services, request.headers.get("authorization"), origin_of(request))
        let_in(f"GET {TEMPLATE_PATH}", context, TEMPLATE)
        self._template = self._template or await asyncio.to_thread(template, FIELDS)
        return workbook(TEMPLATE_NAME, self._template)

    async def problems(self, request: Request) -> Response:
        """Give what is wrong with the rows of an import's file."""
        return await answered(request, self._get_problems)

    async def _get_problems(self, request: Request) -> Response:
        context = await context_of(self._services, request.headers.get("authorization"), origin_of(request))
        let_in(f"GET {PROBLEMS_PATH}", context, PROBLEMS)
        key = request.path_params["id"]
        found = None
        with suppress(ValueError):
            found = await find_import(UUID(key), context.acting.actor) if str(UUID(key)) == key else None
        if found is None:
            raise Refused(404, ErrorCode.NOT_FOUND, "未找到该次导入。请刷新后重试。")
        return workbook(f"{found.file_name.rpartition('.')[0]}-{PROBLEMS_NAME}", await problem_report(problem_rows(found.id)))


def workbook(name: str, content: bytes) -> Response:
    """Return the answer that gives a workbook to be kept under a name."""
    return Response(content, 200, {**FILE_HEADERS, "content-disposition": disposition(name, kept=True)}, MediaType.XLSX)


def roster_routes(
    give_template: Callable[[Request], Awaitable[Response]], give_problems: Callable[[Request], Awaitable[Response]]
) -> list[BaseRoute]:
    """Return the routes of rosters."""
    return [Route(TEMPLATE_PATH, give_template, methods=["GET"]), Route(PROBLEMS_PATH, give_problems, methods=["GET"])]
