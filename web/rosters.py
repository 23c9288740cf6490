"""GET /rosters/template.xlsx gives a workbook to fill in; what is wrong with a roster is given beside it."""

import asyncio
from collections.abc import Awaitable, Callable
from typing import Final

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from auth.files import TEMPLATE
from rules.files import MediaType
from rules.roster_fields import FIELDS
from storage.workbooks import template
from web.answering import FILE_HEADERS, answered, disposition, let_in
from web.context import Services, context_of
from web.graphql import origin_of

PATH: Final = "/rosters"
TEMPLATE_PATH: Final = f"{PATH}/template.xlsx"
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


def workbook(name: str, content: bytes) -> Response:
    """Return the answer that gives a workbook to be kept under a name."""
    return Response(content, 200, {**FILE_HEADERS, "content-disposition": disposition(name, kept=True)}, MediaType.XLSX)


def roster_routes(give_template: Callable[[Request], Awaitable[Response]]) -> list[BaseRoute]:
    """Return the routes of rosters."""
    return [Route(TEMPLATE_PATH, give_template, methods=["GET"])]
