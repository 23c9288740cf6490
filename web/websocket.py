"""WebSocket /graphql: Strawberry's graphql-transport-ws handler, with our context and our JSON, for as long as the session stands."""

import asyncio
from contextlib import suppress
from typing import Any, Final

import orjson
import strawberry
from graphql import OperationType, get_operation_ast
from starlette.requests import Request
from starlette.responses import Response
from starlette.websockets import WebSocket, WebSocketDisconnect
from strawberry.asgi import GraphQL
from strawberry.exceptions import ConnectionRejectionError
from strawberry.subscriptions import GRAPHQL_TRANSPORT_WS_PROTOCOL
from strawberry.subscriptions.protocols.graphql_transport_ws.handlers import BaseGraphQLTransportWSHandler, Operation
from strawberry.subscriptions.protocols.graphql_transport_ws.types import ConnectionInitMessage, Message, SubscribeMessage

from auth.standings import Follow, Unverifiable
from auth.tokens import TokenInvalid
from planner.errors import QueryTooLarge, presentable
from planner.execute import planner_of
from web.context import RequestContext, Services
from web.graphql import origin_of

FORBIDDEN: Final = 4403
"""The close code of a session that is over or has changed. Of the protocol's own codes it is the one after which graphql-ws connects
again (4401 is final to it), and then asks for fresh connection parameters: it comes back with a new token, or as nobody."""
REASON: Final = "Session ended or changed"
MAX_OPERATIONS: Final = 100
"""Operations that may run over one socket at once."""
MAX_ID_BYTES: Final = 80
"""Of an operation's ID: Strawberry repeats it in the reason of a close, which holds 123 bytes."""
GRACE_SECONDS: Final = 0.2
"""Before a socket is closed: what ended the session may have been sent over it, and its answer is still to go out."""


class SocketContext(dict[str, Any]):
    """Strawberry wants a mapping it can put `connection_params` into; everybody else wants the request's context."""

    socket: WebSocket
    request_context: RequestContext
    follow: Follow | None
    """The session the socket goes by; None while nobody is logged in on it."""

    def __getattr__(self, name: str) -> Any:
        return getattr(self["request_context"], name)


class SessionBoundHandler(BaseGraphQLTransportWSHandler[SocketContext, None]):
    """Serves one socket. Nothing begins on it, and no event leaves it, once its session is over; soon after it is closed."""

    view: "GraphQLSocket"

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._live: dict[str, Operation[SocketContext, None]] = {}
        self._closing: asyncio.Task[None] | None = None

    async def handle(self) -> None:
        """Serve until the client leaves, or the session is over."""
        try:
            await super().handle()
        finally:
            if self._closing is not None:
                self._closing.cancel()
            self.view.leave(self.context)

    async def handle_connection_init(self, message: ConnectionInitMessage) -> None:
        """Log the socket in, and from then on close it once the session it goes by is over."""
        await super().handle_connection_init(message)
        follow = self.context["follow"]
        if follow is not None and self._closing is None:
            self._closing = asyncio.create_task(self._close_after(follow))

    async def handle_message(self, message: Message) -> None:
        """Handle a message; Strawberry does not survive one that is none."""
        if is_message(message):
            await super().handle_message(message)
        else:
            await self.handle_invalid_message("This is no message of the protocol")

    async def handle_subscribe(self, message: SubscribeMessage) -> None:
        """Begin an operation, unless too many run already."""
        if self.connection_acknowledged and message["id"] not in self.operations and len(self.operations) >= MAX_OPERATIONS:
            error = presentable(QueryTooLarge(f"At most {MAX_OPERATIONS} operations run over a socket at once."))
            await self.send_message({"id": message["id"], "type": "error", "payload": [error.formatted]})
        else:
            await super().handle_subscribe(message)

    async def _close_after(self, follow: Follow) -> None:
        await follow.over.wait()
        await asyncio.sleep(GRACE_SECONDS)
        # Starlette's words for a socket that has been closed, or lost, meanwhile.
        with suppress(RuntimeError, WebSocketDisconnect):
            await self.websocket.close(FORBIDDEN, REASON)

    async def run_operation(self, operation: Operation[SocketContext, None]) -> None:
        """Run an operation where the session stands; else wait for the socket to be closed."""
        await self._stand()
        if self.view.is_live(operation.query, operation.operation_name):
            self._live[operation.id] = operation
        try:
            await super().run_operation(operation)
        finally:
            # A client may give the id to its next operation as soon as this one is complete.
            if self._live.get(operation.id) is operation:
                del self._live[operation.id]

    async def send_message(self, message: Message) -> None:
        """Send a message; an event of a subscription only while the session stands."""
        if message["type"] == "next" and message["id"] in self._live:
            await self._stand()
        await super().send_message(message)

    async def _stand(self) -> None:
        """Return where the session stands. Where it does not, never return: closing the socket cancels whoever waits here."""
        if not await self.view.stands(self.context):
            await asyncio.Event().wait()


def is_message(message: object) -> bool:
    """Return whether what a client sent has the parts that its type must have, each of its kind."""
    match message:
        case {"type": "connection_init" | "ping" | "pong"}:
            return True
        case {"type": "subscribe", "id": str(name), "payload": dict()} | {"type": "complete", "id": str(name)}:
            return len(name.encode("utf-8", "replace")) <= MAX_ID_BYTES
    return False


class GraphQLSocket(GraphQL[SocketContext, None]):
    """Answers operations over a socket; it serves no page and no plain request."""

    graphql_transport_ws_handler_class = SessionBoundHandler

    def __init__(self, schema: strawberry.Schema, services: Services) -> None:
        protocols = [GRAPHQL_TRANSPORT_WS_PROTOCOL]
        super().__init__(schema, graphql_ide=None, subscription_protocols=protocols, max_subscriptions_per_connection=None)
        self._documents = planner_of(schema._schema).documents
        self._services = services

    async def get_context(self, request: Request | WebSocket, response: Response | WebSocket) -> SocketContext:
        """Return the context of a socket whose client has not said yet who it is."""
        context = RequestContext(self._services, None, origin_of(request))
        return SocketContext(request_context=context, socket=request, follow=None)

    async def on_ws_connect(self, context: SocketContext) -> None:
        """Log the socket in by `authorization` in the connection's parameters. Raises ConnectionRejectionError (4403)."""
        given = context.get("connection_params") or {}
        authorization = next((value for name, value in given.items() if name.lower() == "authorization"), None)
        if authorization is None:
            return
        services = self._services
        try:
            follow = await services.standings.follow(services.claims_of(str(authorization)), services.clock.now())
        except (TokenInvalid, Unverifiable):
            raise ConnectionRejectionError from None
        context["follow"] = follow
        context["request_context"] = context["request_context"].speaking_for(follow.actor)

    def leave(self, context: SocketContext) -> None:
        """Let go of what a socket went by."""
        if context["follow"] is not None:
            self._services.standings.leave(context["follow"])

    async def stands(self, context: SocketContext) -> bool:
        """Return whether the session that a socket goes by stands as it did; a socket without one goes by none."""
        follow = context["follow"]
        return follow is None or await self._services.standings.stands(follow, self._services.clock.now())

    def is_live(self, query: object, operation_name: str | None) -> bool:
        """Return whether an operation is a subscription."""
        document = self._documents.read(query).ast if isinstance(query, str) else None
        operation = get_operation_ast(document, operation_name) if document is not None else None
        return operation is not None and operation.operation is OperationType.SUBSCRIPTION

    def encode_json(self, data: object) -> str:
        """Return JSON text: bytes would be sent as a binary frame, which clients do not read."""
        return orjson.dumps(data).decode()
