"""WebSocket /graphql: Strawberry's graphql-transport-ws handler, with our context and our JSON."""

from typing import Any

import orjson
import strawberry
from starlette.requests import Request
from starlette.responses import Response
from starlette.websockets import WebSocket
from strawberry.asgi import GraphQL
from strawberry.exceptions import ConnectionRejectionError
from strawberry.subscriptions import GRAPHQL_TRANSPORT_WS_PROTOCOL

from auth.tokens import TokenInvalid
from web.context import RequestContext, Services, context_of


class SocketContext(dict[str, Any]):
    """Strawberry wants a mapping it can put `connection_params` into; everybody else wants the request's context."""

    request: RequestContext

    def __getattr__(self, name: str) -> Any:
        return getattr(self["request_context"], name)


class GraphQLSocket(GraphQL[SocketContext, None]):
    """Answers operations over a socket; it serves no page and no plain request."""

    def __init__(self, schema: strawberry.Schema, services: Services) -> None:
        super().__init__(schema, graphql_ide=None, subscription_protocols=[GRAPHQL_TRANSPORT_WS_PROTOCOL])
        self._services = services

    async def get_context(self, request: Request | WebSocket, response: Response | WebSocket) -> SocketContext:
        """Return the context of a socket whose client has not said yet who it is."""
        return SocketContext(request_context=RequestContext(self._services, None), socket=request)

    async def on_ws_connect(self, context: SocketContext) -> None:
        """Log the socket in by `authorization` in the connection's parameters. Raises ConnectionRejectionError (4403)."""
        given = context.get("connection_params") or {}
        authorization = next((value for name, value in given.items() if name.lower() == "authorization"), None)
        client = context["socket"].client
        try:
            context["request_context"] = await context_of(self._services, authorization, client.host if client else None)
        except TokenInvalid:
            raise ConnectionRejectionError from None

    def encode_json(self, data: object) -> str:
        """Return JSON text: bytes would be sent as a binary frame, which clients do not read."""
        return orjson.dumps(data).decode()
